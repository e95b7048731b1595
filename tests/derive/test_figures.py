"""Figures, shares, releases and rules."""

from __future__ import annotations

from makers import account, document, edition, note, telling

from edition.derive.figures import figures, shares
from edition.derive.releases import releases
from edition.derive.rules import FAMILIES, declared


def test_what_the_edition_is_made_of() -> None:
    made = edition(document("aa"), document("bb"), accounts=(account("fall", "1830", telling("aa-1", "Words")),), notes=(note("aa/x", "aa-1", "Words"), note("aa/y", "aa-1", "of", withdrawn="gone")))
    found = figures(made)
    assert (found["documents"], found["passages"], found["words"], found["notes"], found["events in several documents"]) == (2, 2, 6, 1, 1)
    assert [(share.name, share.notes, share.accounts, share.reviews) for share in shares(made)] == [("Ann", 1, 1, 0), ("Bob", 0, 0, 1)]


def test_the_first_release_is_that_of_the_citation() -> None:
    (release,) = releases(edition(citation={"version": "1900.1", "date-released": "1900-02-03"}))
    assert (release.number, release.date, release.changes) == ("1900.1", "3 February 1900", ("first edition",))
    assert releases(edition()) == []


def test_the_rules_of_the_source_are_those_of_the_running_program() -> None:
    from edition.check import load
    from edition.diagnostics import RULES

    load()
    found = {rule.code: rule for rule in declared()}
    assert len(found) == len(declared())
    assert {code: rule for code, rule in found.items() if code in RULES} == RULES
    assert {code[1] for code in found} <= set(FAMILIES)
