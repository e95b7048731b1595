"""Faults that others planted, each told once, at its place, and nothing else with it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from checker import Checker

from edition.check import run
from edition.check.fixes import applied, edits
from edition.read import read_edition

NOTE, PAGE, BIB, CITATION = "docs/notes/kee/day.md", "docs/texts/kee.md", "bib/editors.bib", "CITATION.cff"
RELEASED = "docs/notes/art/u2-date.md"
EDITION = Path(__file__).parents[2]


def told(root: Path) -> list[tuple[str, str]]:
    return [(item.code, item.span.file) for item in run(read_edition(root))]


def append(root: Path, name: str, words: str) -> None:
    with (root / name).open("a", encoding="utf-8") as file:
        file.write(words)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("See [the rules][rules].\n\n[rules]: principals.md\n", "E614"),
        ("See [this](<the text.md>).\n", "E614"),
        ("See {ed:loc} `kee-99`.\n", "E664"),
        ("See {cite:p}`tern1988`{p. 4}.\n", "E664"),
        ("See {cite:year}`tern1989`.\n", "E660"),
        ("From 1831 to 1830 it stood empty.\n", "E712"),
        ("It was on the 31st of June 1831.\n", "E710"),
        ("See [it](www.example.org/x).\n", "E671"),
        ("See LET 1–9.\n", "E618"),
        ("See LET 9.\n", "E618"),
        ("See LET 1–2.\n", None),
        ("```{ed:citation} kee-99\n```\n", "E606"),
        ("```{ed:citation} accounts/nothing\n```\n", "E606"),
    ],
)
def test_on_a_page(specimen_copy: Callable[..., Path], words: str, code: str | None) -> None:
    root = specimen_copy()
    append(root, PAGE, f"\n{words}")
    assert told(root) == ([(code, PAGE)] if code else [])


@pytest.mark.parametrize("words", ["[it](dues.md)", "[it](../../texts/kee.md)", "[it](#note-kee-day)"])
@pytest.mark.parametrize("file", [NOTE, "docs/accounts/inquiry.md", "docs/registers/people/tobias-wren.md"])
def test_a_record_is_shown_elsewhere_than_it_stands(specimen_copy: Callable[..., Path], file: str, words: str) -> None:
    root = specimen_copy()
    append(root, file, f"\nSee {words}.\n")
    assert told(root) == [("E614", file)]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("See [it](docs/principals.md).", "E614"),
        ("See ![it](docs/_static/nothing.png).", "E614"),
        ("See [it](Docs/texts/kee.md).", "E615"),
        ("See [it](#no-such-heading).", "E613"),
        ("See [it](docs/texts/kee.md#no-such-heading).", "E613"),
        ("See [it][there].\n\n[there]: docs/principals.md", "E614"),
        ("See [it](docs/texts/kee.md), [the top](#a-title) and `[it](nothing.md)`.\n\n```\n[it](nothing.md)\n```", None),
        ("See [it](https://example.org/nothing.md).", None),
    ],
)
def test_on_a_page_of_the_repository(checker: Checker, words: str, code: str | None) -> None:
    """And a check after an edit sees it too."""
    readme = checker.root / "README.md"
    readme.write_text("# A title\n\nNothing yet.\n", encoding="utf-8")
    assert checker() == []
    readme.write_text(f"# A title\n\n{words}\n", encoding="utf-8")
    assert [(item.code, item.span.file, item.span.line) for item in checker()] == ([(code, "README.md", 5 if "[there]:" in words else 3)] if code else [])


@pytest.fixture
def this(tmp_path: Path) -> Path:
    """A copy of this edition, which has been released."""
    for name in ("sources", "docs", "bib"):
        shutil.copytree(EDITION / name, tmp_path / name)
    shutil.copy(EDITION / CITATION, tmp_path / CITATION)
    return tmp_path


@pytest.mark.parametrize(
    ("old", "new"),
    [("kind: ", "kind:"), ("kind: ", "Kind: "), ("author: [editors]\n", ""), ("---\nat:", "--- \nat:"), ("lemma: ", "lemma: U-2: ")],
)
def test_a_released_note_that_cannot_be_read_is_not_gone(this: Path, old: str, new: str) -> None:
    path = this / RELEASED
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    assert {(file, code == "E640") for code, file in told(this) if code[0] == "E" and code < "E9"} == {(RELEASED, False)}


def test_a_released_note_that_is_gone_is_missed(this: Path) -> None:
    (this / RELEASED).unlink()
    assert "E640" in {code for code, _ in told(this)}


def test_no_fix_follows_a_text_that_was_spoilt(this: Path) -> None:
    """A contributor who types straight quotation marks into a text is not offered them in the notes as well."""
    text = this / "sources" / "art" / "text.md"
    words = text.read_text(encoding="utf-8")
    assert "“Peshawar”" in words
    text.write_text(words.replace("“Peshawar”", '"Peshawar"'), encoding="utf-8")
    edition = read_edition(this)
    found = run(edition)
    codes = {item.code for item in found}
    assert "E211" in codes
    assert codes & {"E302", "E616", "E619"}, "what a fix would mend"
    assert applied(edition, edits(edition, found)) == {}


@pytest.mark.parametrize("stray", ["  note = {left over},\n}\n", "}\n"])
def test_what_stands_between_two_works_is_told(specimen_copy: Callable[..., Path], stray: str) -> None:
    root = specimen_copy()
    path = root / BIB
    text = path.read_text(encoding="utf-8")
    second = [match.start() for match in re.finditer(r"^@", text, re.M)][1]
    path.write_text(text[:second] + stray + text[second:], encoding="utf-8")
    found = run(read_edition(root))
    assert {(item.code, item.span.file) for item in found} == {("E501", BIB)}
    assert found[0].span.line == text.count("\n", 0, second) + 1


def test_an_empty_bibliography_is_one_fault(specimen_copy: Callable[..., Path]) -> None:
    root = specimen_copy()
    for path in root.glob("bib/*.bib"):
        path.write_text("", encoding="utf-8")
    assert {code for code, _ in told(root)} == {"E102"}


@pytest.mark.parametrize("authors", ["authors: The editors\n", "authors: []\n", "authors:\n  - The editors\n"])
def test_authors_are_a_list_of_names(specimen_copy: Callable[..., Path], authors: str) -> None:
    root = specimen_copy()
    path = root / CITATION
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r"^authors:.*\n(?:[ -].*\n)*", authors, text, flags=re.M), encoding="utf-8")
    found = told(root)
    assert found
    assert {file for _, file in found} == {CITATION}
