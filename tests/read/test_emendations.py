"""Emendations: what each kind needs and may not have."""

from __future__ import annotations

import pytest

from edition.kinds import EMENDATION_KINDS
from edition.model import Emendation
from edition.read.emendations import read_emendations
from edition.read.faults import Faults


def read(source: str) -> tuple[tuple[Emendation, ...], list[tuple[str, int, int]]]:
    faults = Faults()
    out = read_emendations(source, "sources/let/emendations.yaml", faults)
    assert all(fault.message and fault.mend for fault in faults.found)
    return out, [(fault.code, fault.span.line, fault.span.col) for fault in faults.found]


GOOD = {
    "misprint": "{at: let-1, lemma: the, witness: teh, kind: misprint, why: a slip}",
    "run-together": "{at: let-1, lemma: of the, witness: ofthe, kind: run-together, why: welded}",
    "lost-hyphen": "{at: let-1, lemma: well-laden, witness: wellladen, kind: lost-hyphen, why: a line end}",
    "supplied": "{at: let-1, lemma: 'The [mate] called', witness: The called, kind: supplied, why: a hole}",
    "surplus": "{at: let-1, lemma: the, witness: the the, kind: surplus, why: twice}",
    "sic": "{at: let-1, lemma: hornet, kind: sic, why: perhaps tempest}",
    "note-marker": "{at: let-1, lemma: Board, witness: Boardi, kind: note-marker, note: i}",
    "note-label": "{at: let-n1, lemma: See, witness: i See, kind: note-label, note: i}",
    "page-break": "{at: let-1, lemma: [the, 2], kind: page-break, page: 8}",
    "page-number": "{at: let-1, lemma: Then, witness: 17 Then, kind: page-number, page: 17, why: stranded}",
    "markup": "{at: let-1, lemma: Saved, witness: '* Saved', kind: markup, why: a bullet}",
    "left-out": "{at: let-1, place: after, witness: Turn over, kind: left-out, why: a direction}",
}


def test_every_kind_has_its_example() -> None:
    assert set(GOOD) == set(EMENDATION_KINDS)


@pytest.mark.parametrize("kind", list(GOOD))
def test_as_it_should_be(kind: str) -> None:
    (one,), faults = read(f"- {GOOD[kind]}\n")
    assert faults == []
    assert (one.kind, one.span.line, one.span.col) == (kind, 1, 3)
    assert (one.lemma is None) == (kind == "left-out")
    assert (one.witness is None) == (not EMENDATION_KINDS[kind].reads)


def test_nothing_and_order() -> None:
    assert read("[]\n") == ((), [])
    assert read("# none yet\n") == ((), [])
    out, faults = read("\n".join(f"- {GOOD[kind]}" for kind in ("misprint", "sic", "note-marker")))
    assert faults == []
    assert [one.kind for one in out] == ["misprint", "sic", "note-marker"]
    assert out[2].notes == ["i"]


@pytest.mark.parametrize(
    ("source", "faults"),
    [
        ("a: b", [("E109", 1, 1)]),
        ("words", [("E109", 1, 1)]),
        ("- words", [("E109", 1, 3)]),
        ("- [a]", [("E109", 1, 3)]),
        ("- {lemma: the}", [("E111", 1, 3)]),
        ("- {at: let-1, lemma: the, witness: teh, kind: mispritn, why: x}", [("E112", 1, 47)]),
        ("- {at: let-1, lemma: the, witness: teh, kind: misprint}", [("E225", 1, 3)]),
        ("- {at: let-1, lemma: the, witness: teh, kind: misprint, why: '…'}", [("E225", 1, 3)]),
        ("- {at: let-1, lemma: the, witness: teh, kind: misprint, why: ''}", [("E114", 1, 57)]),
        ("- {at: let-1, lemma: the, witness: teh, kind: misprint, why: x, wy: y}", [("E110", 1, 65)]),
        ("- {at: let-1, lemma: the, lemma: teh, kind: sic, why: x}", [("E113", 1, 27)]),
        ("- {at: let-1, kind: misprint, witness: teh, why: x}", [("E111", 1, 3)]),
        ("- {at: let-1, lemma: the, kind: misprint, why: x}", [("E111", 1, 3)]),
        ("- {at: let-1, lemma: the, witness: teh, kind: sic, why: x}", [("E110", 1, 27)]),
        ("- {at: let-1, lemma: the, witness: theI, kind: note-marker}", [("E111", 1, 3)]),
        ("- {at: let-1, lemma: the, kind: page-break}", [("E111", 1, 3)]),
        ("- {at: let-1, lemma: the, kind: page-break, page: 2, note: i}", [("E110", 1, 54)]),
        ("- {at: let-1, witness: x, kind: left-out, why: x}", [("E111", 1, 3)]),
        ("- {at: let-1, lemma: the, place: after, witness: x, kind: left-out, why: x}", [("E110", 1, 15)]),
        ("- {at: let-1, place: under, witness: x, kind: left-out, why: x}", [("E112", 1, 22)]),
        ("- {at: let-1, lemma: [the, two], witness: teh, kind: misprint, why: x}", [("E109", 1, 22)]),
        ("- {at: let-1, lemma: , witness: teh, kind: misprint, why: x}", [("E109", 1, 22)]),
        ("- {at: let-1, lemma: the, witness: , kind: surplus, why: x}", [("E114", 1, 27)]),
        ("- {at: [let-1], lemma: the, witness: teh, kind: misprint, why: x}", [("E109", 1, 8)]),
        ("- {at: let-1, lemma: the, witness: t:h: e, kind: misprint, why: x", [("E108", 1, 39)]),
        ("- {at: let-1, kind: sic, lemma: a, why: x}\n\n- {at: let-1, lemma: b}\n- {kind: sic}\n- c", [("E111", 3, 3), ("E111", 4, 3), ("E109", 5, 3)]),
    ],
)
def test_faults(source: str, faults: list[tuple[str, int, int]]) -> None:
    out, found = read(source)
    assert found == faults
    assert all(one.kind in EMENDATION_KINDS for one in out)


@pytest.mark.parametrize("kind", GOOD)
def test_each_kind_gives_a_reason_unless_it_speaks_for_itself(kind: str) -> None:
    source = "- " + GOOD[kind].replace(", why: ", ", why: '…' #").split(" #")[0].rstrip("}") + "}\n"
    _, faults = read(source)
    assert [code for code, *_ in faults if code == "E225"] == (["E225"] if EMENDATION_KINDS[kind].reason else [])
