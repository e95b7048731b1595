"""The check again after an edit: whatever was edited, and however, the outcome is that of a check of everything afresh."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from checker import Checker

from edition import check
from edition.check import run
from edition.check.again import OUTCOME, watched
from edition.check.again.watched import Watched
from edition.diagnostics import Diagnostic
from edition.model import Document, Edition
from edition.read import look, read_edition
from edition.read.facts import FOLDER

SPECIMEN = Path(__file__).parents[1] / "specimen"
EDITION = Path(__file__).parents[2]
NOTE = "docs/notes/kee/day.md"
ENTRY = "docs/registers/people/tobias-wren.md"
ACCOUNT = "docs/accounts/inquiry.md"
PAGE = "docs/texts/kee.md"


def test_with_nothing_changed_no_file_is_opened(checker: Checker) -> None:
    assert checker() == []
    assert (checker.whole, checker.opened) == (0, 0)


def test_a_note_may_be_rewritten(checker: Checker) -> None:
    checker.put(NOTE, "The night", "It is said that the night")
    checker()
    assert (checker.whole, checker.opened) == (0, 2), "looked at, and read"
    checker()
    assert (checker.whole, checker.opened) == (0, 0)


def test_so_may_an_entry(checker: Checker) -> None:
    path = checker.root / ENTRY
    path.write_text(path.read_text(encoding="utf-8").rstrip("\n") + " Much is told of it.\n", encoding="utf-8")
    checker()
    assert (checker.whole, checker.opened) == (0, 2)


def test_what_is_found_of_a_note_alone_is_found_again(checker: Checker) -> None:
    checker.put(NOTE, "The night", "The the the night  --")
    assert {item.span.file for item in checker()} == {NOTE}
    assert checker.whole == 0
    checker.put(NOTE, "The the the night  --", "The night")
    assert checker() == []
    assert checker.whole == 0


def test_a_file_put_back_with_its_old_date_is_seen(checker: Checker) -> None:
    path = checker.root / NOTE
    before, text = path.stat(), path.read_text(encoding="utf-8")
    path.write_text(text.replace("3 March", "4 March", 1), encoding="utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert (path.stat().st_size, path.stat().st_mtime_ns) == (before.st_size, before.st_mtime_ns)
    assert any(item.code == "E302" for item in checker())
    other = path.with_name("other.tmp")
    other.write_text(text, encoding="utf-8")
    os.utime(other, ns=(before.st_atime_ns, before.st_mtime_ns))
    other.replace(path)
    assert checker() == []


def test_dates_alone_change_nothing(checker: Checker) -> None:
    for path in sorted(checker.root.rglob("*.*")):
        if path.name != "conf.py":  # of which nothing is known but its dates
            os.utime(path, (10**9, 10**9))
    assert checker() == []
    assert checker.whole == 0
    assert checker.opened > 10
    assert checker() == []
    assert checker.opened == 0


def test_what_was_changed_just_before_a_look_is_not_believed(specimen_copy: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> None:
    checker = Checker(specimen_copy(), monkeypatch)
    checker()
    checker()
    assert checker.whole == 0
    assert checker.opened > 10, "all was copied within the last second"


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        (NOTE, "kind: ", "kind: x"),
        (NOTE, "The night", "See KEE 999. The night"),
        (NOTE, "The night", "The night {ed:loc}`kee-999`"),
        (NOTE, "The night", "The night TO FILL"),
        (NOTE, "The night", "“The night”{"),
        ("docs/index.md", "# ", "# A new "),
        ("sources/kee/text.md", " the ", " teh "),
        ("CITATION.cff", "title: ", "title: A new "),
        ("docs/conf.py", "sphinx_ext", "other_ext"),
    ],
)
def test_what_others_may_see_is_checked_with_all(checker: Checker, name: str, old: str, new: str) -> None:
    checker.put(name, old, new)
    checker()
    assert checker.whole == 1
    checker.put(name, new, old)
    assert checker() == []


def test_two_notes_that_come_to_begin_alike_are_found(checker: Checker) -> None:
    notes = sorted(path for path in (checker.root / "docs" / "notes").rglob("*.md") if "withdrawn" not in path.read_text(encoding="utf-8"))[:2]
    for path in notes:
        path.write_text(path.read_text(encoding="utf-8").replace("\n---\n", "\n---\nIt was a dark and stormy night. ", 1), encoding="utf-8")
        found = checker()
    assert [item.code for item in found] == ["E310"]
    assert checker.whole == 1
    notes[0].write_text(notes[0].read_text(encoding="utf-8").replace("a dark", "no dark", 1), encoding="utf-8")
    assert checker() == []


def test_a_word_by_which_a_name_is_told_may_come_and_go_while_another_has_it(checker: Checker) -> None:
    """“Keep” begins a sentence of a text; that it is no name is known from one note alone."""
    checker.put(NOTE, "The night before", "To keep count, the night before")
    assert checker() == []
    assert checker.whole == 0
    checker.put("docs/notes/let/dues.md", "to keep a light", "to mind a light")
    assert checker() == []
    assert checker.whole == 0
    checker.put(NOTE, "To keep count, the", "To begin, the")
    assert {item.code for item in checker()} == {"E403"}
    assert checker.whole == 1


def test_links_to_elsewhere_are_not_believed(checker: Checker, tmp_path: Path) -> None:
    outside = tmp_path / "outside.md"
    shutil.move(checker.root / NOTE, outside)
    (checker.root / NOTE).symlink_to(outside)
    assert look.look(checker.root) is None
    checker()
    outside.write_text(outside.read_text(encoding="utf-8").replace("3 March", "4 March", 1), encoding="utf-8")
    assert any(item.code == "E302" for item in checker())


@pytest.mark.parametrize("content", [b"", b"edition facts 2\n", b"x" * 1000])
def test_a_damaged_outcome_is_none(checker: Checker, content: bytes) -> None:
    (checker.root / FOLDER / OUTCOME).write_bytes(content)
    checker()
    assert checker.whole == 1
    checker()
    assert checker.whole == 0


def test_no_check_of_the_whole_edition_looks_behind_a_face() -> None:
    """But for words that are marked as still to fill; what has such a mark has no face."""
    for root in (SPECIMEN, EDITION):
        edition = read_edition(root)
        watch = Watched(edition)
        run(edition, watch)
        assert watch.seen <= {*edition.marked["TO FILL"]}, root


@pytest.mark.parametrize(
    ("look_behind", "name", "old", "new"),
    [
        (lambda edition: edition.notes["kee/day"].body.source, NOTE, "The night", "It is said that the night"),
        (lambda edition: edition.accounts["inquiry"].body.paragraphs, ACCOUNT, "\n---\n", "\n---\nMuch is told. "),
        (lambda edition: edition.pages["texts/kee"].text, PAGE, "\n\n", "\n\nMuch is told.\n"),
        (lambda edition: edition.documents["kee"].emendations_at, "sources/kee/emendations.yaml", "why: ", "why: so very "),
        (lambda edition: edition.documents["kee"].witness, "sources/kee/emendations.yaml", "why: ", "why: so very "),
        (lambda edition: edition.passages["kee-2"].text, "sources/kee/text.md", "I saw", "I once saw"),
        (lambda edition: edition.passages["kee-2"].place(3), "sources/kee/text.md", "I saw", "I once saw"),
        (lambda edition: edition.remember("curious", ["sources/kee"], lambda: 1), "sources/kee/text.md", "I saw", "I once saw"),
    ],
)
def test_what_one_looked_into_is_checked_with_all(
    checker: Checker, monkeypatch: pytest.MonkeyPatch, look_behind: Callable[[Edition], object], name: str, old: str, new: str
) -> None:
    def curious(edition: Edition) -> Iterator[Diagnostic]:
        assert look_behind(edition)
        return iter(())

    check.load()
    monkeypatch.setattr(check, "_CHECKS", [*check._CHECKS, curious])
    shutil.rmtree(checker.root / FOLDER)
    checker()
    checker.put(name, old, new)
    checker()
    assert checker.whole == 1
    checker.put("docs/notes/let/dues.md" if name == NOTE else NOTE, "\n---\n", "\n---\nSo it is. ")
    checker()
    assert checker.whole == 0, "of others the words were not seen"


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        (ACCOUNT, "\n---\n", "\n---\nMuch is told of it. "),
        (PAGE, "\n\n", "\n\nMuch is told.\n\n"),
        ("sources/kee/emendations.yaml", "why: ", "why: so very "),
    ],
)
def test_accounts_pages_and_emendations_too_may_be_rewritten(checker: Checker, name: str, old: str, new: str) -> None:
    checker.put(name, old, new)
    checker()
    assert checker.whole == 0
    checker.put(name, new, f"{new}Much is the the tale.\n")
    assert {item.span.file for item in checker()} <= {name}
    assert checker.whole == 0


def test_what_is_found_of_a_document_alone_is_found_again(checker: Checker) -> None:
    checker.put("sources/kee/emendations.yaml", "witness: ", "witness: x")
    found = checker()
    assert "E211" in {item.code for item in found}
    assert checker.whole == 0
    checker.put("sources/kee/emendations.yaml", "witness: x", "witness: ")
    assert checker() == []


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        (PAGE, "\n\n", "\n\nKEE 2 has 1999.\n\n"),
        (PAGE, "\n\n", "\n\n## A heading\n\n"),
        (PAGE, "\n\n", "\n\n{ed:loc}`kee-2`\n\n"),
        (PAGE, "# ", "---\norphan: true\n---\n# "),
        (ACCOUNT, "\n---\n", "\n---\nKEE 2 has 1999. "),
        (ACCOUNT, "\n---\n", "\n---\nOne of them has 1999.\n\n"),
        (ACCOUNT, "title: ", "title: A new "),
        ("sources/kee/document.yaml", "title: ", "title: A new "),
        ("sources/kee/witness.txt", " ", "  "),
    ],
)
def test_what_a_page_an_account_or_a_document_shows_is_checked_with_all(checker: Checker, name: str, old: str, new: str) -> None:
    checker.put(name, old, new)
    checker()
    assert checker.whole == (0 if name.endswith("witness.txt") else 1)


def test_the_face_of_a_document_is_found_once(checker: Checker, monkeypatch: pytest.MonkeyPatch) -> None:
    found = []
    face_of = watched.face_of
    monkeypatch.setattr(watched, "face_of", lambda thing, spoken: found.append(thing) or face_of(thing, spoken))
    checker.put("sources/kee/text.md", " the ", " teh ")
    checker()
    assert checker.whole == 1
    assert {thing.siglum for thing in found if isinstance(thing, Document)} == {"kee"}


def test_a_quotation_and_its_address_come_into_one_line(checker: Checker) -> None:
    """On a page it matters which words stand in one line, even if the words of both lines stay the same; roles are read as blanks."""
    role = "{ed:loc}`kee-2`"
    page = checker.root / PAGE
    page.write_text(page.read_text(encoding="utf-8") + f"\nIt is “the the night was dark and the wind rose” in {' ' * len(role)}.\nSo {role}.\n", encoding="utf-8")
    checker()
    checker.put(PAGE, f"{' ' * len(role)}.\nSo {role}.", f"{role}.\nSo {' ' * len(role)}.")
    checker()
    assert checker.whole == 1


def test_the_tests_that_answers_name_are_looked_at(checker: Checker) -> None:
    (checker.root / "docs" / "score.yaml").write_text("- {question: 44, score: 2, says: so, test: 'tests/test_one.py::test_it', date: 2026-11-21}\n", encoding="utf-8")
    test = checker.root / "tests" / "test_one.py"
    test.parent.mkdir(exist_ok=True)
    test.write_text("def test_it():\n    pass\n", encoding="utf-8")
    before = checker()
    checker.put(NOTE, "The night", "It is said that the night")
    assert checker() == before
    assert checker.whole == 0, "an edition with answers is no other"
    checker.put("tests/test_one.py", "test_it", "test_that")
    found = checker()
    assert checker.whole == 1
    assert {item.code for item in found} - {item.code for item in before} == {"E911"}


@pytest.mark.parametrize("seed", range(8))
def test_after_any_edits_the_outcome_is_that_of_a_fresh_check(specimen_copy: Callable[..., Path], monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    """Edited, put back, touched, renamed, removed, exchanged with the same size and date: one after another, with one store."""
    chance = random.Random(seed)
    checker = Checker(specimen_copy(), monkeypatch, 0.03 if seed % 3 else 0.0)
    checker()
    before: dict[Path, str] = {}
    answered = 0
    for _ in range(14):
        folders = chance.choices([("docs/notes", "docs/registers"), ("docs/accounts", "docs/texts", "sources"), ("docs", "bib")], (5, 4, 2))[0]
        files = sorted(path for folder in folders for path in (checker.root / folder).rglob("*") if path.suffix in (".md", ".yaml", ".txt", ".bib"))
        path = chance.choice(files)
        status, text = path.stat(), path.read_text(encoding="utf-8")
        deed = chance.randrange(9)
        if deed < 5:
            before.setdefault(path, text)
            path.write_text(_edited(text, deed, chance), encoding="utf-8")
            if chance.random() < 0.3:
                os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
        elif deed == 5:
            path.rename(path.with_name(f"x{path.name}"))
        elif deed == 6:
            path.unlink()
        elif deed == 7:
            os.utime(path)
        elif before:
            old = chance.choice(sorted(before))
            old.parent.mkdir(parents=True, exist_ok=True)
            old.write_text(before.pop(old), encoding="utf-8")
        checker()
        answered += not checker.whole
    assert answered, "some of the edits are answered without a look at everything"


def _edited(text: str, deed: int, chance: random.Random) -> str:
    lines = text.split("\n")
    at = chance.randrange(len(lines)) if chance.random() < 0.4 else max(0, len(lines) - 2)
    words = lines[at].split(" ")
    if deed == 0:
        del words[chance.randrange(len(words))]
    elif deed == 1:
        words.insert(chance.randrange(len(words) + 1), chance.choice(("the", "Harbour", "the the", "“", "KEE 999", "4 March", "x  y", "waive: {E302: it is so}")))
    elif deed == 2:
        place = chance.randrange(len(words))
        words[place] = words[place].swapcase()
    elif deed == 3:
        words.append("And more is to be said.")
    else:
        chance.shuffle(words)
    lines[at] = " ".join(words)
    return "\n".join(lines)
