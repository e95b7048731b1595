"""A record may refer otherwise than before, and only what it names is looked up."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from checker import Checker
from faults import MAKERS

from edition import check
from edition.check.again import lookup
from edition.check.again.lookup import LookedUp, asked_of, looked_up
from edition.check.again.unanswered import Unanswered
from edition.derive.disk import disk_of
from edition.derive.questions import has
from edition.derive.targets import is_cited
from edition.diagnostics import Diagnostic
from edition.model import Edition
from edition.read import read_edition
from edition.read.facts import FOLDER

TESTS = Path(__file__).parents[1]
EDITIONS = [TESTS / "specimen", TESTS / "specimen_checks", TESTS.parent]
NOTE, ACCOUNT, ENTRY = "docs/notes/kee/day.md", "docs/accounts/inquiry.md", "docs/registers/people/tobias-wren.md"
BODY = "The night before"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (BODY, "So {cite:p}`tern1988{p. 4}` too. The night before"),
        (BODY, "See {ed:loc}`her lanterns <kee-2>` and {ed:person}`ada-quill`. The night before"),
        (BODY, "See {ed:note}`let/dues` and {ed:event}`inquiry`, or [elsewhere](https://tides.example.org/). The night before"),
        ("See also {ed:note}`gaz/day` and {ed:event}`loss-of-the-halcyon`.", "So it is."),
        ("kind: contradiction", "kind: fact"),
        ("status: verified", "status: partly"),
        ("seen: [internal]", "seen: [internal, 'https://tides.example.org/1831']"),
        ("author: [editors]", "author: [editors, ruth]"),
    ],
)
def test_a_note_may_refer_otherwise(checker: Checker, old: str, new: str) -> None:
    checker.put(NOTE, old, new)
    assert checker() == []
    assert checker.whole == 0
    checker.put(NOTE, new, old)
    assert checker() == []
    assert checker.whole == 0


def test_so_may_an_account_and_an_entry(checker: Checker) -> None:
    for name in (ACCOUNT, ENTRY):
        checker.put(name, "\n---\n", "\n---\nSee {ed:loc}`kee-2`, {cite:p}`boardminutes`. ")
        assert checker() == []
        assert checker.whole == 0


@pytest.mark.parametrize(
    ("new", "code"),
    [
        ("{cite:p}`tern1989`", "E505"),
        ("{ed:loc}`kee-99`", "E606"),
        ("{ed:loc}`kee-6`", "E630"),
        ("{ed:loc}`her lamps <kee-2>`", "E616"),
        ("{ed:note}`kee/nobody`", "E607"),
        ("{ed:note}`kee/day`", "E631"),
        ("{ed:person}`nobody`", "E608"),
        ("{ed:place}`ada-quill`", "E609"),
        ("{ed:event}`nothing`", "E610"),
        ("{term}`nothing`", "E611"),
        ("[it](nothing.md)", "E614"),
        ("{cite:p}`tern1988{pp. 9–4}`", "E518"),
    ],
)
def test_what_does_not_lead_anywhere_is_found(checker: Checker, new: str, code: str) -> None:
    checker.put(NOTE, BODY, f"See {new}. {BODY}")
    assert [item.code for item in checker()] == [code]
    assert checker.whole == 1
    checker.put(NOTE, f"See {new}. {BODY}", BODY)
    assert checker() == []


def test_an_author_that_nobody_knows_is_found(checker: Checker) -> None:
    checker.put(NOTE, "author: [editors]", "author: [ruht]")
    assert [item.code for item in checker()] == ["E306"]


def test_the_last_citation_of_a_work_is_missed(checker: Checker) -> None:
    """“marsh2001” is cited in several files, “lightsonline” in one."""
    checker.put(NOTE, " {cite:p}`marsh2001{p. 12}`", "")
    assert checker() == []
    assert checker.whole == 0
    checker.put("docs/notes/let/dues.md", "lightsonline", "tern1988")
    assert [item.code for item in checker()] == ["E506"]
    assert checker.whole == 1


def test_citations_come_and_go(checker: Checker) -> None:
    """Two files cite “osk2010”; whichever of them leaves it for a while, the other has it."""
    for old, new in (("osk2010", "osk-conf2012"), ("osk-conf2012", "osk2010")) * 2:
        checker.put("docs/notes/kee/inquiry.md", old, new)
        assert checker() == []
        assert checker.whole == 0
    checker.put("docs/notes/kee/inquiry.md", "osk2010", "osk-conf2012")
    checker()
    checker.put("docs/registers/places/varnhook.md", "osk2010", "osk-conf2012")
    assert [item.code for item in checker()] == ["E506"]


def test_a_check_that_goes_one_by_one_sees_no_running_words(checker: Checker, monkeypatch: pytest.MonkeyPatch) -> None:
    def curious(edition: Edition) -> Iterator[Diagnostic]:
        assert all(note.body.source for note in edition.notes.values())
        return iter(())

    check.load()
    monkeypatch.setattr(check, "_CHECKS", [*check._CHECKS, curious])
    monkeypatch.setattr(check, "ONE_BY_ONE", [*check.ONE_BY_ONE, curious])
    shutil.rmtree(checker.root / FOLDER)
    checker()
    checker.put(NOTE, BODY, f"So it is. {BODY}")
    checker()
    assert checker.whole == 1


@pytest.mark.parametrize(
    "ask",
    [
        lambda edition: has.everywhere(edition, "Halcyon"),
        lambda edition: is_cited(edition, "tern1988"),
        lambda edition: edition.citation["title"],
        lambda edition: edition.notes_at["kee-1"],
        lambda edition: len(edition.groups),
        lambda edition: list(edition.ledger),
        lambda edition: disk_of(edition).there("extra/p.md"),
    ],
)
def test_what_is_asked_of_everything_is_not_answered_one_by_one(monkeypatch: pytest.MonkeyPatch, ask: Callable[[Edition], object]) -> None:
    def curious(edition: Edition) -> Iterator[Diagnostic]:
        ask(edition)
        return iter(())

    edition = read_edition(TESTS / "specimen")
    note = edition.notes["kee/day"]
    seen = looked_up(edition.root, edition.digests, edition.works.keys(), edition.contributors.keys(), "notes", note.id, note)
    asked_of(seen)
    monkeypatch.setattr(lookup, "ONE_BY_ONE", [curious])
    with pytest.raises(Unanswered):
        asked_of(seen)


def test_words_that_a_note_has_come_to_promise_are_asked_of_the_text(checker: Checker) -> None:
    checker.put(NOTE, BODY, f"See {{ed:loc}}`from the gallery <kee-2>`. {BODY}")
    assert checker() == []
    assert checker.whole == 0
    checker.put("sources/kee/text.md", "from the gallery", "from a gallery")
    assert {item.code for item in checker()} == {"E211", "E616"}


def alone(edition: Edition) -> dict[str, bool]:
    """Of every record, by its file, whether nothing is found of it with the edition to look things up in."""
    out = {}
    for part in ("notes", "entities", "accounts"):
        for name, thing in getattr(edition, part).items():
            try:
                asked_of(looked_up(edition.root, edition.digests, edition.works.keys(), edition.contributors.keys(), part, name, thing))
                out[thing.span.file] = True
            except Unanswered:
                out[thing.span.file] = False
    return out


@pytest.mark.parametrize("root", EDITIONS)
def test_of_a_sound_edition_nothing_is_found_one_by_one(root: Path) -> None:
    """But for references to files, to labels and to terms by their names, which cannot be looked up."""
    edition = read_edition(root)
    sound = alone(edition)
    assert sum(sound.values()) > 0.9 * len(sound)


#: each fault that can be made in one of the two editions, made in it
MADE = {
    fault: (edition.root, spoilt)
    for edition in map(read_edition, EDITIONS[:2])
    for fault, make in sorted(MAKERS.items())
    if (spoilt := make(edition, random.Random(fault))) is not None
}


@pytest.mark.parametrize("fault", sorted(MADE))
def test_what_is_found_of_a_record_is_found_one_by_one(fault: str, tmp_path: Path) -> None:
    """Whatever the checks that go one by one find when they go through all records, they find of that record alone."""
    source, (file, old, new) = MADE[fault]
    root = tmp_path / "edition"
    shutil.copytree(source, root)
    (root / file).write_text((root / file).read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    edition = read_edition(root)
    check.load()
    found = {item.span.file for one in check.ONE_BY_ONE for item in one(edition)}
    sound = alone(edition)
    assert {file for file in found if sound.get(file)} == set()


def test_what_is_looked_up_is_not_gone_through() -> None:
    asked = []
    found = LookedUp({"one": 1}, lambda name: asked.append(name) or (2 if name == "two" else None))
    assert list(found) == ["one"]
    assert len(found) == 1
    assert (found.get("two"), found.get("two"), found.get("three"), "one" in found) == (2, 2, None, True)
    assert asked == ["two", "three"]


def test_of_a_work_only_its_key_is_known() -> None:
    edition = read_edition(TESTS / "specimen")
    note = edition.notes["kee/day"]
    seen = looked_up(edition.root, edition.digests, edition.works.keys(), edition.contributors.keys(), "notes", note.id, note)
    assert "tern1988" in seen.works
    assert "tern1989" not in seen.works
    with pytest.raises(Unanswered):
        assert seen.works["tern1988"].fields
    with pytest.raises(Unanswered):
        assert seen.notes_at.get("kee-2")
    assert seen.passages["kee-2"].text == edition.passages["kee-2"].text
    assert "kee-99" not in seen.passages
    assert "nobody-1" not in seen.passages
