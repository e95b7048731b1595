"""The words of a text may be edited, and of the rest of the edition only what was asked of them is asked again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from checker import Checker

from edition import check
from edition.check.again import ASKED
from edition.check.again.watched import Watched
from edition.derive import coverage, mentions
from edition.derive.questions import Log, has, has_lemma, has_whole, logged, same_answers, stands
from edition.model import Edition
from edition.read import read_edition
from edition.read.facts import FOLDER

SPECIMEN = Path(__file__).parents[1] / "specimen"
EDITION = Path(__file__).parents[2]
TEXT = "sources/kee/text.md"


def codes(checker: Checker) -> set[str]:
    return {item.code for item in checker()}


def test_a_word_is_added_to_a_text_and_taken_out_again(checker: Checker) -> None:
    checker.put(TEXT, "I saw", "I once saw")
    assert codes(checker) == {"E211"}, "the witness has it not"
    assert checker.whole == 0
    checker.put(TEXT, "I once saw", "I once or twice saw")
    assert codes(checker) == {"E211"}
    assert checker.whole == 0
    checker.put(TEXT, "I once or twice saw", "I saw")
    assert checker() == []
    assert checker.whole == 0


def test_words_are_changed_and_the_departure_declared(checker: Checker) -> None:
    checker.put("sources/gaz/text.md", "eleven of her", "eleven of all her")
    checker.declare("gaz", "gaz-3", "of all", "of")
    assert [item.message for item in checker()] == []
    assert checker.whole == 0


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("a most singular hornet", "a most singular hornets", None),
        ("singular hornet", "horned", "E302"),
        ("the light, whatever", "the lights, whatever", None),
        ("3 March 1831", "5 March 1831", "E302"),
        ("sat in April 1831", "sat in May 1831", "E619"),
        ("Tobias Wren", "Tobias Gull", "E404"),
        ("40 crowns", "40 pounds", "E302"),
        ("her lanterns", "her lamps", None),
    ],
)
def test_what_is_asked_of_a_text_is_asked_again(checker: Checker, old: str, new: str, code: str | None) -> None:
    checker.put(TEXT, old, new)
    found = codes(checker)  # compared with a fresh check
    if code:
        assert code in found
    checker.put(TEXT, new, old)
    assert checker() == []


def test_a_name_that_is_in_no_register_waits_for_its_witness(checker: Checker) -> None:
    """While the text departs from its witness nothing is said of its names; the edit of the witness alone must find them."""
    checker.put("sources/gaz/text.md", "eleven of her", "eleven of Zebedee her")
    assert codes(checker) == {"E211"}
    assert checker.whole == 0
    checker.declare("gaz", "gaz-3", "of Zebedee", "of")
    assert codes(checker) == {"E403"}
    assert checker.whole == 1


def test_a_silent_document_that_speaks_is_found(checker: Checker) -> None:
    checker.put("sources/gaz/text.md", "as her captain said", "as the inquiry said")
    assert "E624" in codes(checker)
    assert checker.whole == 1


def test_a_form_may_leave_one_text_while_another_has_it(checker: Checker) -> None:
    """“Lisk” stands in two texts, “Tobias Wren” in one."""
    checker.put("sources/gaz/text.md", "a brig of Lisk,", "a brig,")
    assert codes(checker) == {"E211"}
    assert checker.whole == 0


def test_a_word_that_tells_names_from_words_is_asked_again(checker: Checker) -> None:
    """“Kept” begins a sentence of another document, and is a name there if it has its capital within one here."""
    checker.put("sources/gaz/text.md", "eleven of her", "eleven of Kept her")
    found = checker()
    assert checker.whole == 1
    assert [item.message.partition(" is ")[0] for item in found if item.code == "E403"] == ["“Kept” in KEE 1"]


def test_a_word_that_never_began_a_sentence_is_looked_for_everywhere(checker: Checker) -> None:
    """“Sterling” looks like no name by its end, but another text has it with its capital."""
    checker.put(TEXT, "I saw", "I and Sterling saw")
    checker()
    checker.put("sources/gaz/text.md", "eleven of her crew.", "eleven of her crew. Sterling")
    checker.declare("gaz", "gaz-3", "crew. Sterling", "crew.")
    found = checker()
    assert checker.whole == 1
    assert [item.message.partition(" is ")[0] for item in found if item.code == "E403"] == ["“Sterling” in GAZ 3"]


def test_a_name_declared_at_once_is_found(checker: Checker) -> None:
    checker.put("sources/gaz/text.md", "eleven of her", "eleven of Zebedee her")
    checker.declare("gaz", "gaz-3", "of Zebedee", "of")
    assert codes(checker) == {"E403"}
    assert checker.whole == 1


def test_what_was_asked_before_another_outcome_is_not_believed(checker: Checker) -> None:
    store = checker.root / FOLDER / ASKED
    before = store.read_bytes()
    checker.put(TEXT, "I saw", "I once saw")
    checker()
    assert checker.whole == 0
    assert store.read_bytes() != before
    store.write_bytes(before)
    checker.put(TEXT, "I once saw", "I saw")
    assert checker() == []
    assert checker.whole == 1


@pytest.mark.parametrize("root", [SPECIMEN, EDITION])
def test_the_checks_find_the_same_without_the_words(root: Path) -> None:
    """The proof that nothing is known of the texts but what was asked: the words are taken away, and the answers given from the log.

    What is found again in another way, coverage and mentions, is given too.
    """
    edition = read_edition(root)
    watched = Watched(edition)
    found = check.run(edition, watched)
    blind = _without_words(edition)
    for module in (coverage, mentions):
        module._CACHE[blind] = module._CACHE[edition]  # type: ignore[attr-defined]
    before = dict(watched.log.everywhere), {siglum: dict(some) for siglum, some in watched.log.of.items()}
    with logged(watched.log):
        whole = [one for one in check.load() if not any(one in some for some in check._EACH.values())]
        seen = {item for one in whole for item in one(blind)}
    assert (watched.log.everywhere, watched.log.of) == before, "nothing else was asked"
    with_words = {item for one in whole for item in one(edition)}
    assert seen == with_words
    assert {item for item in found if item.code == "E302"} <= seen


def _without_words(edition: Edition) -> Edition:
    documents = {
        siglum: replace(document, passages=tuple(one if one.withdrawn else one._replace(text="", span=one.span._replace(line=1)) for one in document.passages))
        for siglum, document in edition.documents.items()
    }
    return replace(edition, documents=documents)


def test_other_words_give_other_answers() -> None:
    edition = read_edition(SPECIMEN)
    passage, document = edition.passages["kee-2"], edition.documents["kee"]
    with logged(Log()) as log:
        assert has(document, "Tobias Wren"), "the text of a document is that of all its passages"
        assert not has(passage, "Tobias Wren")
        assert has_whole.everywhere(edition, "Halcyon") == ["kee-2", "gaz-1", "gaz-2", "let-1"]
        assert has_lemma(passage, "the", 2)
        assert not has_lemma(passage, "the", 0)
        assert stands(passage, "the brig … the reef")
    assert same_answers(document, log.of["kee"], log.everywhere)
    for old, new in (("lanterns", "lamps"), ("Halcyon", "Alcyon"), ("the reef", "a reef")):
        other = replace(document, passages=tuple(one._replace(text=one.text.replace(old, new)) for one in document.passages))
        assert same_answers(other, log.of["kee"], log.everywhere) is (old == "lanterns")
