"""Notes: the file’s path is the id, every key has its place, and what makes a file no note is said once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from edition.model import Note
from edition.read.faults import Faults
from edition.read.note import read_note

Put = Callable[[str, str | bytes], Path]
GOOD = """---
at: let-2
lemma: [the reef, 2]
kind: fact
status: partly
seen: ['https://example.org/a', internal]
author: [editors, ruth]
reviewer: ada
also: [let-2, let-3, {at: log-1, lemma: the rocks}]
---
The reef has a name {cite:p}`marsh2001`.
"""


def read(put: Put, root: Path, source: str, name: str = "docs/notes/let/reef-name.md") -> tuple[Note | None, list[tuple[str, int, int]]]:
    faults = Faults()
    note = read_note(root, put(name, source), faults)
    assert all(fault.message and fault.mend and fault.span.file == name for fault in faults.found)
    return note, [(fault.code, fault.span.line, fault.span.col) for fault in faults.found]


def test_a_note(put: Put, tmp_path: Path) -> None:
    note, faults = read(put, tmp_path, GOOD)
    assert faults == []
    assert note is not None
    assert (note.id, note.at, note.kind, note.status) == ("let/reef-name", "let-2", "fact", "partly")
    assert (note.lemma.words, note.lemma.nth, note.lemma.span.line, note.lemma.span.col) == ("the reef", 2, 3, 9)
    assert (note.seen, note.authors, note.reviewers) == (("https://example.org/a", "internal"), ("editors", "ruth"), ("ada",))
    assert [(anchor.at, anchor.lemma.words, anchor.lemma.nth) for anchor in note.anchors] == [
        ("let-2", "the reef", 2), ("let-2", "the reef", 2), ("let-3", "the reef", 0), ("log-1", "the rocks", 0),
    ]  # fmt: skip
    assert [(anchor.span.line, anchor.span.col) for anchor in note.also] == [(9, 8), (9, 15), (9, 22)]
    assert (note.spans["kind"].line, note.spans["kind"].col) == (4, 7)
    assert [(item.target, item.span.line, item.span.col) for item in note.body.references] == [("marsh2001", 11, 21)]


@pytest.mark.parametrize("name", ["Reef", "reef_name", "-reef", "reef--name", "reef name", "réef"])
def test_a_name_that_is_none(put: Put, tmp_path: Path, name: str) -> None:
    assert read(put, tmp_path, GOOD, f"docs/notes/let/{name}.md") == (None, [("E301", 1, 1)])


@pytest.mark.parametrize(
    ("old", "new", "faults"),
    [
        ("at: let-2\n", "", [("E111", 2, 1)]),
        ("at: let-2\n", "at: [let-2]\n", [("E109", 2, 5)]),
        ("at: let-2\n", "at:\n", [("E114", 2, 1)]),
        ("lemma: [the reef, 2]\n", "", [("E111", 2, 1)]),
        ("lemma: [the reef, 2]\n", "lemma: [the reef, twice]\n", [("E109", 3, 8)]),
        ("kind: fact", "kind: fcat", [("E112", 4, 7)]),
        ("status: partly", "status: maybe", [("E112", 5, 9)]),
        ("author: [editors, ruth]\n", "autor: [editors]\n", [("E110", 7, 1)]),
        ("reviewer: ada\n", "reviewer: ada\nreviewer: ada\n", [("E113", 9, 1)]),
        ("also: [let-2, let-3, {at: log-1, lemma: the rocks}]", "also: [[let-2]]", [("E109", 9, 8)]),
        ("also: [let-2, let-3, {at: log-1, lemma: the rocks}]", "also: [{at: log-1}]", [("E111", 9, 8)]),
        ("seen: ['https://example.org/a', internal]", "seen: {a: b}", [("E109", 6, 7)]),
        ("The reef has a name {cite:p}`marsh2001`.\n", "", [("E604", 11, 1)]),
        ("The reef has", "# The reef", [("E602", 11, 1)]),
        ("---\nat", "at", [("E118", 1, 1)]),
        ("ruth]\nreviewer: ada\n", "ruth\nreviewer: ada\n", [("E108", 7, 9)]),
    ],
)
def test_faults(put: Put, tmp_path: Path, old: str, new: str, faults: list[tuple[str, int, int]]) -> None:
    assert GOOD.count(old) == 1
    note, found = read(put, tmp_path, GOOD.replace(old, new))
    if faults == [("E108", 7, 9)]:  # where the bracket opens, or where something else was expected
        assert [code for code, *_ in found] == ["E108"]
        return
    assert found == faults
    if faults[0][0] in ("E111", "E114") and "also" not in old:
        assert note is None
