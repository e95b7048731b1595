"""E4 and E5: spans that run backwards, in the dates of entries and in page numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..derive.references import made
from ..diagnostics import Diagnostic, rule
from ..model import Edition
from ..patterns import lazy
from . import each, one_by_one

DATES_BACKWARDS = rule("E413", "dates-run-backwards")
PAGES_BACKWARDS = rule("E518", "pages-run-backwards")

_YEARS = lazy(r"(?<!\d)(\d{4})\s?[-–]\s?(\d{4})(?!\d)")
_PAGES = lazy(r"(?<![\w.-])(\d+)\s?(?:--|[-–])\s?(\d+)(?![\w-])")


def backwards(words: str, pattern: re.Pattern[str] = _PAGES) -> str:
    """Return the first span in the words that runs backwards, or ``""``; “171–3” is short for 173."""
    for match in pattern.finditer(words):
        first, last = match.groups()
        if len(last) >= len(first) and int(last) < int(first):
            return match[0]
    return ""


@each("records")
def dates_backwards(edition: Edition) -> Iterator[Diagnostic]:
    """An entry's dates begin before they end."""
    for entity in edition.entities.values():
        if span := backwards(entity.dates, _YEARS):
            yield DATES_BACKWARDS(
                entity.spans.get("dates", entity.span), f"the dates “{span}” run backwards", "put the earlier year first, or correct the one that is wrong"
            )


@each("works")
def pages_backwards(edition: Edition) -> Iterator[Diagnostic]:
    """The pages of a work begin before they end."""
    for work in edition.works.values():
        if span := backwards(work.fields.get("pages", "")):
            yield PAGES_BACKWARDS(work.span, f"the pages “{span}” of “{work.key}” run backwards", "compare them with the work")


@one_by_one
def place_backwards(edition: Edition) -> Iterator[Diagnostic]:
    """So do those in the place that a citation names."""
    for item in made(edition):
        if span := backwards(item.reference.locator):
            yield PAGES_BACKWARDS(item.reference.span, f"the pages “{span}” run backwards", "compare them with the work")
