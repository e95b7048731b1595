"""The reader of plain BibTeX and pybtex are one: whatever the first reads, the second reads so too."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from edition.read.bib import _first_of_each, _parse_by_pybtex, plain, plain_by_pybtex
from edition.read.faults import Faults
from edition.read.plain_bib import Odd, read_plain

ROOT = Path(__file__).parents[2]

_PIECES = st.sampled_from(
    [
        "@book{", "@article{key, ", "@misc{other,\n", "@comment{", "@string{", "}", "{", "}}", ",", ",\n", "\n", " ", "title = {", "author = {", "editor = {", "year = 1999", "year = {1999},\n",
        '"', "#", "=", "%", "a", "Marsh, Ada", "Marsh, Jr, Ada", "de la Marsh, Ada", "Ada Marsh", "Ada de Marsh", " and ", " AND ", "and", "others", "{The Press}", "{A and B}", "van", "~", "\\'e",
        "\\&", "a: b", "x@y", "key", "Key", "  ", "\t", "É", "é", "O'Neil, P.",
    ]
)  # fmt: skip
_NAMES = st.lists(st.sampled_from(["Marsh", "Ada", "de", "la", "O'Neil", "d'Arc", "É.", "P.", ",", ", ", " ", " ", " and ", "{The Press}", "{P \\& Q}", "{X}", "others", "3rd", "“A”", "-", "and", "And", "Jr"]), max_size=7).map("".join)


def check(text: str) -> bool:
    """Hold the two readers together; returns whether the text was plain."""
    text = _first_of_each(text)
    try:
        found = read_plain(text)
    except Odd:
        return False
    faults = Faults()
    works = _parse_by_pybtex(text, "file", {}, faults)
    assert faults.found == [], text
    assert [(key, *entry) for key, entry in found.items()] == [(work.key, work.type, work.fields, work.persons) for work in works.values()], text
    return True


@settings(max_examples=400, deadline=None)
@given(st.lists(_PIECES, max_size=16).map("".join))
@example("@book{a, title = {B}, author = {{The {X} Press}}}")
@example("@book{a, title = {B},\n}\n@book{b, title={C {D} {{E}}}}")
@example("@book{a}")
@example("@book{a, }")
@example("@book{a, title = {B}, title = {C}}")
@example("@book{a, title = {B} year = {1}}")
@example("@book{a, title = {B}}\n@book{A, title = {B}}")
def test_what_is_plain_is_what_pybtex_reads(text: str) -> None:
    check(text)


@settings(max_examples=400, deadline=None)
@given(_NAMES)
@example("")
@example("and")
@example("Marsh, Ada and")
@example(" and Marsh")
@example("A,B,C")
@example("Marsh , Ada")
@example("{X}{Y}")
@example("{X} Y")
@example("{}")
def test_names(words: str) -> None:
    check(f"@book{{a, author = {{{words}}}, title = {{T}},\n}}\n")


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from([*"ab '\"{}\\$~`%#&_^<>!?,-.\n", "--", "---", "''", "``", "\\&", "\\%", "\\#", "\\_", "\\$", "é", "“", "Й", "  ", "{a}", "l'état"]), max_size=12).map("".join))
def test_signs_are_resolved_as_pybtex_does(value: str) -> None:
    if any(sign in value for sign in "\\$~`'\""):
        assert plain(value) == plain_by_pybtex(value)


@pytest.mark.parametrize("path", sorted([*ROOT.glob("bib/*.bib"), *ROOT.glob("tests/specimen/bib/*.bib")]), ids=lambda path: path.name)
def test_the_bibliographies_of_the_edition_are_read_alike(path: Path) -> None:
    assert check(path.read_text(encoding="utf-8")), "the fast reader is of use only where nearly all is plain"
