"""What a check after an edit must not be taken in by: the disk beside the edition, and what happens while it runs."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from checker import Checker

from edition.check import again
from edition.check.again import ASKED, OUTCOME, check_again
from edition.diagnostics import Diagnostic
from edition.model import Edition
from edition.read import facts, look
from edition.read.facts import FOLDER, STORE, key_of

NOTE, PAGE = "docs/notes/kee/day.md", "docs/texts/kee.md"


def codes(found: list[Diagnostic]) -> list[str]:
    return [item.code for item in found]


@pytest.mark.parametrize(
    ("reference", "place", "code"),
    [
        ("[it](../../extra/p.md)", "extra/p.md", "E614"),
        ("[it](../../.extra/p.md)", ".extra/p.md", "E614"),
        ("[it](../../.extra.md)", ".extra.md", "E614"),
    ],
)
def test_what_stands_beside_the_edition_is_looked_at(checker: Checker, reference: str, place: str, code: str) -> None:
    """Outside the folders of the edition nothing is looked at but what was asked for."""
    path = checker.root / place
    path.parent.mkdir(exist_ok=True)
    path.write_text("# Beside\n", encoding="utf-8")
    checker.put(PAGE, "```{ed:text}", f"See {reference}.\n\n```{{ed:text}}")
    found = checker()
    checker()
    assert checker.whole == 0
    path.unlink()
    assert sorted(codes(checker())) == sorted([*codes(found), code])
    path.write_text("# Beside\n", encoding="utf-8")
    assert checker() == found


@pytest.mark.parametrize(
    ("reference", "code"),
    [("{ed:note}`../../extra/p`", "E607"), ("{ed:event}`../../extra/p`", "E610"), ("\n\n```{toctree}\n../../../extra/p\n```\n", "E612")],
)
def test_what_stands_beside_the_edition_is_no_part_of_it(checker: Checker, reference: str, code: str) -> None:
    (checker.root / "extra").mkdir()
    (checker.root / "extra" / "p.md").write_text("# Beside\n", encoding="utf-8")
    checker.put(PAGE, "```{ed:text}", f"See {reference}.\n\n```{{ed:text}}")
    assert code in codes(checker())


def test_a_citation_that_is_a_link_is_not_believed(checker: Checker, tmp_path: Path) -> None:
    citation, other = checker.root / "CITATION.cff", tmp_path / "citation"
    other.write_bytes(citation.read_bytes())
    citation.unlink()
    citation.symlink_to(other)
    assert checker() == []
    other.write_text("title: [\n", encoding="utf-8")
    assert checker() != []


def test_a_note_that_no_longer_hangs_on_a_faulty_document(checker: Checker) -> None:
    """What cannot be looked up is no reason to stop."""
    checker.put("docs/notes/let/dues.md", "kind:", "also:\n  - {at: kee-2, lemma: lanterns}\nkind:")
    checker.put("sources/kee/document.yaml", "order:", "colour: red\norder:")
    found = checker()
    assert len(found) == 1
    checker.put("docs/notes/let/dues.md", "also:\n  - {at: kee-2, lemma: lanterns}\n", "")
    assert checker() == found


def while_reading(monkeypatch: pytest.MonkeyPatch, before: Callable[[], object], after: Callable[[], object]) -> None:
    """Do something when the check has looked and before it reads, and something else when it has read."""
    read_all = again.read_edition

    def reading(root: Path, **more: bool) -> Edition:
        before()
        edition = read_all(root, **more)
        after()
        return edition

    monkeypatch.setattr(again, "read_edition", reading)


def test_a_file_that_comes_and_goes_while_everything_is_checked(specimen_copy: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> None:
    root = specimen_copy()
    path = root / "docs" / "notes" / "kee" / "zz.md"
    checker = Checker(root, monkeypatch, 0.05)
    with monkeypatch.context() as meanwhile:
        while_reading(meanwhile, lambda: path.write_bytes((root / NOTE).read_bytes()), path.unlink)
        found, _ = check_again(root)
    assert found != []
    assert checker() == []


def test_a_file_that_comes_while_everything_is_checked_is_counted_once(specimen_copy: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> None:
    root = specimen_copy()
    path = root / "docs" / "notes" / "kee" / "zz.md"
    checker = Checker(root, monkeypatch, 0.05)
    with monkeypatch.context() as meanwhile:
        while_reading(meanwhile, lambda: path.write_bytes((root / NOTE).read_bytes()), lambda: None)
        check_again(root)
    assert checker() != []


def test_a_file_that_comes_and_goes_while_an_edit_is_checked(checker: Checker, monkeypatch: pytest.MonkeyPatch) -> None:
    path = checker.root / "sources" / "kee" / "waivers.yaml"
    before = path.read_bytes() if path.exists() else None
    checker.put("sources/kee/document.yaml", "order:", "# a remark\norder:")

    def coming(root: str, unit: facts.Unit) -> object:
        if unit.name != "sources/kee":
            return key_of(root, unit)
        path.write_text("- {words: Nothing, why: nobody says it}\n", encoding="utf-8")
        found = key_of(root, unit)
        path.unlink() if before is None else path.write_bytes(before)
        return found

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr("edition.check.again.changed.key_of", coming)
        check_again(checker.root)
    assert checker() == []


def test_a_reader_of_documents_looks_at_no_disk(specimen_copy: Callable[..., Path]) -> None:
    """Its facts are kept under the bytes that it was given, so it may see no others."""
    root = specimen_copy()
    unit = facts.Unit("document", "sources/kee")
    _key, held = key_of(str(root), unit)
    from edition.read import read

    before = read(root, unit, held)
    (root / "sources" / "kee" / "waivers.yaml").write_text("- {words: Nothing, why: nobody says it}\n", encoding="utf-8")
    (root / "sources" / "kee" / "notes.txt").write_text("a stray file\n", encoding="utf-8")
    assert repr(read(root, unit, held)) == repr(before)
    (root / "sources" / "kee" / "text.md").unlink()
    assert repr(read(root, unit, held)) == repr(before)


def test_fresh_heals(checker: Checker) -> None:
    """Whatever was kept, a fresh check makes it anew."""
    root = checker.root
    wrong = facts.stored(str(root), OUTCOME)
    wrong["counts"] = {**wrong["counts"], "notes": 99}
    facts.store(str(root), OUTCOME, wrong)
    assert check_again(root)[1]["notes"] == 99
    assert check_again(root, fresh=True)[1]["notes"] != 99
    assert checker() == []
    assert checker.whole == 0
    kept = {name: (root / FOLDER / name).read_bytes() for name in (OUTCOME, ASKED, STORE)}
    assert all(kept.values())


def test_a_disk_that_lets_dates_of_change_be_set_is_not_believed(specimen_copy: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """Some disks have no date of change of their own, and give that of writing."""
    root = specimen_copy()
    assert look.look(root) is not None
    real = os.fstat

    def following(file: int) -> os.stat_result:
        status = list(real(file))
        names = {name: getattr(real(file), name) for name in ("st_atime_ns", "st_mtime_ns")}
        return os.stat_result(status, {**names, "st_ctime_ns": names["st_mtime_ns"]})

    monkeypatch.setattr(os, "fstat", following)
    assert look.look(root) is None


def test_drafts_of_a_store_that_failed_do_not_stay(specimen_copy: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> None:
    root = specimen_copy()
    check_again(root)
    folder = root / FOLDER
    (folder / "facts.4194399").write_bytes(b"half")  # of a process that is no more

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(os, "replace", full)
        facts.store(str(root), OUTCOME, {1: 2})
    assert not list(folder.glob(f"{OUTCOME}.*"))
    facts.store(str(root), STORE, {1: 2})
    assert not list(folder.glob("facts.*"))


def test_everything_that_a_check_runs_is_sealed(specimen_copy: Callable[..., Path]) -> None:
    """Another state of the program is another program, to the last module that has a part in what is found."""
    import subprocess
    import sys

    root = specimen_copy()
    script = "import sys, pathlib; from edition.check.again import check_again; check_again(pathlib.Path(sys.argv[1])); print(*(m.__file__ for n, m in sys.modules.items() if n.partition('.')[0] == 'edition' and m.__file__))"
    ran = subprocess.run([sys.executable, "-c", script, str(root)], capture_output=True, text=True, check=True).stdout.split()
    home = Path(facts.__file__).parent.parent
    folders = {Path(file).parent.relative_to(home).as_posix() for file in ran}
    assert folders <= {Path(part).as_posix() for part in facts._CODE}
    assert "check/again" in folders
