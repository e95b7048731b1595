"""The book: ``pdf/edition.pdf``.

The tag of each passage and of each note has its id (ISO 32000-1, 14.7.2), and a passage's notes stand within it. What is set
smaller than the passage stands in the margin and is not of it. Page numbers, which the book adds to references, are taken
from what is compared, and so is white space beyond single blanks; every other sign is held against the model.
"""

from __future__ import annotations

import re

from ...derive.dates import shown
from ...derive.plain import Run, runs
from ...derive.reading import note_html_id, text_view
from ...diagnostics import Span
from ...locus import parse
from ...model import Document, Edition, Note
from . import AGAIN, BROKEN_LINK, MISSING_PASSAGE, NO_EDITION, Proof
from .compare import compare_with
from .held import NoteText, Seen, Words, mark, plain, stream, words
from .tagged import SOFT_HYPHEN, Book, Piece, Tag, read_pdf

#: what is set in less than this part of a passage's size stands beside it
_SMALLER = 0.95
_PAGE = r"(?: \(p\. [\divxlc]+\)|, p\. [\divxlc]+)?(?:, n\. \d+)?"
_ADDED = re.compile(r" \(p\. \d+\)|, (?:p|n)\. \d+(?=[,); .]|$)")
_STATUS = re.compile(r" ?\[[a-z ]+\]$")


def prove(proof: Proof) -> None:
    path = proof.folder / "pdf" / "edition.pdf"
    file = proof.name(path)
    try:
        book = read_pdf(path)
    except (OSError, ValueError) as error:
        proof.unreadable(file, error)
        return
    seen = _texts(proof.edition, book, file)
    for siglum, document in proof.edition.documents.items():
        if siglum not in seen:
            proof.add(MISSING_PASSAGE(Span(file), f"no page has the text of {siglum.upper()}", AGAIN))
            continue
        notes = {view.note.id: NoteText(str(view.number), "") for view in text_view(proof.edition, document).notes}
        for id_, (found, span) in seen[siglum].notes.items():
            if id_ in notes:
                notes[id_], seen[siglum].notes[id_] = _note_texts(proof.edition, proof.edition.notes[id_], notes[id_], found, span)
        compare_with(proof, seen[siglum], _document(proof.edition, document), notes)
    links = _links(proof, book, file)
    _edition(proof, book, file)
    proof.compared.append(
        f"pdf: {book.pages} pages, {links} links; words, ids, notes and numbers to the last sign, read from the tags"
        " (soft hyphens undone, white space as single blanks; the page numbers added to references are not compared)"
    )


def _edition(proof: Proof, book: Book, file: str) -> None:
    text = " ".join([book.about, *(child.text for part in book.root.children if isinstance(part, Tag) for child in part.children if isinstance(child, Tag))])
    lacks = [what for what, words in (("number", (proof.number,)), ("date", (proof.date, shown(proof.date)))) if not any(one and one in text for one in words)]
    if lacks and (proof.number or proof.date):
        proof.add(NO_EDITION(Span(file), f"the book does not state the {' and '.join(lacks)} of the edition", AGAIN))


def _links(proof: Proof, book: Book, file: str) -> int:
    found = [tag for tag in book.root.walk() if tag.kind == "Link" and tag.target is not None]
    for link in found:
        if (isinstance(link.target, str) and link.target not in book.names) or (isinstance(link.target, tuple) and link.target[0] < 0):
            proof.add(BROKEN_LINK(Span(file, (link.at or (0, 0.0))[0] + 1), f"a link leads nowhere: the book has no “{link.target}”", AGAIN))
    return len(found)


# what the book should have


def _document(edition: Edition, document: Document) -> dict[str, Words]:
    """The words of each passage as the book sets them: a note of the document's own begins with its number."""
    views = text_view(edition, document).passages
    return {view.passage.id: words((mark(view.label) if view.label else "") + stream(view.pieces)) for view in views}


