"""The index for searching: every word of every record leads to it, and every record to a place that is there."""

from __future__ import annotations

import json
import re
from pathlib import Path

import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_html import Built, build, prepared

from edition.sphinx_ext.search.index import MOST, ORDER, TOGETHER, index, steps
from edition.sphinx_ext.search.records import Record
from edition.sphinx_ext.search.terms import flat, terms


def read(weights: str) -> dict[int, int]:
    """What ``search.js`` reads from a shard."""
    out, at = {}, -1
    for step, letter in re.findall(r"(\d*)([a-z])", weights):
        at += int(step or 1)
        out[at] = ord(letter) - 97
    return out


def taken(folder: Path, name: str) -> object:
    match = re.fullmatch(r'edition\.take\("([^"]+)",(.*)\)\n', (folder / f"{name}.js").read_text(encoding="utf-8"), re.S)
    assert match and match[1] == name
    return json.loads(match[2])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("U.S.S.R.’s co-operation", ["ussr", "cooperation", "co", "operation"]),
        ("Рубль, ₨5: États-Unis", ["рубль", "₨", "5", "etatsunis", "etats", "unis"]),
        ("O'Brien’s “U-2” (1947–1991)", ["obrien", "u2", "u", "2", "1947", "1991"]),
        ("snake_case", ["snake", "case"]),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert list(terms(text)) == expected


def test_a_phrase_has_spaces_for_hyphens() -> None:
    assert flat("Z. A. Bhutto’s warm-water port") == " z a bhutto warm water port "


@given(st.dictionaries(st.integers(0, 10_000), st.integers(0, 25)))
def test_steps_are_read_back(weights: dict[int, int]) -> None:
    ordered = dict(sorted(weights.items()))
    assert read(steps(ordered)) == ordered


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    root = prepared(tmp_path_factory.mktemp("search"))
    with (root / "docs" / "index.md").open("a", encoding="utf-8") as page:
        page.write("\nThe tides are in the tables {cite:p}`marsh2001`.\n")
    return build(root)


def test_each_record_leads_to_its_place(built: Built) -> None:
    folder = built.out / "_search"
    start = taken(folder, "index")
    assert isinstance(start, dict)
    pages: dict[str, set[str]] = {}
    count = 0
    for number in range(-(-start["records"] // TOGETHER)):
        some = taken(folder, f"r/{number}")
        assert isinstance(some, list)
        for title, url, words in some:
            count += 1
            path, _, anchor = url.partition("#")
            if path not in pages:
                pages[path] = set(lxml.html.fromstring((built.out / path).read_text(encoding="utf-8")).xpath("//@id"))
            assert title and words
            assert not anchor or anchor in pages[path], url
    assert count == start["records"] == sum(run[0] for run in start["runs"])
    assert not (built.out / "searchindex.js").exists(), "Sphinx’s own index is not made beside it"


def test_a_citation_is_found_as_it_is_printed(built: Built) -> None:
    """And never by the key of the work, which no reader sees."""
    folder = built.out / "_search"
    start = taken(folder, "index")
    assert isinstance(start, dict)
    some = [record for number in range(-(-start["records"] // TOGETHER)) for record in taken(folder, f"r/{number}")]  # type: ignore[attr-defined]
    assert not [words for _, _, words in some if "marsh2001" in words]
    assert [words for _, url, words in some if url.startswith("index.html") and "tables (Marsh 2001)." in words]


def test_each_word_of_a_record_leads_to_it(built: Built) -> None:
    folder = built.out / "_search"
    start = taken(folder, "index")
    assert isinstance(start, dict)
    at: dict[str, set[int]] = {}
    for number, beginning in enumerate(start["shards"]):
        shard = taken(folder, f"w/{number}")
        assert isinstance(shard, list)
        for forms, weights in shard:
            for form in forms.split():
                assert form.startswith(beginning)
                # a reader asks the shard of the longest beginning
                assert max((other for other in start["shards"] if form.startswith(other)), key=len) == beginning
                at[form] = set(read(weights))
    for number in range(-(-start["records"] // TOGETHER)):
        some = taken(folder, f"r/{number}")
        assert isinstance(some, list)
        for place, (_, _, words) in enumerate(some):
            for term in terms(words):
                assert number * TOGETHER + place in at[term], term


def test_a_full_shard_is_split() -> None:
    found = [Record("t", f"{number}.html", "page", "", "", " ".join(f"{'ab' if number % 2 else 'ac'}{word}" for word in range(number, number + 200))) for number in range(80)]
    pieces = dict(index(found, [], lambda word: word, ()))
    start = json.loads(pieces["index.js"].removeprefix('edition.take("index",').removesuffix(")\n"))
    assert len(start["shards"]) > 1
    assert {"ab", "ac"} <= {beginning[:2] for beginning in start["shards"]}
    assert max(len(script) for path, script in pieces.items() if path.startswith("w/")) < 2 * MOST


def test_a_name_is_found_in_all_its_forms() -> None:
    found = [
        Record("Port Ambar", "places.html#port-ambar", "entry", "", "", "A port.", "", "Port Ambar"),
        Record("LET 1", "let.html#let-1", "document", "LET", "", "At Ambour’s quay.", "", "let-1"),
        Record("LET 2", "let.html#let-2", "document", "LET", "", "At sea.", "", "let-2"),
    ]
    pieces = dict(index(found, [["Port Ambar", "Ambour"]], lambda word: word, ()))
    start = json.loads(pieces["index.js"].removeprefix('edition.take("index",').removesuffix(")\n"))
    named = json.loads(pieces["e/0.js"].removeprefix('edition.take("e/0",').removesuffix(")\n"))
    assert [ORDER[run[1]] for run in start["runs"]] == ["document", "entry"]
    assert set(read(named)) == {0, 2}, "LET 1 and the entry, and not LET 2"
    assert start["own"] == [2]
