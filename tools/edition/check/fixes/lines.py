"""Lines of records: emendations out of the order of the text, and waivers that nothing needs any longer."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...derive.fidelity import misplaced, placed
from ...diagnostics import Diagnostic
from ...model import Document, Edition, Emendation
from . import Edit, Files, fixes

_ITEM = re.compile(r"- [^\n]*\n?")


@fixes("E217")
def order(edition: Edition, diagnostic: Diagnostic, files: Files) -> Iterator[Edit]:
    """Put emendations in the order of the text, if each has its one place and is one line."""
    document = next((one for one in edition.documents.values() if diagnostic.span.file == f"sources/{one.siglum}/emendations.yaml"), None)
    if document is None or next(misplaced(document), None):
        return
    text = files[diagnostic.span.file]
    lines = text.split("\n")
    numbers = [emendation.span.line - 1 for emendation in document.emendations]
    if not numbers or sorted(set(numbers)) != list(range(min(numbers), max(numbers) + 1)) or not all(lines[number].startswith("- ") for number in numbers):
        return
    keys = _keys(document)
    if len(keys) != len(numbers):
        return
    wanted = [lines[number] for number in sorted(numbers, key=lambda number: (keys[number], number))]
    start = sum(len(line) + 1 for line in lines[: min(numbers)])
    yield Edit(diagnostic.span.file, start, start + len("\n".join(lines[min(numbers) : max(numbers) + 1])), "\n".join(wanted), diagnostic.code)


def _keys(document: Document) -> dict[int, tuple[int, int]]:
    """The place in the text of the emendation of each line."""
    starts: dict[Emendation, int] = {item.emendation: item.start for passage in document.passages for item in placed(document, passage)}
    passages = {passage.id: number for number, passage in enumerate(document.passages)}
    out = {}
    for emendation in document.emendations:
        start = {"before": -1, "after": 1_000_000}.get(emendation.place, starts.get(emendation))
        if start is not None and emendation.at in passages:
            out[emendation.span.line - 1] = (passages[emendation.at], start)
    return out


@fixes("E904")
def text_waiver(edition: Edition, diagnostic: Diagnostic, files: Files) -> Iterator[Edit]:
    """Remove the line of a waiver of a text; the last one leaves an empty list."""
    text = files[diagnostic.span.file]
    start = text.rfind("\n", 0, max(0, files.offset(diagnostic.span))) + 1
    match = _ITEM.match(text, start)
    after = text[match.end() :] if match else ""
    if match is None or (after and not after.startswith(("- ", "#", "\n"))):
        return  # the item goes on in the next line
    rest = text[:start] + after
    new = "" if re.search(r"^- ", rest, re.M) else "[]\n"
    yield Edit(diagnostic.span.file, start, match.end(), new, diagnostic.code)


@fixes("E901")
def waiver(edition: Edition, diagnostic: Diagnostic, files: Files) -> Iterator[Edit]:
    """Remove one code from a record’s waivers; the last one takes the key with it."""
    text, start = files[diagnostic.span.file], files.offset(diagnostic.span)
    named = re.search(r"\bE\d{3}\b", diagnostic.message)
    match = re.compile(r"waive:[ \t]*\{([^{}]*)\}").match(text, start) if start >= 0 else None
    if match is None or named is None:
        return
    parts = match[1].split(",")
    left = [part for part in parts if part.partition(":")[0].strip() != named[0]]
    if len(left) != len(parts) - 1:
        return
    if left:
        yield Edit(diagnostic.span.file, match.start(1), match.end(1), ",".join(left).strip(), diagnostic.code)
        return
    line = re.compile(r"[ \t]*\n").match(text, match.end())
    if line and text[:start].endswith("\n"):
        yield Edit(diagnostic.span.file, start, line.end(), "", diagnostic.code)
    elif before := re.search(r",[ \t]*$", text[:start]):
        yield Edit(diagnostic.span.file, before.start(), match.end(), "", diagnostic.code)
    elif following := re.compile(r"[ \t]*,[ \t]*").match(text, match.end()):
        yield Edit(diagnostic.span.file, start, following.end(), "", diagnostic.code)
