"""Accounts: an event, what is established of it, who tells it and who is silent."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from edition.model import Account
from edition.read.account import read_account
from edition.read.faults import Faults

Put = Callable[[str, str | bytes], Path]
NAME = "docs/accounts/voyage.md"
GOOD = """---
title: The voyage
date: 1801-05-01
shown: 1 May 1801
certainty: certain
evidence: ["marsh2001{p. 12}", orr1801]
established: {craft: a brig, "day": "the first"}
told:
  - at: log-1
    quote: [sailed, 2]
    says: she sailed
    states: {date: 1801-05}
    stance: states
  - {at: let-1, quote: 'gone, I hear', says: she had gone, stance: implies}
silent:
  ode: [brig, sail]
  gaz: storm
status: verified
seen: [internal]
author: [editors]
---
All agree.
"""


def read(put: Put, root: Path, source: str, name: str = NAME) -> tuple[Account | None, list[tuple[str, int, int]]]:
    faults = Faults()
    account = read_account(root, put(name, source), faults)
    assert all(fault.message and fault.mend and fault.span.file == name for fault in faults.found)
    return account, [(fault.code, fault.span.line, fault.span.col) for fault in faults.found]


def test_an_account(put: Put, tmp_path: Path) -> None:
    account, faults = read(put, tmp_path, GOOD)
    assert faults == []
    assert account is not None
    assert (account.id, account.date, account.shown, account.certainty) == ("voyage", "1801-05-01", "1 May 1801", "certain")
    assert [(item.role, item.target, item.locator, item.span.line, item.span.col) for item in account.evidence] == [
        ("cite:p", "marsh2001", "p. 12", 6, 12), ("cite:p", "orr1801", "", 6, 32),
    ]  # fmt: skip
    assert account.established == {"craft": "a brig", "day": "the first"}
    assert [(item.at, item.quote.words, item.quote.nth, item.stance, dict(item.states), item.span.line) for item in account.told] == [
        ("log-1", "sailed", 2, "states", {"date": "1801-05"}, 9), ("let-1", "gone, I hear", 0, "implies", {}, 14),
    ]  # fmt: skip
    assert {siglum: [word.words for word in words] for siglum, words in account.silent.items()} == {"ode": ["brig", "sail"], "gaz": ["storm"]}
    assert (account.silent["ode"][1].span.line, account.silent["ode"][1].span.col) == (16, 15)


@pytest.mark.parametrize(
    ("old", "new", "faults"),
    [
        ("title: The voyage\n", "", [("E111", 2, 1)]),
        ("certainty: certain", "certainty: sure", [("E112", 5, 12)]),
        ('evidence: ["marsh2001{p. 12}", orr1801]', "evidence: [marsh 2001]", [("E602", 6, 12)]),
        ('{craft: a brig, "day": "the first"}', "a brig", [("E109", 7, 14)]),
        ('{craft: a brig, "day": "the first"}', "{craft: [a, brig]}", [("E109", 7, 22)]),
        ("    stance: states\n", "    stance: says\n", [("E112", 13, 13)]),
        ("    says: she sailed\n", "", [("E111", 9, 5)]),
        ("    quote: [sailed, 2]\n", "    quote: [sailed, x]\n", [("E109", 10, 12)]),
        ("    states: {date: 1801-05}\n", "    states: 1801-05\n", [("E109", 12, 13)]),
        ("silent:\n  ode: [brig, sail]\n  gaz: storm\n", "silent: [ode, gaz]\n", [("E109", 15, 9)]),
        ("  gaz: storm\n", "  ode: storm\n", [("E113", 17, 3)]),
        ("All agree.\n", "", [("E604", 22, 1)]),
    ],
)
def test_faults(put: Put, tmp_path: Path, old: str, new: str, faults: list[tuple[str, int, int]]) -> None:
    assert GOOD.count(old) == 1
    assert read(put, tmp_path, GOOD.replace(old, new))[1] == faults


def test_told_that_is_no_list(put: Put, tmp_path: Path) -> None:
    source = GOOD[: GOOD.index("told:")] + "told: log-1\n" + GOOD[GOOD.index("silent:") :]
    assert read(put, tmp_path, source)[1] == [("E109", 8, 7)]


def test_a_name_that_is_none(put: Put, tmp_path: Path) -> None:
    assert read(put, tmp_path, GOOD, "docs/accounts/The Voyage.md") == (None, [("E605", 1, 1)])
