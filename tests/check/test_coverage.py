"""Coverage: what looks like a name, a date, a sum or a quotation, and whether the edition answers for it."""

from __future__ import annotations

from pathlib import Path

import pytest

import overlay
from edition.derive.coverage import coverage
from edition.derive.shapes import Lexicon, dates, names, quotations, starts_sentence, sums
from edition.diagnostics import Span
from edition.model import Passage
from edition.read import read_edition


def passage(text: str, kind: str = "paragraph") -> Passage:
    return Passage("a-1", kind, text, Span("x"), Span("x"))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("on 10 January 1966 it was", ["10 January 1966"]),
        ("in May, 1960, an", ["May, 1960"]),
        ("July 3, 1971 and 1972", ["July 3, 1971", "1972"]),
        ("on 6. December and 13. December 1971", ["6. December", "13. December 1971"]),
        ("(1963-1977), the 1980s", ["1963-1977", "1980s"]),
        ("pp. 1771-173 and ISBN 0195362764", []),
        ("12,345 men of the 20th century", []),
        ("from 1979–1988.", ["1979–1988"]),
    ],
)
def test_dates(text: str, found: list[str]) -> None:
    assert [text[shape.start : shape.end] for shape in dates(text)] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("from 36.2 million rubles (Рубль) to 92.3 million rubles.", ["36.2 million rubles", "92.3 million rubles"]),
        ("the ₨.4.5 billion worth", ["₨.4.5 billion"]),
        ("US$ 1,200 and £5", ["US$ 1,200", "£5"]),
        ("a billion dollar project", ["billion dollar"]),
        ("50 million people, 300 men", []),
        ("200 million US dollars", ["200 million US dollars"]),
    ],
)
def test_sums(text: str, found: list[str]) -> None:
    assert [text[shape.start : shape.end].strip() for shape in sums(text)] == found


@pytest.mark.parametrize(
    ("before", "starts"),
    [
        ("It was so. ", True),
        ("", True),
        ("of Mr. ", False),
        ("by J. ", False),
        ("on 6. ", False),
        ("1. ", True),
        ("he said, “", True),
        ("the ", False),
        ("Is it? ", True),
        ("(1994). ", True),
    ],
)
def test_starts_sentence(before: str, starts: bool) -> None:
    assert starts_sentence(before + "Word", len(before)) is starts


def test_names_are_capitals_where_no_sentence_begins() -> None:
    texts = [passage("Ships sail. Orsa is far. We saw Orsa, and the NATO fleet."), passage("He met Ilse Varn of U.S. fame."), passage("EARLY YEARS", "heading")]
    lexicon = Lexicon(texts, ["ships sail"])
    found = [text.text[shape.start : shape.end] for text in texts for shape in names(text, lexicon)]
    assert found == ["Orsa", "Orsa", "NATO", "U.S.", "Ilse", "Varn"]


def test_quotations() -> None:
    text = passage("He said “we are going home” and “yes”.")
    assert [text.text[shape.start : shape.end] for shape in quotations(text)] == ["“we are going home”"]
    assert len(list(quotations(passage("All of it.", "quotation")))) == 1


def test_states(tmp_path: Path) -> None:
    found = coverage(read_edition(overlay.lay(tmp_path, ())))
    items = {(item.words, item.passage): (item.kind, item.state) for item in found["log"].items}
    assert items["Heron", "log-1"] == ("name", "registered")
    assert items["Captain", "log-1"] == ("name", "waived")
    assert items["May 1801", "log-1"] == ("date", "explained")
    assert items["300 pounds", "log-1"] == ("sum", "explained")
    assert ("Joined", "log-3") not in items
    assert not any(one.open for one in found.values())
    assert found["log"].counts["name"]["waived"] == 1


def test_passages_without_a_note(tmp_path: Path) -> None:
    found = coverage(read_edition(overlay.lay(tmp_path, ())))
    assert found["log"].unannotated == ("log-2", "log-n1")
    assert found["ode"].unannotated == ("ode-1",)


def test_what_is_open(tmp_path: Path) -> None:
    changes = overlay.blocks("```text\nremove: docs/notes/log/worth.md\n```\n```text\nremove: docs/registers/vessels/swift.md\n```\n")
    found = coverage(read_edition(overlay.lay(tmp_path, changes)))
    assert [(item.kind, item.words) for item in found["log"].open] == [("sum", "300 pounds"), ("name", "Swift")]
    assert [(item.kind, item.words) for item in found["let"].open] == [("sum", "300 pounds")]
