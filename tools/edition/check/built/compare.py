"""What was taken out of an output against what the model has: one diagnostic for each passage or note that differs."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher

from ...diagnostics import Span
from ...locus import printed
from ...model import Document
from . import AGAIN, FOREIGN_PASSAGE, MISSING_NOTE, MISSING_PASSAGE, OTHER_NOTE, OTHER_NUMBER, OTHER_WORDS, Proof
from .held import NoteText, Seen, Words, document_notes, document_words, exact_words

_AROUND = 24
_MOST_NAMED = 5


def compare(proof: Proof, document: Document, seen: Seen, *, exact: bool = False) -> None:
    """Hold one document in one file against the model; ``exact`` where marks stand as in the model, not as they are set."""
    if not seen.notes_only:
        _passages(proof, (exact_words if exact else document_words)(proof.edition, document), seen)
    if not seen.words_only:
        _notes(proof, document_notes(proof.edition, document), seen)


def compare_with(proof: Proof, seen: Seen, passages: dict[str, Words], notes: dict[str, NoteText]) -> None:
    """Hold one document against what is expected of an output that has signs of its own."""
    _passages(proof, passages, seen)
    _notes(proof, notes, seen)


def _passages(proof: Proof, expected: dict[str, Words], seen: Seen) -> None:
    file = seen.span.file
    missing = [id_ for id_ in expected if id_ not in seen.passages]
    proof.missing.update((file, id_) for id_ in missing)
    if missing and len(missing) == len(expected):
        proof.add(MISSING_PASSAGE(seen.span, f"no passage of {seen.siglum.upper()} is in the file", AGAIN))
        return
    for id_ in missing:
        proof.add(MISSING_PASSAGE(_after(seen, expected, id_), f"{printed(id_)} is not in the file, or not under its id", AGAIN))
    for id_, (found, span) in seen.passages.items():
        want = expected.get(id_)
        if want is None:
            proof.add(FOREIGN_PASSAGE(span, f"the edition has no passage {printed(id_)}", AGAIN))
        elif found.text != want.text:
            proof.add(OTHER_WORDS(span, f"the words of {printed(id_)} differ: {difference(want.text, found.text)}", AGAIN))
        elif found.marks is not None and want.marks is not None and found.marks != want.marks:
            proof.add(OTHER_NUMBER(span, f"the numbers called in {printed(id_)} differ: {_marks(want, found)}", AGAIN))
    order = [id_ for id_ in seen.passages if id_ in expected]
    if order != [id_ for id_ in expected if id_ in seen.passages]:
        first = next(got for got, want in zip(order, (id_ for id_ in expected if id_ in seen.passages), strict=True) if got != want)
        proof.add(OTHER_WORDS(seen.passages[first][1], f"{printed(first)} stands in another order than in the edition", AGAIN))


def _after(seen: Seen, expected: Iterable[str], missing: str) -> Span:
    """The place where a missing passage should stand: that of the last one before it."""
    place = seen.span
    for id_ in expected:
        if id_ == missing:
            break
        if id_ in seen.passages:
            place = seen.passages[id_][1]
    return place


def _notes(proof: Proof, expected: dict[str, NoteText], seen: Seen) -> None:
    for id_, want in expected.items():
        if id_ not in seen.notes:
            proof.missing.add((seen.span.file, "note-" + id_.replace("/", "-")))
            proof.add(MISSING_NOTE(seen.span, f"the note {id_} (number {want.number}) is not in the file, or not under its id", AGAIN))
    for id_, (found, span) in seen.notes.items():
        wanted = expected.get(id_)
        if wanted is None:
            proof.add(MISSING_NOTE(span, f"the edition has no note {id_} on {seen.siglum.upper()}", AGAIN))
        elif found.text != wanted.text:
            proof.add(OTHER_NOTE(span, f"the words of the note {id_} differ: {difference(wanted.text, found.text)}", AGAIN))
        elif found.number and found.number != wanted.number:
            proof.add(OTHER_NUMBER(span, f"the note {id_} has the number {found.number}; its number is {wanted.number}", AGAIN))


def difference(want: str, have: str) -> str:
    """Return the first difference of two texts in words: what the edition has, and what the output has."""
    start = next((at for at, (one, other) in enumerate(zip(want, have, strict=False)) if one != other), min(len(want), len(have)))
    end = 0
    while end < min(len(want), len(have)) - start and want[-1 - end] == have[-1 - end]:
        end += 1
    return f"“{_shown(want, start, len(want) - end)}” in the edition, “{_shown(have, start, len(have) - end)}” here"


def _shown(text: str, start: int, end: int) -> str:
    first, last = max(0, start - _AROUND), min(len(text), end + _AROUND)
    found = text[first:last]
    if len(found) > 6 * _AROUND:
        found = found[: 3 * _AROUND] + " … " + found[-3 * _AROUND :]
    return ("…" if first else "") + found + ("…" if last < len(text) else "")


def _marks(want: Words, found: Words) -> str:
    assert want.marks is not None
    assert found.marks is not None
    wanted, had = list(want.marks), list(found.marks)
    parts = []
    for tag, start, end, other, stop in SequenceMatcher(None, wanted, had, autojunk=False).get_opcodes():
        if tag != "equal":
            parts.append(f"{_listed(want.text, wanted[start:end])} in the edition, {_listed(found.text, had[other:stop])} here")
    return "; ".join(parts[:_MOST_NAMED])


def _listed(text: str, marks: list[tuple[int, str]]) -> str:
    return ", ".join(f"{label} after “{text[max(0, at - _AROUND) : at]}”" for at, label in marks) or "none"
