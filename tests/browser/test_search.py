"""Search by passage: what a reader types, and where the hits land."""

from __future__ import annotations

import json
import random
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest
from sphinx.search.en import SearchEnglish

from edition.sphinx_ext.search.terms import terms

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


def test_each_choice_says_how_many_places_it_would_leave(search: Callable[..., Any]) -> None:
    page, _ = search("Tashkent")
    told = int(page.locator(".search-said").inner_text().split(" place")[0])
    counts = [int(words.rpartition("(")[2].rstrip(")")) for words in page.locator('.search-by [name="what"] option:not([value=""])').all_inner_texts()]
    assert sum(counts) == told
    page.select_option('.search-by [name="what"]', "document")
    page.wait_for_function(f"document.querySelector('.search-said').textContent.startsWith('{counts[0]} place')")


def test_a_word_that_stands_nowhere_is_named(search: Callable[..., Any]) -> None:
    page, hits = search("Tashkent zyxwv")
    assert "without “zyxwv”" in page.locator(".search-said").inner_text()
    assert "art-31" in hits
    page, hits = search("zyxwv")
    assert hits == []
    assert page.locator(".search-said").inner_text().startswith("0 places")


def test_words_in_quotation_marks_stand_together(search: Callable[..., Any]) -> None:
    _, apart = search("war cold")
    page, together = search('"war cold"')
    assert len(apart) > len(together)
    for words in page.locator(".hits p").all_inner_texts():
        assert "war" in words.lower()


def test_what_is_typed_is_found_before_the_word_is_whole(search: Callable[..., Any]) -> None:
    _, hits = search("Khrushch")
    assert "khrushchev" in hits


def test_the_entry_of_a_name_comes_first(search: Callable[..., Any]) -> None:
    assert search("Bhutto")[1][0] == "bhutto"


@pytest.mark.parametrize("seed", range(3))
def test_a_rare_word_leads_to_its_place(search: Callable[..., Any], site: Path, seed: int) -> None:
    """A word of one record alone finds it: the page takes a question apart as the index took the texts."""
    start = json.loads(re.fullmatch(r"edition\.take\([^,]+,(.*)\)\n", (site / "_search/index.js").read_text(encoding="utf-8"), re.S)[1])
    chance = random.Random(seed)
    rare = []
    for number in range(-(-start["records"] // start["together"])):
        script = (site / f"_search/r/{number}.js").read_text(encoding="utf-8")
        rare += [(record, word) for record in json.loads(re.fullmatch(r"edition\.take\([^,]+,(.*)\)\n", script, re.S)[1]) for word in re.findall(r"[^\s“”(),;:]+", record[2])]
    stem = SearchEnglish({}).stem
    stems = Counter(stem(term) for _, word in rare for term in terms(word))
    # Counted over all words: “nearly” has the stem of “near”, which is short, and stands in many places.
    once = [(record, word) for record, word in rare if len(word) >= 7 and len(list(terms(word))) == 1 and stems[stem(next(terms(word)))] == 1]
    for record, word in chance.sample(once, 12):
        _, hits = search(word)
        assert (urlsplit(record[1]).fragment or record[1]) in hits, word
