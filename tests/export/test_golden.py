"""The exports of the specimen, compared whole with the files in ``golden/``."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from edition.export import export_all, exports
from edition.model import Edition
from edition.read import read_edition

HERE = Path(__file__).parent
#: of the many files of the endpoint, one of each sort
DTS = (
    "dts/index.json",
    "dts/collection/index.json",
    "dts/collection/gaz;nav=parents/index.json",
    "dts/navigation/let;down=1/index.json",
    "dts/navigation/let;down=0/let-1/index.json",
    "dts/navigation/let/let-1/index.json",
    "dts/document/kee/kee-5/index.xml",
)
FILES = (
    *("tei/kee.xml", "tei/gaz.xml", "tei/let.xml", "tei/edition.xml", "json/edition.json", "json/bibliography.json"),
    *("annotations/kee.json", "annotations/gaz.json", "annotations/let.json", "csv/accounts.csv", "csv/mentions.csv", "csv/csv-metadata.json"),
    *("text/kee.txt", "text/kee-notes.txt", "text/gaz.txt", "text/gaz-notes.txt", "text/let.txt", "text/let-notes.txt", "README.txt"),
    *DTS,
)


@pytest.mark.parametrize("name", FILES)
def test_as_the_golden_file(name: str, exported: Path, golden: Callable[[Path, bytes], None]) -> None:
    golden(HERE / "golden" / name, (exported / name).read_bytes())


def test_every_file_is_golden_or_of_a_sort_that_is(exported: Path) -> None:
    made = {path.relative_to(exported).as_posix() for path in exported.rglob("*") if path.is_file()}
    assert set(FILES) <= made
    rest = {name for name in made - set(FILES) if not name.startswith("dts/")}
    assert rest == {"SHA256SUMS", "edition-2030.1.zip", "json/edition.schema.json"}


def test_two_exports_are_the_same_bytes(exported: Path, tmp_path: Path) -> None:
    root = Path(__file__).parents[1] / "specimen"
    export_all(read_edition(root), tmp_path)
    one = {path.relative_to(exported): hashlib.sha256(path.read_bytes()).hexdigest() for path in exported.rglob("*") if path.is_file()}
    two = {path.relative_to(tmp_path): hashlib.sha256(path.read_bytes()).hexdigest() for path in tmp_path.rglob("*") if path.is_file()}
    assert one == two


def test_no_path_of_this_machine(exported: Path) -> None:
    here = str(Path(__file__).parents[2]).encode()
    for path in exported.rglob("*"):
        if path.is_file():
            assert here not in path.read_bytes(), path


def test_archive_holds_everything_and_proves_it(exported: Path) -> None:
    with zipfile.ZipFile(exported / "edition-2030.1.zip") as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        assert names[:-1] == sorted(names[:-1])
        assert {info.date_time for info in archive.infolist()} == {(2030, 1, 31, 0, 0, 0)}
        sums = dict(line.split("  ", 1)[::-1] for line in archive.read("edition-2030.1/SHA256SUMS").decode().splitlines() if not line.startswith("#"))
        assert {f"edition-2030.1/{name}" for name in sums} == set(names) - {"edition-2030.1/SHA256SUMS"}
        for name, digest in sums.items():
            assert hashlib.sha256(archive.read(f"edition-2030.1/{name}")).hexdigest() == digest


def test_every_file_states_edition_and_rights(exported: Path) -> None:
    for path in exported.rglob("*"):
        name = path.relative_to(exported).as_posix()
        if not path.is_file() or path.suffix == ".zip" or name == "json/edition.schema.json":
            continue
        text = path.read_text(encoding="utf-8")
        assert "2030.1" in text, name
        assert "2030-01-31" in text, name
        assert "CC-BY-4.0" in text or "creativecommons.org" in text, name


def test_the_folder_is_the_registry(specimen: Edition, tmp_path: Path) -> None:
    known = exports()
    assert set(known) == {"annotations", "archive", "csv", "dts", "json", "tei", "text"}
    assert list(known)[-1] == "archive"
    for module in known.values():
        assert module.__doc__
    assert [path.parent.name for path in export_all(specimen, tmp_path, ["text"])] == ["text"] * 6
    with pytest.raises(KeyError):
        export_all(specimen, tmp_path, ["pdb"])
