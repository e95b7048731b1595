"""Checks: functions from an edition to diagnostics. A module of this package is found by being here.

A check is a generator decorated with :func:`check`; the rules it may report are declared beside it, and each has a
page in ``docs/checks/``. One that looks at a document, a record or a page without any other is decorated with
:func:`each`: it is given an edition of that one thing (and the day of the edition), and what it found is kept while the thing's file is the same.
One that goes through the records one by one, and of all else looks up only what a record names, is decorated with
:func:`one_by_one`.
"""

from __future__ import annotations

import importlib
import pkgutil
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from functools import cache
from pathlib import Path
from typing import Any, Protocol

from ..diagnostics import RULES, Diagnostic, Rule
from ..model import Edition

Check = Callable[[Edition], Iterable[Diagnostic]]
_CHECKS: list[Check] = []
ONE_BY_ONE: list[Check] = []
_EACH: dict[str, list[Check]] = {"documents": [], "records": [], "pages": [], "works": []}


def check(function: Check) -> Check:
    """Register a check; returns it unchanged."""
    _CHECKS.append(function)
    return function


def one_by_one(function: Check) -> Check:
    """Register a check that goes through the records, with the edition to look things up in (by name, and never all of them).

    What it finds of a record is then the same if the edition given has that record alone to go through (:mod:`.again.lookup`).
    """
    ONE_BY_ONE.append(function)
    return check(function)


def each(*kinds: str) -> Callable[[Check], Check]:
    """Register a check that is given editions of one thing each: of ``documents``, ``records`` or ``pages``; or of all ``works``."""

    def register(function: Check) -> Check:
        for kind in kinds:
            _EACH[kind].append(function)
        return check(function)

    return register


def load() -> list[Check]:
    """Import every module of the package and return the checks, in the order of their modules' names.

    The packages in it check other things: what was built, what is online.
    """
    for module in sorted(info.name for info in pkgutil.iter_modules(__path__) if not info.ispkg):
        importlib.import_module(f"{__name__}.{module}")
    return list(_CHECKS)


@cache
def codes() -> Mapping[str, Rule]:
    """Return every rule of the program by its code: those of the checks, and those of the readers, which are imported as they are needed."""
    from .. import read

    for package in (sys.modules[__name__], read):
        for module in pkgutil.iter_modules(package.__path__):
            importlib.import_module(f"{package.__name__}.{module.name}")
    return RULES


class Watch(Protocol):
    """Is entered while the checks of the whole edition run, and is told what they and the readers found."""

    def __enter__(self) -> object: ...

    def __exit__(self, *_: object) -> None: ...

    def looking_up(self) -> AbstractContextManager[object]:
        """Is entered while a check goes through the records one by one."""

    def tell(self, found: list[Diagnostic]) -> None: ...


def run(edition: Edition, watch: Watch | None = None) -> list[Diagnostic]:
    """Return every diagnostic of the edition, those of the reading included, sorted by place; each once.

    Waivers have been applied (:mod:`edition.check.waivers`).
    """
    found = list(edition.faults)
    if edition.documents:  # without documents everything would hang on nothing
        checks = load()
        alone = {one for some in _EACH.values() for one in some}
        with watch or nullcontext():
            for one in checks:
                if one not in alone:
                    with watch.looking_up() if watch and one in ONE_BY_ONE else nullcontext():
                        found.extend(one(edition))
        if watch:
            watch.tell(found)
        found.extend(_of_each(edition))
    from .waivers import apply

    out = sorted(set(apply(edition, found)))
    if edition.kept is not None:
        edition.kept.save()
    return out


def _of_each(edition: Edition) -> Iterator[Diagnostic]:
    """What the checks of each thing alone find, found once for the bytes of its file and the faults in it."""
    faults: dict[str, list[Diagnostic]] = {}
    for fault in edition.faults:
        unit = fault.span.file if not fault.span.file.startswith("sources/") else "/".join(fault.span.file.split("/")[:2])
        faults.setdefault(unit, []).append(fault)
    released = edition.citation.get("date-released", "")
    things = list(_alone(edition))

    def find(number: int) -> tuple[Diagnostic, ...]:
        kind, unit, part, name, thing = things[number]
        return of_one(edition.root, released, kind, {part: {name: thing}}, tuple(faults.get(unit, ())))

    units = [unit for _, unit, *_ in things]
    for found in edition.remember_each("check each", units, find, [f"{released} {tuple(faults.get(unit, ()))!r}".encode() for unit in units]):
        yield from found
    files = sorted({work.file for work in edition.works.values()})
    broken = tuple(fault for file in files for fault in faults.get(file, ()))
    yield from edition.remember(
        "check works", files, lambda: of_one(edition.root, released, "works", {"works": edition.works}, broken), f"{released} {broken!r}".encode()
    )


def of_one(root: Path, released: str, kind: str, part: dict[str, Any], faults: tuple[Diagnostic, ...] = ()) -> tuple[Diagnostic, ...]:
    """What the checks of one thing find in it; all that they see beside it is the day of the edition."""
    alone = Edition(root, faults=faults, citation={"date-released": released}, **part)
    return tuple(item for one in _EACH[kind] for item in one(alone))


def _alone(edition: Edition) -> Iterator[tuple[str, str, str, str, Any]]:
    """Each thing of an edition: its kind, the file or folder it was read from, the part of the edition that it is of, its name there, itself."""
    for siglum, document in edition.documents.items():
        yield "documents", f"sources/{siglum}", "documents", siglum, document
    for part in ("notes", "entities", "accounts"):
        for id_, record in getattr(edition, part).items():
            yield "records", record.span.file, part, id_, record
    for name, page in edition.pages.items():
        yield "pages", page.file, "pages", name, page
