"""Straight apostrophes in the editors’ prose: between two letters there is one right sign, elsewhere a person must look."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...derive.references import records
from ...diagnostics import Diagnostic
from ...model import Edition
from . import Edit, Files, fixes

_APOSTROPHE = re.compile(r"(?<=[^\W\d_])'(?=[^\W\d_])")
#: what in prose is no prose: roles, code, addresses
_MASKED = re.compile(r"\{[\w:.+-]+\}(`+).+?(?<!`)\1(?!`)|(`+).+?(?<!`)\2(?!`)|\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*\)|<[^<>\s]+>", re.S)


@fixes("E701")
def apostrophes(edition: Edition, diagnostic: Diagnostic, files: Files) -> Iterator[Edit]:
    """Those of the whole file at once."""
    file = diagnostic.span.file
    text = files[file]
    for start, words in _prose(edition, file, files):
        masked = _MASKED.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), words)
        for match in _APOSTROPHE.finditer(masked):
            at = start + match.start()
            if text[at : at + 1] == "'":
                yield Edit(file, at, at + 1, "’", diagnostic.code)


def _prose(edition: Edition, file: str, files: Files) -> Iterator[tuple[int, str]]:
    """The stretches of prose of a file with their offsets: the body of a record, or the lines of a page."""
    for record in records(edition):
        if record.span.file == file:
            start = files.offset(record.body.span)
            if start >= 0:
                yield start, files[file][start:]
            return
    starts = [0]
    for line in files[file].split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    for page in edition.pages.values():
        if page.file == file:
            for words, span in page.text:
                if not words.lstrip().startswith(("|", ":", "`", "(", "{")):
                    yield starts[span.line - 1], words
            return
