"""The feet of the pages: a note begins on the page that calls it.

Typst sets a line on a page if its first note can begin there, and lets what follows begin overleaf. Where that happens, some
room is left at the foot of the text, so that the line goes over to its notes, and the book is set again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from .escape import string
from .typeset import Position, typeset

#: how much room is left more each time, in ems of the text: a line
_LINE = 1.6
_FIRST = "#let reserve = "


def room(reserved: Mapping[str, float]) -> str:
    """The first line of the source: at which passages room is left."""
    return _FIRST + "(" + "".join(f"{string(name)}: {ems:.1f}, " for name, ems in reserved.items()) + ":" * (not reserved) + ")"


def torn(positions: Sequence[Position], calls: Mapping[str, str]) -> dict[int, set[float]]:
    """Return the pages that call a note which begins later, with the heights of the lines that call it."""
    places = {at.name: at for at in positions}
    out: dict[int, set[float]] = {}
    for note, call in calls.items():
        if note in places and call in places and places[note].page > places[call].page:
            out.setdefault(places[call].page, set()).add(round(places[call].y))
    return out


def settled(source: Path, passages: Sequence[str], calls: Mapping[str, str], rounds: int) -> tuple[bytes, list[Position], list[str]]:
    """Typeset until no note is torn from its line, at most so many times again; the best is kept."""
    best = typeset(source)
    least = torn(best[1], calls)
    reserved: dict[str, float] = {}
    found = least
    known = set(passages)
    positions = best[1]
    for _ in range(rounds):
        openings: dict[int, Position] = {}
        for at in positions:
            if at.name in known and (at.page not in openings or at.y < openings[at.page].y):
                openings[at.page] = at
        more = [(openings[page].name, len(lines)) for page, lines in found.items() if page in openings]
        if not more:
            break
        for name, lines in more:
            reserved[name] = reserved.get(name, 0.0) + _LINE * lines
        _, _, rest = source.read_text(encoding="utf-8").partition("\n")
        source.write_text(f"{room(reserved)}\n{rest}", encoding="utf-8")
        made = typeset(source)
        positions, found = made[1], torn(made[1], calls)
        if sum(map(len, found.values())) < sum(map(len, least.values())):
            best, least = made, found
    return best
