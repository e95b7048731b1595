"""Plain BibTeX, read at once: entries in braces, each field in braces, names as bibliographies nearly always write them.

Anything else (a macro, a value in quotation marks or in pieces, names with a part in braces, TeX’s own signs in a
name) is :class:`Odd`, and the file is read by pybtex, which is the judge: ``tests/read/test_plain_bib.py``.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from ..patterns import lazy

_HEAD = lazy(r"@([A-Za-z]+)[ \t]*\{[ \t]*([A-Za-z0-9][\w:./+-]*)[ \t]*,\s*", re.A)
_FIELD = lazy(r"([a-z][a-z0-9-]*)[ \t]*=[ \t]*\{((?:[^{}]++|\{(?:[^{}]++|\{[^{}]*+\})*+\})*+)\}\s*+(,\s*+|(?=\}))")
#: a field, or the end of an entry
_STRAY = lazy(r"^(?:[ \t]*[A-Za-z][\w-]*[ \t]*=[ \t]*[{\"\d]|[ \t]*\}[ \t]*$)", re.M)
_NO_ENTRY = ("comment", "string", "preamble")
_ROLES = ("author", "editor")
_NAMES = lazy(r"((?:[^{}]|\{[^{}]*\})+?)(?: and (?=\S)|$)")
#: a part of a name: words with a blank between, each with things in braces or without
_PART = lazy(r"(?:[^\s,{}\\~$#%&\"^]|\{(?:[^{}\\]|\\&)*\})++(?: (?:[^\s,{}\\~$#%&\"^]|\{(?:[^{}\\]|\\&)*\})++)*+")
_GROUP = lazy(r"\{[^{}]*\}")
_COMMA = lazy(r",(?![^{}]*\})")
_AND = lazy(r"(?:^|[\s}])and(?:$|[\s{])", re.I)


class Odd(Exception):
    """This is not plain; ask pybtex."""


class Plain(NamedTuple):
    """One entry: type, fields, and for each role the names as (family, given)."""

    type: str
    fields: dict[str, str]
    persons: dict[str, tuple[tuple[str, str], ...]]


def read_plain(text: str) -> dict[str, Plain]:
    """Read the entries of a file by their keys; raises :class:`Odd`."""
    out: dict[str, Plain] = {}
    small: set[str] = set()
    at = text.find("@")
    while at >= 0:
        head = _HEAD.match(text, at)
        if head is None or head[1].lower() in _NO_ENTRY or head[2].lower() in small:
            raise Odd
        small.add(head[2].lower())
        fields: dict[str, str] = {}
        persons: dict[str, tuple[tuple[str, str], ...]] = {}
        at = head.end()
        while not text.startswith("}", at):
            field = _FIELD.match(text, at)
            if field is None or field[1] in fields or field[1] in persons:
                raise Odd
            value = " ".join(field[2].split())
            if field[1] in _ROLES:
                persons[field[1]] = _names(value)
            else:
                fields[field[1]] = value
            at = field.end()
        out[head[2]] = Plain(head[1].lower(), fields, persons)
        after, at = at + 1, text.find("@", at)
        if text[after : at if at >= 0 else None].strip() and _STRAY.search(text, after, at if at >= 0 else len(text)):
            raise Odd
    return out


def stray(text: str, start: int, end: int) -> int:
    """Return where between two entries something stands that was meant as a part of one; or -1."""
    match = _STRAY.search(text, start, end)
    return match.start() if match else -1


def _names(value: str) -> tuple[tuple[str, str], ...]:
    out: list[tuple[str, str]] = []
    at = 0
    while at < len(value) or not out:
        match = _NAMES.match(value, at)
        if match is None:
            raise Odd
        out.append(_name(match[1]))
        at = match.end()
    return tuple(out)


def _name(words: str) -> tuple[str, str]:
    """A name as BibTeX takes it apart: “von Last, First”, “von Last, Jr, First”, “First Last”, one word, or one thing in braces."""
    parts = [part.strip(" ") for part in _COMMA.split(words)]
    if len(parts) > 3 or words != words.strip() or not all(_PART.fullmatch(part) and not _AND.search(_GROUP.sub("x", part)) for part in parts):
        raise Odd
    if len(parts) > 1:
        return " ".join(parts[:-1]), parts[-1]
    if _GROUP.fullmatch(words):
        return words, ""
    first, _, last = words.rpartition(" ")
    if "{" in words or not all(word[0].isupper() for word in first.split()):
        raise Odd  # perhaps a “von”
    return last, first
