"""Exports: the edition as data, one module for each format. A module of this package that has a ``NAME`` is an export.

An export is a function ``export(edition, out) -> list[Path]``: it writes its files below ``out`` and returns them.
The same edition gives the same bytes: order is that of the edition or sorted, the only date is the release's,
and no clock, host or path of a machine enters. Modules whose names begin with an underscore are parts of several.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable
from pathlib import Path
from typing import Protocol, cast

from ..model import Edition


class Export(Protocol):
    """What a module of this package offers; ``LAST`` marks an export that gathers what the others wrote."""

    NAME: str
    LAST: bool

    def export(self, edition: Edition, out: Path) -> list[Path]: ...


def exports() -> dict[str, Export]:
    """Return the exports by name, those that gather the others last."""
    found = []
    for info in pkgutil.iter_modules(__path__):
        if info.name.startswith("_"):
            continue
        module = importlib.import_module(f"{__name__}.{info.name}")
        if hasattr(module, "NAME"):
            found.append(cast(Export, module))
    found.sort(key=lambda module: (getattr(module, "LAST", False), module.NAME))
    return {module.NAME: module for module in found}


def export_all(edition: Edition, out: Path, names: Iterable[str] = ()) -> list[Path]:
    """Write the named exports, or all, below ``out``, which should be empty: the archive gathers whatever lies there.

    Returns the files in order.

    Raises ``KeyError`` for a name that is no export.
    """
    known = exports()
    written: list[Path] = []
    for name in names or known:
        written.extend(known[name].export(edition, out))
    return written
