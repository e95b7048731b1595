"""``edition new``: each skeleton passes the check but for what is to fill; a document is made from text, HTML and DOCX."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from edition.check import run
from edition.cli import main
from edition.derive.fidelity import faithful
from edition.kinds import TO_FILL
from edition.new import slug
from edition.new.document import escaped
from edition.read import read_edition

TO_FILL_CODE = "E709"
#: what a person must decide of a new document besides: names, dates, relations to the others, which event it tells, and where its page is listed
OF_A_DOCUMENT = {"E403", "E120", "E312", "E622", "E665"}


def codes(root: Path) -> set[str]:
    return {item.code for item in run(read_edition(root))}


def new(root: Path, *words: str) -> int:
    return main(["-C", str(root), "new", *words])


@pytest.mark.parametrize(
    ("words", "made"),
    [
        (["note", "kee-7", "Harbour Board of Lisk"], "docs/notes/kee/harbour-board-of-lisk.md"),
        (["note", "kee-7", "the", "--slug", "the-second", "--kind", "term", "--author", "ruth"], "docs/notes/kee/the-second.md"),
        (["event", "The fine: who paid?", "--date", "1831-04"], "docs/accounts/the-fine-who-paid.md"),
        (["event", "The storm"], "docs/accounts/the-storm.md"),
        (["person", "Varnhook"], "docs/registers/people/varnhook-keeper.md"),
        (["entry", "terms", "lanterns"], "docs/registers/terms/lanterns.md"),
    ],
)
def test_skeleton(specimen_copy: Callable[..., Path], words: list[str], made: str, capsys: pytest.CaptureFixture[str]) -> None:
    root = specimen_copy()
    if words[0] == "person":
        words = ["person", "the gallery", "--slug", "varnhook-keeper"]
    assert new(root, *words) == 0
    assert (root / made).is_file()
    assert made in capsys.readouterr().out
    assert TO_FILL in (root / made).read_text(encoding="utf-8")
    assert codes(root) == {TO_FILL_CODE}, "\n".join(map(str, run(read_edition(root))))


def test_note_filled_is_clean(specimen_copy: Callable[..., Path]) -> None:
    root = specimen_copy()
    new(root, "note", "kee-7", "fined nobody")
    path = root / "docs/notes/kee/fined-nobody.md"
    head, _, _ = path.read_text(encoding="utf-8").rpartition("---\n")
    path.write_text(head + "---\nThe minutes record no fine {cite:p}`boardminutes`.\n", encoding="utf-8")
    assert codes(root) == set()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["note", "kee-77", "x"], "there is no passage “kee-77”"),
        (["note", "kee-7", "Harbor Board"], "“Harbor Board”"),
        (["note", "kee-2", "3 March 1831", "--slug", "day"], "there already"),
        (["person", "Ada Quill"], "is an entry of people already"),
        (["document", "nothing.txt"], "cannot be read"),
        (["document", "README.md", "--siglum", "let"], "there is a document “let” already"),
        (["document", "README.md", "--siglum", "Let-2"], "is no siglum"),
    ],
)
def test_refused(specimen_copy: Callable[..., Path], words: list[str], said: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    root = specimen_copy()
    monkeypatch.chdir(root)
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file() and ".edition-cache" not in path.parts}
    assert new(root, *words) == 2
    assert said in capsys.readouterr().err
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file() and ".edition-cache" not in path.parts} == before


# documents

PARAGRAPHS = [
    "The Storm",
    "It rose in the night of 3 March, and the bell was not heard.",
    "A line with * stars *, [brackets](x), under_scores and <angles>.",
    "1. Not a list",
]


def as_text(path: Path) -> Path:
    path.write_text(
        "# The Storm\n\nIt rose in the the night\nof 3 March, and the bell  was not heard.\n\n"
        + "\n\n".join(PARAGRAPHS[2:])
        + "\n\n17\n\n* one thing\n* another\n",
        encoding="utf-8",
    )
    return path


def as_html(path: Path) -> Path:
    body = f"<h1>{PARAGRAPHS[0]}</h1>" + "".join(f"<p>{escape(words)}</p>" for words in PARAGRAPHS[1:])
    path.write_text(
        f"<!DOCTYPE html><html><head><title>no word</title><style>p {{}}</style></head><body>{body}<script>no()</script></body></html>", encoding="utf-8"
    )
    return path


def as_docx(path: Path) -> Path:
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    parts = [f'<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>{PARAGRAPHS[0]}</w:t></w:r></w:p>']
    for words in PARAGRAPHS[1:]:
        half = len(words) // 2  # a word processor cuts its runs anywhere
        parts.append(
            f'<w:p><w:r><w:t xml:space="preserve">{escape(words[:half])}</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">{escape(words[half:])}</w:t></w:r></w:p>'
        )
    document = f'<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="{space}"><w:body>{"".join(parts)}<w:p/></w:body></w:document>'
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", document)
    return path


@pytest.mark.parametrize(("make", "name"), [(as_text, "storm.txt"), (as_html, "storm.html"), (as_docx, "storm.docx")])
def test_document(specimen_copy: Callable[..., Path], tmp_path: Path, make: Callable[[Path], Path], name: str) -> None:
    root = specimen_copy()
    source = make(tmp_path / name)
    assert new(root, "document", str(source), "--siglum", "sto") == 0
    edition = read_edition(root)
    found = edition.documents["sto"]
    assert [passage.text for passage in found.passages][:4] == PARAGRAPHS
    assert [passage.id for passage in found.passages][:4] == ["sto-s1", "sto-1", "sto-2", "sto-3"]
    assert found.passages[0].kind == "heading"
    assert faithful(found), "\n".join(map(str, run(edition)))
    assert codes(root) - OF_A_DOCUMENT == {TO_FILL_CODE}, "\n".join(map(str, run(edition)))


PAGE = """<!DOCTYPE html><html><head><title>x</title></head><body><nav><a href="/">Home</a> <a href="/about">About</a></nav>
<main><h1>The Diary</h1><p>14 June 1887.</p><p>We left at dawn;<br>wind <b>south</b>-west, and and fog.</p>
<ul><li>Fog.<li><p>Rocks.</p></ul><blockquote><p>“Mercy,” he said.</p></blockquote>
<table><tr><th>Saved</th><td>40</td></tr><tr><td>41</td></tr></table><p>upon upon him<br><br>had had</p></main><footer>The Archive</footer></body></html>"""


def test_web_page(specimen_copy: Callable[..., Path], tmp_path: Path) -> None:
    """The main part alone; items, quotations and rows are what they were; a number in a table is no page number."""
    root = specimen_copy()
    (tmp_path / "diary.html").write_text(PAGE, encoding="utf-8")
    assert new(root, "document", str(tmp_path / "diary.html"), "--siglum", "dia") == 0
    found = read_edition(root).documents["dia"]
    assert [(passage.text, passage.kind, passage.classes) for passage in found.passages] == [
        ("The Diary", "heading", ()),
        ("14 June 1887.", "paragraph", ()),
        ("We left at dawn; wind south-west, and fog.", "paragraph", ()),
        ("Fog.", "paragraph", ("item",)),
        ("Rocks.", "paragraph", ("item",)),
        ("“Mercy,” he said.", "quotation", ()),
        ("Saved 40", "paragraph", ()),
        ("41", "paragraph", ()),
        ("upon him", "paragraph", ()),
        ("had had", "paragraph", ()),
    ]
    assert found.meta["title"] == "The Diary"
    assert "outside its main part" in found.meta["condition"]
    assert (root / "docs/texts/dia.md").read_text(encoding="utf-8").startswith("# The Diary\n")
    assert faithful(found)


def test_word_processor_file(specimen_copy: Callable[..., Path], tmp_path: Path) -> None:
    """Rows of a table, items of a list, words struck out and words given twice for old programs."""
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

    def par(words: str, properties: str = "") -> str:
        return f'<w:p><w:pPr>{properties}</w:pPr><w:r><w:t xml:space="preserve">{words}</w:t></w:r></w:p>'

    twice = (
        "<w:p><w:r><mc:AlternateContent><mc:Choice><w:t>Once.</w:t></mc:Choice><mc:Fallback><w:t>Once.</w:t></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    struck = '<w:p><w:r><w:t xml:space="preserve">Kept </w:t></w:r><w:del><w:r><w:delText>struck</w:delText></w:r></w:del><w:r><w:t>words.</w:t></w:r></w:p>'
    body = (
        par("The Report", '<w:pStyle w:val="Title"/>')
        + par("One item", "<w:numPr/>")
        + par("Said so.", '<w:pStyle w:val="Quote"/>')
        + twice
        + struck
        + f"<w:tbl><w:tr><w:tc>{par('Saved')}</w:tc><w:tc>{par('39')}</w:tc></w:tr><w:tr><w:tc>{par('41')}</w:tc></w:tr></w:tbl>"
        + f"<w:sdt><w:sdtContent>{par('In a field.')}</w:sdtContent></w:sdt>"
    )
    with zipfile.ZipFile(tmp_path / "report.docx", "w") as archive:
        archive.writestr(
            "word/document.xml",
            f'<w:document xmlns:w="{space}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:body>{body}</w:body></w:document>',
        )
    root = specimen_copy()
    assert new(root, "document", str(tmp_path / "report.docx"), "--siglum", "rep") == 0
    found = read_edition(root).documents["rep"]
    assert [(passage.text, passage.kind, passage.classes) for passage in found.passages] == [
        ("The Report", "heading", ()),
        ("One item", "paragraph", ("item",)),
        ("Said so.", "quotation", ()),
        ("Once.", "paragraph", ()),
        ("Kept words.", "paragraph", ()),
        ("Saved 39", "paragraph", ()),
        ("41", "paragraph", ()),
        ("In a field.", "paragraph", ()),
    ]
    assert faithful(found)


def test_what_is_mechanical_is_proposed(specimen_copy: Callable[..., Path], tmp_path: Path) -> None:
    root = specimen_copy()
    source = as_text(tmp_path / "storm.txt")
    new(root, "document", str(source))
    found = read_edition(root).documents["storm"]
    assert found.witness.encode() == source.read_bytes(), "a plain text is kept byte for byte"
    assert [(item.at, item.kind, item.witness) for item in found.emendations] == [
        ("storm-s1", "markup", "# The"),
        ("storm-1", "surplus", "the the night"),
        ("storm-3", "left-out", "17"),
        ("storm-4", "markup", "* one"),
        ("storm-5", "markup", "* another"),
    ]
    assert [passage.classes for passage in found.passages[-2:]] == [("item",), ("item",)]


@pytest.mark.parametrize("data", [b"", b"  \n\n ", b"\xff\xfe broken", b"PK\x03\x04 no archive"])
def test_document_that_cannot_be_read(specimen_copy: Callable[..., Path], tmp_path: Path, data: bytes) -> None:
    root = specimen_copy()
    (tmp_path / "x.txt").write_bytes(data)
    assert new(root, "document", str(tmp_path / "x.txt"), "--siglum", "sto") == 2
    assert not (root / "sources/sto").exists()


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("The Tashkend Declaration", "the-tashkend-declaration"),
        ("Zoë’s “ship”, the Édouard", "zoes-ship-the-edouard"),
        ("…", "new"),
        ("one two three four five six", "one-two-three-four-five"),
    ],
)
def test_slug(words: str, expected: str) -> None:
    assert slug(words) == expected


@pytest.mark.parametrize(
    "words",
    [
        "1. first",
        "1) first",
        "# head",
        "- item",
        "+ item",
        "* item",
        "> quoted",
        "a_b_c",
        "[x](y)",
        "<b>",
        "{term}`x`",
        "$x$",
        "~~x~~",
        "=",
        "| a |",
        "a \\ b",
        "---",
        "***",
        "    four blanks",
    ],
)
def test_escaped_is_read_as_written(specimen_copy: Callable[..., Path], words: str) -> None:
    root = specimen_copy()
    path = root / "sources/let/text.md"
    path.write_text(path.read_text(encoding="utf-8") + f"\n{{#let-3}}\n{escaped(' '.join(words.split()))}\n", encoding="utf-8")
    assert read_edition(root).passages["let-3"].text == " ".join(words.split())
