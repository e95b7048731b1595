"""Each output broken on purpose, in one place, and caught by the code for it and by no other."""

from __future__ import annotations

import io
import json
import re
import shutil
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from building import laid, put, read, write

from edition.check.built import FORMATS, check_built, there
from edition.cli import main
from edition.diagnostics import Diagnostic
from edition.model import Edition
from edition.read import read_edition

Found = Callable[[Path], list[Diagnostic]]
KEE, LET, GAZ = "build/html/texts/kee.html", "build/html/texts/let.html", "build/html/texts/gaz.html"
BOOK = "build/epub/edition.epub!EPUB/"
JSON, TEI = "build/data/json/edition.json", "build/data/tei/"


def codes(items: list[Diagnostic]) -> set[str]:
    return {item.code for item in items}


def test_clean(whole: Path, model: Edition) -> None:
    proof = check_built(model, whole / "build")
    assert [str(item) for item in proof.found] == []
    assert proof.formats == list(FORMATS)
    assert [line.split(":")[0] for line in proof.compared] == ["html", "epub", "pdf", "tei", "json", "text", "data", "data"]


#: name → file, what stands there, what it becomes, the codes
CHANGES = {
    "a word in the HTML": (KEE, "I remember his words", "I recall his words", {"E801"}),
    "a word of a note in the HTML": (KEE, "took the word; “Lost", "took a word; “Lost", {"E804"}),
    "a passage’s id in the HTML": (KEE, 'id="kee-3" ', 'id="kee-33" ', {"E802", "E803"}),
    "the call of a note in the HTML": (KEE, re.compile(r'(<a class="nref" id="ref-kee-leaf"[^>]*>)2<'), r"\1 3<", {"E806"}),
    "a mark of an own note in the HTML": (KEE, re.compile(r'(<a id="mark-kee-7-1"[^>]*>)ii<'), r"\1iii<", {"E806"}),
    "an anchor of a register": ("build/html/registers/places.html", 'id="lisk"', 'id="lisk-2"', {"E807"}),
    "a page removed": ("build/html/registers/vessels.html", None, None, {"E807"}),
    "an address of the search": ("build/html/_search/r/0.js", "texts/kee.html#kee-2\"", "texts/kee.html#kee-22\"", {"E802", "E807"}),
    "a word of the search": ("build/html/_search/r/0.js", "the brig Halcyon", "a brig Halcyon", {"E801"}),
    "a part of the index for searching": ("build/html/_search/r/1.js", None, None, {"E802"}),
    "the form of the index for searching": ("build/html/_search/r/0.js", "edition.take(", "edition.tak(", {"E813"}),
    "a picture in the HTML": (KEE, "</main>", '<img src="../_static/favicon.svg"></main>', {"E809"}),
    "a drawing in the HTML": (KEE, "</main>", '<svg role="img"><path d="M0 0"/></svg></main>', {"E809"}),
    "a style of another host": ("build/html/_static/edition.css", re.compile(r"\A"), "@import 'https://styles.example.org/a.css';\n", {"E810"}),
    "a fount of another host": (KEE, "</head>", "<style>@font-face{src:url(//founts.example.org/a.woff2)}</style></head>", {"E810"}),
    "a script that asks another host": ("build/html/_static/keys.js", re.compile(r"\Z"), "\nfetch('https://count.example.org/hit');\n", {"E810"}),
    "the date of a page": (GAZ, re.compile(r"<time datetime=.*?</time>"), "", {"E811"}),
    "a word in the EPUB": (BOOK + "texts/gaz.xhtml", "a brig of", "a ship of", {"E801"}),
    "a note dropped from the EPUB": (BOOK + "texts/kee.xhtml", re.compile(r'<aside class="note" id="note-kee-leaf".*?</aside>', re.S), "", {"E805"}),
    "a link in the EPUB": (BOOK + "texts/let.xhtml", 'href="kee.xhtml#kee-7"', 'href="kee.xhtml#kee-77"', {"E807"}),
    "an id twice in the EPUB": (BOOK + "texts/let.xhtml", '<h2 id="notes-h">', '<h2 id="notes">', {"E807", "E808"}),
    "markup of the EPUB": (BOOK + "texts/let.xhtml", "</body>", "</bodi>", {"E813"}),
    "the package’s number": (BOOK + "package.opf", "2030.1", "2030.2", {"E811"}),
    "a passage in the JSON": (JSON, "The [mate] called to the boat", "The mate called to the boat", {"E801"}),
    "an id in the JSON": (JSON, '"id": "kee-3"', '"id": "kee-33"', {"E802", "E803"}),
    "a note in the JSON": (JSON, "The hole in the leaf took the word; “Lost: one mate” (GAZ 4) shows", "“Lost: one mate” (GAZ 4) shows", {"E804"}),
    "an entry in the JSON": (JSON, re.compile(r'("id": "ada-quill".*?"text": ")', re.S), r"\1So ", {"E804"}),
    "the place of a note in the JSON": (JSON, re.compile(r'("quote": "The \[mate\] called",\s+"start": \d+,\s+"end": )\d+'), r"\g<1>10", {"E806"}),
    "the form of the JSON": (JSON, '\n "passages": [', '\n "passages_": [', {"E813"}),
    "a passage in the TEI": (TEI + "let.xml", "The keeper is not to blame.", "The keeper is to blame.", {"E801"}),
    "the number of a note in the TEI": (TEI + "gaz.xml", re.compile(r'(xml:id="note-gaz-captain"[^>]*? n=")2"'), r'\g<1>9"', {"E806"}),
    "a pointer of the TEI": (TEI + "let.xml", re.compile(r'<ref type="locus" target="#let-2"'), '<ref type="locus" target="#let-22"', {"E807"}),
    "the plain text": ("build/data/text/let.txt", "not to blame", "to blame", {"E801"}),
    "the notes in plain text": ("build/data/text/let-notes.txt", "It sat in April", "It sat in May", {"E804"}),
    "a value of a table": ("build/data/csv/accounts.csv", "1831", "1832", {"E801"}),
    "a table removed": ("build/data/csv/accounts.csv", None, None, {"E801"}),
    "the rights of a table": ("build/data/csv/accounts.csv", re.compile(r",CC-BY-4\.0|,licence"), "", {"E812"}),
}


