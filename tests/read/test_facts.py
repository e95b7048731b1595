"""The store of facts (``.edition-cache``) is never wrong: whatever is in it, the report is that of a fresh reading."""

from __future__ import annotations

import os
import pickle
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from edition.check import run
from edition.diagnostics import Diagnostic
from edition.model import Edition
from edition.read import facts, read, read_edition, workers
from edition.read.facts import FOLDER, STORE, Facts, Unit, key_of

SPECIMEN = Path(__file__).parents[1] / "specimen"
NOTE = "docs/notes/kee/day.md"
PARTS = ("documents", "notes", "entities", "accounts", "works", "pages", "citation", "contributors", "ledger", "changes")


def contents(edition: Edition) -> str:
    return repr([*(getattr(edition, name) for name in PARTS), sorted(edition.faults)])


def kept(root: Path) -> tuple[Edition, list[Diagnostic], list[Unit]]:
    """Read and check with the store; what was read or found anew is the counter that no noise can move."""
    edition = read_edition(root, keep=True)
    found = run(edition)
    assert isinstance(edition.kept, Facts)
    return edition, found, edition.kept.made


def same_as_fresh(root: Path) -> list[Unit]:
    edition, found, made = kept(root)
    fresh = read_edition(root)
    assert contents(edition) == contents(fresh)
    assert found == run(fresh)
    return made


@pytest.fixture
def root(specimen_copy: Callable[..., Path]) -> Path:
    """A copy of the specimen, checked once, its store warm."""
    root = specimen_copy()
    kept(root)
    return root


def test_nothing_is_read_twice(root: Path) -> None:
    assert same_as_fresh(root) == []


def test_one_edit_is_one_file_read(root: Path) -> None:
    path = root / NOTE
    path.write_text(path.read_text(encoding="utf-8").replace("The night", "A night"), encoding="utf-8")
    made = same_as_fresh(root)
    assert [unit for unit in made if unit.name] == [Unit("note", NOTE)]
    assert len(made) < 12, "and what hangs on it alone is found again"


