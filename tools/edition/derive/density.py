"""Density: where in each document the notes, the emendations and the disagreements lie, passage by passage."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ..lemma import locate
from ..locus import parse
from ..model import Document, Edition, Passage
from . import svg
from .apparatus import MARKS
from .beside import beside
from .coverage import noted
from .fidelity import placed

Stretch = tuple[int, int]
LANES = (("note", "notes"), ("emendation", "emendations"), ("against", "disagreements"))


@dataclass(frozen=True, slots=True)
class Cell:
    """A passage and what lies in it: ``start`` is the number of words before it; the stretches are offsets in its text."""

    passage: Passage
    start: int
    words: int
    notes: tuple[Stretch, ...]
    emendations: tuple[Stretch, ...]
    against: tuple[Stretch, ...]

    @property
    def lanes(self) -> tuple[tuple[Stretch, ...], ...]:
        return self.notes, self.emendations, self.against


@dataclass(frozen=True, slots=True)
class Strip:
    """A document from end to end."""

    document: Document
    cells: tuple[Cell, ...]

    @property
    def words(self) -> int:
        return sum(cell.words for cell in self.cells)


def strips(edition: Edition) -> list[Strip]:
    """Return a strip for each document. Marks of pages and of the document's own notes are no emendations."""
    against = disputed(edition)
    out = []
    for document in edition.documents.values():
        cells, start = [], 0
        for passage in document.passages:
            if passage.withdrawn:
                continue
            words = len(passage.text.split())
            mended = [(item.start, item.end) for item in placed(document, passage) if item.emendation.kind not in MARKS]
            cells.append(Cell(passage, start, words, _sorted(noted(edition, passage)), _sorted(mended), _sorted(against.get(passage.id, []))))
            start += words
        out.append(Strip(document, tuple(cells)))
    return out


def disputed(edition: Edition) -> dict[str, list[Stretch]]:
    """Return the words of each passage that contradict what is established, or another document on a date."""
    out: dict[str, list[Stretch]] = {}
    for account in edition.accounts.values():
        for telling in account.told:
            passage = edition.passages.get(telling.at)
            view = beside(edition).get(telling.at)
            others = view is not None and "date" in telling.states and any(told.account.id == account.id and told.against for told in view.told)
            if passage is None or not (others or telling.stance == "contradicts"):
                continue
            start = locate(passage.text, telling.quote)
            if start is not None:
                out.setdefault(passage.id, []).append((start, start + len(telling.quote.words)))
    return out


def _sorted(stretches: Iterable[Stretch]) -> tuple[Stretch, ...]:
    return tuple(sorted(set(stretches)))


# the drawing

_LEFT, _MARGIN = 112, 8
_LANE = 20
_HEAD, _FOOT = 26, 34


def draw(edition: Edition, *, style: bool = False, wide: int = svg.WIDTH, elsewhere: str = "The table beneath has the same by passage.") -> str:
    """Draw the strips, each over the whole width, its passages as wide as their words."""
    found = [strip for strip in strips(edition) if strip.words]
    if not found:
        return ""
    body: list[str] = []
    y = 4.0
    for strip in found:
        body += _strip(strip, y, wide - _MARGIN)
        y += _HEAD + _LANE * len(LANES) + _FOOT
    described = "; ".join(f"{strip.document.siglum.upper()}: " + ", ".join(f"{count} {name}" for (_, name), count in zip(LANES, counts(strip), strict=True)) for strip in found)
    description = (
        f"One strip for each document, from its first passage to its last. Marks in three rows show the words that have a note, "
        f"an emendation or a disagreement. {described}. {elsewhere}"
    )
    out = svg.drawing("density", "Where in each document the notes, the emendations and the disagreements lie", description, y - 8, body, wide)
    return svg.with_style(out) if style else out


def counts(strip: Strip) -> list[int]:
    """Return how many stretches a document has in each lane."""
    return [sum(len(cell.lanes[index]) for cell in strip.cells) for index in range(len(LANES))]


def _strip(strip: Strip, top: float, edge: float) -> list[str]:
    scale = (edge - _LEFT) / strip.words
    y = top + _HEAD
    bottom = y + _LANE * len(LANES)
    out = [
        svg.text(0, top + 16, strip.document.siglum.upper(), "label strong"),
        svg.text(_LEFT, top + 16, f"{strip.document.short}: {strip.words:,} words", "label small"),
        svg.box(_LEFT, y, edge - _LEFT, bottom - y, "bar"),
    ]
    for index, (_, name) in enumerate(LANES):
        out.append(svg.text(_LEFT - 10, y + _LANE * index + 14, name, "label small", "end"))
        if index:
            out.append(svg.line(_LEFT, y + _LANE * index, edge, y + _LANE * index, "grid"))
    free = -1000.0
    for cell in strip.cells:
        x = _LEFT + cell.start * scale
        for index, (class_, _) in enumerate(LANES):
            for start, end in _merged(cell.lanes[index]):
                size = max(len(cell.passage.text), 1)
                left, right = x + cell.words * scale * start / size, x + cell.words * scale * end / size
                out.append(svg.box(left, y + _LANE * index + 3, max(right - left, 2), _LANE - 6, class_))
        locus = parse(cell.passage.id)
        if locus is None or locus.series == "s":
            continue
        words = cell.passage.id.partition("-")[2]
        if x - free > 44 and x + svg.width(words, 12) < edge + 4:
            out += [svg.line(x, bottom, x, bottom + 5, "axis"), svg.text(x, bottom + 18, words, "label small")]
            free = x
    return out


def _merged(stretches: Iterable[Stretch]) -> list[Stretch]:
    out: list[Stretch] = []
    for start, end in stretches:
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out
