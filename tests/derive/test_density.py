"""Density: what lies in each passage, and where it is drawn."""

from __future__ import annotations

from makers import NOWHERE, account, document, edition, note, passage, telling

from edition.derive.density import counts, disputed, draw, strips
from edition.lemma import Lemma
from edition.model import Edition, Emendation


def made() -> Edition:
    mended = (
        Emendation("aa-1", "misprint", NOWHERE, Lemma("one", 0, NOWHERE), "onne", "a slip"),
        Emendation("aa-1", "note-marker", NOWHERE, Lemma("two", 0, NOWHERE), "two1", note="1"),
    )
    return edition(
        document("aa", passage("aa-s1", "A heading", "heading"), passage("aa-1", "one two three four"), passage("aa-2", "Withdrawn.", "paragraph", "withdrawn"), emendations=mended),
        document("bb", passage("bb-1", "five six")),
        accounts=(account("fall", "1830", telling("aa-1", "three", date="1830"), telling("bb-1", "six", date="1820")), account("rise", "1800", telling("bb-1", "five", "contradicts"))),
        notes=(note("aa/one", "aa-1", "one two"), note("aa/gone", "aa-1", "four", withdrawn="merged")),
    )


def test_each_passage_holds_its_own() -> None:
    one, other = strips(made())
    assert [(cell.passage.id, cell.start, cell.words) for cell in one.cells] == [("aa-s1", 0, 2), ("aa-1", 2, 4)]
    assert (one.words, counts(one), counts(other)) == (6, [1, 1, 1], [0, 0, 2])
    assert one.cells[1].lanes == (((0, 7),), ((0, 3),), ((8, 13),))


def test_what_is_disputed() -> None:
    assert disputed(made()) == {"aa-1": [(8, 13)], "bb-1": [(5, 8), (0, 4)]}


def test_the_drawing_has_a_mark_for_each() -> None:
    svg = draw(made())
    assert [svg.count(f'class="{name}"') for name in ("note", "emendation", "against", "bar")] == [1, 1, 3, 2]
    assert "AA: 1 notes, 1 emendations, 1 disagreements" in svg
