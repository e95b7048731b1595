"""Citations: what the dialog makes is what ``edition verify`` accepts, with the fingerprint of the passage's words."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from edition.derive.ledger import stands
from edition.derive.receipt import fingerprint, parse
from edition.derive.verify import UNCHANGED, verify
from edition.model import Edition

pytestmark = pytest.mark.browser

FORMS = ("note", "date", "mla", "bib", "ris", "csl")


def test_every_form_of_every_passage_is_accepted(visit: Callable[..., Any], edition: Edition) -> None:
    """Each passage of each document, its own notes and headings among them, in each form of citation."""
    page = visit("index.html")
    start = page.url.removesuffix("index.html")
    for siglum, document in edition.documents.items():
        page.goto(f"{start}texts/{siglum}.html")
        made = page.evaluate(
            "forms => Array.from(document.querySelectorAll('.pg')).map(pg => [pg.id, forms.map(form => window.edition.citation(pg, '', form))])", list(FORMS)
        )
        assert [id_ for id_, _ in made] == [passage.id for passage in document.passages]
        for id_, citations in made:
            for words in citations:
                receipt = parse(words)
                assert receipt is not None, words
                assert receipt == (id_, edition.citation["version"], fingerprint(edition.passages[id_].text)), words
            if not edition.passages[id_].withdrawn:
                assert verify(edition, citations[0]).verdict == UNCHANGED, citations[0]


@pytest.mark.parametrize("form", FORMS)
def test_copied_from_the_dialog(visit: Callable[..., Any], edition: Edition, longest: str, form: str) -> None:
    """Words selected with the mouse, the button beside them, the form chosen, copied: the clipboard has quotation and receipt."""
    page = visit(f"texts/{longest}.html", permissions=["clipboard-read", "clipboard-write"])
    passage = next(
        passage
        for passage in edition.documents[longest].passages
        if passage.kind == "paragraph" and any(item.kind == "misprint" for item in edition.documents[longest].emendations_at.get(passage.id, ()))
    )
    page.locator(f"#{passage.id}").scroll_into_view_if_needed()
    page.evaluate("id => getSelection().selectAllChildren(document.querySelector('#' + id + ' > p'))", passage.id)
    page.get_by_role("button", name="Cite these words").click()
    page.check(f'dialog.cite [value="{form}"]')
    page.click("dialog.cite .copy")
    page.wait_for_function("document.querySelector('dialog.cite .copy').textContent === 'Copied'")
    words = page.evaluate("navigator.clipboard.readText()")
    receipt = parse(words)
    assert receipt is not None and receipt.id == passage.id and receipt.fingerprint == fingerprint(passage.text)
    quoted = passage.text.replace("“", "‘").replace("”", "’")[:80]
    if form in ("note", "date", "mla"):
        assert quoted in words, "the words quoted are those of the reading text, without witness readings and marks"
    if form == "csl":
        assert json.loads(words)[0]["locator"].startswith(parse_name(receipt.id))
    page.reload()
    page.click("#cite-open")
    assert page.is_checked(f'dialog.cite [value="{form}"]'), "the form chosen is kept"


@pytest.mark.parametrize(
    ("words", "led"),
    [("unchanged since 2001.1", False), ("not yet released", False), ("unchanged since 2002.1, changed then", True), ("withdrawn in 2002.1", True)],
)
def test_since_when_it_stands(visit: Callable[..., Any], edition: Edition, longest: str, words: str, led: bool) -> None:
    """The box says since which edition the words stand, as the number in the margin does; where they changed it leads to the list."""
    page = visit(f"texts/{longest}.html")
    passage = next(passage for passage in edition.documents[longest].passages if passage.kind == "paragraph")
    number = page.locator(f"#{passage.id} > .pn")
    assert number.get_attribute("title") == stands(edition, passage.id).words
    number.evaluate("(number, words) => { number.title = words; window.edition.cite(number.parentNode); }", words)
    said = page.locator("dialog.cite .cite-since")
    assert said.inner_text().startswith(f"{parse_name(passage.id)}: {words}.")
    assert said.locator("a").count() == led


def parse_name(id_: str) -> str:
    return id_.replace("-", " ", 1).upper()


def test_metadata_for_managers_and_machines(visit: Callable[..., Any], edition: Edition, longest: str) -> None:
    page = visit(f"texts/{longest}.html")
    tags = dict(page.evaluate("Array.from(document.querySelectorAll('meta[name^=citation_]')).map(m => [m.name, m.content])"))
    assert tags["citation_title"] == edition.documents[longest].title
    data = json.loads(page.locator('script[type="application/ld+json"]').first.inner_text())
    assert data["name"] == edition.documents[longest].title and data["isPartOf"]["name"] == edition.citation["title"]
