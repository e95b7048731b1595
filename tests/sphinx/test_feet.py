"""Where notes are torn from their lines: what is found, and what is done about it."""

from __future__ import annotations

from pathlib import Path

import pytest

from edition.sphinx_ext.typst import ROUNDS, feet
from edition.sphinx_ext.typst.builder import DESIGN
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
    assert feet.room({"let-1": 12.5}) == '#let reserve = ("let-1": 12.5, )'


def test_as_much_room_as_the_last_note_that_begins() -> None:
    """On the page let-2 begins, and note-a, of the same line as note-b, beneath its text."""
    whole = [at("let-1", 4, 80), at("let-2", 4, 93), at("ref-a", 4, 106), at("note-a", 4, 590), at("ref-b", 4, 106), at("note-b", 5, 480)]
    assert feet.wanted(whole, ["let-2", "let-1"], CALLS) == {"let-1": pytest.approx(feet.FOOT - 590 + 4)}


def test_where_no_passage_begins_the_room_is_under_the_note_before() -> None:
    calls = {"note-o": "ref-o", **CALLS}
    whole = [at("ref-o", 4, 93), at("note-o", 4, 400), at("ref-a", 4, 106), at("note-a", 4, 590), at("ref-b", 4, 106), at("note-b", 5, 480)]
    assert feet.wanted(whole, ["let-1"], calls) == {"note-o": pytest.approx(feet.FOOT - 590 + 4)}


def test_the_first_line_of_a_page_cannot_go_over() -> None:
    whole = [at("ref-a", 4, 80), at("note-a", 4, 200), at("ref-b", 4, 80), at("note-b", 5, 480), at("let-1", 4, 93)]
    assert feet.wanted(whole, ["let-1"], CALLS) == {}


def test_set_again_until_it_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Room is left at the first passage of the page, more if it did not do, and the first book without a torn note is kept."""
    source = tmp_path / "edition.typ"
    source.write_text(feet.room({}) + "\nwords\n", encoding="utf-8")
    heads: list[str] = []

    def typeset(path: Path) -> tuple[bytes, list[Position], list[str]]:
        heads.append(path.read_text(encoding="utf-8").partition("\n")[0])
        page = 4 if len(heads) == 3 else 5
        return str(len(heads)).encode(), [at("let-2", 4, 100), at("let-1", 4, 80), at("ref-b", 4, 104), at("note-b", page, 480)], []

    monkeypatch.setattr(feet, "typeset", typeset)
    pdf, _, _ = feet.settled(source, ["let-1", "let-2"], CALLS, 3)
    assert pdf == b"3"
    assert heads == ["#let reserve = (:)", '#let reserve = ("let-1": 4.0, )', '#let reserve = ("let-1": 8.0, )']
    assert source.read_text(encoding="utf-8").endswith("\nwords\n")


def dense() -> tuple[str, list[str], dict[str, str]]:
    """Passages of which some are longer than a page, with more words in the notes than in the text, at irregular distances."""
    passages, calls, out = [], {}, []
    for number in range(1, 13):
        name = f"let-{number}"
        passages.append(name)
        body = ""
        for count in range(3 + number * 19 % 60):
            note, ref = f"note-{number}-{count}", f"ref-{number}-{count}"
            calls[note] = ref
            length = 20 + (number * 37 + count * 53) % 90
            body += "some words of the text " * (1 + (number + count * 3) % 4)
            body += f'#ednote("{count}", "{note}", "{ref}", [fact], [words])[{"What is said of them. " * (length // 4)}];'
        out.append(f'#passage("{name}", "{number}", "LET {number}")[{body} and an end.];\n\n')
    heading = '#doc-heading(1, "let", [The letter], left: [The letter]);\n\n'
    return '#show: book.with(title: "A letter", date: datetime(year: 1980, month: 1, day: 1))\n' + heading + "".join(out), passages, calls


def test_a_dense_book_has_no_torn_note(tmp_path: Path) -> None:
    words, passages, calls = dense()
    source = tmp_path / "edition.typ"
    source.write_text("\n".join([feet.room({}), *(path.read_text(encoding="utf-8") for path in DESIGN), words]), encoding="utf-8")
    torn = feet.torn(feet.typeset(source)[1], calls)
    assert len(torn) > 1
    _, positions, _ = feet.settled(source, passages, calls, ROUNDS)
    assert feet.torn(positions, calls) == {}
    first = source.read_text(encoding="utf-8").partition("\n")[0]
    assert '"let-' in first and '"note-' in first
