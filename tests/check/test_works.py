"""The bibliography may be edited, and a work that is cited may come; of the rest of the edition nothing is checked again."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from checker import Checker

from edition import check
from edition.diagnostics import Diagnostic
from edition.model import Edition
from edition.read.facts import FOLDER

BIB, OTHER, NOTE = "bib/editors.bib", "bib/documents.bib", "docs/notes/kee/day.md"
NEW = """
@book{gale2009,
  author = {Gale, Ann},
  title = {Winds of the Reef},
  publisher = {Lisk Press},
  year = {2009},
  keywords = {scholarly},
  standing = {verified},
}
"""


def codes(checker: Checker) -> list[str]:
    return [item.code for item in checker()]


def add(checker: Checker, text: str, name: str = BIB) -> None:
    path = checker.root / name
    path.write_text(path.read_text(encoding="utf-8").rstrip("\n") + "\n" + text, encoding="utf-8")


def test_a_field_of_a_work_is_edited(checker: Checker) -> None:
    checker.put(BIB, "title = {", "title = {On ")
    assert checker() == []
    assert checker.whole == 0
    checker()
    assert checker.opened == 0


def test_what_is_wrong_with_a_work_is_found_again(checker: Checker) -> None:
    checker.put(BIB, "keywords = {scholarly", "keywords = {learned")
    assert codes(checker) == ["E516"]
    assert checker.whole == 0
    checker.put(BIB, "year = {2001}", "year = {2010}")
    assert codes(checker) == ["E516", "E517"] or sorted(codes(checker)) == ["E516", "E517"]
    assert checker.whole == 0
    checker.put(BIB, "keywords = {learned", "keywords = {scholarly")
    checker.put(BIB, "year = {2010}", "year = {2001}")
    assert checker() == []
    assert checker.whole == 0


def test_what_is_found_in_one_file_hangs_on_the_other(checker: Checker) -> None:
    """One work under two keys: the fault stands at the second."""
    add(checker, NEW, OTHER)
    add(checker, NEW.replace("gale2009", "gale-reef2009"))
    checker.put(NOTE, "bear out the log", "bear out the log {cite:p}`gale2009` {cite:p}`gale-reef2009`")
    assert codes(checker) == ["E519"]
    assert checker.whole == 0
    checker.put(OTHER, "Winds of the Reef", "Storms of the Reef")
    assert checker() == []
    assert checker.whole == 0


def test_a_work_comes_with_its_citation(checker: Checker) -> None:
    add(checker, NEW)
    checker.put(NOTE, "bear out the log", "bear out the log {cite:p}`gale2009{p. 3}`")
    assert checker() == []
    assert checker.whole == 0
    checker.put(NOTE, " {cite:p}`gale2009{p. 3}`", "")
    assert codes(checker) == ["E506"]
    assert checker.whole == 1


def test_a_work_comes_with_a_note(checker: Checker) -> None:
    add(checker, NEW)
    path = checker.root / "docs/notes/let/madam.md"
    path.write_text("---\nat: let-1\nlemma: Madam\nkind: fact\nstatus: verified\nseen: [internal]\nauthor: [editors]\n---\nSo says {cite:p}`gale2009{p. 3}`.\n", encoding="utf-8")
    assert checker() == []
    assert checker.whole == 0


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("@book{tern1988,", "@book{tern1989,", "E505"),
        ("@book{tern1988,", "@book{marsh2001,", "E502"),
        ("@book{tern1988,", "@book{tern1988,\n  citedat = {let-99},", "E514"),
        ("@book{tern1988,", "@book{tern1988,\n  citedat = {let-1},\n  printed = {Ode to the wind},", "E525"),
        ("@book{tern1988,", "@book{tern1988", "E501"),
    ],
)
def test_what_others_see_of_a_work_is_checked_with_all(checker: Checker, old: str, new: str, code: str) -> None:
    checker.put(BIB, old, new)
    assert code in codes(checker)
    assert checker.whole == 1
    path = checker.root / BIB
    before, _, after = path.read_text(encoding="utf-8").rpartition(new)
    path.write_text(before + old + after, encoding="utf-8")
    assert checker() == []


def test_a_work_that_nobody_cites_is_found(checker: Checker) -> None:
    add(checker, NEW)
    assert codes(checker) == ["E506"]
    assert checker.whole == 1


def test_a_work_comes_that_was_cited_before(checker: Checker) -> None:
    checker.put(NOTE, "bear out the log", "bear out the log {cite:p}`gale2009{p. 3}`")
    assert codes(checker) == ["E505"]
    add(checker, NEW)
    assert checker() == []
    assert checker.whole == 1


def test_a_key_that_comes_is_offered_where_another_was_meant(checker: Checker) -> None:
    checker.put(NOTE, "bear out the log", "bear out the log {cite:p}`gale2008{p. 3}`")
    checker()
    add(checker, NEW)
    checker.put("docs/notes/let/dues.md", "{cite:p}`lightsonline`", "{cite:p}`lightsonline` {cite:p}`gale2009`")
    assert [item.message for item in checker() if "gale2009" in item.message]


def test_a_check_of_the_whole_edition_that_looks_into_the_works_is_seen(checker: Checker, monkeypatch: pytest.MonkeyPatch) -> None:
    def curious(edition: Edition) -> Iterator[Diagnostic]:
        assert all(work.fields for work in edition.works.values())
        return iter(())

    check.load()
    monkeypatch.setattr(check, "_CHECKS", [*check._CHECKS, curious])
    for path in (checker.root / FOLDER).iterdir():
        path.unlink()
    checker()
    checker.put(BIB, "title = {", "title = {On ")
    checker()
    assert checker.whole == 1
