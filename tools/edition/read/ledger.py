"""The ledger, ``docs/ledger.jsonl``: every id ever released and every state of its words, a line each, only ever added to.

A line has ``id``, ``kind`` (passage, note, entity, event), ``release``, ``hash`` (:mod:`edition.derive.receipt`), and
``words`` (a passage's text, so that a change can be shown); or, for an id that was withdrawn, ``gone`` with the words
that say where it went. The first line of a release has its number and date.

``docs/changes.yaml`` gives the reason for each change of a passage's words since the last release.
"""

from __future__ import annotations

import json
from pathlib import Path

from ..diagnostics import Span, rule
from ..model import Change, LedgerLine
from .faults import Faults
from .files import read_text, relative
from .records import WRONG_TYPE, Record, Seq, parse

BROKEN_LEDGER = rule("E907", "broken-ledger")

KINDS = ("release", "passage", "note", "entity", "event")


def read_ledger(root: Path, path: Path, faults: Faults) -> tuple[LedgerLine, ...]:
    """Read the ledger; an edition never released has none."""
    text = read_text(root, path, faults)
    if text is None:
        return ()
    out = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        span = Span(relative(root, path), number)
        try:
            entry = json.loads(line)
            kind = entry["kind"]
            if kind not in KINDS or not all(isinstance(value, str) for value in entry.values()):
                raise ValueError(kind)
            out.append(LedgerLine(entry["id"], kind, entry["release"], entry.get("hash", ""), entry.get("words", ""), entry.get("gone", ""), span))
        except (ValueError, KeyError, TypeError, AttributeError):
            faults.add(BROKEN_LEDGER, span, "this line is none of the ledger's", "restore the file from the last release; it is written by “edition release” alone")
    return tuple(out)


def read_changes(root: Path, path: Path, faults: Faults) -> tuple[Change, ...]:
    """Read the reasons for changes since the last release."""
    text = read_text(root, path, faults)
    value = parse(text, relative(root, path), faults) if text is not None else None
    if value is None:
        return ()
    if not isinstance(value, Seq):
        faults.add(WRONG_TYPE, value.span, "the changes must be a list", "begin each with “- {id: …, why: …}”")
        return ()
    out = []
    for item in value.items:
        record = Record(item, faults, span=item.span, what="a change", need=("id", "why"))
        if record.ok:
            id_, why = record.text("id"), record.text("why")
            if record.ok:
                out.append(Change(id_, why, item.span))
    return tuple(out)
