"""E3: a note hangs on exact words of a passage, once, from the folder of its document."""

from __future__ import annotations

from collections.abc import Iterator

from ..derive.questions import has_lemma
from ..derive.said import said, telling
from ..diagnostics import Diagnostic, Span, nearest, rule
from ..lemma import explain, occurrences
from ..locus import printed
from ..model import Edition, Note
from . import check, one_by_one
from .sound import readable

LEMMA_NOT_FOUND = rule("E302", "lemma-not-found")
UNKNOWN_PASSAGE = rule("E303", "note-at-unknown-passage")
AMBIGUOUS_LEMMA = rule("E304", "ambiguous-lemma")
OTHER_FOLDER = rule("E305", "note-in-another-folder")
ON_TOMBSTONE = rule("E309", "note-on-withdrawn-passage")
TWIN_NOTES = rule("E310", "twin-notes")
PLACE_TWICE = rule("E311", "place-named-twice")


@one_by_one
def note_anchors(edition: Edition) -> Iterator[Diagnostic]:
    """Each place that a note serves exists, stands, and has the lemma exactly once or says which occurrence is meant."""
    for note in edition.notes.values():
        if note.withdrawn:
            continue
        seen: set[tuple[str, str, int]] = set()
        astray: set[str] = set()
        for number, anchor in enumerate(note.anchors):
            key = (anchor.at, anchor.lemma.words, anchor.lemma.nth)
            if key in seen:
                yield PLACE_TWICE(anchor.span, f"the note serves “{anchor.lemma.words}” in {anchor.at} already", "remove the repeated place")
                continue
            seen.add(key)
            passage = edition.passages.get(anchor.at)
            if passage is None:
                if readable(edition, anchor.at):
                    yield UNKNOWN_PASSAGE(
                        anchor.span, f"there is no passage “{anchor.at}”{nearest(anchor.at, edition.passages)}", f"correct “{'also' if number else 'at'}”"
                    )
            elif passage.withdrawn:
                yield ON_TOMBSTONE(
                    anchor.span, f"{printed(anchor.at)} is withdrawn", "hang the note on the passage that replaced it, or withdraw the note: “withdrawn: why”"
                )
            elif not has_lemma(passage, anchor.lemma.words, anchor.lemma.nth):
                if anchor.lemma.words in astray:
                    continue  # one wrong lemma, shared by several places
                astray.add(anchor.lemma.words)
                message, mend = explain(passage.text, anchor.lemma, anchor.at)
                kind = AMBIGUOUS_LEMMA if len(occurrences(passage.text, anchor.lemma.words)) > 1 and not anchor.lemma.nth else LEMMA_NOT_FOUND
                yield kind(anchor.lemma.span, message, mend)


@one_by_one
def note_folders(edition: Edition) -> Iterator[Diagnostic]:
    """A note stands in the folder of the document that it is hung on."""
    for note in edition.notes.values():
        folder, _, slug = note.id.partition("/")
        siglum = note.at.partition("-")[0]
        if folder != siglum and siglum in edition.documents:
            yield OTHER_FOLDER(
                note.spans.get("at", note.span),
                f"the note on {printed(note.at)} stands in the folder of “{folder}”",
                f"move the file to docs/notes/{siglum}/{slug}.md, or correct “at”",
            )


@check
def twin_notes(edition: Edition) -> Iterator[Diagnostic]:
    """A matter is told once: no two notes begin with the same sentence."""
    first: dict[str, Note] = {}
    for note in edition.notes.values():
        sentence = said(edition)[note.span.file].sentence
        if not telling(sentence) or note.withdrawn:
            continue
        other = first.setdefault(sentence, note)
        if other is not note:
            yield TWIN_NOTES(
                Span(note.span.file, note.body.span.line),
                f"the note begins as “{other.id}” does: “{sentence[:50]}…”",
                f"tell the matter in one of them; name the other place under “also”, or refer: {{ed:note}}`{other.id}`",
            )
