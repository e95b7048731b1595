"""Reports: renderers of diagnostics. A format is a module of this package with ``render(report) -> str``, found by being here."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import cast

from ..diagnostics import ERROR, Diagnostic


@dataclass(frozen=True)
class Report:
    """What one run found.

    ``of`` says what was looked at (“5 documents, 172 passages”), ``seconds`` how long it took;
    ``colour`` is for the terminal alone. The diagnostics are kept sorted by place.
    """

    found: Sequence[Diagnostic]
    of: str = ""
    seconds: float | None = None
    colour: bool = False

    @cached_property
    def diagnostics(self) -> list[Diagnostic]:
        return sorted(self.found)

    @property
    def errors(self) -> int:
        return sum(1 for diagnostic in self.found if diagnostic.severity == ERROR)

    @property
    def queries(self) -> int:
        return len(self.found) - self.errors

    @property
    def failed(self) -> bool:
        """Whether the run fails: a query alone does not."""
        return self.errors > 0

    @cached_property
    def by_file(self) -> dict[str, list[Diagnostic]]:
        """The diagnostics of each file, sorted by place."""
        out: dict[str, list[Diagnostic]] = {}
        for diagnostic in self.diagnostics:
            out.setdefault(diagnostic.span.file, []).append(diagnostic)
        return out

    @property
    def summary(self) -> str:
        """The line with counts and time: “5 documents: 2 errors, 1 query in 3 files (0.41 s)”."""
        if self.found:
            files = len(self.by_file)
            verdict = f"{counted(self.errors, 'error', 'errors')}, {counted(self.queries, 'query', 'queries')} in {counted(files, 'file', 'files')}"
        else:
            verdict = "no faults"
        head = f"{self.of}: " if self.of else ""
        tail = f" ({self.seconds:.2f} s)" if self.seconds is not None else ""
        return f"{head}{verdict}{tail}"


def counted(number: int, one: str, many: str) -> str:
    """Return a number with its noun."""
    return f"{number} {one if number == 1 else many}"


def formats() -> list[str]:
    """Return the names of the formats, which are those of the modules here."""
    return sorted(info.name for info in pkgutil.iter_modules(__path__))


def render(name: str, report: Report) -> str:
    """Render a report in one of :func:`formats`; raises ``ValueError`` on another name."""
    if name not in formats():
        raise ValueError(f"no format “{name}”: there are {', '.join(formats())}")
    return cast("Callable[[Report], str]", importlib.import_module(f"{__name__}.{name}").render)(report)