def _note_texts(edition: Edition, note: Note, want: NoteText, found: NoteText, span: Span) -> tuple[NoteText, tuple[NoteText, Span]]:
    """What a note should be and what it is; equal but for page numbers and the word on its standing, both are the same."""
    parts = [runs(edition, inlines) for inlines in note.body.paragraphs]
    text = plain(" ".join("".join(_printed(run) for run in part) for part in parts))
    pattern = "".join(_pattern(run) for run in _joined(parts))
    have = found.text if note.status == "verified" else _STATUS.sub("", found.text)
    if re.fullmatch(re.sub(r"(?:\\ |\s)+", " ", pattern).strip(), have):
        have = text
    elif (bare := _ADDED.sub("", have)) != (want_bare := _ADDED.sub("", text)):
        have, text = bare, want_bare  # so that only what really differs is shown
    return NoteText(want.number, text), (NoteText(found.number, have), span)


def _joined(parts: list[tuple[Run, ...]]) -> list[Run]:
    out: list[Run] = []
    for number, part in enumerate(parts):
        out += [*([Run("text", " ")] if number else []), *part]
    return out


def _printed(run: Run) -> str:
    return run.text + "".join(_printed(child) for child in run.children)


def _pattern(run: Run) -> str:
    own = re.escape(run.text) + (_PAGE if run.kind == "ref" and run.role != "cite" else "")
    return own + "".join(_pattern(child) for child in run.children)


# what the book has


def _texts(edition: Edition, book: Book, file: str) -> dict[str, Seen]:
    notes = {note_html_id(id_): id_ for id_ in edition.notes}
    out: dict[str, Seen] = {}
    for tag in book.root.walk():
        locus = parse(tag.id) if tag.kind != "Note" else None
        if locus is None or locus.siglum not in edition.documents:
            continue
        span = Span(file, tag.page + 1)
        seen = out.setdefault(locus.siglum, Seen(locus.siglum, span))
        seen.passages.setdefault(tag.id, (words(_stream(tag, _size(tag)).replace(SOFT_HYPHEN, "")), span))
        for foot in (one for one in tag.walk() if one.kind == "Note"):
            id_ = notes.get(foot.id.rpartition("/")[2])
            if id_:
                seen.notes.setdefault(id_, (_note(foot, edition.notes[id_].kind), Span(file, _first_page(foot) + 1)))
    return out


def _size(tag: Tag) -> float:
    """The size in which a passage is set: the largest in it."""
    sizes = [child.size for child in tag.children if isinstance(child, Piece)]
    return max([*sizes, *(_size(child) for child in tag.elements() if child.kind != "Note")], default=0.0)


def _stream(tag: Tag, size: float) -> str:
    """The words of a passage with the numbers called in it; what is set smaller stands in the margin."""
    out: list[str] = []
    for child in tag.children:
        if isinstance(child, Piece):
            if child.size > _SMALLER * size:
                out.append(child)
        elif child.kind == "Note":
            continue
        elif child.kind in ("Lbl", "Strong") or child.raised or any(inner.raised for inner in child.elements()):
            out.append(mark(child.text))
        else:
            out.append(_stream(child, size))
    return "".join(out)


def _note(note: Tag, kind: str) -> NoteText:
    """Number and words of a note at the foot, without the words that it is about and its kind, if that is the right one."""
    label = next((one for one in note.walk() if one.kind == "Lbl"), None)
    text = plain(_note_words(note, label).replace(SOFT_HYPHEN, ""))
    lemma = next((one for one in note.walk() if one.kind == "Em"), None)
    head = plain(lemma.text.replace(SOFT_HYPHEN, "")) if lemma else ""
    if head and text.startswith(f"{head}]"):
        text = text[len(head) + 1 :].strip()
    text = text.removeprefix(f"{kind} ")
    return NoteText(plain(label.text) if label else "", text)


def _note_words(tag: Tag, label: Tag | None) -> str:
    parts: list[str] = []
    for child in tag.children:
        if isinstance(child, Piece):
            parts.append(child)
        elif child is not label:
            parts.append(_note_words(child, label) + (" " if child.kind == "P" else ""))
    return "".join(parts)


def _first_page(tag: Tag) -> int:
    return next((one.page for one in tag.walk() if one.page >= 0), 0)
