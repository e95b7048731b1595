"""JSON and plain text: the edition as records, and as lines."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ...derive.plain import text as plain_text
from ...derive.reading import WITHDRAWN
from ...diagnostics import Span
from ...locus import from_printed
from ...model import Edition
from . import AGAIN, MISSING_NOTE, OTHER_NOTE, Proof
from .compare import compare, difference
from .held import NoteText, Seen, Words, plain

_LINE = re.compile(r"^\[([A-Z][A-Z0-9]* [sn]?\d+[a-z]?)\] (.*)$", re.M)
_NOTE = re.compile(r"^(\d+)\. (?=[A-Z][A-Z0-9]* [sn]?\d+[a-z]? “)", re.M)


def prove(proof: Proof, folder: Path) -> Iterator[str]:
    """Compare ``json/edition.json`` and ``text/``; yields lines that say what was compared."""
    path = folder / "json" / "edition.json"
    if path.is_file():
        try:
            source = path.read_text(encoding="utf-8")
            _json(proof, proof.name(path), source, json.loads(source))
        except json.JSONDecodeError as error:
            proof.unreadable(proof.name(path), error, error.lineno, error.colno)
        except (OSError, UnicodeDecodeError) as error:
            proof.unreadable(proof.name(path), error)
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            proof.unreadable(proof.name(path), ValueError(f"it has not the form of its schema ({type(error).__name__}: {error})"))
        yield "json: words, ids, notes and their places, numbers, entries and findings to the last sign"
    texts = sorted((folder / "text").glob("*.txt"))
    for one in texts:
        _text(proof, one)
    if texts:
        yield f"text: {len(texts)} files; words, ids, notes and their numbers (no marks in the text)"


def _json(proof: Proof, file: str, source: str, value: dict[str, Any]) -> None:
    lines = _Lines(source, file)
    numbers = {note["id"]: note["numbers"] for note in value["notes"]}
    ends: dict[str, list[tuple[int, str]]] = {}
    for note in value["notes"]:
        for place in note["places"]:
            siglum = place["passage"].partition("-")[0]
            if place["end"] >= 0 and siglum in numbers[note["id"]]:
                ends.setdefault(place["passage"], []).append((place["end"], str(numbers[note["id"]][siglum])))
    for siglum, document in proof.edition.documents.items():
        seen = Seen(siglum, lines.place(siglum))
        for one in value["passages"]:
            if one["document"] == siglum:
                marks = [(item["at"], item["label"]) for item in one["marks"] if item["kind"] == "note"] + ends.get(one["id"], [])
                seen.passages.setdefault(one["id"], (Words(plain(one["text"]), tuple(sorted(marks))), lines.place(one["id"])))
        for note in value["notes"]:
            if siglum in note["numbers"]:
                seen.notes[note["id"]] = (NoteText(str(note["numbers"][siglum]), plain(note["text"])), lines.place(note["id"]))
        compare(proof, document, seen, exact=True)
    _prose(proof, lines, value, "entities", {id_: plain(plain_text(proof.edition, one.body)) for id_, one in proof.edition.entities.items()})
    _prose(proof, lines, value, "accounts", {id_: plain(plain_text(proof.edition, one.body)) for id_, one in proof.edition.accounts.items()})


def _prose(proof: Proof, lines: _Lines, value: dict[str, Any], kind: str, expected: dict[str, str]) -> None:
    found = {one["id"]: plain(one["text"]) for one in value[kind]}
    for id_, text in expected.items():
        if id_ not in found:
            proof.add(MISSING_NOTE(Span(lines.file), f"“{id_}” is not among the {kind}", AGAIN))
        elif found[id_] != text:
            proof.add(OTHER_NOTE(lines.place(id_), f"the words of “{id_}” differ: {difference(text, found[id_])}", AGAIN))
    for id_ in found:
        if id_ not in expected:
            proof.add(MISSING_NOTE(lines.place(id_), f"the edition has no “{id_}” among its {kind}", AGAIN))


class _Lines:
    """Finds the line of the record that begins with an id."""

    def __init__(self, source: str, file: str) -> None:
        self.source, self.file = source, file
        self.at = {match[1]: match.start() for match in reversed(list(re.finditer(r"\"id\": \"([^\"]+)\"", source)))}

    def place(self, id_: str) -> Span:
        at = self.at.get(id_, 0)
        return Span(self.file, self.source.count("\n", 0, at) + 1, at - self.source.rfind("\n", 0, at))


def _text(proof: Proof, path: Path) -> None:
    siglum = path.stem.removesuffix("-notes")
    document = proof.edition.documents.get(siglum)
    if document is None:
        return
    file = proof.name(path)
    source = path.read_text(encoding="utf-8", errors="replace")
    if path.stem == siglum:
        seen = Seen(siglum, Span(file), words_only=True)
        for match in _LINE.finditer(source):
            seen.passages.setdefault(from_printed(match[1]), (Words(plain(match[2]), None), _place(file, source, match.start())))
        compare(proof, document, seen)
        return
    seen = Seen(siglum, Span(file), notes_only=True)
    ids = _by_number(proof.edition, siglum)
    source = source.partition(f"\n\n{WITHDRAWN}\n\n")[0]
    starts = list(_NOTE.finditer(source))
    for number, match in enumerate(starts):
        end = starts[number + 1].start() if number + 1 < len(starts) else len(source)
        body = source[match.start() : end].partition("\n")[2]
        seen.notes[ids.get(match[1], f"{siglum}/{match[1]}")] = (NoteText(match[1], plain(body)), _place(file, source, match.start()))
    compare(proof, document, seen)


def _by_number(edition: Edition, siglum: str) -> dict[str, str]:
    from ...derive.reading import text_view

    return {str(view.number): view.note.id for view in text_view(edition, edition.documents[siglum]).notes}


def _place(file: str, source: str, offset: int) -> Span:
    return Span(file, source.count("\n", 0, offset) + 1, 1)
