"""The book: ``pdf/edition.pdf``.

A passage is a paragraph or heading that begins with the number in the margin, a link to itself; the destination there
gives its id. Its notes stand in it, each under its own destination. Page numbers, which the book adds to references, are
taken from what is compared, and so is white space beyond single blanks; every other sign is held against the model.
"""

from __future__ import annotations

import re

from ...derive.dates import shown
from ...derive.plain import Run, runs
from ...derive.reading import Piece, note_html_id, text_view
from ...diagnostics import Span
from ...model import Document, Edition, Note
from . import AGAIN, BROKEN_LINK, MISSING_PASSAGE, NO_EDITION, Proof
from .compare import compare_with
from .held import NoteText, Seen, Words, mark, plain, words
from .tagged import SOFT_HYPHEN, Book, Place, Tag, read_pdf

#: how far a number in the margin, or that of a note, may stand from the destination beside it, in points
_NEAR = 16.0
_BLOCKS = frozenset(("P", "H", "H1", "H2", "H3", "H4", "H5", "H6"))
_PAGE = r"(?:, p\. [\divxlc]+)?(?:, n\. \d+)?"
_ADDED = re.compile(r", (?:p|n)\. \d+(?=[,); .]|$)")
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
    """The words of each passage as the book sets them: a page of the original is marked by a bar, an own note begins with its number."""
    return {view.passage.id: words(view.label + "".join(_piece(piece) for piece in view.pieces)) for view in text_view(edition, document).passages}


def _piece(piece: Piece) -> str:
    if piece.kind == "page":
        return f"||{piece.text}"
    return mark(piece.text) if piece.kind in ("reference", "mark") else piece.text + "".join(_piece(child) for child in piece.children)


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
    passages: dict[int, dict[str, Place]] = {}
    for id_, place in book.names.items():
        if id_ in edition.passages:
            passages.setdefault(place[0], {})[id_] = place
    notes = {note_html_id(id_): id_ for id_ in edition.notes}
    places: dict[int, list[tuple[float, str]]] = {}
    for name, (page, height) in book.names.items():
        note = notes.get(name.rpartition("/")[2])
        if note:
            places.setdefault(page, []).append((height, note))
    out: dict[str, Seen] = {}
    done: set[int] = set()
    for tag in book.root.walk():
        if id(tag) in done or tag.kind not in _BLOCKS:
            continue
        link = _first_link(tag)
        locus = _self(link, passages) if link else ""
        if not link or not locus:
            continue
        done.update(id(inner) for inner in tag.walk())
        siglum = locus.partition("-")[0]
        span = Span(file, book.names[locus][0] + 1)
        seen = out.setdefault(siglum, Seen(siglum, span))
        seen.passages.setdefault(locus, (_clean(_stream(tag, link)), span))
        for foot in (one for one in tag.walk() if one.kind == "Note"):
            id_, text, page = _note(foot, places)
            if id_:
                seen.notes.setdefault(id_, (text, Span(file, page + 1)))
    return out


def _clean(stream: str) -> Words:
    return words(stream.replace(SOFT_HYPHEN, ""))


def _first_link(tag: Tag) -> Tag | None:
    """The link with which a paragraph begins, be it in a box of its own."""
    while tag.children and isinstance(tag.children[0], Tag):
        tag = tag.children[0]
        if tag.kind == "Link":
            return tag
        if tag.kind not in ("P", "Span", "Div"):
            return None
    return None


def _self(link: Tag, passages: dict[int, dict[str, Place]]) -> str:
    """The passage to which a link leads, if it is the number beside it."""
    if link.at is None or link.target is None:
        return ""
    number = plain(link.text)
    page, height = link.at
    for id_, place in passages.get(page, {}).items():
        leads = link.target == id_ or (isinstance(link.target, tuple) and link.target[0] == page and abs(link.target[1] - height) < _NEAR)
        if leads and id_.partition("-")[2] == number and abs(place[1] - height) < _NEAR:
            return id_
    return ""


def _stream(tag: Tag, number: Tag) -> str:
    """The words of a passage with the numbers called in it; what stands in the margin and at the foot is left out."""
    out = []
    for child in tag.children:
        if isinstance(child, str):
            out.append(child)
        elif child is number or child.kind in ("P", "Note"):
            continue
        elif child.kind == "Lbl" or child.raised or any(inner.raised for inner in child.elements()):
            out.append(mark(child.text))
        else:
            out.append(_stream(child, number))
    return "".join(out)


def _note(note: Tag, places: dict[int, list[tuple[float, str]]]) -> tuple[str, NoteText, int]:
    """Id, number and words, and page of a note at the foot; the id is that of the nearest destination."""
    label = next((one for one in note.walk() if one.kind == "Lbl"), None)
    link = next((one for one in label.walk() if one.at), None) if label else None
    if label is None or link is None or link.at is None:
        return "", NoteText("", ""), -1
    page, height = link.at
    near = min(((abs(place - height), id_) for place, id_ in places.get(page, ())), default=(_NEAR, ""))
    text = plain(_note_words(note, label).replace(SOFT_HYPHEN, ""))
    lemma = next((one for one in note.walk() if one.kind == "Em"), None)
    head = plain(lemma.text.replace(SOFT_HYPHEN, "")) if lemma else ""
    if head and text.startswith(f"{head}]"):
        text = text[len(head) + 1 :].strip()
    return near[1] if near[0] < _NEAR else "", NoteText(plain(label.text), text), page


def _note_words(tag: Tag, label: Tag) -> str:
    parts = []
    for child in tag.children:
        if isinstance(child, str):
            parts.append(child)
        elif child is not label:
            parts.append(_note_words(child, label) + (" " if child.kind == "P" else ""))
    return "".join(parts)
