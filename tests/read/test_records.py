"""Records: YAML with places, strings only; every departure from what a record may be is one fault at its own place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edition.diagnostics import Span
from edition.read.faults import Faults
from edition.read.records import Map, Record, Scalar, Seq, parse


def found(faults: Faults) -> list[tuple[str, int, int]]:
    assert all(fault.message and fault.mend for fault in faults.found)
    return [(fault.code, fault.span.line, fault.span.col) for fault in faults.found]


def test_values_are_strings_with_places() -> None:
    faults = Faults()
    value = parse("year: 1958\nanswer: no\nday: 2026-11-21\nnone: ~\nlist: [a, 'b: c']\nlong: >-\n  one\n  two\n", "f.yaml", faults, line=3)
    assert isinstance(value, Map)
    assert found(faults) == []
    assert {key: item.value for key, item in value.items.items() if isinstance(item, Scalar)} == {
        "year": "1958", "answer": "no", "day": "2026-11-21", "none": "~", "long": "one two",
    }  # fmt: skip
    assert value.keys["answer"] == Span("f.yaml", 4, 1)
    assert value.items["answer"].span == Span("f.yaml", 4, 9)
    items = value.items["list"]
    assert isinstance(items, Seq)
    assert [(item.value, item.span.line, item.span.col) for item in items.items] == [("a", 7, 8), ("b: c", 7, 11)]


@pytest.mark.parametrize("source", ["", "\n\n", "# only a remark\n", "---\n", "--- \n...\n"])
def test_nothing(source: str) -> None:
    faults = Faults()
    value = parse(source, "f", faults)
    assert value is None or (isinstance(value, Scalar) and not value.value)
    assert found(faults) == []


@pytest.mark.parametrize(
    ("source", "line", "col"),
    [
        ("a: b: c", 1, 5),
        ("a: 1\nb: [c", 2, 4),
        ("a: 1\nb: {c: [d, e}\nf: g", 2, 13),
        ("a: 1\nb: 'c", 2, 4),
        ("a: 1\nb: 'c\nd: e\n\n", 2, 4),
        ("a: 1\n\tb: 2", 2, 1),
        ("a: 1\n- b", 2, 1),
        ("a: @b", 1, 4),
        ("a: `b`", 1, 4),
        ("a: 1\nb: \x01", 2, 4),
        ("é: 1\nï: ü \x07", 2, 6),
        ("a: 1\n---\nb: 2", 2, 1),
        ("%YAML 3.0\n---\na: b", 1, 1),
        ('a: "\\q"', 1, 5),
        ("a: 1\nb: \ufffe", 2, 4),
    ],
)
def test_broken(source: str, line: int, col: int) -> None:
    faults = Faults()
    assert parse(source, "f", faults) is None
    assert found(faults) == [("E108", line, col)]


@pytest.mark.parametrize(
    ("source", "places"),
    [
        ("a: &x [*x]", [(1, 4), (1, 8)]),
        ("a: 1\nb: *a", [(2, 4)]),
        ("a: &note words", [(1, 4)]),
        ("a: !!int 5", [(1, 4)]),
        ("a: !important words", [(1, 4)]),
        ("- {a: 1, b: &c d}", [(1, 13)]),
        ("&a b: c", [(1, 1)]),
        ("a: &x 1\nb: {<<: *x}", [(1, 4), (2, 9)]),
        ("a: &a [x]\nb: &b [*a, *a]\nc: &c [*b, *b]", [(1, 4), (2, 4), (2, 8), (2, 12), (3, 4), (3, 8), (3, 12)]),
    ],
)
def test_anchors_aliases_and_tags_are_faults(source: str, places: list[tuple[int, int]]) -> None:
    """They would take words away in silence, or refer to themselves, or grow without end."""
    faults = Faults()
    assert parse(source, "f", faults) is None
    assert found(faults) == [("E108", line, col) for line, col in places]


def test_the_same_signs_within_words_are_words() -> None:
    faults = Faults()
    value = parse("a: Snyder & Jervis\nb: 'Tern *and* Sons'\nc: >-\n  one &two\n  *three !four\nd: what!\n", "f", faults)
    assert found(faults) == []
    assert [item.value for item in value.items.values()] == ["Snyder & Jervis", "Tern *and* Sons", "one &two *three !four", "what!"]


@pytest.mark.parametrize("source", ["[" * 200_000, "- " * 200_000, "{a: " * 200_000, "[" * 5000 + "]" * 5000, "a: " + "[{b: " * 3000])
def test_too_deep(source: str) -> None:
    faults = Faults()
    assert parse(source, "f", faults) is None
    assert found(faults) == [("E108", 1, 1)]


def test_deep_enough() -> None:
    faults = Faults()
    parse("[" * 50 + "]" * 50, "f", faults)
    parse("\n".join(f"- {{a: '[{number}'}}" for number in range(900)), "f", faults)
    assert found(faults) == []


def test_duplicate_keys_and_keys_that_are_no_words() -> None:
    faults = Faults()
    value = parse("a: 1\nb: {c: 1, c: 2}\na: 3\n? [x]\n: 1\n", "f", faults, line=10)
    assert value.items["a"].value == "1"
    assert found(faults) == [("E113", 11, 11), ("E113", 12, 1), ("E109", 13, 3)]


def record(source: str, **expect: object) -> tuple[Record, Faults]:
    faults = Faults()
    value = parse(source, "f", faults)
    return Record(value, faults, span=Span("f", 99), what="a thing", **{"need": ("name", "kind"), "may": ("note",), **expect}), faults


def test_a_record_as_it_should_be() -> None:
    thing, faults = record("name: x\nkind: y\n")
    assert thing.ok
    assert found(faults) == []
    assert thing.text("note") == ""
    assert "name" in thing
    assert "note" not in thing
    assert thing.at("kind") == Span("f", 2, 7)
    assert thing.at("note") == thing.span
    assert thing.spans == {"name": Span("f", 1, 7), "kind": Span("f", 2, 7)}
    assert thing.raw("note") is None


def test_unknown_and_missing_keys() -> None:
    thing, faults = record("nmae: x\nnote: z\n")
    assert not thing.ok
    assert found(faults) == [("E110", 1, 1), ("E111", 99, 1)]
    assert "did you mean “name”?" in faults.found[0].message
    assert "lacks “kind”" in faults.found[1].message


def test_a_mistyped_key_is_not_missing_besides() -> None:
    thing, faults = record("nmae: x\nkind: y\n")
    assert not thing.ok
    assert found(faults) == [("E110", 1, 1)]


def test_one_thing_twice_in_a_list() -> None:
    thing, faults = record("name: [a, b, a]\nkind: y\n")
    assert [word for word, _ in thing.texts("name")] == ["a", "b"]
    assert found(faults) == [("E128", 1, 14)]


@pytest.mark.parametrize("source", ["words", "[a, b]", "- a"])
def test_no_record(source: str) -> None:
    thing, faults = record(source)
    assert not thing.ok
    assert found(faults) == [("E109", 1, 1)]


def test_nothing_is_a_record_without_its_keys() -> None:
    thing, faults = record("")
    assert not thing.ok
    assert found(faults) == [("E111", 99, 1)]


@pytest.mark.parametrize(("source", "fault"), [("[a]", ("E109", 1, 7)), ("{a: b}", ("E109", 1, 7)), ("", ("E114", 1, 1)), ("'  '", ("E114", 1, 1))])
def test_words_expected(source: str, fault: tuple[str, int, int]) -> None:
    thing, faults = record(f"name: {source}\nkind: y")
    thing.text("name")
    assert not thing.ok
    assert found(faults) == [fault]


def test_one_of_a_closed_list() -> None:
    thing, faults = record("name: fcat\nkind: y")
    assert thing.choice("name", ("fact", "term")) == "fcat"
    assert not thing.ok
    assert found(faults) == [("E112", 1, 7)]
    assert "did you mean “fact”?" in faults.found[0].message
    assert faults.found[0].mend == "write one of: fact, term"


def test_lists() -> None:
    thing, faults = record("name: [a, b]\nkind: c\nnote: [[x], y, {z: 1}]")
    assert [word for word, _ in thing.texts("name")] == ["a", "b"]
    assert [word for word, _ in thing.texts("kind")] == ["c"]
    assert [word for word, _ in thing.texts("note")] == ["y"]
    assert found(faults) == [("E109", 3, 8), ("E109", 3, 16)]
    assert thing.texts("absent") == thing.items("absent") == ()
    assert len(thing.items("name")) == 2
    assert thing.items("kind") == ()
    assert found(faults)[2:] == [("E109", 2, 7)]


def test_mappings() -> None:
    thing, faults = record("name: {a: b, c: [d]}\nkind: e")
    assert thing.mapping("name") == {"a": "b"}
    assert thing.mapping("kind") == thing.mapping("absent") == {}
    assert found(faults) == [("E109", 1, 17), ("E109", 2, 7)]


def test_a_list_where_a_mapping_is_read_as_texts() -> None:
    thing, faults = record("name: {a: b}\nkind: c")
    assert thing.texts("name") == ()
    assert found(faults) == [("E109", 1, 7)]


@given(st.text(st.sampled_from("ab:-?&*!|>'\"%@`#,[]{}~ \n\t\x00\x85\u2028é\ufeff"), max_size=40))
def test_nothing_is_raised(source: str) -> None:
    faults = Faults()
    value = parse(source, "f", faults)
    assert value is None or not any(fault.code == "E108" for fault in faults.found)
    lines = source.count("\n") + source.count("\x85") + source.count("\u2028") + 2
    for fault in faults.found:
        assert 1 <= fault.span.line <= lines
        assert fault.span.col >= 1
        assert fault.mend
