"""Emendations: ``sources/<siglum>/emendations.yaml``, one line for each departure from the witness."""

from __future__ import annotations

from collections.abc import Sequence

from ..diagnostics import Span, rule
from ..kinds import EMENDATION_KINDS
from ..lemma import Lemma
from ..model import Emendation
from ..patterns import lazy
from .faults import Faults
from .lemmas import read_lemma
from .plain_yaml import CLEAN, FLOW_WORDS, Odd, read_plain
from .records import MISSING_KEY, UNKNOWN_KEY, WRONG_TYPE, Record, Seq, Value, parse

NO_REASON = rule("E225", "emendation-without-reason")

_MAY = ("lemma", "witness", "why", "note", "page", "place", "waive")
#: what most emendations are: lemma, witness and reason plain words (which as a value never are a list, nor empty)
_LINE = lazy(rf"- \{{at: ({FLOW_WORDS}), lemma: ({FLOW_WORDS}), witness: ({FLOW_WORDS}), kind: ([a-z-]+), why: ({FLOW_WORDS})\}}")
#: keys that some kinds need and the others cannot have; and those that each needs
_OF_KINDS = ("lemma", "place", "witness", "note", "page")
_NEEDS = {
    kind.name: {"place" if kind.name == "left-out" else "lemma"}
    | ({"witness"} if kind.reads else set())
    | ({"note"} if kind.name in ("note-marker", "note-label") else set())
    | ({"page"} if kind.bytes_as == "page mark" else set())
    for kind in EMENDATION_KINDS.values()
}


def read_emendations(text: str, file: str, faults: Faults) -> tuple[Emendation, ...]:
    """Read the emendations of one document, in the order in which they are written."""
    items = _line_by_line(text, file)
    if items is None:
        value = parse(text, file, faults)
        if value is None:
            return ()
        if not isinstance(value, Seq):
            faults.add(WRONG_TYPE, value.span, "the emendations must be a list", "begin each with “- {at: …, lemma: …, witness: …, kind: …, why: …}”")
            return ()
        items = value.items
    out = []
    for item in items:
        if isinstance(item, Emendation):
            out.append(item)
            continue
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


def _line_by_line(text: str, file: str) -> Sequence[Emendation | Value] | None:
    """Read a list that has an item on every line: the plainest at once, the others as records; None if there is another line."""
    if not CLEAN.fullmatch(text):
        return None
    out: list[Emendation | Value] = []
    for number, line in enumerate(text.removesuffix("\n").split("\n"), 1):
        match = _LINE.fullmatch(line)
        if match:
            at, lemma, witness, name, why = match.groups()
            kind = EMENDATION_KINDS.get(name)
            if kind and _NEEDS[name] == {"lemma", "witness"} and (why.strip(" .…") or not kind.reason):
                out.append(Emendation(at, name, Span(file, number, 3), Lemma(lemma, 0, Span(file, number, match.start(2) + 1)), witness, why))
                continue
        if not line.startswith("- {"):
            return None
        try:
            value = read_plain(line, file, number)
        except Odd:
            return None
        if not isinstance(value, Seq):
            return None
        out.extend(value.items)
    return out


def _complete(record: Record, emendation: Emendation, span: Span, faults: Faults) -> bool:
    """Whether the emendation has what its kind needs and nothing that it cannot have; else a fault."""
    kind = EMENDATION_KINDS[emendation.kind]
    needs = _NEEDS[kind.name]
    for key in _OF_KINDS:
        if (key in needs) == (key in record):
            continue
        if key in needs:
            faults.add(MISSING_KEY, span, f"an emendation of kind “{kind.name}” lacks “{key}”", f"add “{key}: …”")
        else:
            faults.add(UNKNOWN_KEY, record.map.keys[key], f"an emendation of kind “{kind.name}” has no “{key}”", "remove it, or correct the kind")
        return False
    if kind.reason and not emendation.why.strip(" .…"):  # “…” is what edition collate writes for a person to fill
        faults.add(NO_REASON, span, f"an emendation of kind “{kind.name}” gives no reason", "add “why: …”")
        return False
    return True
