"""Quoted words that differ from the text in white space, quotation marks or apostrophes alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...derive.fidelity import faithful
from ...diagnostics import Diagnostic
from ...lemma import Lemma
from ...model import Edition, Passage
from . import Edit, Files, fixes
from ._scalars import scalar_at, written

_DOUBLE, _SINGLE = '“”„‟«»″"', "‘’‚‛‹›′`´'"
_SIGNS = str.maketrans({**dict.fromkeys(_DOUBLE, '"'), **dict.fromkeys(_SINGLE, "'")})


def same(text: str, words: str, nth: int = 0) -> str | None:
    """Return how the text writes words, if but for white space and quotation marks it has them exactly once (or an ``nth`` time)."""
    pattern = r"\s+".join(re.escape(part.translate(_SIGNS)) for part in words.split())
    if not pattern:
        return None
    found = [text[match.start(1) : match.end(1)] for match in re.finditer(f"(?=({pattern}))", text.translate(_SIGNS))]
    if nth:
        return found[nth - 1] if nth <= len(found) and len(set(found)) == 1 else None
    return found[0] if len(found) == 1 else None


@fixes("E302", "E619")
def lemma(edition: Edition, diagnostic: Diagnostic, files: Files) -> Iterator[Edit]:
    """A lemma of a note, or a quotation of an account."""
    for at, one in _quoted(edition, diagnostic):
        passage = _faithful(edition, at)
        right = same(passage.text, one.words, one.nth) if passage else None
        text = files[diagnostic.span.file]
        place = scalar_at(text, files.offset(one.span), one.words) if right else None
        if right and place:
            yield Edit(diagnostic.span.file, *place, written(right, text[place[0] : place[1]]), diagnostic.code)


def _faithful(edition: Edition, id_: str) -> Passage | None:
    """A passage whose document has its witness's words: the words of one that was spoilt are no rule for those who quote it."""
    passage = edition.passages.get(id_)
    return passage if passage and faithful(edition.documents[passage.siglum]) else None


def _quoted(edition: Edition, diagnostic: Diagnostic) -> Iterator[tuple[str, Lemma]]:
    for note in edition.notes.values():
        if note.span.file == diagnostic.span.file:
            yield from ((anchor.at, anchor.lemma) for anchor in note.anchors if anchor.lemma.span == diagnostic.span)
    for account in edition.accounts.values():
        if account.span.file == diagnostic.span.file:
            yield from ((telling.at, telling.quote) for telling in account.told if telling.quote.span == diagnostic.span)


@fixes("E616")
def promised(edition: Edition, diagnostic: Diagnostic, files: Files) -> Iterator[Edit]:
    """The words that a reference promises."""
    text, start = files[diagnostic.span.file], files.offset(diagnostic.span)
    match = re.compile(r"\{ed:loc\}(`+)(?P<words>[^`<]+?)\s*<(?P<target>[a-z0-9-]+)>\1").match(text, start) if start >= 0 else None
    passage = _faithful(edition, match["target"]) if match else None
    if match and passage and "…" not in match["words"]:
        right = same(passage.text, match["words"])
        if right and not set(right) & set("`<>"):
            yield Edit(diagnostic.span.file, match.start("words"), match.end("words"), right, diagnostic.code)
