"""Where notes are torn from their lines: what is found, and what is done about it."""

from __future__ import annotations

from pathlib import Path

import pytest

from edition.sphinx_ext.typst import feet
from edition.sphinx_ext.typst.typeset import Position

CALLS = {"note-a": "ref-a", "note-b": "ref-b"}


def at(name: str, page: int, y: float) -> Position:
    return Position(name, page, 60.0, y)


def test_torn() -> None:
    whole = [at("let-1", 4, 80), at("ref-a", 4, 90), at("note-a", 4, 500), at("ref-b", 4, 104), at("note-b", 5, 480)]
    assert feet.torn(whole, CALLS) == {4: {104}}
    assert feet.torn([*whole[:-1], at("note-b", 4, 600)], CALLS) == {}


def test_room() -> None:
    assert feet.room({}) == "#let reserve = (:)"
    assert feet.room({"let-1": 1.6}) == '#let reserve = ("let-1": 1.6, )'


def test_set_again_until_it_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Room is asked for at the first passage of the page, more each time, and the first book without a torn note is kept."""
    source = tmp_path / "edition.typ"
    source.write_text(feet.room({}) + "\nwords\n", encoding="utf-8")
    heads: list[str] = []

    def typeset(path: Path) -> tuple[bytes, list[Position], list[str]]:
        heads.append(path.read_text(encoding="utf-8").partition("\n")[0])
        page = 4 if len(heads) == 3 else 5
        return str(len(heads)).encode(), [at("let-2", 4, 200), at("let-1", 4, 80), at("ref-b", 4, 104), at("note-b", page, 480)], []

    monkeypatch.setattr(feet, "typeset", typeset)
    pdf, _, _ = feet.settled(source, ["let-1", "let-2"], CALLS, 3)
    assert pdf == b"3"
    assert heads == ["#let reserve = (:)", '#let reserve = ("let-1": 1.6, )', '#let reserve = ("let-1": 3.2, )']
    assert source.read_text(encoding="utf-8").endswith("\nwords\n")
