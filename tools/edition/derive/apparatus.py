"""The apparatus of a passage: where marks and emendations stand in its text, ready to be set."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..model import Document, Emendation, Passage
from .fidelity import changes, normalise, placed


@dataclass(frozen=True, slots=True)
class Mark:
    """A point in the text: a mark of the document's own note (``note``) or the beginning of a page (``page``)."""

    offset: int
    kind: str
    label: str
    target: str = ""  # id of the own note; empty if it is lost
    id: str = ""


@dataclass(frozen=True, slots=True)
class Correction:
    """An emendation as it is set: the words of the text that differ and what the witness has for them, whole words each."""

    start: int
    end: int
    witness: str
    emendation: Emendation
    id: str


#: kinds that are set as marks of their own, not as corrections of words
MARKS = ("note-marker", "note-label", "page-break")


def emendation_id(passage: str, number: int) -> str:
    """The HTML id of the n-th emendation of a passage, counted from one in the order of the text."""
    return f"em-{passage}-{number}"


def corrections(document: Document, passage: Passage) -> list[Correction]:
    """Return the emendations of a passage that change or question words."""
    out = []
    for number, item in enumerate(placed(document, passage), 1):
        emendation = item.emendation
        if emendation.kind in MARKS:
            continue
        start, end, witness = item.start, item.end, normalise(emendation.witness) if emendation.witness is not None else ""
        if emendation.witness is not None:
            start, end, witness = _trim(passage.text, start, end, witness)
        out.append(Correction(start, end, witness, emendation, emendation_id(passage.id, number)))
    return out


def _trim(text: str, start: int, end: int, witness: str) -> tuple[int, int, str]:
    """Trim whole words that lemma and witness share at both ends."""
    lemma_words, witness_words = text[start:end].split(" "), witness.split(" ")
    while len(lemma_words) > 1 and len(witness_words) > 1 and lemma_words[0] == witness_words[0]:
        start += len(lemma_words[0]) + 1
        lemma_words, witness_words = lemma_words[1:], witness_words[1:]
    while len(lemma_words) > 1 and len(witness_words) > 1 and lemma_words[-1] == witness_words[-1]:
        end -= len(lemma_words[-1]) + 1
        lemma_words, witness_words = lemma_words[:-1], witness_words[:-1]
    return start, end, " ".join(witness_words)


def marks(document: Document, passage: Passage) -> list[Mark]:
    """Return the marks of a passage in the order of its text."""
    out = []
    for item in placed(document, passage):
        emendation = item.emendation
        if emendation.kind == "page-break" or emendation.kind == "page-number":
            out.append(Mark(item.start, "page", emendation.page, id=f"{document.siglum}-page-{emendation.page}"))
        elif emendation.kind == "note-marker":
            offset = _mark_offset(passage.text[item.start : item.end], normalise(emendation.witness or ""), emendation.notes) + item.start
            for number in emendation.notes:
                target = document.own_note(number)
                out.append(Mark(offset, "note", number, target if target in document.by_id else ""))
    return out


def _mark_offset(lemma: str, reading: str, notes: list[str]) -> int:
    """Where in the lemma the marks stand, by aligning it with the witness."""
    for tag, start, _, other, _ in changes(lemma, reading):
        if tag == "insert":
            # difflib may put the insertion one blank late: “1950 iv which” for “1950 which”
            return len(lemma[:start].rstrip()) if lemma[:start].rstrip() and reading[:other].strip() else start
    return len(lemma)


def own_label(document: Document, passage: Passage) -> str:
    """The number of one of the document's own notes, as its marks print it."""
    from ..locus import parse, roman

    locus = parse(passage.id)
    number = locus.number if locus else 0
    return roman(number) if document.meta.get("note-numbering") == "roman" else str(number)


def callers(document: Document) -> dict[str, list[tuple[str, int]]]:
    """Return for each of the document's own notes the marks that call it: passage and number of the mark there."""
    out: dict[str, list[tuple[str, int]]] = {}
    for passage in document.passages:
        for number, mark in enumerate([mark for mark in marks(document, passage) if mark.kind == "note"], 1):
            if mark.target:
                out.setdefault(mark.target, []).append((passage.id, number))
    return out


def lost_ranges(numbers: tuple[str, ...]) -> str:
    """Print a run of lost notes shortly: i, ii … xxxvi → “i–xxxvi”."""
    from ..locus import from_roman

    values = []
    for number in numbers:
        value = int(number) if re.fullmatch(r"\d+", number) else from_roman(number)
        values.append((value or 0, number))
    out: list[str] = []
    start = 0
    for index in range(1, len(values) + 1):
        if index == len(values) or values[index][0] != values[index - 1][0] + 1:
            out.append(values[start][1] if start == index - 1 else f"{values[start][1]}–{values[index - 1][1]}")
            start = index
    return ", ".join(out)
