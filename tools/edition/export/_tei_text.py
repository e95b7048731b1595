"""The words of a passage as TEI: names, foreign words and emendations in their places.

Emendations after TEI P5, 3.5 “Simple editorial changes” and 12.3.1 “Core elements for transcriptional work”; names after 14.2.
The words of a passage are what is left when ``sic`` within ``choice``, ``surplus``, ``fw`` and the marks of notes are taken out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby

from ..derive.apparatus import Correction, corrections, marks
from ..derive.fidelity import changes, normalise
from ..derive.mentions import Mention, mentions
from ..derive.reading import mark_id
from ..lemma import locate, occurrences
from ..model import Document, Note, Passage
from ._tei_place import Place, entity_id, note_id
from ._xml import esc, tag

#: kinds of which the witness has more than the text, set as a point where they are no more than that, and the reason of ``surplus``
_MORE = {"surplus": "repeated", "markup": "markup", "page-number": ""}
_NAMES = {"person": ("persName", ""), "place": ("placeName", ""), "body": ("orgName", ""), "term": ("term", ""), "work": ("rs", "work")}


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the text that an element encloses; ``level`` 0 is the outermost. Spans of one level do not overlap."""

    start: int
    end: int
    level: int
    open: Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Point:
    """An empty place in the text; of several at one offset, the lower ``rank`` comes first."""

    offset: int
    rank: int
    content: str


def words(place: Place, document: Document, passage: Passage) -> str:
    """Return the content of a passage's element."""
    spans: list[Span] = []
    points: list[Point] = []
    for fix in corrections(document, passage):
        _correction(document, passage, fix, spans, points)
    for mention in mentions(place.edition).get(passage.id, ()):
        spans.append(Span(mention.start, mention.end, 2, _name(place, mention)))
    seen = 0
    for text, lang in document.foreign:
        for start in occurrences(passage.text, text):
            if start >= seen:
                spans.append(Span(start, start + len(text), 3, lambda inside, lang=lang: tag("foreign", {"xml:lang": lang}, inside)))  # type: ignore[misc]
                seen = start + len(text)
    points.extend(_marks(place, document, passage))
    points.extend(_anchors(place, document, passage))
    return _set(passage.text, spans, points)


def _set(text: str, spans: list[Span], points: list[Point]) -> str:
    """Cut the text where spans and points meet it and nest the runs by level; a span that a wider one cuts is set in parts."""
    cuts = sorted({0, len(text), *(span.start for span in spans), *(span.end for span in spans), *(point.offset for point in points)})
    at: dict[int, list[Point]] = {}
    for point in points:
        at.setdefault(point.offset, []).append(point)
    runs: list[tuple[str, tuple[Span | None, ...]]] = []
    for index, offset in enumerate(cuts):
        for point in sorted(at.get(offset, ()), key=lambda item: (item.rank, item.content)):
            around = tuple(next((span for span in spans if span.level == level and span.start < offset < span.end), None) for level in range(4))
            runs.append((point.content, around))
        if index + 1 < len(cuts):
            end = cuts[index + 1]
            around = tuple(next((span for span in spans if span.level == level and span.start <= offset and end <= span.end), None) for level in range(4))
            runs.append((esc(text[offset:end]), around))
    return _nest(runs, 0)


def _nest(runs: list[tuple[str, tuple[Span | None, ...]]], level: int) -> str:
    if level == 4:
        return "".join(content for content, _ in runs)
    out = []
    for span, group in groupby(runs, key=lambda run: run[1][level]):
        inside = _nest(list(group), level + 1)
        out.append(span.open(inside) if span else inside)
    return "".join(out)


def _name(place: Place, mention: Mention) -> Callable[[str], str]:
    entity = place.edition.entities[mention.entity]
    element, kind = _NAMES.get(entity.role, ("name", entity.role))
    attributes = {"type": kind, "ref": place.point(entity_id(entity))}
    return lambda inside: tag(element, attributes, inside)


def _correction(document: Document, passage: Passage, fix: Correction, spans: list[Span], points: list[Point]) -> None:
    """Set one emendation: as a point or span of its own where it only adds or takes, else as ``choice``."""
    emendation = fix.emendation
    who = {"xml:id": fix.id}
    if emendation.kind == "sic":
        spans.append(Span(fix.start, fix.end, 0, lambda inside: tag("sic", who, inside)))
        return
    lemma = passage.text[fix.start : fix.end]
    codes = changes(lemma, fix.witness)
    if emendation.kind in _MORE and len(codes) == 1 and codes[0][0] == "insert":
        _, start, _, other, end = codes[0]
        more = esc(fix.witness[other:end])
        content = (
            tag("fw", {**who, "type": "pageNum"}, more) if emendation.kind == "page-number" else tag("surplus", {**who, "reason": _MORE[emendation.kind]}, more)
        )
        points.append(Point(fix.start + start, 2, content))
        return
    if emendation.kind == "supplied" and len(codes) == 1 and codes[0][0] == "delete":
        _, start, end, _, _ = codes[0]
        spans.append(Span(fix.start + start, fix.start + end, 1, lambda inside: tag("supplied", {**who, "reason": "lacking"}, inside)))
        return
    witness = tag("sic", None, esc(fix.witness))
    if fix.start == fix.end:
        points.append(Point(fix.start, 2, tag("choice", who, witness, tag("corr", {"type": emendation.kind}))))
        return
    spans.append(Span(fix.start, fix.end, 0, lambda inside: tag("choice", who, witness, tag("corr", {"type": emendation.kind}, inside))))


def _marks(place: Place, document: Document, passage: Passage) -> Iterator[Point]:
    number = 0
    for mark in marks(document, passage):
        if mark.kind == "page":
            yield Point(mark.offset, 4, tag("pb", {"xml:id": mark.id, "n": mark.label}))
            continue
        number += 1
        target = place.point(mark.target or f"{document.siglum}-lost")
        attributes = {"type": "note-mark", "subtype": "" if mark.target else "lost", "xml:id": mark_id(passage.id, number), "target": target}
        yield Point(mark.offset, 0, tag("ref", attributes, esc(mark.label)))


def _anchors(place: Place, document: Document, passage: Passage) -> Iterator[Point]:
    for note, anchor in place.edition.notes_at.get(passage.id, ()):
        start = locate(passage.text, anchor.lemma)
        if start is None or note.withdrawn:
            continue
        number = [one for one in note.anchors if one.at in document.by_id].index(anchor) + 1
        first, last = anchor_ids(note, document.siglum, number)
        yield Point(start, 3, tag("anchor", {"xml:id": first}))
        yield Point(start + len(anchor.lemma.words), 1, tag("anchor", {"xml:id": last}))


def anchor_ids(note: Note, siglum: str, number: int) -> tuple[str, str]:
    """The ids of the two anchors between which the lemma of a note stands; ``number`` is the place, counted from one."""
    base = note_id(note, siglum).removeprefix("note-") + (f"-{number}" if number > 1 else "")
    return f"from-{base}", f"to-{base}"


def witness_reading(fix: Correction) -> str:
    """What the witness has at an emendation, in full."""
    return normalise(fix.emendation.witness) if fix.emendation.witness is not None else ""
