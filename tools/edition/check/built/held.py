"""What an output should hold, as the model has it, and what was taken back out of it: both in one form, to be compared.

A passage is a stream: its words, with the numbers of notes (the editors' and the document's own) between :data:`OPEN` and
:data:`SHUT` at their places. White space is made single blanks, because no output promises to keep a line's breaks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from ...derive.apparatus import marks
from ...derive.plain import paragraphs
from ...derive.reading import Piece, text_view
from ...diagnostics import Span
from ...lemma import locate
from ...model import Document, Edition

OPEN, SHUT = "\x00", "\x01"
_MARK = re.compile(f"{OPEN}([^{OPEN}{SHUT}]*){SHUT}")
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")
_NAMED = re.compile(r"[\[⟨]U\+([0-9A-F]{4,6})[\]⟩]")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a passage, and its marks: offset and label of each, sorted; None where an output has no marks at all."""

    text: str
    marks: tuple[tuple[int, str], ...] | None = ()


@dataclass(frozen=True, slots=True)
class NoteText:
    """A note in one document: its number there and its words; ``number`` is empty where an output gives none."""

    number: str
    text: str


@dataclass
class Seen:
    """What one file says of one document, each thing with its place.

    ``ambiguous`` are the ids that stand twice; ``words_only`` says that the file has the words without notes.
    """

    siglum: str
    span: Span
    passages: dict[str, tuple[Words, Span]] = field(default_factory=dict)
    notes: dict[str, tuple[NoteText, Span]] = field(default_factory=dict)
    words_only: bool = False
    notes_only: bool = False


def mark(label: str) -> str:
    """Return a mark as it stands in a stream."""
    return f"{OPEN}{' '.join(label.split())}{SHUT}"


def plain(text: str) -> str:
    """Return words as they are compared: single blanks, signs of a private use by their numbers."""
    return _PRIVATE.sub(lambda sign: f"⟨U+{ord(sign[0]):04X}⟩", _NAMED.sub(r"⟨U+\1⟩", " ".join(text.split())))


def words(stream: str) -> Words:
    """Return a stream as words and marks."""
    text, found = "", []
    parts = _MARK.split(stream)
    for number, part in enumerate(parts):
        if number % 2:
            found.append((text, part))
        else:
            text += part
    whole = plain(text)
    return Words(whole, tuple(sorted((min(len(plain(before + "|")) - 1, len(whole)), label) for before, label in found)))


def document_words(edition: Edition, document: Document) -> dict[str, Words]:
    """Return the words and marks of each passage as the model has them."""
    return {view.passage.id: words(stream(view.pieces)) for view in text_view(edition, document).passages}


def exact_words(edition: Edition, document: Document) -> dict[str, Words]:
    """Return the same with each number at its very place: pages set a number that falls within a name after the name."""
    numbers = text_view(edition, document).numbers
    out = {}
    for passage in document.passages:
        at = [(one.offset, one.label) for one in marks(document, passage) if one.kind == "note"]
        for note, anchor in edition.notes_at.get(passage.id, ()):
            start = locate(passage.text, anchor.lemma)
            if start is not None and note.id in numbers:
                at.append((start + len(anchor.lemma.words), str(numbers[note.id])))
        pieces, last = [], 0
        for offset, label in sorted(at):
            pieces += [passage.text[last:offset], mark(label)]
            last = offset
        out[passage.id] = words("".join((*pieces, passage.text[last:])))
    return out


def document_notes(edition: Edition, document: Document) -> dict[str, NoteText]:
    """Return number and words of each note as the model has them."""
    return {view.note.id: NoteText(str(view.number), plain(" ".join(paragraphs(edition, view.note.body)))) for view in text_view(edition, document).notes}


def stream(pieces: Iterable[Piece]) -> str:
    """Return pieces of the reading view as a stream."""
    out = []
    for piece in pieces:
        if piece.kind in ("reference", "mark"):
            out.append(mark(piece.text))
        elif piece.kind != "page":
            out.append(piece.text + stream(piece.children))
    return "".join(out)
