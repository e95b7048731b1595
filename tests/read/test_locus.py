"""Loci, held to ``tests/loci.json``, which is only ever added to."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edition.locus import LOCUS, PRINTED, SIGLUM, SLUG, Locus, from_printed, from_roman, parse, printed, roman

TABLE = Path(__file__).parent.parent / "loci.json"
DATA = json.loads(TABLE.read_text(encoding="utf-8"))


@pytest.mark.parametrize("row", DATA["ids"], ids=lambda row: row["id"])
def test_ids(row: dict) -> None:
    assert parse(row["id"]) == Locus(*row["parsed"])
    assert printed(row["id"]) == row["printed"]
    assert from_printed(row["printed"]) == row["id"]
    assert PRINTED.fullmatch(row["printed"])


@pytest.mark.parametrize("id_", DATA["malformed"], ids=repr)
def test_malformed_ids(id_: str) -> None:
    assert parse(id_) is None


@pytest.mark.parametrize(("number", "numeral"), DATA["roman"])
def test_roman(number: int, numeral: str) -> None:
    assert roman(number) == numeral
    assert from_roman(numeral) == number


@pytest.mark.parametrize("words", DATA["no_roman"], ids=repr)
def test_no_roman(words: str) -> None:
    assert from_roman(words) is None


@given(st.integers(1, 3999))
def test_roman_both_ways(number: int) -> None:
    assert from_roman(roman(number)) == number


@given(st.from_regex(LOCUS, fullmatch=True))
def test_an_id_survives_print(id_: str) -> None:
    assert from_printed(printed(id_)) == id_
    assert parse(id_) is not None


@given(st.text(max_size=20))
def test_any_words_are_parsed_or_not(words: str) -> None:
    locus = parse(words)
    if locus is not None:
        assert words == f"{locus.siglum}-{locus.series}{locus.number}{locus.suffix}"
        assert words.isascii()


def test_order_within_a_series() -> None:
    ids = ["x-2", "x-10", "x-10a", "x-10b", "x-11"]
    loci = [parse(id_) for id_ in ids]
    assert sorted(loci, key=lambda locus: locus.order) == loci


def test_names() -> None:
    assert all(SIGLUM.fullmatch(word) for word in ("art", "k2", "a"))
    assert not any(SIGLUM.fullmatch(word) for word in ("", "Art", "2k", "a-b", "a_b", "a b", "ä"))
    assert all(SLUG.fullmatch(word) for word in ("u-2", "2nd", "a-b-c"))
    assert not any(SLUG.fullmatch(word) for word in ("", "-a", "a-", "a--b", "A", "a_b", "a.b"))


def test_the_table_is_only_added_to() -> None:
    """Every row that was ever committed still stands."""
    ran = subprocess.run(
        ["git", "log", "--format=%H", "--", "tests/loci.json"], cwd=TABLE.parent.parent, capture_output=True, text=True, check=False
    )
    if ran.returncode or not ran.stdout:
        pytest.skip("not in a repository with its history")
    for commit in ran.stdout.split():
        shown = subprocess.run(["git", "show", f"{commit}:tests/loci.json"], cwd=TABLE.parent.parent, capture_output=True, text=True, check=False)
        if shown.returncode:
            continue
        before = json.loads(shown.stdout)
        for key, rows in before.items():
            if isinstance(rows, list):
                assert [row for row in rows if row not in DATA[key]] == [], f"rows of {commit[:8]} are gone from “{key}”"
