"""What was withdrawn is to be seen in every format, under the id that it had."""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path

import pypdf
import pytest
from copies import FIRST, SPECIMEN, Copy

from edition.cli import main
from settings import CONF

WENT = "told in the glossary, under “wreckage dues”"
MERGED = "Withdrawn; it stands at the end of gaz-3."


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The second edition, in all formats."""
    import shutil

    root = tmp_path_factory.mktemp("second") / "edition"
    shutil.copytree(SPECIMEN, root)
    copy = Copy(root)
    copy.add("docs/conf.py", CONF.replace("2030.1", "2031.1"))
    copy.add("docs/changes.md", "# Changes\n\n```{ed:changes}\n```\n")
    copy.change("docs/index.md", "glossary\n", "glossary\nchanges\n")
    assert copy.release(FIRST, "2030-01-31") == 0
    copy.split()
    copy.merge()
    copy.change("docs/notes/kee/leaf.md", "<gaz-4>", "<gaz-3>")
    copy.withdraw_note()
    copy.change("docs/registers/works/lisk-gazette.md", "status:", "withdrawn: it is in the bibliography\nstatus:")
    copy.change("docs/accounts/inquiry.md", "status:", "withdrawn: told in let/inquiry and at let-2, with the entry ada-quill\nstatus:")
    copy.because("let-1", "two matters in one passage")
    copy.because("gaz-3", "one item")
    assert copy.release() == 0
    assert copy.faults() == []
    assert main(["-C", str(root), "build"]) == 0
    return root / "build"


def plain(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", "", html.replace("&#x27;", "'")).split())


def test_html(built: Path) -> None:
    letter = (built / "html/texts/let.html").read_text(encoding="utf-8")
    assert letter.count('id="note-let-dues"') == 1
    assert f"Note “served alone” (LET 2) withdrawn: {WENT}" in plain(letter)
    assert "without a second man" not in letter
    gazette = (built / "html/texts/gaz.html").read_text(encoding="utf-8")
    assert 'id="gaz-4"' in gazette
    assert MERGED in plain(gazette)
    assert 'id="lisk-gazette"' in (built / "html/registers/works.html").read_text(encoding="utf-8")
    assert "Withdrawn: it is in the bibliography" in plain((built / "html/registers/works.html").read_text(encoding="utf-8"))
    account = (built / "html/accounts/inquiry.html").read_text(encoding="utf-8")
    assert "This account was withdrawn: told in the note on “" in plain(account)
    assert all(f'href="../{place}"' in account for place in ("texts/let.html#note-let-inquiry", "texts/let.html#let-2", "registers/people.html#ada-quill")), (
        "where it went is a link"
    )


def test_data_since(built: Path) -> None:
    """Each passage says since which edition its words are what they are."""
    letter = (built / "html/texts/let.html").read_text(encoding="utf-8")
    since = dict(re.findall(r'id="(let-\w+)"[^>]*data-since="([^"]+)"', letter))
    assert since == {"let-1": "2031.1", "let-1a": "2031.1", "let-2": "2030.1"}
    assert dict(re.findall(r'href="#(let-\w+)" title="([^"]+)"', letter)) == {
        "let-1": "unchanged since 2031.1, changed then",
        "let-1a": "unchanged since 2031.1",
        "let-2": "unchanged since 2030.1",
    }
    assert '<a class="pn" href="#gaz-4" title="withdrawn in 2031.1"' in (built / "html/texts/gaz.html").read_text(encoding="utf-8")
    data = json.loads((built / "data/json/edition.json").read_text(encoding="utf-8"))
    assert {passage["id"]: passage["since"] for passage in data["passages"] if passage["document"] == "let"} == since


def test_changes(built: Path) -> None:
    page = plain((built / "html/changes.html").read_text(encoding="utf-8"))
    assert "GAZ 3: changed, “Saved: eleven of her crew. Lost: one mate.” (one item)" in page
    assert "GAZ 4: withdrawn (Lost: one mate.); it stands at the end of GAZ 3" in page
    assert "LET 1: changed, “… 1831, as the gazette says. The keeper is not to blame.” (two matters in one passage)" in page
    assert "LET 1a: new" in page
    assert page.index("2031.1, 1 February 2031") < page.index("2030.1, 31 January 2030")


def test_epub(built: Path) -> None:
    with zipfile.ZipFile(next((built / "epub").glob("*.epub"))) as archive:
        letter = archive.read("EPUB/texts/let.xhtml").decode("utf-8")
        gazette = archive.read("EPUB/texts/gaz.xhtml").decode("utf-8")
    assert 'id="note-let-dues"' in letter
    assert WENT in plain(letter)
    assert MERGED in plain(gazette)


def test_pdf(built: Path) -> None:
    reader = pypdf.PdfReader(next((built / "pdf").glob("*.pdf")))
    words = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    assert f"Note “served alone” (LET 2) withdrawn: {WENT}" in words
    assert MERGED in words
    assert {"note-let-dues", "gaz-4", "let-1a"} <= set(reader.named_destinations)


def test_data(built: Path) -> None:
    data = json.loads((built / "data/json/edition.json").read_text(encoding="utf-8"))
    assert {note["id"]: note["withdrawn"] for note in data["notes"] if note["withdrawn"]} == {"let/dues": WENT}
    assert {item["id"]: item["withdrawn"] for item in data["entities"] if item["withdrawn"]} == {"lisk-gazette": "it is in the bibliography"}
    assert {item["id"]: item["withdrawn"] for item in data["accounts"] if item["withdrawn"]} == {
        "inquiry": "told in let/inquiry and at let-2, with the entry ada-quill"
    }
    assert {passage["id"]: passage["text"] for passage in data["passages"] if "withdrawn" in passage["classes"]}["gaz-4"] == MERGED
    annotations = json.loads((built / "data/annotations/let.json").read_text(encoding="utf-8"))
    (tombstone,) = [item for item in annotations["first"]["items"] if item["id"].endswith("#note-let-dues")]
    assert tombstone["body"][0]["value"] == f"Withdrawn: {WENT}"
    tei = (built / "data/tei/let.xml").read_text(encoding="utf-8")
    assert re.search(r'<note xml:id="note-let-dues" type="withdrawn" target="#let-2">', tei)
    assert f"Notes withdrawn\n\nlet/dues (LET 2 “served alone”): {WENT}" in (built / "data/text/let-notes.txt").read_text(encoding="utf-8")
    assert MERGED in (built / "data/tei/gaz.xml").read_text(encoding="utf-8")
