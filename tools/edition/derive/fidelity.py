"""Fidelity: the replay of emendations between a text and its witness, both ways.

A text and its witness are both brought to one form (:func:`normalise`): runs of white space become one blank, and a
line end after a hyphen within a word is closed up. These are the silent normalisations; nothing else is silent.

:func:`replay` walks the passages in order and puts each witness reading in the place of its lemma.
What comes out must be the witness, character by character; :func:`read_back` goes the other way and must give the text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from ..kinds import EMENDATION_KINDS
from ..lemma import locate
from ..model import Document, Emendation, Passage
from ..patterns import lazy

#: all white space but blanks and line ends
_OTHER_SPACE = (*"\t\v\f\r\x1c\x1d\x1e\x1f\x85\xa0\u1680", *map(chr, range(0x2000, 0x200B)), *"\u2028\u2029\u202f\u205f\u3000")
#: begins with the hyphen, which is quickly looked for
_CLOSED_UP = lazy(r"-(?<=\w-)[^\S\n]*\n\s*(?=\w)")

PRINTED, WHITE_SPACE, EMENDED, NOTE_MARKER, PAGE_MARK, LEFT_OUT = "printed", "white space", "emended", "note marker", "page mark", "left out"
CLASSES = (PRINTED, WHITE_SPACE, EMENDED, NOTE_MARKER, PAGE_MARK, LEFT_OUT)


@lru_cache(maxsize=16)
def normalise(text: str) -> str:
    """Bring a witness to the form in which it is compared."""
    single = _CLOSED_UP.sub("-", text) if "-" in text and "\n" in text else text
    if any(sign in single for sign in _OTHER_SPACE):
        return " ".join(single.split())
    single = single.replace("\n\n", " ").replace("\n", " ")  # a third of the time of split and join
    while "  " in single:
        single = single.replace("  ", " ")
    return single.strip(" ")


class Placed(NamedTuple):
    """An emendation in its place: offsets in the text of its passage."""

    emendation: Emendation
    start: int
    end: int


class Segment(NamedTuple):
    """A stretch of the text and what the witness has for it; ``offset`` is its place in the passage's text."""

    passage: Passage
    offset: int
    text: str
    witness: str
    emendation: Emendation | None = None


@dataclass(frozen=True, slots=True)
class Misplaced:
    """An emendation that cannot be replayed: ``problem`` is ``missing`` (lemma), ``overlap`` or ``nowhere`` (passage)."""

    emendation: Emendation
    problem: str
    other: Emendation | None = None


@lru_cache(maxsize=4096)
def _placed(passage: Passage, emendations: tuple[Emendation, ...]) -> tuple[tuple[Placed, ...], tuple[Misplaced, ...]]:
    placed, misplaced = [], []
    for emendation in emendations:
        if emendation.lemma is None:
            continue
        start = locate(passage.text, emendation.lemma)
        if start is None:
            misplaced.append(Misplaced(emendation, "missing"))
        else:
            placed.append(Placed(emendation, start, start + len(emendation.lemma.words)))
    placed.sort(key=lambda item: (item.start, item.end))
    kept: list[Placed] = []
    last: Placed | None = None
    for item in placed:
        if not EMENDATION_KINDS[item.emendation.kind].reads:
            kept.append(item)
        elif last is not None and item.start < last.end:
            misplaced.append(Misplaced(item.emendation, "overlap", last.emendation))
        else:
            kept.append(item)
            last = item
    return tuple(kept), tuple(misplaced)


def placed(document: Document, passage: Passage) -> tuple[Placed, ...]:
    """Return the emendations of a passage that can be placed, in the order of the text."""
    mine = document.emendations_at.get(passage.id)
    return _placed(passage, tuple(mine))[0] if mine else ()


def misplaced(document: Document) -> Iterator[Misplaced]:
    """Yield every emendation that cannot be replayed."""
    there = document.emendations_at
    for passage in document.passages if there else ():
        if passage.id in there:
            yield from _placed(passage, tuple(there[passage.id]))[1]
    for emendation in document.emendations:
        if emendation.at not in document.by_id:
            yield Misplaced(emendation, "nowhere")


_LAST: list[tuple[Document | None, list[Segment]]] = [(None, [])]


def segments(document: Document) -> list[Segment]:
    """Return the document's text in order, cut where an emendation puts another reading; a blank stands between passages.

    Those of the last document are kept, since what looks at them looks several times.
    """
    last = _LAST[0]
    if last[0] is not document:
        last = _LAST[0] = (document, _segments(document))
    return last[1]


def _segments(document: Document) -> list[Segment]:
    out: list[Segment] = []
    there, first = document.emendations_at, True
    for passage in document.passages:
        if passage.classes and passage.withdrawn:
            continue
        mine = there.get(passage.id, ())
        for emendation in mine:
            if emendation.place == "before" and emendation.witness:
                out.append(Segment(passage, 0, "", ("" if first else " ") + normalise(emendation.witness), emendation))
                first = False
        if not first:
            out.append(Segment(passage, 0, " ", " "))
        first = False
        at = 0
        for item in placed(document, passage) if mine else ():
            if item.emendation.witness is None:
                continue
            if item.start > at:
                same = passage.text[at : item.start]
                out.append(Segment(passage, at, same, same))
            out.append(Segment(passage, item.start, passage.text[item.start : item.end], normalise(item.emendation.witness), item.emendation))
            at = item.end
        if at < len(passage.text):
            out.append(Segment(passage, at, passage.text[at:], passage.text[at:]))
        for emendation in mine:
            if emendation.place == "after" and emendation.witness:
                out.append(Segment(passage, len(passage.text), "", " " + normalise(emendation.witness), emendation))
    return out


