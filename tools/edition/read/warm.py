"""The edition kept in memory while its files are edited: after a save only what was saved is read again.

What was read of each file is held as in :mod:`.facts`, but as objects: a file that did not change gives the very same
objects, so that everything made of them can be seen to be the same without being looked at.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from ..diagnostics import ERROR, Diagnostic
from ..model import Edition
from . import joined, read, units_of
from .facts import Fact, Facts, Unit, make
from .faults import Faults

T = TypeVar("T")


class Memory:
    """What was found before, as objects; what is not known yet is asked of the store on the disk (:meth:`Facts.remember`)."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.known: dict[bytes, Any] = {}

    def remember(self, what: str, of: bytes, make: Callable[[], T]) -> T:
        key = hashlib.sha256(what.encode() + b"\0" + of).digest()
        try:
            return self.known[key]  # type: ignore[no-any-return]
        except KeyError:
            value = self.known[key] = self.facts.remember(what, of, make)
            return value

    def remember_each(self, what: str, of: Sequence[bytes], make: Callable[[int], T], weight: int) -> list[T]:
        keys = [hashlib.sha256(what.encode() + b"\0" + one).digest() for one in of]
        new = [number for number, key in enumerate(keys) if key not in self.known]
        found = self.facts.remember_each(what, [of[number] for number in new], lambda number: make(new[number]), weight)
        self.known.update(zip((keys[number] for number in new), found, strict=True))
        return [self.known[key] for key in keys]

    def save(self) -> None:
        """Nothing is written after each save of a file; :meth:`Facts.save` is for the end."""


class Reader:
    """Reads an edition once, and then what was saved.

    ``edition`` is what the files hold. ``shown`` is the same, but a file with a fault that its reader calls an error
    stands in it as it was before (``broken`` has these files), so that pages can still be made of it.
    ``made`` counts what was read since the beginning, for tests.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.facts = Facts(root, keep=True)
        self.memory = Memory(self.facts)
        self.made: list[Unit] = []
        self.stray: list[Diagnostic] = []
        units = self._units()
        self.held = dict(zip(units, self.facts.read(units, read), strict=True))
        self.good = {unit: fact for unit, fact in self.held.items() if _good(fact)}
        self._join()

    def _units(self) -> list[Unit]:
        faults = Faults()
        units = units_of(self.root, faults)
        self.stray = faults.found
        return units

    def _join(self) -> None:
        bad = [unit for unit, fact in self.held.items() if not _good(fact)]
        self.broken = {unit.name for unit in bad}
        self.edition = self._joined(self.held)
        self.shown = self.edition
        if any(unit in self.good for unit in bad):
            self.shown = self._joined({unit: self.good.get(unit, fact) for unit, fact in self.held.items()})

    def _replace(self, before: dict[Unit, Fact]) -> bool:
        """Put what was read again in the place of what it was, where nothing else can follow from it; returns whether that is so.

        It is so of a record or page that had no faults and has none, keeps its name, and hides no other of the same name.
        """
        parts: dict[str, dict[str, Any]] = {}
        digests = dict(self.edition.digests)
        for unit, old in before.items():
            new = self.held[unit]
            name, key = _PLACES.get(unit.kind, ("", ""))
            if (
                not name
                or self.shown is not self.edition
                or old.faults
                or new.faults
                or old.marks != new.marks
                or not (old.value and new.value and old.key and new.key)
            ):
                return False
            id_ = getattr(new.value, key)
            part = parts.setdefault(name, dict(getattr(self.edition, name)))
            if part.get(id_) is not old.value:
                return False
            part[id_] = new.value
            digests[unit.name] = new.key
        self.edition = self.shown = replace(self.edition, digests=digests, **parts)  # type: ignore[arg-type]
        return True

    def _joined(self, facts: dict[Unit, Fact]) -> Edition:
        return joined(self.root, facts.items(), Faults(list(self.stray)), self.memory)

    def saved(self, names: Collection[str]) -> bool:
        """Read again what the files of these names (paths from the root) are part of; returns whether anything is other than before."""
        units = {unit.name: unit for unit in self.held}
        met = {_of(name): units.get(_of(name)) for name in names}
        changed = {unit for unit in met.values() if unit is not None}
        if any(unit is None or not (self.root / unit.name).exists() for unit in met.values()):
            before, there = self.stray, self._units()
            gone, new = self.held.keys() - set(there), set(there) - self.held.keys()
            changed = (changed - gone) | new
            self.held = {unit: self.held.get(unit, _NONE) for unit in there}
            self.good = {unit: fact for unit, fact in self.good.items() if unit in self.held}
            other = bool(gone or new or before != self.stray)
        else:
            other = False
        whole = other
        past: dict[Unit, Fact] = {}
        for unit in sorted(changed):
            fact = make(str(self.root), unit, read)
            if fact.key is not None and fact.key == self.held[unit].key:
                continue
            other = True
            self.made.append(unit)
            past[unit] = self.held[unit]
            self.held[unit] = fact
            if _good(fact):
                self.good[unit] = fact
        if whole or (past and not self._replace(past)):
            self._join()
        return other


#: kind of unit → the part of the edition that has it, and the name by which
_PLACES = {"note": ("notes", "id"), "entity": ("entities", "id"), "account": ("accounts", "id"), "page": ("pages", "name")}
_NONE = Fact(None, None, (), ())


def _good(fact: Fact) -> bool:
    return fact.value is not None and not any(fault.severity == ERROR for fault in fact.faults)


def _of(name: str) -> str:
    """The name of the unit that a file is part of, if it is part of any."""
    return "/".join(name.split("/")[:2]) if name.startswith("sources/") else name
