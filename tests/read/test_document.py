"""Documents: the folder with its files, its relations, lost notes, foreign words and waivers."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import pytest

from edition.diagnostics import Span
from edition.model import Document
from edition.read import read_edition
from edition.read.document import read_document
from edition.read.faults import Faults

SPECIMEN = Path(__file__).parents[1] / "specimen"


def read(root: Path, siglum: str = "kee") -> tuple[Document | None, list[tuple[str, str, int, int]]]:
    faults = Faults()
    document = read_document(root, root / "sources" / siglum, faults)
    assert all(fault.message and fault.mend for fault in faults.found)
    return document, [(fault.span.file, fault.code, fault.span.line, fault.span.col) for fault in faults.found]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copytree(SPECIMEN / "sources", tmp_path / "sources")
    return tmp_path


def test_a_document() -> None:
    document, faults = read(SPECIMEN)
    assert faults == []
    assert document is not None
    assert document.sha256 == document.meta["sha256"] == hashlib.sha256((SPECIMEN / "sources/kee/witness.txt").read_bytes()).hexdigest()
    assert document.witness.encode("utf-8") == (SPECIMEN / "sources/kee/witness.txt").read_bytes()
    assert (document.title, document.short) == ("The log of a lighthouse", "The log")
    assert document.lost_notes == ("i",)
    assert document.lost_why == "the foot of the leaf is cut off"
    assert [(item.one, item.other, item.kind, item.certainty) for item in document.relations] == [
        ("kee", "gaz", "independent", "probable"), ("kee", "let", "independent", "certain"),
    ]  # fmt: skip
    assert document.spans["sha256"] == Span("sources/kee/document.yaml", 19, 9)
    assert (document.own_note("ii"), document.own_note("xl"), document.own_note("iiii")) == ("kee-n2", "kee-n40", "kee-niiii")
    assert document.by_id["kee-4"].kind == "quotation"
    assert [item.kind for item in document.emendations_at["kee-2"]] == ["note-marker", "misprint", "run-together"]


def test_arabic_numbers_foreign_words_and_limited_relations() -> None:
    document, faults = read(SPECIMEN, "gaz")
    assert faults == []
    assert document is not None
    assert document.own_note("1") == "gaz-n1"
    assert document.foreign == (("ad lucem", "la"),)
    assert document.relations[0].passages == (("gaz-2", "let-1"),)


def test_the_order_is_that_of_the_documents_themselves() -> None:
    assert list(read_edition(SPECIMEN).documents) == ["kee", "gaz", "let"]


def test_a_witness_may_be_anything(copy: Path) -> None:
    """Its byte-order mark, its line ends and its odd characters are evidence."""
    data = b"\xef\xbb\xbfone\r\ntwo\0\x0b\r"
    (copy / "sources/kee/witness.txt").write_bytes(data)
    document, faults = read(copy)
    assert faults == []
    assert document is not None
    assert document.witness.encode("utf-8") == data


@pytest.mark.parametrize(
    ("siglum", "old", "new", "fault"),
    [
        ("kee", "  notes: [i]\n", "  note: [i]\n", ("E110", 22, 3)),
        ("kee", "  notes: [i]\n  why: the foot of the leaf is cut off\n", "  - i\n", ("E109", 22, 3)),
        ("gaz", "{words: ad lucem, lang: la}", "{words: ad lucem}", ("E111", 22, 5)),
        ("gaz", "{words: ad lucem, lang: la}", "ad lucem", ("E109", 22, 5)),
        ("gaz", "[[gaz-2, let-1]]", "[[gaz-2]]", ("E109", 28, 16)),
        ("gaz", "[[gaz-2, let-1]]", "[gaz-2, let-1]", ("E109", 28, 16)),
        ("gaz", "    kind: paraphrase\n", "", ("E111", 24, 5)),
        ("gaz", "certainty: probable", "certainty: sure", ("E112", 26, 16)),
    ],
)
def test_faults(copy: Path, siglum: str, old: str, new: str, fault: tuple[str, int, int]) -> None:
    path = copy / f"sources/{siglum}/document.yaml"
    source = path.read_text(encoding="utf-8")
    assert source.count(old) == 1
    path.write_text(source.replace(old, new), encoding="utf-8")
    document, faults = read(copy, siglum)
    assert document is not None
    assert (f"sources/{siglum}/document.yaml", *fault) in faults


@pytest.mark.parametrize(
    ("source", "faults"),
    [
        ("- {words: Madam, why: a form of address}\n- {at: let-1, words: x, why: y}\n", []),
        ("[]\n", []),
        ("a: b\n", [("E109", 1, 1)]),
        ("- Madam\n", [("E109", 1, 3)]),
        ("- {words: Madam}\n", [("E111", 1, 3)]),
        ("- {words: Madam, why: }\n", [("E114", 1, 18)]),
        ("- {words: Madam, why: x, wher: y}\n", [("E110", 1, 26)]),
        ("- {words: [Madam], why: x}\n", [("E109", 1, 11)]),
        ("", [("E102", 1, 1)]),
    ],
)
def test_waivers(copy: Path, source: str, faults: list[tuple[str, int, int]]) -> None:
    (copy / "sources/let/waivers.yaml").write_text(source, encoding="utf-8")
    document, found = read(copy, "let")
    assert document is not None
    assert found == [("sources/let/waivers.yaml", *fault) for fault in faults]
    if not faults and source != "[]\n":
        assert [(item.words, item.at, item.span.line) for item in document.waivers] == [("Madam", "", 1), ("x", "let-1", 2)]
