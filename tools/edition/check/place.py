"""The place of words within a stretch of prose, whose own place is that of its first word."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..derive.references import records, words
from ..diagnostics import Span
from ..model import Edition, Prose


class Stretch:
    """Running words of the editors' prose, with their place; ``prose`` is what they were read from, if it has several lines."""

    __slots__ = ("prose", "span", "text")

    def __init__(self, text: str, span: Span, prose: Prose | None = None) -> None:
        self.text, self.span, self.prose = text, span, prose

    def place(self, start: int, end: int) -> Span:
        """Return where the words from ``start`` to ``end`` stand; a line end within a stretch has become a blank."""
        if self.prose is None or "\n" not in self.prose.source:
            return Span(self.span.file, self.span.line, self.span.col + start)
        source, first = self.prose.source, self.prose.span.line
        at = 0
        for _ in range(self.span.line - first):
            at = source.find("\n", at) + 1
        at += self.span.col - 1
        pattern = r"\s+".join(re.escape(word) for word in self.text[start:end].split())
        before = sum(1 for _ in re.finditer(pattern, self.text[:start])) if pattern else 0
        for number, match in enumerate(re.finditer(pattern, source[at:])):
            if number >= before:
                offset = at + match.start()
                return Span(self.span.file, first + source.count("\n", 0, offset), offset - source.rfind("\n", 0, offset))
        return self.span


def stretches(edition: Edition) -> Iterator[Stretch]:
    """Yield the running words of all the editors' prose, records by stretch, pages by line."""
    for record in records(edition):
        for text, span in words(record.body):
            yield Stretch(text, span, record.body)
    for page in edition.pages.values():
        for text, span in page.text:
            yield Stretch(text, span)
