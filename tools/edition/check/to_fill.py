"""E7: what was left to fill in a file that the tools made."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ..diagnostics import Diagnostic, Span, rule
from ..model import TO_FILL, Edition
from . import check

LEFT_TO_FILL = rule("E709", "left-to-fill")


@check
def left_to_fill(edition: Edition) -> Iterator[Diagnostic]:
    """Nothing that a person must write is missing."""
    files = [item.span.file for group in (edition.notes, edition.entities, edition.accounts) for item in group.values()]
    files += [f"sources/{siglum}/document.yaml" for siglum in edition.documents]
    files += [page.file for page in edition.pages.values()]
    for file in files:
        try:
            text = Path(edition.root, file).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            continue
        at = text.find(TO_FILL)
        while at >= 0:
            line_end = text.find("\n", at)
            yield LEFT_TO_FILL(
                Span(file, text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)),
                f"this is still to fill: “{text[at : line_end if line_end >= 0 else None][:60]}”",
                "write it, and remove the mark",
            )
            at = text.find(TO_FILL, at + 1)
