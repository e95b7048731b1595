"""The plain text of a document as it is written to its file, and where each passage stands in it."""

from __future__ import annotations

from dataclasses import dataclass

from ..locus import printed
from ..model import Document, Edition
from ._facts import facts, rights

FOLDER = "text"


@dataclass(frozen=True, slots=True)
class PlainText:
    """A file's text, and for each passage the offset of its first character, in characters from the beginning."""

    text: str
    starts: dict[str, int]


def path(document: Document) -> str:
    """The path of a document's text below the exports."""
    return f"{FOLDER}/{document.siglum}.txt"


def head(edition: Edition, document: Document) -> str:
    """Return what stands before the text: title, source, edition, rights."""
    lines = (
        document.title,
        f"By {document.meta.get('author', 'unknown')}; {' '.join(document.meta.get('date', '').split())}",
        facts(edition).statement,
        f"The text: {rights(document)}",
    )
    return "\n".join(lines) + "\n\n"


def plain_text(edition: Edition, document: Document) -> PlainText:
    """Return the text of a document: each passage on one line after its printed number, a blank line between passages."""
    parts = [head(edition, document)]
    at = len(parts[0])
    starts: dict[str, int] = {}
    for passage in document.passages:
        number = f"[{printed(passage.id)}] "
        starts[passage.id] = at + len(number)
        line = f"{number}{passage.text}\n\n"
        parts.append(line)
        at += len(line)
    return PlainText("".join(parts)[:-1], starts)
