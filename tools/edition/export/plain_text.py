"""Plain text (RFC 2046, 4.1.3; UTF-8): ``text/<siglum>.txt`` the words of a document, ``text/<siglum>-notes.txt`` the notes on it."""

from __future__ import annotations

from pathlib import Path

from ..derive.plain import text
from ..derive.reading import WITHDRAWN, text_view, withdrawn_notes
from ..locus import printed
from ..model import Document, Edition
from ._facts import write
from ._texts import FOLDER, head, path, plain_text

NAME = "text"


def export(edition: Edition, out: Path) -> list[Path]:
    """Write text and notes of each document."""
    written = []
    for document in edition.documents.values():
        written.append(write(out / path(document), plain_text(edition, document).text))
        written.append(write(out / FOLDER / f"{document.siglum}-notes.txt", _notes(edition, document)))
    return written


def _notes(edition: Edition, document: Document) -> str:
    parts = [head(edition, document).rstrip("\n"), "Notes by the editors"]
    for view in text_view(edition, document).notes:
        where = "; ".join(f"{printed(anchor.at)} “{anchor.lemma.words}”" for anchor in view.anchors)
        parts.append(f"{view.number}. {where} ({view.note.kind}, {view.note.status})\n{text(edition, view.note.body)}")
    gone = withdrawn_notes(edition, document)
    parts += [WITHDRAWN, *(f"{note.id} ({printed(note.at)} “{note.lemma.words}”): {note.withdrawn}" for note in gone)] if gone else []
    return "\n\n".join(parts) + "\n"
