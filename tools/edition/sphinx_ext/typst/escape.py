"""Typst source: words and names escaped, so that no sign of a text is ever taken for mark-up."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ...derive.dates import MONTHS

#: signs that Typst's mark-up reads; a hyphen too, which before a figure would become a minus and before another a dash
_SIGNS = re.compile(r"[\\`*_#$<>@=~\"'\[\]/+-]|\.(?=\.)|(?<=\.)\.")
_NUMBERED = re.compile(r"(\d+)\.")
#: signs of a private use, such as the bullets of a word processor, which no fount can know
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")
#: letters of an address written as numbers, in which no line could break
_CODED = re.compile(r"((?:%[0-9A-Fa-f]{2}){5})(?=%)")
_AFTER = "|".join(rf"(?<=\b{word} )" for word in (r"p\.", r"n\.", r"pp\.", r"no\.", r"ch\.", r"doc\.", r"vol\.", r"para\.", "paras"))
#: a blank at which no line should end: before the number of a page, a volume or a document, and between a day and its month
_TIED = re.compile(rf" (?:(?=\d)(?:{_AFTER})|(?<=\d )(?=(?:{'|'.join(MONTHS)})\b))")
#: “n.d.-c”, which is one word
_UNDATED = re.compile(r"\bn\.d\.\\-[a-z]+\b")
_FIGURE = re.compile(r"\d")
_BLANKS = re.compile(r"[ \t\r\n\f\v]+")


def escape(words: str) -> str:
    """Return words as Typst mark-up that prints exactly them, runs of blanks as one; signs of a private use by their number."""
    plain = _SIGNS.sub(lambda found: "\\" + found[0], _BLANKS.sub(" ", words))
    if not plain.isascii():
        plain = _PRIVATE.sub(lambda found: f"⟨U\\+{ord(found[0]):04X}⟩", plain)
    if "%" in plain:
        plain = _CODED.sub("\\1\u200b", plain)
    if "n.d." in plain:
        plain = _UNDATED.sub(r"#box[\g<0>];", plain)
    if not _FIGURE.search(plain):
        return plain
    plain = _TIED.sub("~", plain)
    return _NUMBERED.sub(r"\1\\.", plain, count=1) if _NUMBERED.match(plain) else plain


def string(words: str) -> str:
    """Return words as a string of Typst's code mode."""
    return '"' + words.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def array(items: Iterable[str]) -> str:
    """Return code expressions as an array."""
    return "(" + "".join(item + ", " for item in items) + ")"


def call(name: str, *arguments: str, body: str | None = None) -> str:
    """Return a call in mark-up, ``#name(arguments)[body];``: the semicolon keeps what follows from being taken for arguments."""
    return f"#{name}({', '.join(arguments)})" + (f"[{body}]" if body is not None else "") + ";"


def content(body: str) -> str:
    """Return mark-up as an expression of code mode."""
    return f"[{body}]"
