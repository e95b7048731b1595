"""E7: house style of the editors' prose: typographic signs, dates in words, sentences that begin like sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..derive.references import records, running
from ..diagnostics import Diagnostic, Rule, Span, rule
from ..model import Edition
from ..patterns import lazy
from . import each

STRAIGHT_QUOTE = rule("E701", "straight-quotation-mark")
TWO_HYPHENS = rule("E702", "hyphens-for-a-dash")
DOUBLE_BLANK = rule("E703", "double-blank")
ISO_DATE = rule("E704", "iso-date-in-prose")
SMALL_START = rule("E705", "small-first-letter")

_SIGNS: tuple[tuple[Rule, re.Pattern[str], str, str], ...] = (
    (STRAIGHT_QUOTE, lazy(r"[\"']"), "a straight quotation mark or apostrophe", "write “ ” for quotations, ’ for the apostrophe"),
    (TWO_HYPHENS, lazy(r"(?<![-|:])-{2,3}(?![-|:>])"), "hyphens for a dash", "write “–” between figures; in a sentence, a comma or a colon"),
    (DOUBLE_BLANK, lazy(r"(?<=\S)  +(?=[^\s|])"), "two blanks between words", "write one blank"),
    (
        ISO_DATE,
        lazy(r"(?<![\w/.-])(?:1\d|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?![\w/-])"),
        "a date in figures",
        "write it in words: 1 May 1960",
    ),
)
#: lines of a page that are no prose
_NO_PROSE = lazy(r"\s*(?:\||:{3,}|:[\w-]+:|`{3,}|\(.*\)=|\{[#.]|[-=]{3,}\s*$)")


@each("records", "pages")
def signs(edition: Edition) -> Iterator[Diagnostic]:
    """Each sort of sign is reported once in a line."""
    seen: set[tuple[str, str, int]] = set()
    files = {record.span.file for record in records(edition)}
    for words, span in running(edition):
        if _NO_PROSE.match(words):
            continue
        for kind, pattern, what, mend in _SIGNS:
            match = pattern.search(words)
            if kind is DOUBLE_BLANK and span.file not in files:
                continue  # the reader of pages puts blanks in the place of roles and code
            if match and (key := (kind.code, span.file, span.line)) not in seen:
                seen.add(key)
                yield kind(Span(span.file, span.line, span.col), f"{what}: “{_around(words, match.start(), match.end())}”", mend)


def _around(words: str, start: int, end: int) -> str:
    first, last = words.rfind(" ", 0, max(0, start - 12)) + 1, words.find(" ", end + 12)
    return words[first : last if last > 0 else len(words)].strip()


@each("records")
def small_starts(edition: Edition) -> Iterator[Diagnostic]:
    """A note, an entry and an account begin with a capital, a figure or a sign."""
    for record in records(edition):
        first = record.body.paragraphs[0][0] if record.body.paragraphs and record.body.paragraphs[0] else None
        if first is not None and first.kind == "text" and first.text[:1].islower():
            yield SMALL_START(
                first.span,
                f"the prose begins with a small letter: “{first.text[:30].strip()}”",
                "begin with a capital: the words stand as a sentence of their own",
            )
