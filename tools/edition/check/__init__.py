"""Checks: functions from an edition to diagnostics. A module of this package is found by being here.

A check is a generator decorated with :func:`check`; the rules it may report are declared beside it, and each has a
page in ``docs/checks/``.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Mapping

from ..diagnostics import RULES, Diagnostic, Rule
from ..model import Edition

Check = Callable[[Edition], Iterable[Diagnostic]]
_CHECKS: list[Check] = []


def check(function: Check) -> Check:
    """Register a check; returns it unchanged."""
    _CHECKS.append(function)
    return function


def load() -> list[Check]:
    """Import every module of the package and return the checks, in the order of their modules' names."""
    for module in sorted(info.name for info in pkgutil.iter_modules(__path__)):
        importlib.import_module(f"{__name__}.{module}")
    return list(_CHECKS)


def codes() -> Mapping[str, Rule]:
    """Return every rule of the program by its code: those of the checks, and those of the readers, which are imported as they are needed."""
    from .. import read

    load()
    for module in pkgutil.iter_modules(read.__path__):
        importlib.import_module(f"{read.__name__}.{module.name}")
    return RULES


def run(edition: Edition) -> list[Diagnostic]:
    """Return every diagnostic of the edition, those of the reading included, sorted by place; each once.

    Waivers have been applied (:mod:`edition.check.waivers`).
    """
    found = list(edition.faults)
    for one in load() if edition.documents else ():  # without documents everything would hang on nothing
        if one.__name__ != "waivers":
            found.extend(one(edition))
    from .waivers import apply

    return sorted(set(apply(edition, found)))
