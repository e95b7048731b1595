"""E6: the footnotes of the pages: each is called, and each call has its note."""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Diagnostic, Span, nearest, rule
from ..model import Edition, Page
from ..patterns import lazy
from . import each

NO_FOOTNOTE = rule("E635", "missing-footnote")
UNCALLED = rule("E636", "uncalled-footnote")
FOOTNOTE_TWICE = rule("E675", "footnote-twice")

_CALL = lazy(r"(?<!\\)\[\^([^\]\s]+)\](?!:)")
_NOTE = lazy(r"^\s{0,3}\[\^([^\]\s]+)\]:")


@each("pages")
def footnotes(edition: Edition) -> Iterator[Diagnostic]:
    """On every page the calls and the notes are the same."""
    for page in edition.pages.values():
        yield from _page(page)


def _page(page: Page) -> Iterator[Diagnostic]:
    calls: dict[str, Span] = {}
    notes: dict[str, Span] = {}
    for line, span in page.text:
        if "[^" not in line:
            continue
        if match := _NOTE.match(line):
            if match[1] in notes:
                yield FOOTNOTE_TWICE(
                    span, f"the footnote “{match[1]}” stands already on line {notes[match[1]].line}", "give one of the two another label, and call it by that"
                )
            notes.setdefault(match[1], span)
            line = " " * match.end() + line[match.end() :]
        for call in _CALL.finditer(line):
            calls.setdefault(call[1], Span(span.file, span.line, call.start() + 1))
    for label, span in calls.items():
        if label not in notes:
            yield NO_FOOTNOTE(span, f"there is no footnote “{label}” on this page{nearest(label, notes)}", f"write it: “[^{label}]: …”, or remove the call")
    for label, span in notes.items():
        if label not in calls and not any(nearest(call, [label]) for call in calls if call not in notes):
            yield UNCALLED(span, f"nothing calls the footnote “{label}”", f"call it: “[^{label}]”, or remove it")
