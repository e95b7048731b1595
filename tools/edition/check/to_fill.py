"""E7: what was left to fill in a file that the tools made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from ..diagnostics import Diagnostic, Span, rule
from ..kinds import TO_FILL
from ..model import Edition
from . import check

LEFT_TO_FILL = rule("E709", "left-to-fill")


@check
def left_to_fill(edition: Edition) -> Iterator[Diagnostic]:
    """Nothing that a person must write is missing; a mark that is only shown, as code, is none."""
    files = [item.span.file for group in (edition.notes, edition.entities, edition.accounts) for item in group.values()]
    files += [f"sources/{siglum}/document.yaml" for siglum in edition.documents]
    for file in files:
        if not edition.holds(file, TO_FILL):
            continue
        try:
            lines = Path(edition.root, file).read_text(encoding="utf-8").split("\n")
        except (OSError, UnicodeDecodeError):
            continue
        yield from _marks((line, Span(file, number)) for number, line in enumerate(lines, 1))
    for page in edition.pages.values():
        if edition.holds(page.file, TO_FILL):
            yield from _marks(page.text)


def _marks(lines: Iterable[tuple[str, Span]]) -> Iterator[Diagnostic]:
    for line, span in lines:
        at = line.find(TO_FILL)
        while at >= 0:
            yield LEFT_TO_FILL(Span(span.file, span.line, at + 1), f"this is still to fill: “{line[at : at + 60].strip()}”", "write it, and remove the mark")
            at = line.find(TO_FILL, at + 1)
