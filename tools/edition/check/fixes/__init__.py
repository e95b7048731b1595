"""Fixes: what a fault has exactly one right answer for is mended, and nothing else.

A fixer is a function from an edition and one diagnostic to edits, decorated with the codes that it mends; a module of this
package is found by being here. :func:`edits` gathers them, :func:`applied` gives the new text of each file.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from ...diagnostics import Diagnostic, Span
from ...model import Edition


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """Words of a file, by offset, and what stands there instead; ``code`` is that of the fault."""

    file: str
    start: int
    end: int
    new: str
    code: str


class Files:
    """The files of an edition as text, each read once."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._texts: dict[str, str] = {}

    def __getitem__(self, file: str) -> str:
        if file not in self._texts:
            try:
                self._texts[file] = Path(self.root, file).read_bytes().decode("utf-8")
            except (OSError, UnicodeDecodeError):
                self._texts[file] = ""
        return self._texts[file]

    def offset(self, span: Span) -> int:
        """Return the offset of a place in its file, or -1 if the file has it not."""
        lines = self[span.file].split("\n")
        if not 0 < span.line <= len(lines):
            return -1
        return sum(len(line) + 1 for line in lines[: span.line - 1]) + span.col - 1


Fixer = Callable[[Edition, Diagnostic, Files], Iterable[Edit]]
_FIXERS: dict[str, list[Fixer]] = {}


def fixes(*codes: str) -> Callable[[Fixer], Fixer]:
    """Register a fixer for codes."""

    def register(function: Fixer) -> Fixer:
        for code in codes:
            _FIXERS.setdefault(code, []).append(function)
        return function

    return register


def fixers() -> dict[str, list[Fixer]]:
    """Import every module of the package and return the fixers by code."""
    for info in sorted(pkgutil.iter_modules(__path__), key=lambda info: info.name):
        importlib.import_module(f"{__name__}.{info.name}")
    return _FIXERS


def edits(edition: Edition, found: Iterable[Diagnostic]) -> list[Edit]:
    """Return the edits for diagnostics; of edits that overlap only the first is kept, the others come in a next round."""
    known, files = fixers(), Files(edition.root)
    every: set[Edit] = set()
    for diagnostic in found:
        for fixer in known.get(diagnostic.code, ()):
            every.update(edit for edit in fixer(edition, diagnostic, files) if files[edit.file][edit.start : edit.end] != edit.new)
    out: list[Edit] = []
    for edit in sorted(every):
        if not out or out[-1].file != edit.file or out[-1].end <= edit.start:
            out.append(edit)
    return out


def applied(edition: Edition, some: Iterable[Edit]) -> dict[str, tuple[str, str]]:
    """Return for each file its text before and after the edits."""
    files = Files(edition.root)
    out: dict[str, tuple[str, str]] = {}
    for edit in sorted(some, reverse=True):
        before, after = out.get(edit.file) or (files[edit.file], files[edit.file])
        out[edit.file] = (before, after[: edit.start] + edit.new + after[edit.end :])
    return dict(sorted(out.items()))
