"""A note may come, or hang elsewhere; what it explains, and what it names, is looked at, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
from checker import Checker

DUES = "docs/notes/let/dues.md"
NEW = """---
at: let-1
lemma: Madam
kind: context
status: verified
seen: [internal]
author: [editors]
---
She is the widow of {ed:loc}`kee-7`, and of {ed:note}`kee/day` nothing is said to her {cite:p}`tern1988{p. 4}`.
"""


def new(checker: Checker, text: str = NEW, name: str = "docs/notes/let/madam.md") -> Path:
    path = checker.root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def codes(checker: Checker) -> list[str]:
    return [item.code for item in checker()]


def test_a_note_comes(checker: Checker) -> None:
    new(checker)
    assert checker() == []
    assert (checker.whole, checker.opened) == (0, 1)
    checker.put("docs/notes/let/madam.md", "She is", "This is")
    assert checker() == []
    assert checker.whole == 0
    checker.put("sources/let/text.md", "Madam,", "Sir,")
    assert "E302" in codes(checker), "the text is asked for the words on which it hangs"


def test_a_note_comes_that_another_has_come_to_name(checker: Checker) -> None:
    new(checker)
    checker.put(DUES, "\n---\n", "\n---\nSee {ed:note}`let/madam`. ")
    assert checker() == []
    assert checker.whole == 0


@pytest.mark.parametrize(
    ("old", "new_", "code"),
    [
        ("lemma: Madam", "lemma: Sir", "E302"),
        ("at: let-1", "at: let-9", "E303"),
        ("at: let-1\nlemma: Madam", "at: gaz-3\nlemma: Saved", "E305"),
        ("at: let-1\nlemma: Madam", "at: kee-6\nlemma: Withdrawn", "E309"),
        ("kee-7", "kee-17", "E606"),
        ("kee/day", "let/madam", "E631"),
        ("tern1988", "tern1989", "E505"),
        ("author: [editors]", "author: [ruht]", "E306"),
        ("She is", "LET 17 is", "E618"),
        ("She is", "TO FILL: she is", "E709"),
        ("She is the widow", "She is the the widow", "E713"),
        ("kind: context", "kind: contex", "E112"),
    ],
)
def test_what_is_wrong_with_a_new_note_is_found(checker: Checker, old: str, new_: str, code: str) -> None:
    path = new(checker, NEW.replace(old, new_))
    assert code in codes(checker)
    path.write_text(NEW, encoding="utf-8")
    assert checker() == []


def test_a_new_note_that_begins_as_another_does_is_found(checker: Checker) -> None:
    sentence = "The night before the day that {ed:loc}`gaz-2` has; the tide tables bear out the log {cite:p}`marsh2001{p. 12}`."
    new(checker, NEW.rpartition("\n---\n")[0] + f"\n---\n{sentence}\n")
    assert codes(checker) == ["E310"]


@pytest.fixture
def dated(checker: Checker) -> Checker:
    """With a year in a text that a note explains, and nothing else."""
    checker.put("sources/gaz/text.md", "eleven of her crew", "eleven of her crew of 1829")
    checker.declare("gaz", "gaz-3", "crew of 1829", "crew")
    new(checker, NEW.replace("let-1", "gaz-3").replace("Madam", "1829"), "docs/notes/gaz/year.md")
    assert checker() == []
    return checker


def test_a_note_that_explained_a_date_goes_and_comes_again(dated: Checker) -> None:
    path = dated.root / "docs/notes/gaz/year.md"
    note = path.read_text(encoding="utf-8")
    path.unlink()
    assert codes(dated) == ["E312"]
    assert dated.whole == 1, "nothing may go"
    path.write_text(note, encoding="utf-8")
    assert dated() == []
    assert dated.whole == 1, "it mends what was found elsewhere"


def test_a_note_hangs_on_other_words(dated: Checker) -> None:
    dated.put("docs/notes/gaz/year.md", "lemma: 1829", "lemma: crew of 1829")
    assert dated() == []
    assert dated.whole == 0
    dated.put("docs/notes/gaz/year.md", "lemma: crew of 1829", "lemma: eleven of her")
    assert codes(dated) == ["E312"]
    assert dated.whole == 1
    dated.put("docs/notes/gaz/year.md", "lemma: eleven of her", "lemma: of 1829")
    assert dated() == []


def test_a_waiver_is_needed_again(dated: Checker) -> None:
    path = dated.root / "sources/gaz/waivers.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "- {at: gaz-3, words: '1829', why: nobody asks}\n", encoding="utf-8")
    assert codes(dated) == ["E904"]
    dated.put("docs/notes/gaz/year.md", "lemma: 1829", "lemma: eleven of her")
    assert dated() == []


def test_what_a_note_leaves_open_waits_for_the_witness(dated: Checker) -> None:
    """While the text departs from its witness nothing is said of its dates; the emendation alone must find them."""
    dated.put("sources/gaz/text.md", "eleven of her", "twelve of her")
    assert codes(dated) == ["E211"]
    assert dated.whole == 0
    dated.put("docs/notes/gaz/year.md", "lemma: 1829", "lemma: twelve of her")
    assert codes(dated) == ["E211"]
    assert dated.whole == 0
    dated.put("sources/gaz/emendations.yaml", "{at: gaz-3, lemma: crew", "{at: gaz-3, lemma: twelve, witness: eleven, kind: misprint, why: it was miscounted}\n- {at: gaz-3, lemma: crew")
    assert codes(dated) == ["E312"]
    assert dated.whole == 1


def test_two_notes_on_one_date_are_counted(dated: Checker) -> None:
    new(dated, NEW.replace("let-1", "gaz-3").replace("Madam", "of 1829").replace("She is", "He is"), "docs/notes/gaz/other.md")
    assert dated() == []
    assert dated.whole == 0
    dated.put("docs/notes/gaz/year.md", "lemma: 1829", "lemma: eleven of her")
    assert dated() == []
    assert dated.whole == 0
    dated.put("docs/notes/gaz/other.md", "lemma: of 1829", "lemma: of her crew")
    assert codes(dated) == ["E312"]


def test_a_note_that_comes_is_offered_where_another_was_meant(checker: Checker) -> None:
    checker.put(DUES, "\n---\n", "\n---\nSee {ed:note}`let/madan`. ")
    checker()
    new(checker)
    assert [item.message for item in checker() if "“let/madam”" in item.message]


@pytest.mark.parametrize("name", ["docs/notes/let/madam.txt", "docs/notes/ode/madam.md", "docs/texts/ode.md", "docs/registers/people/ode.md", "sources/ode/text.md", "bib/ode.bib"])
def test_whatever_else_comes_is_checked_with_all(checker: Checker, name: str) -> None:
    path = new(checker, name=name)
    checker()
    assert checker.whole == 1
    path.unlink()
    checker()


def test_each_note_may_go_and_come_again(checker: Checker) -> None:
    answered = 0
    for path in sorted((checker.root / "docs" / "notes").rglob("*.md")):
        text = path.read_text(encoding="utf-8")
        path.unlink()
        checker()
        path.write_text(text, encoding="utf-8")
        assert checker() == []
        answered += not checker.whole
    assert answered, "some are named by nobody, and explain what another explains too"
