"""The proof that the book has the edition’s words: taken back out of the finished file and compared with the model.

Words of each passage, and of each note its number and its words; the pages that the book adds to references are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from ...derive.plain import text as plain_text
from ...derive.reading import note_html_id, text_view
from ...model import Edition
from .taken import take, without_pages

_SEVERAL = re.compile(r"\(([^()]*; [^()]*)\)")


def proof(edition: Edition, book: Path, texts: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield siglum and a sentence for each difference; ``texts`` has the page of the project that prints each document."""
    taken = take(book)
    for siglum, page in texts.items():
        document = edition.documents[siglum]
        for passage in document.passages:
            if passage.id not in taken.destinations:
                yield siglum, f"{passage.id} has no destination in the PDF"
            yield from ((siglum, words) for words in _compare(f"the words of {passage.id}", passage.text, taken.passages.get(passage.id, "")))
        for item in text_view(edition, document).notes:
            home = texts.get(item.note.at.partition("-")[0]) == page
            name = note_html_id(item.note.id) if home else f"{page}/{note_html_id(item.note.id)}"
            number, words = taken.notes.get(name, ("", ""))
            if number != str(item.number):
                yield siglum, f"note {item.note.id} is number {item.number} in the edition and {number or 'absent'} in the PDF"
            elif name not in taken.destinations:
                yield siglum, f"note {item.note.id} has no destination in the PDF"
            expected, found = without_pages(plain_text(edition, item.note.body)), without_pages(words)
            yield from ((siglum, words) for words in _compare(f"the words of note {item.note.id}", expected, found))


def _plain(words: str) -> str:
    """Words without blanks, which line ends swallow; the works of one bracket in an order of their own, as Sphinx sorts them."""
    ordered = _SEVERAL.sub(lambda found: f"({'; '.join(sorted(found[1].split('; ')))})", " ".join(words.split()))
    return re.sub(r"\s", "", ordered)


def _compare(what: str, edition: str, book: str) -> Iterator[str]:
    mine, theirs = _plain(edition), _plain(book)
    if mine == theirs:
        return
    at = next((place for place, (one, other) in enumerate(zip(mine, theirs, strict=False)) if one != other), min(len(mine), len(theirs)))
    start = max(0, at - 20)
    yield f"{what} differ: “{mine[start : at + 20]}” in the edition, “{theirs[start : at + 20]}” in the PDF"
