"""E2: the notes that a document has of its own, and the marks that call them."""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Diagnostic, rule
from ..locus import parse, printed
from ..model import Edition
from . import each
from .fidelity import fault_of_kind
from .sound import faulty

UNACCOUNTED_MARK = rule("E219", "note-mark-unaccounted")
UNCALLED_NOTE = rule("E220", "own-note-uncalled")
LOST_UNCALLED = rule("E221", "lost-note-uncalled")
LOST_BUT_THERE = rule("E224", "lost-note-that-stands")


@each("documents")
def own_notes(edition: Edition) -> Iterator[Diagnostic]:
    """Every mark leads to a note that survives or is declared lost, and the reverse."""
    for document in edition.documents.values():
        if faulty(edition, f"sources/{document.siglum}/"):
            continue
        called: set[str] = set()
        wrong = any(emendation.kind == "note-marker" and emendation.lemma and fault_of_kind(document, emendation) for emendation in document.emendations)
        for emendation in document.emendations:
            if emendation.kind != "note-marker":
                continue
            for number in emendation.notes:
                called.add(number)
                if document.own_note(number) not in document.by_id and number not in document.lost_notes:
                    yield UNACCOUNTED_MARK(
                        emendation.span,
                        f"the mark “{number}” at {printed(emendation.at)} calls a note that neither stands in the text nor is declared lost",
                        f"give the note the id “{document.own_note(number)}”, or add “{number}” to “lost-notes” in document.yaml",
                    )
        called_ids = {document.own_note(number) for number in called}
        for passage in document.passages:
            locus = parse(passage.id)
            if locus and locus.series == "n" and passage.id not in called_ids:
                yield UNCALLED_NOTE(
                    passage.span,
                    f"nothing in the text calls the note {printed(passage.id)}",
                    "mark the place that calls it with an emendation of kind “note-marker”, or number the passage otherwise",
                )
        for number in document.lost_notes:
            span = document.spans["lost-notes"]
            if number not in called and not wrong:
                yield LOST_UNCALLED(span, f"“{number}” is declared lost, but nothing in the text calls it", "remove it from “lost-notes”")
            if document.own_note(number) in document.by_id:
                yield LOST_BUT_THERE(span, f"“{number}” is declared lost, but stands as {printed(document.own_note(number))}", "remove it from “lost-notes”")