def replay(document: Document) -> str:
    """Return what the witness must be, from the text and the emendations."""
    return "".join(segment.witness for segment in segments(document)).strip()


def text_of(document: Document) -> str:
    """Return the text of a document, its passages parted by a blank."""
    return " ".join(passage.text for passage in document.passages if not passage.withdrawn)


def read_back(document: Document) -> str | None:
    """Return what the text must be, from the witness and the emendations; None where they do not meet.

    The witness is consumed from its beginning to its end: each unemended stretch must stand next, and each witness
    reading is exchanged for its lemma.
    """
    source = normalise(document.witness)
    out: list[str] = []
    at = 0
    for passage, _, text, witness, emendation in segments(document):
        if emendation is None:
            have = source[at : at + len(text)]
            if passage.text and have != text:
                return None
            out.append(have)
            at += len(text)
        else:
            if not source.startswith(witness, at):
                return None
            at += len(witness)
            out.append(emendation.lemma.words if emendation.lemma else "")
    return "".join(out).strip() if at == len(source) else None


def faithful(document: Document) -> bool:
    """Whether the replay of the emendations gives the witness exactly, and the witness read back gives the text exactly."""
    return replay(document) == normalise(document.witness) and read_back(document) == text_of(document)


def page_breaks(document: Document) -> list[int]:
    """Return the offsets in the witness of the characters that begin a new page, by the document's own pattern."""
    pattern = document.meta.get("page-breaks")
    if not pattern:
        return []
    return [match.end() - 1 for match in re.finditer(pattern, document.witness)]


def changes(lemma: str, reading: str) -> list[tuple[str, int, int, int, int]]:
    """Return the differences of a lemma and its witness reading, as difflib's opcodes without the equal ones."""
    import difflib

    return [code for code in difflib.SequenceMatcher(None, lemma, reading, autojunk=False).get_opcodes() if code[0] != "equal"]


def account(document: Document) -> dict[str, int] | None:
    """Return how many bytes of the witness fall in each class; None unless the document is faithful.

    The classes are exclusive, and their sum is the length of the file.
    """
    if not faithful(document):
        return None
    fate: list[str] = []
    for segment in segments(document):
        if segment.emendation is None:
            fate.extend([PRINTED] * len(segment.witness))
            continue
        bytes_as = EMENDATION_KINDS[segment.emendation.kind].bytes_as
        marks = [PRINTED] * len(segment.witness) if segment.text else [bytes_as] * len(segment.witness)
        for _, _, _, start, end in changes(segment.text, segment.witness) if segment.text else ():
            marks[start:end] = [bytes_as] * (end - start)
        fate.extend(marks)
    return _count(document, fate)


def _count(document: Document, fate: list[str]) -> dict[str, int]:
    """Count the raw bytes: walk the witness and its normal form side by side."""
    raw, totals = document.witness, Counter(dict.fromkeys(CLASSES, 0))
    breaks = set(page_breaks(document))
    kept = normalise(raw)
    at = 0
    for offset, character in enumerate(raw):
        size = len(character.encode("utf-8"))
        if offset in breaks:
            totals[PAGE_MARK] += size
        elif character.isspace():
            totals[WHITE_SPACE] += size
        else:
            if at < len(kept) and kept[at] == " ":
                at += 1
            totals[fate[at]] += size
            at += 1
    return dict(totals)


def silent(document: Document) -> dict[str, int]:
    """Count the silent normalisations of a witness, by class."""
    raw = document.witness
    inner = raw.strip()
    return {
        "line ends within a passage or between passages": len(re.findall(r"\n+", re.sub(r"[^\S\n]+", "", inner))),
        "runs of several blanks": len(re.findall(r"(?<=\S)[^\S\n]{2,}(?=\S)", inner)),
        "line ends closed up after a hyphen": len(_CLOSED_UP.findall(raw)),
    }


def departures(document: Document) -> list[tuple[Passage | None, int, str, str]]:
    """Return the undeclared departures: passage, offset in its text, what the replay gives, what the witness has.

    Words are aligned within the stretch that differs (:mod:`edition.derive.align`).
    """
    from .align import differences

    expected, found = replay(document), normalise(document.witness)
    if expected == found:
        return []
    starts: list[tuple[int, Segment]] = []
    at = 0
    for segment in segments(document):
        starts.append((at, segment))
        at += len(segment.witness)
    out: list[tuple[Passage | None, int, str, str]] = []
    import bisect

    keys = [start for start, _ in starts]
    for offset, have, want in differences(expected, found):
        index = max(0, bisect.bisect_right(keys, offset) - 1)
        if not starts:
            out.append((None, 0, have, want))
            continue
        while index + 1 < len(starts) and not starts[index][1].text.strip() and starts[index][1].emendation is None:
            index += 1
        start, segment = starts[index]
        inside = min(max(0, offset - start), len(segment.text))
        out.append((segment.passage, segment.offset + inside, have, want))
    return out