@pytest.mark.parametrize("name", CHANGES)
def test_caught(name: str, copy: Path, found: Found) -> None:
    file, old, new, expected = CHANGES[name]
    if old is None:
        (copy / file).unlink()
    else:
        before = read(copy, file)
        after = re.sub(old, new, before) if isinstance(old, re.Pattern) else before.replace(old, str(new), 1)
        assert after != before, f"{file} has no such place"
        write(copy, file, after)
    items = found(copy)
    assert codes(items) == expected, "\n".join(map(str, items))
    assert all(item.mend for item in items)
    if old is not None and "E807" not in expected:
        assert {item.span.file for item in items} == {file}


def test_numbers_swapped(copy: Path, found: Found) -> None:
    text = read(copy, KEE)
    text = (
        text.replace('aria-label="1, back to the text">1<', 'aria-label="0">\0<')
        .replace('aria-label="2, back to the text">2<', 'aria-label="1">1<')
        .replace("\0", "2")
    )
    write(copy, KEE, text)
    items = found(copy)
    assert codes(items) == {"E806"}
    assert len(items) == 2


def test_place_and_message(copy: Path, found: Found) -> None:
    text = read(copy, KEE).replace("I remember his words", "I recall his words", 1)
    write(copy, KEE, text)
    (item,) = found(copy)
    line = next(number for number, line in enumerate(text.split("\n"), 1) if 'id="kee-3"' in line)
    assert (item.span.file, item.span.line, item.span.col) == (KEE, line, 1)
    assert item.message.startswith("the words of KEE 3 differ: “")
    assert "remember his words" in item.message
    assert "recall his words" in item.message


def test_a_text_missing_is_one_fault(copy: Path, found: Found) -> None:
    write(copy, LET, re.sub(r'<div class="doc-text".*?</div>\s*(?=<section)', "", read(copy, LET), flags=re.S))
    items = [item for item in found(copy) if item.span.file.startswith("build/html/")]
    assert [item.code for item in items if item.code == "E802"] == ["E802"]


def test_inventory(copy: Path, found: Found) -> None:
    path = copy / "build/html/objects.inv"
    data = path.read_bytes()
    head, body = data[: data.index(b"zlib.\n") + 6], zlib.decompress(data[data.index(b"zlib.\n") + 6 :]).decode()
    assert "kee-3 ed:passage" in body
    put(path, head + zlib.compress(re.sub(r"(kee-3 ed:passage .*#)\S+", r"\1kee-99", body).encode()))
    items = found(copy)
    assert [item.code for item in items] == ["E807"]
    put(path, b"no inventory")
    assert codes(found(copy)) == {"E813"}


@pytest.mark.parametrize(
    ("file", "data"),
    [
        (KEE, b"\xff\xfe\x00"),
        (JSON, b"[]"),
        (JSON, b"{"),
        (TEI + "let.xml", b"<TEI>"),
        ("build/epub/edition.epub", b"PK no zip"),
        ("build/pdf/edition.pdf", b"%PDF-1.7 no"),
    ],
)
def test_unreadable(file: str, data: bytes, copy: Path, found: Found) -> None:
    put(copy / file, data)
    items = [item for item in found(copy) if item.code not in ("E802", "E807")]  # what it held is missing besides
    assert codes(items) <= {"E813", "E812"}
    assert any(item.code == "E813" and item.span.file == file for item in items)


