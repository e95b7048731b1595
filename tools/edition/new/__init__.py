"""New things: a note, an event, an entry, a document, each made as one file or folder with what is still to fill marked.

A module of this package is a kind of thing, found by being here. It has ``HELP``, ``arguments(parser)`` and
``make(edition, args) -> list[Path]``; it raises :class:`Refused` with a sentence when it cannot.
What a person must still write is marked with :data:`TO_FILL`, which ``edition check`` reports until it is gone.
"""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

from ..kinds import TO_FILL

__all__ = ["TO_FILL", "Refused", "quoted", "slug", "write"]


class Refused(Exception):
    """The thing cannot be made as asked; the message says why and what to do."""


def slug(words: str, most: int = 5) -> str:
    """Return a name for a file from words: their letters and digits, small, with hyphens."""
    plain = unicodedata.normalize("NFKD", words.casefold())
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    found = re.findall(r"[a-z0-9]+", plain.replace("’", "").replace("'", ""))
    return "-".join(found[:most]) or "new"


def quoted(words: str) -> str:
    """Quote words as a value of YAML, where they need it."""
    from ..derive.departures import quoted as quote

    return quote(words)


def write(path: Path, text: str) -> Path:
    """Write a new file; refuses to write over one that is there."""
    if path.exists():
        raise Refused(f"{path} is there already; choose another name with --slug")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path
