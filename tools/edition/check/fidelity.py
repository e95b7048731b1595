"""E2: whether every word still stands as it was received."""

from __future__ import annotations

from collections.abc import Iterator

from ..derive.fidelity import changes, departures, faithful, misplaced, normalise, page_breaks, placed, read_back, segments
from ..diagnostics import Diagnostic, Span, rule
from ..kinds import EMENDATION_KINDS
from ..lemma import explain
from ..locus import printed
from ..model import Document, Edition, Emendation
from . import each
from .sound import faulty, sound

WITNESS_CHANGED = rule("E201", "witness-changed")
DEPARTURE = rule("E211", "undeclared-departure")
LEMMA_MISSING = rule("E212", "emendation-without-lemma")
OVERLAP = rule("E213", "overlapping-emendations")
IDLE = rule("E215", "idle-emendation")
WRONG_KIND = rule("E216", "emendation-of-another-kind")
ORDER = rule("E217", "emendation-out-of-order")
NOWHERE = rule("E218", "emendation-at-no-passage")
PAGE_BREAK = rule("E222", "page-break-unmarked")
PAGE_ORDER = rule("E223", "page-out-of-order")


@each("documents")
def witness_changed(edition: Edition) -> Iterator[Diagnostic]:
    """The witness is the received file, byte for byte."""
    for document in edition.documents.values():
        stated = document.meta.get("sha256", "")
        if stated and document.sha256 and stated != document.sha256:
            yield WITNESS_CHANGED(
                document.spans["sha256"],
                f"the witness of “{document.siglum}” is not the file received: its sha256 is {document.sha256[:12]}…, not {stated[:12]}…",
                "restore sources/" + document.siglum + "/witness.txt from its first commit; it is never edited",
            )


@each("documents")
def unreplayable(edition: Edition) -> Iterator[Diagnostic]:
    """Each emendation hangs on words that are there, apart from every other."""
    for document in edition.documents.values():
        for fault in misplaced(document) if sound(edition, document.siglum) else ():
            emendation = fault.emendation
            if fault.problem == "nowhere":
                yield NOWHERE(emendation.span, f"there is no passage “{emendation.at}” in {document.siglum}", "correct “at”")
            elif fault.problem == "overlap" and fault.other is not None:
                yield OVERLAP(
                    emendation.span, f"the emendation overlaps that of line {fault.other.span.line}", "join the two in one line, with the longer lemma"
                )
            elif emendation.lemma is not None:
                message, mend = explain(document.by_id[emendation.at].text, emendation.lemma, emendation.at)
                yield LEMMA_MISSING(emendation.lemma.span, message, mend)


@each("documents")
def undeclared_departures(edition: Edition) -> Iterator[Diagnostic]:
    """The emendations replayed on the text give the witness, and the witness read back gives the text."""
    for document in edition.documents.values():
        if not document.passages or faulty(edition, f"sources/{document.siglum}/") or any(True for _ in misplaced(document)):
            continue
        found = departures(document)
        for passage, offset, have, want in found:
            span = passage.place(offset) if passage else Span(f"sources/{document.siglum}/text.md")
            where = printed(passage.id) if passage else document.siglum
            yield DEPARTURE(
                span,
                f"the text of {where} has “{have}” where the witness has “{want}”",
                "restore the witness’s words, or declare the departure: edition collate " + document.siglum,
            )
        if not found and not faithful(document):
            back = read_back(document)
            yield DEPARTURE(
                Span(f"sources/{document.siglum}/emendations.yaml"),
                "the witness read back through the emendations does not give the text" + ("" if back is None else f": it gives “{back[:40]}…”"),
                "see edition collate " + document.siglum,
            )


def _only_inserted(lemma: str, reading: str) -> str | None:
    """What a reading has more than its lemma, or None if it also lacks or changes something."""
    more = []
    for tag, _, _, start, end in changes(lemma, reading):
        if tag != "insert":
            return None
        more.append(reading[start:end])
    return "".join(more)


def _bare(words: str) -> str:
    return "".join(words.split())


