"""Pages of HTML and XHTML: the passages and notes in them, as ``theme/CONTRACT.md`` fixes their mark-up."""

from __future__ import annotations

from collections.abc import Iterator

from ...diagnostics import Span
from .held import NoteText, Seen, mark, plain, words
from .markup import Element

#: what stands in a passage and is none of its words: numbers, readings of the witness, what is told beside it
_APART = frozenset(("pn", "beside", "em-w", "em-out", "pb", "own-mark", "headerlink"))


def texts(page: Element, file: str) -> Iterator[Seen]:
    """Yield the texts of documents that a page holds: each ``article.text`` or section with passages."""
    found: dict[str, Seen] = {}
    for element in page.walk():
        if "pg" in element.classes and element.id:
            siglum = element.id.partition("-")[0]
            span = Span(file, element.line, element.col)
            seen = found.setdefault(siglum, Seen(siglum, span))
            seen.passages.setdefault(element.id, (words(stream(element)), span))
    for element in page.walk():
        if "note" in element.classes and element.tag in ("li", "aside") and element.id.startswith("note-"):
            note, span = _note(element), Span(file, element.line, element.col)
            slug = element.id.removeprefix("note-").replace("-", "/", 1)
            for seen in list(found.values())[:1]:  # the notes of a page are those of its text
                seen.notes.setdefault(slug, (note, span))
    yield from found.values()


def _note(element: Element) -> NoteText:
    number, body = element.first("note-n"), element.first("note-b")
    paragraphs = [plain(child.text) for child in body.elements()] if body else []
    return NoteText(plain(number.text) if number else "", plain(" ".join(paragraphs)))


def stream(element: Element) -> str:
    """Return the words of a passage with its marks in their places."""
    out = []
    for child in element.children:
        if isinstance(child, str):
            out.append(child)
        elif "nref" in child.classes:
            out.append(mark(child.text))
        elif child.tag == "sup" and "own" in child.classes:
            out.append(mark(child.text.strip().removeprefix("[").removesuffix("]")))
        elif not _APART.intersection(child.classes):
            out.append(stream(child))
    return "".join(out)