def test_the_archive_is_opened(copy: Path, model: Edition) -> None:
    (archive,) = (copy / "build" / "data").glob("*.zip")
    whole = archive.read_bytes()
    archive.unlink()  # the copy is of links
    archive.write_bytes(whole[: len(whole) // 2])
    assert codes(check_built(model, copy / "build", ["data"]).found) == {"E813"}
    with zipfile.ZipFile(archive, "w") as other:
        other.writestr("edition/README.txt", "Other words.\n")
    assert codes(check_built(model, copy / "build", ["data"]).found) == {"E801"}
    archive.unlink()
    assert codes(check_built(model, copy / "build", ["data"]).found) == {"E801"}


def test_what_readers_take_from_the_pages_is_looked_at(copy: Path, model: Edition) -> None:
    shutil.copytree(copy / "build" / "data", copy / "build" / "html" / "data", dirs_exist_ok=True)
    assert check_built(model, copy / "build", ["data"]).found == []
    file = copy / "build/html/data/csv/accounts.csv"
    text = file.read_text(encoding="utf-8")
    file.unlink()
    file.write_text(text.replace("1831", "1832"), encoding="utf-8")
    (found,) = check_built(model, copy / "build", ["data"]).found
    assert (found.code, found.span.file.endswith("build/html/data/csv/accounts.csv")) == ("E801", True)


def test_only_what_is_there(copy: Path, model: Edition) -> None:
    for name in ("html", "pdf", "epub"):
        shutil.rmtree(copy / "build" / name)
    assert there(copy / "build") == ["data"]
    shutil.rmtree(copy / "build/data/json")
    proof = check_built(model, copy / "build")
    assert proof.found == []
    assert [line.split(":")[0] for line in proof.compared] == ["tei", "text", "data", "data"]


# the book


def pdf_codes(model: Edition, root: Path) -> set[str]:
    return codes(check_built(model, root / "build", ["pdf"]).found)


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        ("sources/let/text.md", "The keeper is not to blame.", "The keeper is to blame.", {"E801"}),
        ("docs/notes/kee/leaf.md", "took the word;", "took a word;", {"E804"}),
        ("docs/notes/kee/leaf.md", None, None, {"E805", "E806"}),
    ],
)
def test_a_book_of_other_sources(file: str, old: str | None, new: str | None, expected: set[str], model: Edition, tmp_path: Path) -> None:
    """The book is built from an altered edition, and held against the true one."""
    root = laid(tmp_path / "altered")
    path = root / file
    if old is None or new is None:
        path.unlink()
    else:
        path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    main(["-C", str(root), "build", "pdf"])
    assert pdf_codes(model, root) == expected


def test_a_book_without_an_id(copy: Path, model: Edition) -> None:
    pikepdf = pytest.importorskip("pikepdf")
    path = copy / "build/pdf/edition.pdf"
    with pikepdf.open(path) as book:
        stack, cut = [book.Root.StructTreeRoot], 0
        while stack:
            element = stack.pop()
            kids = element.get("/K", [])
            stack.extend(kid for kid in (list(kids) if isinstance(kids, pikepdf.Array) else [kids]) if isinstance(kid, pikepdf.Dictionary) and "/S" in kid)
            if str(element.get("/ID", "")) == "gaz-2":
                del element["/ID"]
                cut += 1
        assert cut == 1
        book.save(out := io.BytesIO())
    put(path, out.getvalue())
    assert pdf_codes(model, copy) == {"E802", "E805"}  # its notes go with it


def test_a_book_without_tags(copy: Path, model: Edition) -> None:
    pikepdf = pytest.importorskip("pikepdf")
    path = copy / "build/pdf/edition.pdf"
    with pikepdf.open(path) as book:
        del book.Root["/StructTreeRoot"]
        book.save(out := io.BytesIO())
    put(path, out.getvalue())
    assert pdf_codes(model, copy) == {"E813"}


# the command


def test_command(whole: Path, copy: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["-C", str(whole), "check", "--built"]) == 0
    out = capsys.readouterr().out
    assert "compared  pdf: " in out
    assert out.rstrip().split("\n")[-1].startswith("3 documents, 19 passages, 9 notes: no faults (")
    write(copy, JSON, read(copy, JSON).replace("the boat, and I", "a boat, and I"))
    assert main(["-C", str(whole), "check", "--built", str(copy / "build"), "--format", "json"]) == 1
    value = json.loads(capsys.readouterr().out)
    assert [item["code"] for item in value["diagnostics"]] == ["E801"]
    assert main(["-C", str(whole), "check", "--built", str(tmp_path / "nothing")]) == 2
    assert read_edition(whole).documents


def test_build_proves(copy: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """A full build ends with the proof, and fails with it."""
    from edition.cli import build

    assert build.prove(copy) == 0
    assert "one edition in html, epub, pdf, data: no faults" in capsys.readouterr().out
    write(copy, KEE, read(copy, KEE).replace("I remember", "I recall", 1))
    assert build.prove(copy) == 1
    assert "E801" in capsys.readouterr().err
    called: list[Path] = []
    monkeypatch.setattr(build, "sphinx", lambda *args, **options: (0, ""))
    monkeypatch.setattr(build, "data", lambda *args: 0)
    monkeypatch.setattr(build, "prove", lambda root: called.append(root) or 0)
    assert main(["-C", str(copy), "build"]) == 0
    assert main(["-C", str(copy), "build", "pdf"]) == 0
    assert called == [copy]