def fault_of_kind(document: Document, emendation: Emendation) -> str:
    """Say what a reading shows that its kind does not allow, or return the empty string."""
    lemma = emendation.lemma.words if emendation.lemma else ""
    reading = normalise(emendation.witness or "")
    kind = emendation.kind
    if kind in ("note-marker", "note-label"):
        marks = "".join(emendation.notes)
        bare_lemma, bare_reading = _bare(lemma), _bare(reading)
        for square in (True, False):
            sign = "".join(f"[{note}]" for note in emendation.notes) if square else marks
            if sign and sign in bare_reading:
                at = bare_reading.rindex(sign) if kind == "note-marker" else bare_reading.index(sign)
                if bare_reading[:at] + bare_reading[at + len(sign) :] == bare_lemma:
                    return ""
        return f"without the mark “{emendation.note}” the witness’s “{reading}” is not “{lemma}”"
    if kind == "run-together":
        return "" if _bare(lemma) == _bare(reading) else "more than blanks differs"
    if kind == "lost-hyphen":
        return "" if lemma.replace("-", "") == reading.replace("-", "") else "more than a hyphen differs"
    more = _only_inserted(lemma, reading)
    if kind == "page-number":
        return "" if more is not None and more.strip().isdigit() else "more than a number differs"
    if kind in ("markup", "surplus"):
        return "" if more else "it removes nothing, or something besides"
    if kind == "supplied":
        less = _only_inserted(reading, lemma)
        return "" if less else "it supplies nothing, or something besides"
    if kind == "misprint":
        import difflib

        like = difflib.SequenceMatcher(None, lemma, reading, autojunk=False).ratio()
        return "" if like >= 0.6 else "the two are too unlike for a slip of the keys"
    return ""


@each("documents")
def emendations_as_typed(edition: Edition) -> Iterator[Diagnostic]:
    """An emendation does what its kind says, does something, and stands in the order of the text."""
    for document in edition.documents.values():
        order = {passage.id: number for number, passage in enumerate(document.passages)}
        places: dict[Emendation, tuple[int, int]] = {}
        for passage in document.passages:
            for item in placed(document, passage):
                places[item.emendation] = (order[passage.id], item.start)
        last = (-1, -1)
        adrift = {fault.emendation for fault in misplaced(document)}
        for emendation in document.emendations:
            if emendation.at not in order or emendation in adrift:
                continue
            if emendation.witness is not None and emendation.lemma is not None:
                if normalise(emendation.witness) == emendation.lemma.words:
                    yield IDLE(
                        emendation.span, f"lemma and witness are both “{emendation.lemma.words}”", "remove the line, or make it “kind: sic” without “witness”"
                    )
                elif fault := fault_of_kind(document, emendation):
                    yield WRONG_KIND(
                        emendation.span,
                        f"“{emendation.witness}” for “{emendation.lemma.words}” is no {emendation.kind}: {fault}",
                        "correct the kind, the note or the readings",
                    )
            place = places.get(emendation)
            if emendation.place:
                place = (order[emendation.at], -1 if emendation.place == "before" else 1_000_000)
            if place is not None:
                if place < last:
                    yield ORDER(
                        emendation.span,
                        f"the emendation of {printed(emendation.at)} stands after one of a later place",
                        "put the lines in the order of the text",
                    )
                else:
                    last = place


@each("documents")
def page_marks(edition: Edition) -> Iterator[Diagnostic]:
    """Every page of the witness that begins in the text is marked, and every mark has its page."""
    for document in edition.documents.values():
        marks = [emendation for emendation in document.emendations if EMENDATION_KINDS[emendation.kind].bytes_as == "page mark"]
        last = 0
        for mark in marks:
            number = int(mark.page) if mark.page.isdecimal() and len(mark.page) < 7 else 0
            if number <= last:
                yield PAGE_ORDER(mark.span, f"page “{mark.page}” does not follow page {last}", "number the pages of the witness one after another")
            last = max(last, number)
        if "page-breaks" not in document.meta or not faithful(document):
            continue
        witness = document.witness
        stated = {}
        at = 0
        for segment in segments(document):
            between = segment.emendation is None and segment.text == " "
            for item in () if between else placed(document, segment.passage):
                if item.emendation.kind == "page-break" and segment.offset <= item.start < segment.offset + max(1, len(segment.text)):
                    stated[at + min(item.start - segment.offset, len(segment.witness))] = item.emendation
            at += len(segment.witness)
        found = {}
        for offset in page_breaks(document):
            found[len(normalise(witness[: offset + 1])) + 1] = witness.count("\n", 0, offset) + 1
        for place, line in sorted(found.items()):
            if place not in stated:
                yield PAGE_BREAK(
                    Span(f"sources/{document.siglum}/witness.txt", line),
                    "a page begins here that the text does not mark",
                    "add “- {at: …, lemma: …, kind: page-break, page: …}” with the words that begin it",
                )
        for place, emendation in sorted(stated.items(), key=lambda pair: pair[1].span):
            if place not in found:
                yield PAGE_BREAK(
                    emendation.span,
                    f"no page of the witness begins at “{emendation.lemma.words if emendation.lemma else ''}”",
                    "move the mark to the words that begin the page, or remove it",
                )
