"""Lemmata: which words are meant, and what is said of words that are not there."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edition.diagnostics import Span
from edition.lemma import Lemma, explain, likeliest, locate, occurrences
from edition.read.faults import Faults
from edition.read.lemmas import at_span, read_lemma
from edition.read.records import parse

TEXT = "The brig struck the reef; the reef was below the light, and the brig was gone."


@pytest.mark.parametrize(
    ("words", "nth", "at"),
    [
        ("struck", 0, 9),
        ("the reef", 1, 16),
        ("the reef", 2, 26),
        ("the reef", 0, None),
        ("the reef", 3, None),
        ("The brig", 0, 0),
        ("the brig", 0, 60),
        ("gone.", 0, 73),
        ("lost", 0, None),
        ("lost", 1, None),
        ("", 0, None),
    ],
)
def test_locate(words: str, nth: int, at: int | None) -> None:
    assert locate(TEXT, Lemma(words, nth)) == at
    if at is not None:
        assert TEXT.startswith(words, at)


def test_occurrences_may_overlap() -> None:
    assert occurrences("anana", "ana") == [0, 2]
    assert occurrences("anana", "") == []


@given(st.text("ab ", max_size=30), st.text("ab ", min_size=1, max_size=3))
def test_every_occurrence_is_found(text: str, words: str) -> None:
    assert occurrences(text, words) == [at for at in range(len(text)) if text.startswith(words, at)]


def test_what_is_said_of_a_lemma_not_found() -> None:
    assert explain(TEXT, Lemma("struck the reaf"), "let-1") == (
        "lemma “struck the reaf” is not in let-1",
        "quote the words as the text has them, “struck the reef”, or correct “at”, or the text if it was spoilt",
    )
    assert explain(TEXT, Lemma("the reef"), "let-1") == ("lemma “the reef” occurs 2 times in let-1", "say which: “lemma: [the reef, 1]”, or quote more words")
    assert explain(TEXT, Lemma("the reef", 3), "let-1") == ("lemma “the reef” occurs 2 times in let-1, not 3", "correct the number after the words")
    assert explain(TEXT, Lemma("struck", 2), "let-1") == ("lemma “struck” occurs 1 time in let-1, not 2", "correct the number after the words")
    assert explain(TEXT, Lemma("zebra"), "let-1")[1] == "quote the words as the text has them, or correct “at”, or the text if it was spoilt"


@given(st.text(max_size=60), st.text(max_size=30))
def test_a_likely_stretch_is_of_the_text(text: str, words: str) -> None:
    found = likeliest(text, words)
    assert found in " ".join(text.split())


def read(source: str) -> tuple[Lemma | None, Faults]:
    faults = Faults()
    record = parse(source, "f.yaml", faults)
    return read_lemma(record.items["lemma"], faults), faults


@pytest.mark.parametrize(
    ("source", "words", "nth"),
    [
        ("lemma: the reef", "the reef", 0),
        ("lemma: [the reef, 2]", "the reef", 2),
        ("lemma: ['a, b', 1]", "a, b", 1),
        ("lemma: 1958", "1958", 0),
        ("lemma: no", "no", 0),
    ],
)
def test_read(source: str, words: str, nth: int) -> None:
    lemma, faults = read(source)
    assert (lemma.words, lemma.nth) == (words, nth)
    assert faults.found == []


@pytest.mark.parametrize(
    "value",
    ["", "[]", "[the reef]", "[the reef, two]", "[the reef, 0]", "[the reef, -1]", "[the reef, 1, 2]", "['', 1]", "{the: reef}", "[[the], 1]", f"[a, {'9' * 5000}]"],
)
def test_read_what_is_no_lemma(value: str) -> None:
    lemma, faults = read(f"lemma: {value}")
    assert lemma is None
    assert [(fault.code, fault.span.line) for fault in faults.found] == [("E109", 1)]
    assert all(fault.mend for fault in faults.found)


def test_place_of_a_lemma() -> None:
    lemma, _ = read("lemma: [the reef, 2]")
    assert lemma.span == Span("f.yaml", 1, 9)
    assert at_span(lemma, Span("x")) == lemma.span
    assert at_span(None, Span("x")) == Span("x")
    assert str(lemma) == "“the reef” (2)"
    assert read_lemma(None, Faults()) is None
