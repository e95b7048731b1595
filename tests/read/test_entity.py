"""Register entries."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from edition.kinds import REGISTERS
from edition.model import Entity
from edition.read.entity import is_register, read_entity
from edition.read.faults import Faults

Put = Callable[[str, str | bytes], Path]
NAME = "docs/registers/people/varn.md"
GOOD = """---
name: Jon Varn
sort: Varn, Jon
dates: 1764–1811
gloss: Master of the brig.
forms:
  - Jon Varn
  - {form: Varn, in: [let, log-1]}
exclude: [let-9]
status: verified
seen: [internal]
wikidata: Q1
author: [editors]
---
He drowned {cite:p}`marsh2001`.
"""


def read(put: Put, root: Path, source: str, name: str = NAME) -> tuple[Entity | None, list[tuple[str, int, int]]]:
    faults = Faults()
    entity = read_entity(root, put(name, source), faults)
    assert all(fault.message and fault.mend and fault.span.file == name for fault in faults.found)
    return entity, [(fault.code, fault.span.line, fault.span.col) for fault in faults.found]


def test_an_entry(put: Put, tmp_path: Path) -> None:
    entity, faults = read(put, tmp_path, GOOD)
    assert faults == []
    assert entity is not None
    assert (entity.id, entity.register, entity.role, entity.name, entity.sort, entity.wikidata) == ("varn", "people", "person", "Jon Varn", "Varn, Jon", "Q1")
    assert [(form.words, form.within, form.span.line) for form in entity.forms] == [("Jon Varn", (), 7), ("Varn", ("let", "log-1"), 8)]
    assert [(locus, span.line, span.col) for locus, span in entity.exclude] == [("let-9", 9, 11)]


def test_the_name_sorts_unless_another_is_given(put: Put, tmp_path: Path) -> None:
    entity, _ = read(put, tmp_path, GOOD.replace("sort: Varn, Jon\n", ""))
    assert entity is not None
    assert entity.sort == "Jon Varn"


@pytest.mark.parametrize(
    ("old", "new", "faults"),
    [
        ("name: Jon Varn\n", "", [("E111", 2, 1)]),
        ("gloss: Master of the brig.\n", "gloss: [x]\n", [("E109", 5, 8)]),
        ("  - Jon Varn\n", "  - [Jon, Varn]\n", [("E109", 7, 5)]),
        ("  - Jon Varn\n", "  - ''\n", [("E109", 7, 5)]),
        ("{form: Varn, in: [let, log-1]}", "{from: Varn}", [("E110", 8, 6)]),
        ("{form: Varn, in: [let, log-1]}", "{form: Varn, in: {let: log}}", [("E109", 8, 22)]),
        ("forms:\n  - Jon Varn\n  - {form: Varn, in: [let, log-1]}\n", "forms: Varn\n", [("E109", 6, 8)]),
        ("status: verified", "status: sure", [("E112", 10, 9)]),
        ("dates: 1764–1811", "date: 1764–1811", [("E110", 4, 1)]),
        ("He drowned {cite:p}`marsh2001`.\n", "", [("E604", 15, 1)]),
    ],
)
def test_faults(put: Put, tmp_path: Path, old: str, new: str, faults: list[tuple[str, int, int]]) -> None:
    assert GOOD.count(old) == 1
    assert read(put, tmp_path, GOOD.replace(old, new))[1] == faults


@pytest.mark.parametrize("name", ["Varn", "jon_varn", "varn-", "jon varn"])
def test_a_name_that_is_none(put: Put, tmp_path: Path, name: str) -> None:
    assert read(put, tmp_path, GOOD, f"docs/registers/people/{name}.md") == (None, [("E401", 1, 1)])


def test_registers() -> None:
    assert all(is_register(name) for name in REGISTERS)
    assert not is_register("pets")
