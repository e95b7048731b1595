"""An id that is no passage's any more, where the words quoted from it stand in exactly one passage."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...diagnostics import Diagnostic
from ...lemma import occurrences
from ...model import Edition
from . import Edit, Files, fixes
from ._scalars import scalar_at
from .words import same


def home(edition: Edition, lost: str, words: str) -> str | None:
    """Return the one passage that has the words, once; of the document that the lost id names, if there is one."""
    siglum = lost.partition("-")[0]
    among = edition.documents[siglum].passages if siglum in edition.documents else tuple(edition.passages.values())
    standing = [passage for passage in among if not passage.withdrawn]
    found = [(passage.id, number) for passage in standing if (number := len(occurrences(passage.text, words)))]
    found = found or [(passage.id, 1) for passage in standing if same(passage.text, words)]
    return found[0][0] if len(found) == 1 and found[0][1] == 1 else None


@fixes("E303")
def anchor(edition: Edition, diagnostic: Diagnostic, files: Files) -> Iterator[Edit]:
    """The place of a note."""
    for note in edition.notes.values():
        for one in note.anchors:
            if one.span == diagnostic.span and one.at not in edition.passages:
                right = home(edition, one.at, one.lemma.words)
                text, start = files[one.span.file], files.offset(one.span)
                if start >= 0 and (inner := re.compile(r"\{?[^{}\n]*?\bat:[ \t]*(?=[a-z])").match(text, start)):
                    start = inner.end()  # the place of a mapping is that of its brace
                place = scalar_at(text, start, one.at)
                if right and place:
                    yield Edit(one.span.file, *place, right, diagnostic.code)


@fixes("E606")
def reference(edition: Edition, diagnostic: Diagnostic, files: Files) -> Iterator[Edit]:
    """A reference that promises words, or the place of a quotation in an account."""
    text, start = files[diagnostic.span.file], files.offset(diagnostic.span)
    if start < 0:
        return
    match = re.compile(r"\{ed:loc\}(`+)(?P<words>[^`<]+?)\s*<(?P<target>[a-z0-9-]+)>\1").match(text, start)
    if match and "…" not in match["words"]:
        right = home(edition, match["target"], " ".join(match["words"].split()))
        if right:
            yield Edit(diagnostic.span.file, match.start("target"), match.end("target"), right, diagnostic.code)
        return
    for account in edition.accounts.values():
        for telling in account.told:
            if telling.span == diagnostic.span and telling.at not in edition.passages:
                right = home(edition, telling.at, telling.quote.words)
                at = re.compile(rf"(?:[-\s{{]*(?:at:[ \t]*)?)(?P<id>{re.escape(telling.at)})(?![\w-])").match(text, start)
                if right and at:
                    yield Edit(diagnostic.span.file, at.start("id"), at.end("id"), right, diagnostic.code)
