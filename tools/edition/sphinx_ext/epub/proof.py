"""The proof that the book has the edition's words: taken back out of the finished file and compared with the model.

Words of each passage, and of each note its number, its place in the order and its words.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element
from zipfile import ZipFile

from ...derive.plain import text as plain_text
from ...derive.reading import text_view
from ...model import Edition
from .contents import XHTML, classes, words
from .xhtml import readable


def proof(edition: Edition, book: Path | bytes, texts: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Yield siglum and a sentence for each difference; ``texts`` has the file in the book of each document that it prints."""
    with ZipFile(io.BytesIO(book) if isinstance(book, bytes) else book) as archive:
        for siglum, name in texts.items():
            root = ElementTree.fromstring(archive.read(f"EPUB/{name}"))
            yield from ((siglum, words) for words in _text(edition, siglum, root))


def _text(edition: Edition, siglum: str, root: Element) -> Iterator[str]:
    document = edition.documents[siglum]
    view = text_view(edition, document)
    ids = {element.get("id"): element for element in root.iter() if element.get("id")}
    passages = [element.get("id") for element in root.iter(XHTML + "div") if "pg" in classes(element)]
    if passages != [passage.id for passage in document.passages]:
        yield f"the passages of {siglum} are not those of the edition, or not in their order"
    for passage in document.passages:
        if passage.id in ids:
            yield from _compare(f"the words of {passage.id}", passage.text, words(ids[passage.id]))
    notes = [element for element in root.iter(XHTML + "aside") if "note" in classes(element)]
    if [note.get("id") for note in notes] != [note.html_id for note in view.notes]:
        yield f"the notes on {siglum} are not those of the edition, or not in their order"
        return
    for note, element in zip(view.notes, notes, strict=True):
        number = next((words(link) for link in element.iter(XHTML + "a") if "note-n" in classes(link)), "")
        yield from _compare(f"the number of note {note.note.id}", str(note.number), number)
        calls = [words(link) for link in root.iter(XHTML + "a") if "nref" in classes(link) and link.get("href") == f"#{note.html_id}"]
        if set(calls) != {str(note.number)}:
            yield f"note {note.note.id} is called by {', '.join(calls) or 'nothing'}, and is number {note.number}"
        body = next(part for part in element.iter(XHTML + "div") if "note-b" in classes(part))
        yield from _compare(f"the words of note {note.note.id}", plain_text(edition, note.note.body), " ".join(words(part) for part in body))


_SEVERAL = re.compile(r"\(([^()]*; [^()]*)\)")


def _unordered(words: str) -> str:
    """Sphinx sets the works of one bracket in the order of the bibliography, and the data as they were typed."""
    return _SEVERAL.sub(lambda found: f"({'; '.join(sorted(found[1].split('; ')))})", words)


def _compare(what: str, edition: str, book: str) -> Iterator[str]:
    mine, theirs = (_unordered(" ".join(readable(words).split())) for words in (edition, book))
    if mine == theirs:
        return
    at = next((place for place, (one, other) in enumerate(zip(mine, theirs, strict=False)) if one != other), min(len(mine), len(theirs)))
    start = max(0, at - 20)
    yield f"{what} differ: “{mine[start : at + 20]}” in the edition, “{theirs[start : at + 20]}” in the book"
