"""Search by passage: what a reader types, and where the hits land."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest

pytestmark = pytest.mark.browser

#: what is typed, the filters, and addresses that are among the first twenty hits
QUERIES: list[tuple[str, dict[str, str], set[str]]] = [
    ("Zulfikar", {"what": "document"}, {"art-7", "web-1"}),  # the documents have Zulfiqar and Z. A. as well
    ("Zulfiqar", {"what": "document"}, {"va-1", "vb-1"}),  # … and the entry Zulfikar
    ("Z. A. Bhutto", {"what": "entry"}, {"bhutto"}),
    ("Рубль", {}, {"va-4", "vb-4", "ruble"}),
    ("₨", {}, {"va-4", "vb-4", "rupee"}),
    ("Koran peninsula", {}, {"art-10"}),  # the slip of the file received, which the text has corrected
    ("Korean peninsula", {}, {"art-10", "korea"}),
    ("Ariel plane", {}, {"art-13", "note-art-aerial-plane"}),
    ("U-2", {"what": "document"}, {"art-13", "web-4"}),
    ("Tashkent Declaration", {"what": "document"}, {"art-31"}),
    ("Tashkent Declaration", {"what": "note"}, {"note-art-tashkent-date"}),
    ("Tashkent Declaration", {"what": "account"}, {"accounts/tashkent.html"}),
    ("Ghazi", {}, {"web-14", "ghazi", "note-web-ghazi-hangor-mangor"}),
    ("Pakhtunistan", {"what": "document"}, {"art-34", "ans-3"}),  # also written Pashtunistan and Pakhtoonistan
    ("SEATO", {"what": "document", "doc": "VA"}, {"va-4"}),
    ("decolonization", {}, {"decolonisation", "art-4"}),
    ("decolonisation", {}, {"note-art-decolonization"}),
    ('"warm water"', {"what": "document"}, {"art-60"}),
    ("Kux", {"what": "work"}, {"cite-kux2001"}),
    ("steel mill", {"doc": "ANS", "what": "document"}, {"ans-8"}),
    ("ART 13", {}, {"art-13"}),
    ("art-n38", {}, {"art-n38"}),
    ("sovereignty", {"doc": "ART", "what": "document"}, {"art-3"}),
    ("how to cite", {"what": "page"}, {"a-passage", "the-edition"}),
]


@pytest.fixture
def search(visit: Callable[..., Any]) -> Callable[..., tuple[Any, list[str]]]:
    def ask(query: str, **filters: str) -> tuple[Any, list[str]]:
        page = visit("search.html?" + urlencode({"q": query, **filters}))
        page.wait_for_function("/place|index/.test(document.querySelector('.search-said').textContent)")
        page.wait_for_timeout(300)
        hits = page.evaluate("Array.from(document.querySelectorAll('.hit-h')).map(function (a) { return a.href; })")
        return page, [urlsplit(hit).fragment or urlsplit(hit).path.lstrip("/") for hit in hits]

    return ask


@pytest.mark.parametrize(("query", "filters", "expected"), QUERIES, ids=lambda value: str(value)[:30])
def test_found(search: Callable[..., Any], query: str, filters: dict[str, str], expected: set[str]) -> None:
    _, hits = search(query, **filters)
    assert expected <= set(hits), hits
    if "doc" in filters:
        assert all(hit.startswith((filters["doc"].lower() + "-", "note-" + filters["doc"].lower())) for hit in hits), hits


def test_hits_land_on_the_passage(search: Callable[..., Any]) -> None:
    page, hits = search("Tashkent Declaration", what="document")
    first = hits[0]
    page.locator(".hit-h").first.click()
    page.wait_for_selector(f"#{first}")
    page.wait_for_timeout(400)
    box = page.locator(f"#{first}").bounding_box()
    assert 0 < box["y"] < 500, "the passage is in sight, and not under the bar"
    assert "Tashkent" in page.locator(f"#{first}").inner_text()


def test_filters_tell_the_document_from_the_editors(search: Callable[..., Any]) -> None:
    page, _ = search("Tashkent")
    page.select_option('.search-by [name="what"]', "document")
    page.wait_for_function("Array.from(document.querySelectorAll('.hit-what')).every(function (w) { return /documents/.test(w.textContent); })")
    page.select_option('.search-by [name="what"]', "note")
    page.wait_for_selector(".hit-note")
    page.select_option('.search-by [name="kind"]', "fact")
    page.wait_for_function("Array.from(document.querySelectorAll('.hit-what')).every(function (w) { return /fact/.test(w.textContent); })")
    assert "what=note" in page.url and "kind=fact" in page.url, "a search can be sent on"


def test_a_slip_of_the_reader(search: Callable[..., Any]) -> None:
    page, _ = search("Khruschov")
    page.get_by_role("button", name="Khrushchev").click()
    page.wait_for_selector(".hit-h")
    assert page.input_value("#q") == "Khrushchev"
