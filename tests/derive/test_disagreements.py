"""Disagreements and the concordance: who states what, where, and what agreement is worth."""

from __future__ import annotations

import pytest
from makers import account, document, edition, note, passage, relation, telling

from edition.derive.concordance import by_event, by_passage
from edition.derive.disagreements import aspects, dated, lines
from edition.model import Edition


def made() -> Edition:
    return edition(
        document("aa", passage("aa-s1", "Heading", "heading"), passage("aa-1", "one two"), passage("aa-2", "three"), relations=(relation("aa", "bb", "one-text"),)),
        document("bb"),
        document("cc"),
        document("dd"),
        accounts=(
            account("peace", "1840", telling("aa-2", "three", date="1840")),
            account(
                "fall",
                "1830",
                telling("aa-2", "three", date="1820", ship="a brig"),
                telling("aa-1", "one", date="1820"),
                telling("bb-1", "Words", date="1820", ship="a Brig"),
                telling("cc-1", "Words", date="1830", ship="a sloop", crew="nine"),
            ),
        ),
        notes=(note("aa/one", "aa-1", "one"),),
    )


def test_a_line_for_each_event_in_the_order_of_time() -> None:
    fall, peace = lines(made())
    assert (fall.account.id, peace.account.id) == ("fall", "peace")
    assert {siglum: [(value.aspect, value.words, value.wrong) for value in values] for siglum, values in fall.values.items()} == {
        "aa": [("date", "1820", True), ("ship", "a brig", False)],
        "bb": [("date", "1820", True), ("ship", "a Brig", False)],
        "cc": [("date", "1830", False), ("ship", "a sloop", False)],
    }


def test_agreement_is_weighed_by_dependence() -> None:
    fall, peace = lines(made())
    assert fall.weight == "three documents, two voices"
    assert fall.verdict == "on the date one right, one wrong"
    assert (peace.weight, peace.verdict) == ("one document, one voice", "")


def test_only_aspects_of_which_several_documents_speak_otherwise() -> None:
    one = account("x", "1830", telling("aa-1", "a", ship="a brig", crew="nine"), telling("aa-2", "b", crew="ten"), telling("bb-1", "c", ship="A brig"))
    assert aspects(one) == ["date"]


@pytest.mark.parametrize(
    ("words", "printed"),
    [
        ("1972-03-02/1972-03-05", "2–5 March 1972"),
        ("1972-03-30/1972-04-02", "30 March–2 April 1972"),
        ("1972-03/1972-05", "March–May 1972"),
        ("1954/1959", "1954–1959"),
        ("1972-12/1973-01", "December 1972–January 1973"),
        ("1960-05-01", "1 May 1960"),
        ("1955/1956-03", "1955–March 1956"),
    ],
)
def test_an_interval_says_once_what_its_ends_share(words: str, printed: str) -> None:
    assert dated(words) == printed


def test_the_concordance_goes_both_ways() -> None:
    edition_ = made()
    fall, peace = by_event(edition_)
    assert (fall.loci, peace.loci) == ({"aa": ("aa-2", "aa-1"), "bb": ("bb-1",), "cc": ("cc-1",)}, {"aa": ("aa-2",)})
    assert [(entry.passage.id, entry.accounts, entry.notes) for entry in by_passage(edition_, edition_.documents["aa"])] == [("aa-1", ("fall",), 1), ("aa-2", ("fall", "peace"), 0)]


def test_the_concordance_names_entities(specimen: Edition) -> None:
    entries = [entry for document in specimen.documents.values() for entry in by_passage(specimen, document)]
    assert {name for entry in entries for name in entry.names} <= set(specimen.entities)
    assert any(entry.names for entry in entries)
