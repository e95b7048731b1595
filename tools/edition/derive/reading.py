"""The reading view of a text: each passage cut into runs, with notes, marks, emendations and mentions in their places.

It is what HTML, PDF and EPUB set, so that all of them number and place the same things alike. Nesting is fixed:
an emendation holds mentions, a mention holds foreign words, these hold runs of lemmata; whatever crosses a border is split.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from weakref import WeakKeyDictionary

from ..lemma import locate
from ..locus import parse
from ..model import Anchor, Document, Edition, Note, Passage
from .apparatus import Correction, Mark, callers, corrections, marks, own_label
from .mentions import Mention, mentions


@dataclass(frozen=True, slots=True)
class Piece:
    """A run or a mark of the text.

    ``kind``: text, lemma (``data`` its note ids), reference (a note's number; ``data`` the note id), mark, page,
    correction, mention (``data`` the entity), foreign (``data`` the language).
    """

    kind: str
    text: str = ""
    data: tuple[str, ...] = ()
    children: tuple[Piece, ...] = ()
    number: int = 0
    mark: Mark | None = None
    correction: Correction | None = None
    again: bool = False


@dataclass(frozen=True, slots=True)
class NoteView:
    """A note as it stands on the page of a document: its number there, and the places it serves there."""

    number: int
    note: Note
    anchors: tuple[Anchor, ...]

    @property
    def html_id(self) -> str:
        return note_html_id(self.note.id)


@dataclass(frozen=True, slots=True)
class PassageView:
    passage: Passage
    pieces: tuple[Piece, ...]
    #: the number of one of the document's own notes, and the marks that call it
    label: str = ""
    called_from: tuple[str, ...] = ()
    left_out_before: tuple[Correction, ...] = ()
    left_out_after: tuple[Correction, ...] = ()


@dataclass(frozen=True, slots=True)
class TextView:
    document: Document
    passages: tuple[PassageView, ...]
    notes: tuple[NoteView, ...]
    #: entities named in the text, in the order of their first mention
    named: tuple[str, ...] = ()
    numbers: dict[str, int] = field(default_factory=dict)


def note_html_id(id_: str) -> str:
    return "note-" + id_.replace("/", "-")


def reference_id(note: str, place: int) -> str:
    """The HTML id of a reference to a note: its first place, or a further one on the same page."""
    base = "ref-" + note.replace("/", "-")
    return base if place <= 1 else f"{base}-{place}"


def text_view(edition: Edition, document: Document) -> TextView:
    """Build the reading view of one document."""
    at: dict[str, list[tuple[int, int, Note, Anchor]]] = {}
    for passage in document.passages:
        for note, anchor in edition.notes_at.get(passage.id, ()):
            start = locate(passage.text, anchor.lemma)
            if start is not None and not note.withdrawn:
                at.setdefault(passage.id, []).append((start, start + len(anchor.lemma.words), note, anchor))
    numbers: dict[str, int] = {}
    anchors: dict[str, list[Anchor]] = {}
    for passage in document.passages:
        # by the place of the reference, which follows the lemma; of several, that with the longer lemma first
        for _, _, note, anchor in sorted(at.get(passage.id, ()), key=lambda item: (item[1], item[0], item[2].id)):
            numbers.setdefault(note.id, len(numbers) + 1)
            anchors.setdefault(note.id, []).append(anchor)
    calls = callers(document)
    places: dict[str, int] = {}
    views = []
    named: dict[str, None] = {}
    found = mentions(edition)
    for passage in document.passages:
        here = found.get(passage.id, ())
        named.update({mention.entity: None for mention in here})
        own = parse(passage.id)
        views.append(
            PassageView(
                passage=passage,
                pieces=tuple(_pieces(document, passage, at.get(passage.id, []), here, numbers, places)),
                label=own_label(document, passage) if own and own.series == "n" else "",
                called_from=tuple(mark_id(caller, number) for caller, number in calls.get(passage.id, ())),
                left_out_before=tuple(_left_out(document, passage, "before")),
                left_out_after=tuple(_left_out(document, passage, "after")),
            )
        )
    by_id = {note.id: note for items in at.values() for _, _, note, _ in items}
    notes = tuple(NoteView(number, by_id[id_], tuple(anchors[id_])) for id_, number in numbers.items())
    return TextView(document, tuple(views), notes, tuple(named), numbers)


def mark_id(passage: str, number: int) -> str:
    """The HTML id of the n-th mark in a passage that calls a note of the document's own."""
    return f"mark-{passage}-{number}"


#: the heading of the tombstones, which stand after the notes
WITHDRAWN = "Notes withdrawn"


_WITHDRAWN: WeakKeyDictionary[Edition, dict[str, list[Note]]] = WeakKeyDictionary()


def withdrawn_notes(edition: Edition, document: Document) -> list[Note]:
    """Return the notes on a document that were withdrawn; each keeps its id, and says where it went."""
    found = _WITHDRAWN.get(edition)
    if found is None:
        found = _WITHDRAWN[edition] = {}
        for note in edition.notes.values():
            if note.withdrawn:
                for siglum in {anchor.at.partition("-")[0] for anchor in note.anchors}:
                    found.setdefault(siglum, []).append(note)
    return found.get(document.siglum, [])


def _left_out(document: Document, passage: Passage, place: str) -> Iterable[Correction]:
    for number, emendation in enumerate((item for item in document.emendations_at.get(passage.id, ()) if item.place), 1):
        if emendation.place == place and emendation.witness:
            yield Correction(0, 0, " ".join(emendation.witness.split()), emendation, f"em-{passage.id}-out-{number}")


@dataclass(slots=True)
class _Run:
    start: int
    text: str
    lemmata: tuple[str, ...]
    mention: Mention | None
    correction: Correction | None
    lang: str
    before: list[Piece]
    after: list[Piece]


def _pieces(
    document: Document,
    passage: Passage,
    notes: list[tuple[int, int, Note, Anchor]],
    named: tuple[Mention, ...],
    numbers: dict[str, int],
    places: dict[str, int],
) -> list[Piece]:
    text = passage.text
    fixes, points = corrections(document, passage), marks(document, passage)
    foreign = [(offset, offset + len(words), lang) for words, lang in document.foreign for offset in _every(text, words)]
    cuts = {0, len(text)}
    cuts.update(offset for start, end, *_ in notes for offset in (start, end))
    cuts.update(offset for fix in fixes for offset in (fix.start, fix.end))
    cuts.update(offset for mention in named for offset in (mention.start, mention.end))
    cuts.update(offset for start, end, _ in foreign for offset in (start, end))
    cuts.update(mark.offset for mark in points)
    order = sorted(cuts)
    runs: list[_Run] = []
    number = 0
    marks_at: dict[int, list[Piece]] = {}
    for mark in points:
        if mark.kind == "note":
            number += 1
            mark = Mark(mark.offset, mark.kind, mark.label, mark.target, mark_id(passage.id, number))
        marks_at.setdefault(mark.offset, []).append(Piece("mark" if mark.kind == "note" else "page", mark.label, mark=mark))
    ends: dict[int, list[Piece]] = {}
    for _, end, note, _ in sorted(notes, key=lambda item: (item[1], item[0], item[2].id)):
        places[note.id] = places.get(note.id, 0) + 1
        ends.setdefault(end, []).append(
            Piece("reference", str(numbers[note.id]), (note.id, reference_id(note.id, places[note.id]), note.kind), number=numbers[note.id])
        )
    for start, end in pairwise(order):
        runs.append(
            _Run(
                start,
                text[start:end],
                tuple(note.id for first, last, note, _ in notes if first <= start and end <= last),
                next((mention for mention in named if mention.start <= start and end <= mention.end), None),
                next((fix for fix in fixes if fix.start <= start and end <= fix.end), None),
                next((lang for first, last, lang in foreign if first <= start and end <= last), ""),
                [piece for piece in marks_at.get(start, ()) if piece.kind == "page"],
                [*(piece for piece in marks_at.get(end, ()) if piece.kind == "mark"), *ends.get(end, ())],
            )
        )
    seen: set[str] = set()
    out: list[Piece] = [piece for piece in marks_at.get(0, ()) if piece.kind == "mark"]
    for fix, group in groupby(runs, key=lambda run: run.correction):
        members = list(group)
        if fix is None:
            out.extend(_mentions(members, seen))
            continue
        inner, trailing = _split_trailing(_mentions(members, seen))
        out.append(Piece("correction", children=tuple(inner), correction=fix))
        out.extend(trailing)
    return out


def _split_trailing(pieces: list[Piece]) -> tuple[list[Piece], list[Piece]]:
    """Part the marks and references at the end from the runs before them."""
    end = len(pieces)
    while end and pieces[end - 1].kind in ("mark", "reference"):
        end -= 1
    return pieces[:end], pieces[end:]


def _mentions(runs: list[_Run], seen: set[str]) -> list[Piece]:
    out: list[Piece] = []
    for mention, group in groupby(runs, key=lambda run: run.mention):
        members = list(group)
        if mention is None:
            for run in members:
                out.extend(run.before)
                out.append(_words(run))
                out.extend(run.after)
            continue
        # no link within a link: marks and references go after the mention, page marks before it
        out.extend(piece for run in members for piece in run.before)
        out.append(Piece("mention", data=(mention.entity,), children=tuple(_words(run) for run in members), again=mention.entity in seen))
        seen.add(mention.entity)
        out.extend(piece for run in members for piece in run.after)
    return out


def _words(run: _Run) -> Piece:
    piece = Piece("lemma", run.text, run.lemmata) if run.lemmata else Piece("text", run.text)
    return Piece("foreign", "", (run.lang,), (piece,)) if run.lang else piece


def _every(text: str, words: str) -> list[int]:
    from ..lemma import occurrences

    return occurrences(text, words)
