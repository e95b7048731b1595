"""Bad input: every kind of file of an edition, damaged in every way, gives its code at its place with a mend; all of them
in one run, and never a traceback."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from edition.check import run
from edition.diagnostics import Diagnostic
from edition.read import read_edition

SPECIMEN = Path(__file__).parent / "specimen"

#: one file of each kind
FILES = (
    "sources/kee/document.yaml",
    "sources/kee/witness.txt",
    "sources/kee/text.md",
    "sources/kee/emendations.yaml",
    "sources/kee/waivers.yaml",
    "docs/notes/kee/day.md",
    "docs/registers/people/tobias-wren.md",
    "docs/accounts/inquiry.md",
    "docs/contributors.yaml",
    "docs/index.md",
    "docs/registers/people.md",
    "bib/editors.bib",
    "CITATION.cff",
)
#: files that an edition may be without
OPTIONAL = ("sources/kee/waivers.yaml", "docs/notes/kee/day.md", "docs/registers/people/tobias-wren.md", "docs/accounts/inquiry.md", "docs/contributors.yaml", "docs/index.md", "docs/registers/people.md", "bib/editors.bib")  # fmt: skip


def crlf(path: Path) -> tuple[str, int, int]:
    data = path.read_bytes()
    path.write_bytes(data.replace(b"\n", b"\r\n"))
    return "E106", 1, len(data.decode("utf-8").split("\n")[0]) + 1


def at_end(code: str, more: bytes) -> Callable[[Path], tuple[str, int, int]]:
    def spoil(path: Path) -> tuple[str, int, int]:
        data = path.read_bytes().rstrip(b"\n")
        path.write_bytes(data + more + b"\n")
        last = data.decode("utf-8").split("\n")
        return code, len(last), len(last[-1]) + 1

    return spoil


def remove(path: Path) -> tuple[str, int, int]:
    path.unlink()
    return "E101", 1, 1


def empty(path: Path) -> tuple[str, int, int]:
    path.write_bytes(b"")
    return "E102", 1, 1


def blank(path: Path) -> tuple[str, int, int]:
    path.write_bytes(b" \n\n")
    return "E102", 1, 1


def folder(path: Path) -> tuple[str, int, int]:
    path.unlink()
    path.mkdir()
    return "E103", 1, 1


def mark(path: Path) -> tuple[str, int, int]:
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    return "E105", 1, 1


DAMAGES: dict[str, Callable[[Path], tuple[str, int, int]]] = {
    "missing": remove,
    "empty": empty,
    "blank": blank,
    "folder": folder,
    "not UTF-8": at_end("E104", b"\xe9t\xe9"),
    "cut within a character": at_end("E104", b"\xe2\x82"),
    "byte-order mark": mark,
    "CRLF": crlf,
    "NUL": at_end("E107", b"\0"),
}


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    root = tmp_path / "edition"
    shutil.copytree(SPECIMEN, root)
    return root


def at(item: Diagnostic) -> tuple[str, str, int, int]:
    return item.span.file, item.code, item.span.line, item.span.col


def test_the_copy_is_sound(copy: Path) -> None:
    assert run(read_edition(copy)) == []


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("name", FILES)
def test_each_file_damaged_in_each_way(copy: Path, name: str, damage: str) -> None:
    code, line, col = DAMAGES[damage](copy / name)
    found = run(read_edition(copy))
    assert all(item.message and item.mend for item in found), found
    mine = [item for item in found if item.span.file == name]
    if name.endswith("witness.txt") and damage not in ("missing", "folder", "not UTF-8", "cut within a character"):
        # what was received may be anything; that it is no longer what was received is told by its sha256
        assert ("sources/kee/document.yaml", "E201") in [(item.span.file, item.code) for item in found]
        return
    if damage in ("missing", "folder") and name in OPTIONAL:
        assert code == "E103" or [item.code for item in mine] in ([], ["E306"])  # what refers to it says so
        return
    assert [at(item)[1:] for item in mine][:1] == [(code, line, col)], "\n".join(map(str, found))
    assert [item.code for item in mine] == [code], "\n".join(map(str, mine))


@pytest.mark.parametrize("damage", ["missing", "empty", "folder", "not UTF-8"])
@pytest.mark.parametrize("name", [name for name in FILES if name.startswith("sources/kee/") and not name.endswith("waivers.yaml")])
def test_a_lost_file_of_a_document_gives_one_fault(copy: Path, name: str, damage: str) -> None:
    """What could not be read is reported once, not again by everything that needed it."""
    if name.endswith("witness.txt") and damage == "empty":
        pytest.skip("an empty witness is a witness, of other bytes")
    code, *_ = DAMAGES[damage](copy / name)
    expected = {(name, code)}
    if name.endswith("witness.txt") and damage == "not UTF-8":
        expected.add(("sources/kee/document.yaml", "E201"))  # they are also other bytes
    assert {(item.span.file, item.code) for item in run(read_edition(copy))} == expected


def test_all_faults_in_one_run(copy: Path) -> None:
    """Nine files, each damaged in another way: nine faults, sorted by place."""
    chosen = {
        "sources/kee/document.yaml": "NUL",
        "sources/gaz/text.md": "CRLF",
        "sources/let/emendations.yaml": "byte-order mark",
        "sources/let/text.md": "missing",
        "sources/gaz/witness.txt": "folder",
        "docs/notes/kee/day.md": "not UTF-8",
        "docs/registers/people/tobias-wren.md": "empty",
        "docs/accounts/inquiry.md": "cut within a character",
        "bib/editors.bib": "CRLF",
    }
    expected = []
    for name, damage in chosen.items():
        code, line, col = DAMAGES[damage](copy / name)
        expected.append((name, code, line, col))
    found = run(read_edition(copy))
    assert found == sorted(found)
    assert set(expected) <= {at(item) for item in found}


# folders, sigla and pairs


@pytest.mark.parametrize("name", ["Kee", "k-e", "kée", "2kee", "k e", "k.e"])
def test_a_siglum_that_is_no_name_of_a_folder(copy: Path, name: str) -> None:
    shutil.copytree(copy / "sources/let", copy / "sources" / name)
    found = run(read_edition(copy))
    assert [at(item) for item in found] == [(f"sources/{name}", "E115", 1, 1)]
    assert found[0].mend == "name the folder with small letters and digits, a letter first"


def test_files_that_belong_to_no_document(copy: Path) -> None:
    (copy / "sources/kee/text.md.orig").write_text("x", encoding="utf-8")
    (copy / "sources/remarks.txt").write_text("x", encoding="utf-8")
    (copy / "sources/gone").symlink_to("nowhere")
    (copy / "docs/notes/kee/picture.png").write_bytes(b"\x89PNG")
    (copy / "docs/registers/pets").mkdir()
    (copy / "docs/registers/pets/rex.md").write_text("---\n---\n", encoding="utf-8")
    (copy / "docs/registers/people/Ada Quill.md").write_text("---\nname: x\n---\n", encoding="utf-8")
    assert [at(item) for item in run(read_edition(copy))] == [
        ("docs/notes/kee/picture.png", "E116", 1, 1),
        ("docs/registers/people/Ada Quill.md", "E401", 1, 1),
        ("docs/registers/pets/rex.md", "E116", 1, 1),
        ("sources/gone", "E116", 1, 1),
        ("sources/kee/text.md.orig", "E116", 1, 1),
        ("sources/remarks.txt", "E116", 1, 1),
    ]


def test_a_text_without_a_witness_and_the_reverse(copy: Path) -> None:
    (copy / "sources/kee/witness.txt").unlink()
    (copy / "sources/gaz/text.md").unlink()
    assert [at(item) for item in run(read_edition(copy))] == [("sources/gaz/text.md", "E101", 1, 1), ("sources/kee/witness.txt", "E101", 1, 1)]


def test_an_empty_folder_is_a_document_without_its_four_files(copy: Path) -> None:
    (copy / "sources/new").mkdir()
    assert [at(item) for item in run(read_edition(copy))] == [
        (f"sources/new/{name}", "E101", 1, 1) for name in ("document.yaml", "emendations.yaml", "text.md", "witness.txt")
    ]


@pytest.mark.parametrize("what", ["no sources", "no document", "sources is a file"])
def test_no_document(copy: Path, what: str) -> None:
    shutil.rmtree(copy / "sources")
    if what == "no document":
        (copy / "sources").mkdir()
    elif what == "sources is a file":
        (copy / "sources").write_text("x", encoding="utf-8")
    found = run(read_edition(copy))
    assert ("sources", "E119") in [(item.span.file, item.code) for item in found]


def test_an_empty_edition(tmp_path: Path) -> None:
    found = run(read_edition(tmp_path))
    assert [(item.span.file, item.code) for item in found] == [("CITATION.cff", "E101"), ("sources", "E119")]


# the metadata of a document


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("order: 1\n", "order: one\n", ("E121", 1, 8)),
        ("order: 1\n", "order: 2\n", None),
        ("order: 1\n", f"order: {'1' * 5000}\n", ("E121", 1, 8)),
        ("order: 1\n", "order: [1]\n", ("E109", 1, 8)),
        ("order: 1\n", "", ("E111", 1, 1)),
        ("order: 1\n", "order: 1\norder: 1\n", ("E113", 2, 1)),
        ("order: 1\n", "order: 1\nordre: 1\n", ("E110", 2, 1)),
        ("order: 1\n", "order: &one 1\n", ("E108", 1, 8)),
        ("order: 1\n", "order: 1: 2\n", ("E108", 1, 9)),
        ("order: 1\n", "- order: 1\n", ("E108", 2, 1)),
        ("title-supplied: yes", "title-supplied: perhaps", ("E112", 3, 17)),
        ("note-numbering: roman", "note-numbering: greek", ("E112", 20, 17)),
        ("page-breaks: '\\f'", "page-breaks: '('", ("E112", 24, 14)),
        ("page-breaks: '\\f'", "page-breaks: '(?P<x>a)(?P<x>b)'", ("E112", 24, 14)),
        ("sha256: d939", "sha256: d938", ("E201", 19, 9)),
        ("sha256: d939", "sha256: D939", ("E201", 19, 9)),
        ("  notes: [i]", "  notes: [i", ("E108", 23, 6)),
        ("  notes: [i]", "  note: [i]", None),
        ("kind: independent, certainty: probable", "kind: cousin, certainty: probable", ("E112", 26, 21)),
        ("{to: gaz,", "{to: log,", None),
        ("{to: gaz,", "{to: [gaz],", ("E109", 26, 10)),
        ("{to: gaz, kind", "{kind", ("E111", 26, 5)),
        ("relations:\n", "relations: none\nrelation:\n", None),
    ],
)
def test_metadata(copy: Path, old: str, new: str, fault: tuple[str, int, int] | None) -> None:
    path = copy / "sources/kee/document.yaml"
    source = path.read_text(encoding="utf-8")
    assert source.count(old) == 1
    path.write_text(source.replace(old, new), encoding="utf-8")
    found = [item for item in run(read_edition(copy)) if item.severity == "error"]
    assert found
    assert all(item.mend for item in found)
    if fault:
        assert fault in [at(item)[1:] for item in found if item.span.file == "sources/kee/document.yaml"], "\n".join(map(str, found))


def test_metadata_of_remarks_alone(copy: Path) -> None:
    (copy / "sources/kee/document.yaml").write_text("# to be written\n", encoding="utf-8")
    assert [at(item) for item in run(read_edition(copy))] == [("sources/kee/document.yaml", "E111", 1, 1)]


# the command


def edition(root: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([Path(sys.executable).with_name("edition"), "-C", str(root), *words], capture_output=True, text=True, check=False, env={**os.environ, "PYTHONUTF8": "1"})


def test_the_command_shows_them_all(copy: Path) -> None:
    """The faults of a dozen files in one run of ``edition check``, exit code 1, no traceback."""
    spoilt = {}
    for name, damage in zip(FILES, [*DAMAGES, *DAMAGES], strict=False):
        spoilt[name] = DAMAGES[damage](copy / name)[0]
    ran = edition(copy, "check")
    assert ran.returncode == 1, ran.stderr
    assert ran.stderr == ""
    for name, code in spoilt.items():
        if name not in OPTIONAL and name != "sources/kee/witness.txt":
            assert any(line.startswith(f"{name}:") and f" {code} " in line for line in ran.stdout.splitlines()), (name, code, ran.stdout)


# whatever is written there


_PIECES = st.sampled_from(
    ["---\n", "\n", " ", "- ", "{", "}", "[", "]", ": ", "at: kee-2", "lemma: ", "kind: sic", "why: x", "kee-2", "{#kee-9}", "{#kee-2}", "*", "`", "{ed:loc}", "&a", "*a", "9" * 30, "|", "'", '"',
     "words: x", "# ", "\t", "\x00", "\ufeff", "é", "@book{", "title = {", "}", "told:", "silent: {kee: [x]}", "date: 1831-02-30", "forms:", "also: [gaz-2]", "<a", "](", "waive: {E201: x}", "page-breaks: '(a+)+$'"]
)  # fmt: skip


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.sampled_from(FILES), at=st.floats(0, 1), cut=st.integers(0, 40), pieces=st.lists(_PIECES, max_size=8))
def test_nothing_is_raised(tmp_path_factory: pytest.TempPathFactory, name: str, at: float, cut: int, pieces: list[str]) -> None:
    """Anything put anywhere into any file is read and checked without an exception, and every fault found has a place and a mend."""
    root = tmp_path_factory.getbasetemp() / "spoilt"
    if not root.exists():
        shutil.copytree(SPECIMEN, root)
    path = root / name
    before = path.read_bytes()
    text = before.decode("utf-8")
    start = int(at * len(text))
    try:
        path.write_text(text[:start] + "".join(pieces) + text[start + cut :], encoding="utf-8", newline="")
        for item in run(read_edition(root)):
            assert item.message
            assert item.mend
            assert item.span.line >= 1
            assert item.span.col >= 1
    finally:
        path.write_bytes(before)
