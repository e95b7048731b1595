"""Loci: the addresses of passages.

An id is ``<siglum>-<number>``: ``let-14`` a passage, ``let-14a`` one inserted after it, ``let-s3`` a heading,
``let-n38`` a note of the document's own. It is printed with the siglum in capitals: “LET 14”.
Ids keep to ``[a-z0-9-]`` because Sphinx rewrites every other character in an HTML id.
"""

from __future__ import annotations

import re
from typing import NamedTuple

LOCUS = re.compile(r"(?P<siglum>[a-z][a-z0-9]*)-(?P<series>[sn]?)(?P<number>0|[1-9][0-9]{0,5})(?P<suffix>[a-z]?)")
SIGLUM = re.compile(r"[a-z][a-z0-9]*")
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
#: A printed address in prose: “LET 14”, “LET s3”, “LOG n5”.
PRINTED = re.compile(r"\b(?P<siglum>[A-Z][A-Z0-9]*) (?P<number>[sn]?[0-9]+[a-z]?)\b")

_ROMAN = ((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_ROMAN_FULL = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), *_ROMAN)


class Locus(NamedTuple):
    """A parsed id: ``series`` is ``""``, ``"s"`` (heading) or ``"n"`` (the document's own note)."""

    siglum: str
    series: str
    number: int
    suffix: str

    @property
    def order(self) -> tuple[int, str]:
        """The place of the number within its series."""
        return self.number, self.suffix


def parse(id_: str) -> Locus | None:
    """Parse an id, or return None if it is malformed."""
    match = LOCUS.fullmatch(id_)
    if match is None:
        return None
    return Locus(match["siglum"], match["series"], int(match["number"]), match["suffix"])


def printed(id_: str) -> str:
    """Return the address as it is printed: ``let-14`` → ``LET 14``."""
    siglum, _, number = id_.partition("-")
    return f"{siglum.upper()} {number}"


def from_printed(words: str) -> str:
    """Return the id of a printed address: ``LET 14`` → ``let-14``."""
    siglum, _, number = words.partition(" ")
    return f"{siglum.lower()}-{number}"


def roman(number: int) -> str:
    """Return a number as a small roman numeral (1 → ``i``)."""
    out = ""
    for value, letters in _ROMAN_FULL:
        while number >= value:
            out += letters
            number -= value
    return out


def from_roman(numeral: str) -> int | None:
    """Return the value of a small roman numeral, or None if it is not one in its canonical form."""
    values = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
    if not numeral or any(letter not in values for letter in numeral):
        return None
    total = 0
    for letter, after in zip(numeral, [*numeral[1:], ""], strict=True):
        value = values[letter]
        total += -value if after and values[after] > value else value
    return total if roman(total) == numeral else None