def test_an_edit_that_keeps_size_and_dates_is_seen(root: Path) -> None:
    path = root / NOTE
    before = path.stat()
    path.write_text(path.read_text(encoding="utf-8").replace("3 March", "4 March", 1), encoding="utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert path.stat().st_size == before.st_size
    assert Unit("note", NOTE) in same_as_fresh(root)
    assert any(item.code == "E302" for item in kept(root)[1])


@pytest.mark.parametrize("seconds", [-10**9, 0, 2 * 10**9])
def test_the_clock_says_nothing(root: Path, seconds: int) -> None:
    for path in sorted(root.rglob("*")):
        os.utime(path, (seconds + 10**9, seconds + 10**9))
    assert same_as_fresh(root) == []


@pytest.mark.parametrize("seed", range(25))
def test_a_damaged_store_is_none(root: Path, seed: int) -> None:
    chance = random.Random(seed)
    store = root / FOLDER / STORE
    data = bytearray(store.read_bytes())
    if seed % 3 == 0:
        del data[chance.randrange(len(data)) :]
    elif seed % 3 == 1:
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    else:
        data[chance.randrange(len(data)) : chance.randrange(len(data))] = chance.randbytes(20)
    store.write_bytes(bytes(data))
    assert any(unit.name for unit in same_as_fresh(root))


@pytest.mark.parametrize("content", [b"", b"edition facts 2\n", b"\x80\x05N.", b"x" * 1000])
def test_another_file_in_its_place(root: Path, content: bytes) -> None:
    (root / FOLDER / STORE).write_bytes(content)
    same_as_fresh(root)
    assert same_as_fresh(root) == [], "and it is mended"


def test_a_folder_in_its_place(root: Path) -> None:
    (root / FOLDER / STORE).unlink()
    (root / FOLDER / STORE).mkdir()
    same_as_fresh(root)


def test_a_file_in_place_of_the_folder(root: Path) -> None:
    shutil.rmtree(root / FOLDER)
    (root / FOLDER).write_text("mine", encoding="utf-8")
    same_as_fresh(root)
    assert (root / FOLDER).read_text(encoding="utf-8") == "mine"


def test_the_store_of_another_edition_is_none(root: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    shutil.copytree(root, other)
    made = same_as_fresh(other)
    assert {unit.name for unit in made} >= {NOTE, "sources/kee"}


def test_the_store_of_another_program_is_none(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(facts, "code", lambda: b"another version")
    assert Unit("note", NOTE) in same_as_fresh(root)


def test_only_objects_of_the_model_can_be_in_it() -> None:
    class Bad:
        def __reduce__(self) -> tuple[object, tuple[str]]:
            return os.mkdir, ("never-made",)

    with pytest.raises(pickle.UnpicklingError, match="none of the model"):
        facts.unpack(pickle.dumps(Bad()))
    assert not Path("never-made").exists()


def test_it_may_be_deleted(root: Path) -> None:
    shutil.rmtree(root / FOLDER)
    same_as_fresh(root)
    assert (root / FOLDER / ".gitignore").read_text(encoding="utf-8") == "*\n"


def test_without_it_nothing_is_written(specimen_copy: Callable[..., Path]) -> None:
    root = specimen_copy()
    shutil.rmtree(root / FOLDER, ignore_errors=True)
    run(read_edition(root))
    assert not (root / FOLDER).exists()


def test_readers_see_the_bytes_and_nothing_else() -> None:
    """From another folder, which is not there, the same bytes under the same names give the same facts."""
    nowhere = Path("/nowhere/at/all")
    edition = read_edition(SPECIMEN)
    units = [Unit("note", note.span.file) for note in edition.notes.values()] + [Unit("entity", entity.span.file) for entity in edition.entities.values()]
    units += [Unit("account", account.span.file) for account in edition.accounts.values()] + [Unit("page", page.file) for page in edition.pages.values()]
    units += [Unit("bib", "bib/editors.bib"), Unit("citation", "CITATION.cff"), Unit("contributors", "docs/contributors.yaml")]
    for unit in units:
        key, held = key_of(str(SPECIMEN), unit)
        assert key
        assert repr(read(nowhere, unit, held)) == repr(read(SPECIMEN, unit, held)), unit


def test_all_processors_find_what_one_finds(specimen_copy: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> None:
    root = specimen_copy({NOTE: ("at: kee-2", "at: kee-2222"), "docs/registers/people/tobias-wren.md": ("gloss:", "glos:")})
    serial = read_edition(root)
    found = run(serial)
    monkeypatch.setattr(facts, "MANY", 1)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1, 2}, raising=False)
    monkeypatch.setattr(workers, "PART", 2)
    shared = read_edition(root)
    assert contents(shared) == contents(serial)
    assert run(shared) == found
    kept(root)
    monkeypatch.setattr(facts, "MANY", 10**9)
    assert same_as_fresh(root) == []


@pytest.mark.parametrize("seed", range(4))
def test_after_any_edits_the_report_is_that_of_a_fresh_reading(root: Path, seed: int) -> None:
    """Words taken out, lines doubled, files renamed and removed, one after another, with the same store throughout."""
    chance = random.Random(seed)
    for _ in range(8):
        files = sorted(path for folder in ("sources", "docs", "bib") for path in (root / folder).rglob("*") if path.is_file())
        path = chance.choice(files)
        lines = path.read_text(encoding="utf-8").split("\n")
        at = chance.randrange(len(lines))
        deed = chance.randrange(6)
        if deed == 0:
            lines[at] = " ".join(lines[at].split(" ")[1:])
        elif deed == 1:
            lines.insert(at, lines[at])
        elif deed == 2:
            del lines[at]
        elif deed == 3:
            lines[at] = lines[at].swapcase()
        if deed < 4:
            path.write_text("\n".join(lines), encoding="utf-8")
        elif deed == 4:
            path.rename(path.with_name(f"x{path.name}"))
        else:
            path.unlink()
        same_as_fresh(root)
