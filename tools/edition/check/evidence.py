"""E3: who wrote a record, and what they saw: authors, citations, the evidence behind a status."""

from __future__ import annotations

from collections.abc import Iterator

from ..derive.references import records
from ..diagnostics import Diagnostic, Span, nearest, rule
from ..kinds import TO_FILL
from ..model import Edition, Note
from . import each, one_by_one
from .addresses import fault, mend
from .sound import faulty

UNKNOWN_AUTHOR = rule("E306", "unknown-author")
NO_CITATION = rule("E307", "note-without-citation")
VERIFIED_UNSEEN = rule("E308", "verified-without-evidence")
NO_ADDRESS = rule("E314", "evidence-without-address")


@one_by_one
def authors(edition: Edition) -> Iterator[Diagnostic]:
    """An author is a key of the contributors' file."""
    if faulty(edition, "docs/contributors.yaml"):
        return
    for record in records(edition):
        for author in dict.fromkeys((*record.authors, *(record.reviewers if isinstance(record, Note) else ()))):
            if author in edition.contributors:
                continue
            if not edition.contributors:
                yield UNKNOWN_AUTHOR(Span("docs/contributors.yaml"), "no contributor is known", "list them: “key: {name: …, role: …}”")
                return
            key = "author" if author in record.authors else "reviewer"
            yield UNKNOWN_AUTHOR(
                record.spans.get(key, record.span),
                f"“{author}” is no contributor{nearest(author, edition.contributors)}",
                "correct the key, or add it to docs/contributors.yaml",
            )


@each("records")
def uncited(edition: Edition) -> Iterator[Diagnostic]:
    """Every note cites a work or refers to another part of the edition."""
    broken = {fault.span.file for fault in edition.faults}
    for note in edition.notes.values():
        if note.span.file in broken or TO_FILL in note.body.source:
            continue  # the citation may be what could not be read, or is still to be written
        if not note.withdrawn and note.body.paragraphs and not any(reference.role != "lang" for reference in note.body.references):
            yield NO_CITATION(
                Span(note.span.file, note.body.span.line),
                "the note neither cites nor refers",
                "cite the evidence: “{cite:p}`key{p. 12}`”, or refer to the note or account that has it",
            )


@each("records")
def unseen(edition: Edition) -> Iterator[Diagnostic]:
    """What is said to be verified says where the evidence was seen; an address is an address, or “internal”."""
    for record in records(edition):
        if record.status == "verified" and not record.seen:
            yield VERIFIED_UNSEEN(
                record.spans.get("status", record.span),
                "“verified”, but nothing says where the evidence was seen",
                "add “seen: [https://…]”, or “[internal]” if it is the documents; else write “status: unverified”",
            )
        for address in record.seen:
            what = fault(address) if address.startswith(("https:", "http:")) else "is no address at which anything can be seen"
            if address != "internal" and what:
                yield NO_ADDRESS(
                    record.spans.get("seen", record.span),
                    f"“{address}” {what}",
                    mend(address) if address.startswith(("https:", "http:")) else "write a full address, “https://…”, or “internal”",
                )
