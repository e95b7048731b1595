"""Releases of the edition and what changed in each, from the ledger; before there is one, from ``CITATION.cff``."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from ..model import Edition
from . import ledger
from .dates import shown
from .ledger import Difference


@dataclass(frozen=True, slots=True)
class Release:
    """A released edition: its number, its date as printed, and what differs from the one before; without number, what came after the last."""

    number: str
    date: str
    first: bool = False
    differences: tuple[Difference, ...] = ()

    @property
    def counts(self) -> list[tuple[str, str, int]]:
        """How many of each kind are new, changed or withdrawn: what, kind, number."""
        found = Counter((difference.what, difference.kind) for difference in self.differences)
        order = ("new", "changed", "withdrawn"), ("passage", "note", "entity", "event")
        return [(what, kind, found[what, kind]) for what in order[0] for kind in order[1] if found[what, kind]]


def releases(edition: Edition) -> list[Release]:
    """Return the releases, the newest first."""
    known = ledger.releases(edition)
    if not known:
        number = edition.citation.get("version", "")
        return [Release(number, shown(edition.citation.get("date-released", "")), first=True)] if number else []
    out = [Release(line.id, shown(line.words), index == 0, tuple(ledger.between(edition, line.id))) for index, line in enumerate(known)]
    after = tuple(ledger.since_last(edition))
    return [*([Release("", "", differences=after)] if after else []), *reversed(out)]
