"""Figures, shares, releases and rules."""

from __future__ import annotations

from dataclasses import replace

from makers import NOWHERE, account, document, edition, note, telling

from edition.derive.figures import figures, shares
from edition.derive.releases import releases
from edition.derive.rules import FAMILIES, declared
from edition.model import LedgerLine


def test_what_the_edition_is_made_of() -> None:
    made = edition(document("aa"), document("bb"), accounts=(account("fall", "1830", telling("aa-1", "Words")),), notes=(note("aa/x", "aa-1", "Words"), note("aa/y", "aa-1", "of", withdrawn="gone")))
    found = figures(made)
    assert (found["documents"], found["passages"], found["words"], found["notes"], found["events in several documents"]) == (2, 2, 6, 1, 1)
    assert [(share.name, share.notes, share.accounts, share.reviews) for share in shares(made)] == [("Ann", 1, 1, 0), ("Bob", 0, 0, 1)]


def test_before_the_ledger_the_first_release_is_that_of_the_citation() -> None:
    (release,) = releases(edition(citation={"version": "1900.1", "date-released": "1900-02-03"}))
    assert (release.number, release.date, release.first, release.differences) == ("1900.1", "3 February 1900", True, ())
    assert releases(edition()) == []


def test_the_releases_of_the_ledger_the_newest_first() -> None:
    def line(id_: str, kind: str, release: str, words: str, hash_: str = "") -> LedgerLine:
        return LedgerLine(id_, kind, release, hash_, words, "", NOWHERE)

    known = (
        line("1900.1", "release", "1900.1", "1900-02-03"), line("aa-1", "passage", "1900.1", "Old words", "0"), line("aa/x", "note", "1900.1", "", "1"),
        line("1901.1", "release", "1901.1", "1901-02-03"), line("aa-1", "passage", "1901.1", "Words of bb", "2"), line("bb-1", "passage", "1901.1", "Words of bb", "3"),
    )  # fmt: skip
    after, newest, oldest = releases(replace(edition(document("aa")), ledger=known))
    assert (oldest.number, oldest.first, oldest.differences) == ("1900.1", True, ())
    assert (newest.number, newest.date, newest.counts) == ("1901.1", "3 February 1901", [("new", "passage", 1), ("changed", "passage", 1)])
    assert (after.number, [(one.id, one.what, one.before, one.after) for one in after.differences]) == ("", [("aa-1", "changed", "Words of bb", "Words of aa")])


def test_the_rules_of_the_source_are_those_of_the_running_program() -> None:
    from edition.check import load
    from edition.diagnostics import RULES

    load()
    found = {rule.code: rule for rule in declared()}
    assert len(found) == len(declared())
    assert {code: rule for code, rule in found.items() if code in RULES} == RULES
    assert {code[1] for code in found} <= set(FAMILIES)
