"""The stemma: how the documents hang together, drawn from the relations stated between them.

No relation names a direction. An arrow is drawn where one document is certainly the earlier by its dates, and elsewhere a
plain line. Documents that draw on one source without being in the relation of source and copy imply a source that is
not among them; it is drawn above them under a Greek letter. Independent documents are joined by nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from ..locus import printed
from ..model import Document, Edition, Relation
from . import svg
from .dates import bounds

JOINING = ("one-text", "copy", "paraphrase")
KIND_WORDS = {"one-text": "one text", "copy": "copy", "paraphrase": "paraphrase", "common-source": "common source", "independent": "independent"}
_GREEK = "αβγδεζηθικλμνξοπρστυφχψω"


@dataclass(frozen=True, slots=True)
class Join:
    """Two documents that hang together directly; ``source`` is the one that is certainly the earlier, if one is."""

    relation: Relation
    source: str = ""


@dataclass(frozen=True, slots=True)
class Lost:
    """A source that is not among the documents, and the relations that imply it."""

    name: str
    relations: tuple[Relation, ...]

    @property
    def documents(self) -> list[str]:
        return list(dict.fromkeys(siglum for relation in self.relations for siglum in (relation.one, relation.other)))

    @property
    def certainty(self) -> str:
        """That of the weakest relation."""
        order = ("certain", "probable", "possible", "open")
        return max((relation.certainty for relation in self.relations), key=lambda word: order.index(word) if word in order else 3)


@dataclass(frozen=True, slots=True)
class Stemma:
    """The documents in the order in which they are drawn, each group of them that hangs together by itself."""

    groups: tuple[tuple[str, ...], ...]
    joins: tuple[Join, ...]
    lost: tuple[Lost, ...]


def stemma(edition: Edition) -> Stemma:
    """Return how the documents of an edition hang together."""
    relations = [relation for document in edition.documents.values() for relation in document.relations if {relation.one, relation.other} <= set(edition.documents)]
    joins = tuple(Join(relation, _source(edition, relation)) for relation in relations if relation.kind in JOINING)
    lost = _lost([relation for relation in relations if relation.kind == "common-source"])
    near: dict[str, list[str]] = {siglum: [] for siglum in edition.documents}
    for relation in relations:
        if relation.kind != "independent":
            near[relation.one].append(relation.other)
            near[relation.other].append(relation.one)
    one_text = {frozenset((join.relation.one, join.relation.other)) for join in joins if join.relation.kind == "one-text"}
    return Stemma(tuple(_groups(near, one_text)), joins, lost)


def _source(edition: Edition, relation: Relation) -> str:
    def span(document: Document, end: str) -> str:
        return document.meta.get(end, "")

    for mine, other in ((relation.one, relation.other), (relation.other, relation.one)):
        last, first = bounds(span(edition.documents[mine], "date-to")), bounds(span(edition.documents[other], "date-from"))
        if last and first and last[1] < first[0]:
            return mine
    return ""


def _lost(relations: list[Relation]) -> tuple[Lost, ...]:
    """One source for all relations that are joined by a document."""
    sets: list[list[Relation]] = []
    for relation in relations:
        mine = [group for group in sets if any({relation.one, relation.other} & {other.one, other.other} for other in group)]
        sets = [group for group in sets if group not in mine] + [[other for group in mine for other in group] + [relation]]
    return tuple(Lost(_GREEK[index % len(_GREEK)] * (index // len(_GREEK) + 1), tuple(group)) for index, group in enumerate(sets))


def _groups(near: dict[str, list[str]], one_text: set[frozenset[str]]) -> Iterable[tuple[str, ...]]:
    """Lay each group out in a row: begin with an end of it, go to neighbours, states of one text first."""
    left = list(near)

    def reach(siglum: str, seen: list[str]) -> list[str]:
        if siglum not in seen:
            seen.append(siglum)
            for other in sorted(near[siglum], key=lambda name: (frozenset((siglum, name)) not in one_text, list(near).index(name))):
                reach(other, seen)
        return seen

    while left:
        members = reach(left[0], [])

        def outside(siglum: str) -> int:
            return len({other for other in near[siglum] if frozenset((siglum, other)) not in one_text})

        yield tuple(reach(min(members, key=lambda siglum: (outside(siglum), list(near).index(siglum))), []))
        left = [siglum for siglum in left if siglum not in members]


def where(relations: Iterable[Relation], siglum: str = "") -> str:
    """Say at which passages relations hold, of one document or of all, as they are printed: “LET 64, 65”."""
    found: dict[str, list[str]] = {}
    for relation in relations:
        for pair in relation.passages:
            for locus in pair:
                mine, _, words = printed(locus).partition(" ")
                if siglum in ("", mine.lower()) and words not in found.setdefault(mine, []):
                    found[mine].append(words)
    return "; ".join(f"{name} {', '.join(words)}" for name, words in found.items())


# the drawing

_BOX_HIGH = 64
_GAP, _JOINED = 26, 44  #: between boxes: unrelated, states of one text


@dataclass(frozen=True, slots=True)
class _Sheet:
    """How wide a drawing is, how far apart joined boxes stand, and how narrow a box may be before the words between go."""

    wide: float
    apart: float
    least: float


_SCREEN = _Sheet(svg.WIDTH, 150, 96)
_PAGE = _Sheet(svg.PAGE_WIDTH, 98, 80)


def draw(edition: Edition, *, style: bool = False, page: bool = False) -> str:
    """Draw the stemma, for a screen or for the page of a book; an edition of fewer than two documents has none."""
    if len(edition.documents) < 2:
        return ""
    sheet = _PAGE if page else _SCREEN
    found = stemma(edition)
    direct = {frozenset((join.relation.one, join.relation.other)): join for join in found.joins}
    order = [siglum for group in found.groups for siglum in group]
    gaps = [_gap(one, other, direct, found, sheet) for one, other in pairwise(order)]
    room = sheet.wide - 20
    wide = min(150.0, (room - sum(gaps)) / len(order))
    if wide < sheet.least:  # many documents: the words between the boxes go, then the boxes shrink
        gaps = [min(gap, 30.0) for gap in gaps]
        wide = (room - sum(gaps)) / len(order)
    spread = (room - sum(gaps) - wide * len(order)) / 2
    top = 92.0 if found.lost else 22.0
    at: dict[str, float] = {}
    x = 10 + max(spread, 0)
    for siglum, gap in zip(order, [*gaps, 0.0], strict=True):
        at[siglum] = x + wide / 2
        x += wide + gap
    arcs, depth = _joins(found, order, at, wide, top)
    body = [*_states(found, at, wide, top), *arcs, *_sources(found, at, top, sheet)]
    body += [part for siglum in order for part in _document(edition.documents[siglum], at[siglum], wide, top)]
    high = top + _BOX_HIGH + depth
    out = svg.drawing("stemma", "How the documents hang together", description(edition), high + 54, [*body, *_key(high + 32)], sheet.wide)
    return svg.with_style(out) if style else out


def description(edition: Edition) -> str:
    """Say in words what the drawing shows."""
    found = stemma(edition)
    said = []
    for join in found.joins:
        relation = join.relation
        at = where((relation,))
        said.append(f"{relation.one.upper()} and {relation.other.upper()}: {KIND_WORDS[relation.kind]}, {relation.certainty}{f', at {at}' if at else ''}.")
    for lost in found.lost:
        names = " and ".join(siglum.upper() for siglum in lost.documents)
        at = where(lost.relations)
        said.append(f"{names}: a common source that is not among the documents, {lost.name}, {lost.certainty}{f', at {at}' if at else ''}.")
    alone = [group[0].upper() for group in found.groups if len(group) == 1]
    if alone:
        said.append(f"Independent of all others: {', '.join(alone)}.")
    return " ".join(said) or "No document depends on another."


def _gap(one: str, other: str, direct: dict[frozenset[str], Join], found: Stemma, sheet: _Sheet) -> float:
    join = direct.get(frozenset((one, other)))
    if join is not None:
        return _JOINED if join.relation.kind == "one-text" else sheet.apart
    if any({one, other} <= set(lost.documents) for lost in found.lost):
        return 2.5 * _GAP * sheet.wide / svg.WIDTH
    return _GAP


def _document(document: Document, x: float, wide: float, top: float) -> list[str]:
    out = [svg.box(x - wide / 2, top, wide, _BOX_HIGH, "bar", rx=3)]
    lines = svg.wrapped(document.short, wide - 12, 12)[:2] if wide >= 80 else []
    y = top + (_BOX_HIGH - 16 * len(lines)) / 2 + 5
    out.append(svg.text(x, y, document.siglum.upper(), "label strong", "middle"))
    out += [svg.text(x, y + 17 + 15 * index, words, "label small", "middle") for index, words in enumerate(lines)]
    return out


def _state_of(found: Stemma) -> dict[str, str]:
    """For each document the first of the states of its text."""
    state = {siglum: siglum for group in found.groups for siglum in group}
    for join in found.joins:
        if join.relation.kind == "one-text":
            one, other = state[join.relation.one], state[join.relation.other]
            state = {siglum: one if name == other else name for siglum, name in state.items()}
    return state


def _edges(found: Stemma, at: dict[str, float], wide: float) -> dict[str, tuple[float, float]]:
    """From where to where each document reaches, the frame round the states of one text included."""
    state = _state_of(found)
    out = {}
    for siglum in at:
        places = [at[other] for other in at if state[other] == state[siglum]]
        around = 8 if len(places) > 1 else 0
        out[siglum] = (min(places) - wide / 2 - around, max(places) + wide / 2 + around)
    return out


def _states(found: Stemma, at: dict[str, float], wide: float, top: float) -> list[str]:
    """A frame round the states of one text, and a double line between their boxes."""
    out = []
    for left, right in sorted(set(_edges(found, at, wide).values())):
        if right - left > wide + 1:
            out.append(svg.box(left, top - 8, right - left, _BOX_HIGH + 16, "frame", rx=6))
    for join in found.joins:
        relation = join.relation
        if relation.kind != "one-text":
            continue
        first, last = sorted((at[relation.one], at[relation.other]))
        for shift in (-2.5, 2.5):
            out.append(svg.line(first + wide / 2, top + 32 + shift, last - wide / 2, top + 32 + shift, f"link {relation.certainty}"))
        if last - first < wide + _JOINED + 1:
            out += [svg.text((first + last) / 2, top + 20, "one", "label small", "middle"), svg.text((first + last) / 2, top + 52, "text", "label small", "middle")]
    return out


def _joins(found: Stemma, order: list[str], at: dict[str, float], wide: float, top: float) -> tuple[list[str], float]:
    """Lines between neighbours, arcs beneath the row between others; returns also how deep the arcs hang.

    A relation to one state of a text, stated likewise to another, is drawn once, to the nearer.
    """
    out: list[str] = []
    depth = 12.0
    state, edges = _state_of(found), _edges(found, at, wide)
    drawn: dict[tuple[frozenset[str], str, str], list[Join]] = {}
    for join in found.joins:
        relation = join.relation
        if relation.kind != "one-text":
            drawn.setdefault((frozenset((state[relation.one], state[relation.other])), relation.kind, relation.certainty), []).append(join)
    for (_, kind, certainty), joins in drawn.items():
        nearest = min(joins, key=lambda item: abs(at[item.relation.one] - at[item.relation.other]))
        one, other = sorted((nearest.relation.one, nearest.relation.other), key=lambda siglum: at[siglum])
        words = [KIND_WORDS[kind], certainty]
        place = where([join.relation for join in joins], nearest.relation.one) if any(join.relation.passages for join in joins) else ""
        start, end = edges[one][1], edges[other][0]
        if order.index(other) == order.index(one) + 1:
            y = top + _BOX_HIGH / 2
            out.append(svg.line(start, y, end, y, f"link {certainty}"))
            if nearest.source:
                out.append(_arrow(end if nearest.source == one else start, y, 1 if nearest.source == one else -1))
            if end - start > 74:
                middle = (start + end) / 2
                out.append(svg.text(middle, y - 9, words[0], "label", "middle"))
                out.append(svg.text(middle, y + 18, f"{certainty}{', at ' if place else ''}", "label small", "middle"))
                if place:
                    out.append(svg.text(middle, y + 33, place, "label small", "middle"))
        else:
            depth += 34
            base = top + _BOX_HIGH
            low = base + depth - 16
            path = f"M{svg.number(at[one])} {svg.number(base)}V{svg.number(low)}H{svg.number(at[other])}V{svg.number(base)}"
            out.append(svg.element("path", class_=f"link {certainty}", d=path))
            out.append(svg.text((at[one] + at[other]) / 2, low - 5, ", ".join([*words, *([f"at {place}"] if place else [])]), "label small", "middle"))
    return out, depth


def _arrow(x: float, y: float, way: int) -> str:
    points = ((x, y), (x - 9 * way, y - 5), (x - 9 * way, y + 5))
    return svg.element("polygon", class_="arrow", points=" ".join(f"{svg.number(a)},{svg.number(b)}" for a, b in points))


def _sources(found: Stemma, at: dict[str, float], top: float, sheet: _Sheet) -> list[str]:
    """Lost sources above the documents that draw on them."""
    out = []
    for index, lost in enumerate(found.lost):
        places = [at[siglum] for siglum in lost.documents]
        x, y = sum(places) / len(places), 26.0 + 10 * (index % 2)
        out += [svg.line(x, y, place, top, f"link {lost.certainty}") for place in places]
        out += [svg.disc(x, y, "lost", 17), svg.text(x, y + 5, lost.name, "label", "middle")]
        place = where(lost.relations)
        words = svg.wrapped("common source, not among the documents", sheet.wide - x - 30, 12)
        words += svg.wrapped(lost.certainty + (f", at {place}" if place else ""), sheet.wide - x - 30, 12)
        first = y + 12 - 15 * (len(words) - 1) if len(words) == 2 else max(y - 14, 12.0)
        out += [svg.text(x + 26, first + 15 * index, line, "label small") for index, line in enumerate(words)]
    return out


def _key(y: float) -> list[str]:
    out = []
    x = 1.0
    for words in ("certain", "probable", "possible"):
        out += [svg.line(x, y, x + 40, y, f"link {words}"), svg.text(x + 48, y + 4, words, "label small")]
        x += 130
    out.append(svg.text(x, y + 4, "no line: independent", "label small"))
    return out
