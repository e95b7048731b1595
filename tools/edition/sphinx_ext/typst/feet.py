"""The feet of the pages: a note begins on the page that calls it.

Typst sets a line on a page if its first note can begin there, and lets what follows begin overleaf. Where that happens, as much
room is left at the foot of the page as the last note takes that began there, so that its line goes over with all that follows,
and the book is set again. The room is left beneath the text if a passage begins on the page, or else beneath the note before.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from .escape import string
from .typeset import Position, typeset

#: the base line of the last line of a page, in points from its upper edge (height less bottom, heads.typ)
FOOT = 606.6
#: what more is left than lies beneath the base line of a note’s first line: most of its height
_LINE = 4.0
#: how often a book is set again at most
ROUNDS = 8
_FIRST = "#let reserve = "


def room(reserved: Mapping[str, float]) -> str:
    """The first line of the source: at which passages, and under which notes, room is left, in points."""
    return _FIRST + "(" + "".join(f"{string(name)}: {points:.1f}, " for name, points in reserved.items()) + ":" * (not reserved) + ")"


def torn(positions: Sequence[Position], calls: Mapping[str, str]) -> dict[int, set[float]]:
    """Return the pages that call a note which begins later, with the heights of the lines that call it."""
    places = {at.name: at for at in positions}
    out: dict[int, set[float]] = {}
    for note, call in calls.items():
        if note in places and call in places and places[note].page > places[call].page:
            out.setdefault(places[call].page, set()).add(round(places[call].y))
    return out


def wanted(positions: Sequence[Position], passages: Sequence[str], calls: Mapping[str, str]) -> dict[str, float]:
    """Return the passages and notes at which room is wanted, and how much more of it.

    A page whose first line calls the last note that begins there is left as it is: its line cannot go over.
    """
    places = {at.name: at for at in positions}
    known = set(passages)
    out: dict[str, float] = {}
    for page, lines in torn(positions, calls).items():
        begun = sorted(
            (places[call].y, places[note].y, note)
            for note, call in calls.items()
            if note in places and call in places and places[note].page == places[call].page == page and round(places[call].y) <= min(lines)
        )
        line, foot = begun[-1][:2] if begun else (min(lines), FOOT)
        openings = sorted((at.y, at.name) for at in positions if at.page == page and at.name in known and at.y < line)
        before = [note for y, _, note in begun if y < line]
        if openings or before:
            out[openings[0][1] if openings else before[-1]] = FOOT - foot + _LINE
    return out


def settled(source: Path, passages: Sequence[str], calls: Mapping[str, str], rounds: int) -> tuple[bytes, list[Position], list[str]]:
    """Typeset until no note is torn from its line, at most so many times again; the best is kept."""
    best = made = typeset(source)
    least = found = torn(best[1], calls)
    reserved: dict[str, float] = {}
    for _ in range(rounds):
        more = wanted(made[1], passages, calls) if found else {}
        if not more:
            break
        for name, points in more.items():
            reserved[name] = reserved.get(name, 0.0) + points
        _, _, rest = source.read_text(encoding="utf-8").partition("\n")
        source.write_text(f"{room(reserved)}\n{rest}", encoding="utf-8")
        made = typeset(source)
        found = torn(made[1], calls)
        if sum(map(len, found.values())) < sum(map(len, least.values())):
            best, least = made, found
    return best
