"""``{ed:citation}``: what a page shows as a citation is one that stands, by the edition's present number."""

from __future__ import annotations

from edition.derive.receipt import parse
from edition.derive.verify import UNCHANGED, verify
from edition.model import Edition
from edition.sphinx_ext.views import View, citation


def test_of_a_passage(specimen: Edition) -> None:
    words = citation.build(View(specimen, "let-1"))[0].astext()
    receipt = parse(words)
    assert receipt is not None and (receipt.id, receipt.edition) == ("let-1", specimen.citation["version"])
    assert verify(specimen, words).verdict == UNCHANGED, "the title at its beginning is no quotation"
    assert specimen.citation["title"] in words


def test_of_an_account_and_of_the_edition(specimen: Edition) -> None:
    assert "accounts/inquiry" in citation.build(View(specimen, "accounts/inquiry"))[0].astext()
    words = citation.build(View(specimen, ""))[0].astext()
    assert words.startswith(specimen.citation["title"]) and f"Version {specimen.citation['version']} (" in words
    assert citation.build(View(specimen, "zzz-1"))[0].astext() == "There is no zzz-1 to cite."
