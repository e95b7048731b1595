"""Targets: whether anything in the editors' prose cites a work, or names an entry by its id or name; asked one by one.

As of the words of the texts (:mod:`.questions`), the checks know of all references together only what they ask here, and
what was asked is kept: a reference more or less then changes nothing while others lead to the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from weakref import WeakKeyDictionary

from ..kinds import CITATIONS
from ..model import Edition
from .questions import log
from .said import said

#: “cited” and the key of a work, or “named” and what a reference of any role leads to, in small letters
Target = tuple[str, str]
_CACHE: WeakKeyDictionary[Edition, Counter[Target]] = WeakKeyDictionary()


def targets_of(references: Iterable[tuple[str, str]]) -> set[Target]:
    """Return the targets of references, given by role and target."""
    return {("named", target.lower()) for _, target in references} | {("cited", target) for role, target in references if role in CITATIONS}


def targets(edition: Edition) -> Counter[Target]:
    """Return how many files lead to each target; found once for an edition."""
    found = _CACHE.get(edition)
    if found is None:
        found = _CACHE[edition] = Counter(target for some in said(edition).values() for target in targets_of(some.targets))
    return found


def is_cited(edition: Edition, key: str) -> bool:
    """Whether a work is cited."""
    return _asked(edition, ("cited", key))


def is_named(edition: Edition, word: str) -> bool:
    """Whether a reference leads to an id or a name, in capitals or small letters."""
    return _asked(edition, ("named", word.lower()))


def _asked(edition: Edition, target: Target) -> bool:
    if (open_ := log()) is not None:
        open_.targets.add(target)
    return targets(edition)[target] > 0
