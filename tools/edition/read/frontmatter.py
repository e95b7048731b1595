"""Front matter: the record between two lines of three hyphens at the head of a file, and the prose after it."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from ..diagnostics import Span, rule
from .faults import Faults
from .files import read_text, relative
from .records import Value, parse

NO_FRONT_MATTER = rule("E118", "missing-front-matter")


class Parts(NamedTuple):
    """The parts of a file: its front matter, its body, and the line on which the body begins."""

    file: str
    record: Value | None
    body: str
    line: int


def read_parts(root: Path, path: Path, faults: Faults) -> Parts | None:
    """Read a file that must have front matter; None after a fault."""
    text = read_text(root, path, faults)
    file = relative(root, path)
    if text is None:
        return None
    if not text.startswith("---\n"):
        faults.add(NO_FRONT_MATTER, Span(file), "the file does not begin with “---”", "put the keys between two lines of “---” at its head")
        return None
    end = text.find("\n---\n", 3)
    if end < 0 and text.endswith("\n---"):
        end = len(text) - 4
    if end < 0:
        faults.add(NO_FRONT_MATTER, Span(file), "the front matter has no end", "close it with a line “---”")
        return None
    source = text[4 : end + 1]
    before = len(faults.found)
    value = parse(source, file, faults, line=2)
    if value is None:
        if len(faults.found) == before:
            faults.add(NO_FRONT_MATTER, Span(file), "the front matter is empty", "fill in its keys")
        return None
    return Parts(file, value, text[end + 5 :], text.count("\n", 0, end + 5) + 1)
