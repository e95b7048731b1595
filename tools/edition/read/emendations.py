"""Emendations: ``sources/<siglum>/emendations.yaml``, one line for each departure from the witness."""

from __future__ import annotations

from ..diagnostics import Span, rule
from ..kinds import EMENDATION_KINDS
from ..model import Emendation
from .faults import Faults
from .lemmas import read_lemma
from .records import WRONG_TYPE, Record, Seq, parse

NO_REASON = rule("E225", "emendation-without-reason")

_MAY = ("lemma", "witness", "why", "note", "page", "place", "waive")


def read_emendations(text: str, file: str, faults: Faults) -> tuple[Emendation, ...]:
    """Read the emendations of one document, in the order in which they are written."""
    value = parse(text, file, faults)
    if value is None:
        return ()
    if not isinstance(value, Seq):
        faults.add(WRONG_TYPE, value.span, "the emendations must be a list", "begin each with “- {at: …, lemma: …, witness: …, kind: …, why: …}”")
        return ()
    out = []
    for item in value.items:
        record = Record(item, faults, span=item.span, what="an emendation", need=("at", "kind"), may=_MAY)
        if not record.ok:
            continue
        kind_name = record.choice("kind", EMENDATION_KINDS)
        emendation = Emendation(
            at=record.text("at"),
            kind=kind_name,
            span=item.span,
            lemma=read_lemma(record.raw("lemma"), faults),
            witness=record.text("witness") if "witness" in record else None,
            why=record.text("why"),
            note=record.text("note"),
            page=record.text("page"),
            place=record.choice("place", ("before", "after")),
        )
        if record.ok and _complete(record, emendation, item.span, faults):
            out.append(emendation)
    return tuple(out)


def _complete(record: Record, emendation: Emendation, span: Span, faults: Faults) -> bool:
    """Whether the emendation has what its kind needs and nothing that it cannot have; else a fault."""
    kind = EMENDATION_KINDS[emendation.kind]
    needs = {
        "lemma": kind.name != "left-out",
        "place": kind.name == "left-out",
        "witness": kind.reads,
        "note": kind.name in ("note-marker", "note-label"),
        "page": kind.bytes_as == "page mark",
    }
    for key, needed in needs.items():
        if needed and key not in record:
            from .records import MISSING_KEY

            faults.add(MISSING_KEY, span, f"an emendation of kind “{kind.name}” lacks “{key}”", f"add “{key}: …”")
            return False
        if not needed and key in record:
            from .records import UNKNOWN_KEY

            faults.add(UNKNOWN_KEY, record.map.keys[key], f"an emendation of kind “{kind.name}” has no “{key}”", "remove it, or correct the kind")
            return False
    if kind.reason and not emendation.why.strip(" .…"):  # “…” is what edition collate writes for a person to fill
        faults.add(NO_REASON, span, f"an emendation of kind “{kind.name}” gives no reason", "add “why: …”")
        return False
    return True
