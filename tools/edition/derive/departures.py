"""Departures of a text from its witness: those declared, printed as a collation; those not, as lines to paste."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..lemma import locate
from ..locus import printed
from ..model import Document, Emendation, Passage
from ..read.emendations import read_emendations
from ..read.faults import Faults
from .fidelity import departures, normalise, placed


def declared(document: Document) -> Iterator[str]:
    """Yield a line for each declared departure: address, lemma, witness reading, kind."""
    for passage in document.passages:
        for item in placed(document, passage):
            emendation = item.emendation
            lemma = emendation.lemma.words if emendation.lemma else ""
            reading = f" {document.siglum}: {normalise(emendation.witness)}" if emendation.witness is not None else ""
            extra = emendation.note or emendation.page
            yield f"{printed(passage.id):8} {lemma}]{reading} ({emendation.kind}{' ' + extra if extra else ''})"
        for emendation in document.emendations_at.get(passage.id, ()):
            if emendation.place and emendation.witness:
                words = normalise(emendation.witness)
                yield f"{printed(passage.id):8} [{emendation.place} it] {document.siglum}: {words[:60]}{'…' if len(words) > 60 else ''} ({emendation.kind})"


def proposals(document: Document) -> list[str]:
    """Return the lines that would declare each undeclared departure, with the kind that its form suggests."""
    out = []
    for passage, offset, have, want in departures(document):
        if passage is None:
            continue
        out.append(_proposal(passage, offset, have, want))
    return out


def _proposal(passage: Passage, offset: int, have: str, want: str) -> str:
    lemma, reading = have, want
    if not lemma:  # the witness has more: hang it on the word before
        before = passage.text[:offset].split()
        after = passage.text[offset:].split()
        if before:
            lemma, reading = before[-1], f"{before[-1]} {want}"
        elif after:
            lemma, reading = after[0], f"{want} {after[0]}"
        else:
            return f"- {{at: {passage.id}, place: after, witness: {quoted(want)}, kind: left-out, why: '…'}}"
    elif not reading:  # the text has more
        before, after = passage.text[:offset].split(), passage.text[offset + len(have) :].split()
        if before:
            lemma, reading = f"{before[-1]} {have}", before[-1]
        else:
            lemma, reading = f"{have} {after[0]}" if after else have, after[0] if after else "…"
    found = [match.start() for match in re.finditer(f"(?={re.escape(lemma)})", passage.text)]
    nth = next((number for number, at in enumerate(found, 1) if at >= offset - len(lemma) - 1), 1)
    words = quoted(lemma) if len(found) <= 1 else f"[{quoted(lemma)}, {nth}]"
    return f"- {{at: {passage.id}, lemma: {words}, witness: {quoted(reading)}, kind: {likely_kind(lemma, reading)}, why: '…'}}"


def likely_kind(lemma: str, reading: str) -> str:
    """Return the kind of emendation that two readings suggest by their form."""
    if "".join(lemma.split()) == "".join(reading.split()):
        return "run-together"
    if lemma.replace("-", "") == reading.replace("-", ""):
        return "lost-hyphen"
    if _less(reading, lemma):
        return "supplied"
    if _less(lemma, reading):
        return "surplus"
    return "misprint"


def _less(words: str, more: str) -> bool:
    """Whether words stand whole at the beginning or the end of others."""
    return more.startswith(words + " ") or more.endswith(" " + words)


def quoted(words: str) -> str:
    """Quote words for a value within a line of YAML, where they need it."""
    if re.fullmatch(r"[A-Za-z0-9(][A-Za-z0-9 .’“”()–—'/&-]*", words) and not words.endswith(" "):
        return words
    if "'" not in words:
        return f"'{words}'"
    return '"' + words.replace("\\", "\\\\").replace('"', '\\"') + '"'


def merged(document: Document, source: str, lines: list[str]) -> str:
    """Return the source of ``emendations.yaml`` with new lines put in the order of the text."""
    order = {passage.id: number for number, passage in enumerate(document.passages)}

    def place(emendation: Emendation) -> tuple[int, int]:
        passage = document.by_id.get(emendation.at)
        if passage is None or emendation.place:
            return order.get(emendation.at, -1), -1 if emendation.place == "before" else 1_000_000
        start = locate(passage.text, emendation.lemma) if emendation.lemma else None
        return order[passage.id], start if start is not None else -1

    written = [(emendation.span.line - 1, place(emendation)) for emendation in document.emendations]
    out = [] if source.strip() in ("", "[]") else source.rstrip("\n").split("\n")
    additions = []
    for line in lines:
        (new,) = read_emendations(line.replace("'…'", "new"), "", Faults()) or (None,)
        mine = place(new) if new else (len(order), 0)
        additions.append((next((at for at, other in written if other > mine), len(out)), mine, line))
    for at, _, line in sorted(additions, reverse=True):
        out.insert(at, line)
    return "\n".join(out) + "\n"
