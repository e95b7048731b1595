"""The book of the specimen: what a reader sees and hears of it, where its addresses lead, and what makes it fail."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
from pathlib import Path

import page as validation
import pikepdf
import pymupdf
import pytest

from edition.derive.reading import text_view
from edition.model import Edition
from edition.read import read_edition
from edition.sphinx_ext.typst.escape import escape, string
from edition.sphinx_ext.typst.pack import as_written, packed
from edition.sphinx_ext.typst.proof import proof
from edition.sphinx_ext.typst.taken import Taken, take
from edition.sphinx_ext.typst.typeset import typeset
from edition.sphinx_ext.words import NOTE_KIND_WORDS
from settings import CONF

SPECIMEN = Path(__file__).parents[1] / "specimen"
TEXTS = {siglum: f"texts/{siglum}" for siglum in ("kee", "gaz", "let")}


def prepared(folder: Path) -> Path:
    """A copy of the specimen with a page that is not for the book, and a link to it from one that is."""
    root = folder / "specimen"
    shutil.copytree(SPECIMEN, root)
    (root / "docs" / "conf.py").write_text(CONF, encoding="utf-8")
    (root / "docs" / "workshop.md").write_text("# The workshop\n\nOnly for the website.\n", encoding="utf-8")
    index = root / "docs" / "index.md"
    index.write_text(index.read_text(encoding="utf-8") + "\n```{toctree}\nworkshop\n```\n", encoding="utf-8")
    glossary = root / "docs" / "glossary.md"
    words = "\nSee {doc}`the workshop <workshop>` and {ed:loc}`kee-2`.\n\n| sum | when |\n|---|---|\n| 3 | – |\n\n```{ed:timeline}\n```\n\n```{ed:stemma}\n```\n\nOf the page itself.[^own] And once more.[^own]\n\n[^own]: A *note* of the page, see {ed:loc}`kee-2`.\n"
    glossary.write_text(glossary.read_text(encoding="utf-8") + words, encoding="utf-8")
    return root


def build(root: Path, *, epoch: str = "1") -> tuple[int, str, Path]:
    command = [sys.executable, "-m", "sphinx", "-b", "pdf", "-q", "-n", "-d", str(root / "doctrees"), str(root / "docs"), str(root / "out")]
    ran = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, "SOURCE_DATE_EPOCH": epoch})
    return ran.returncode, ran.stderr, root / "out" / "edition.pdf"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return prepared(tmp_path_factory.mktemp("pdf"))


@pytest.fixture(scope="module")
def book(root: Path) -> Path:
    code, said, made = build(root)
    assert (code, said) == (0, "")
    return made


@pytest.fixture(scope="module")
def taken(book: Path) -> Taken:
    return take(book)


@pytest.fixture(scope="module")
def pages(book: Path) -> list[str]:
    """The words of each page as they are seen, line ends closed up."""
    with pymupdf.open(book) as document:
        return [" ".join(page.get_text().replace("\xad\n", "").replace("-\n", "-").split()) for page in document]


@pytest.fixture(scope="module")
def model(root: Path) -> Edition:
    return read_edition(root)


def test_same_words(model: Edition, book: Path) -> None:
    assert list(proof(model, book, TEXTS)) == []


def test_every_passage_and_note(model: Edition, taken: Taken) -> None:
    assert set(taken.passages) >= set(model.passages)
    for siglum in TEXTS:
        for item in text_view(model, model.documents[siglum]).notes:
            assert any(number == str(item.number) for name, (number, _) in taken.notes.items() if name.endswith(item.html_id))


def test_destinations_open_where_the_words_are(model: Edition, taken: Taken, pages: list[str]) -> None:
    for passage in model.passages.values():
        first = " ".join(passage.text.split()[:2])
        assert first in pages[taken.destinations[passage.id] - 1], passage.id
    assert {"note-kee-day", "accounts/inquiry", "halcyon", "glossary"} <= set(taken.destinations)


def test_a_note_of_a_free_page_stands_at_its_foot(taken: Taken, pages: list[str]) -> None:
    page = next(page for page in pages if "Of the page itself." in page)
    assert "Of the page itself.1 And once more.1" in page
    assert page.count("A note of the page, see") == 1 and page.index("A note of the page") > page.index("And once more")
    assert taken.destinations["glossary/own"] == 1 + pages.index(page)


def test_a_note_stands_on_the_page_that_calls_it(taken: Taken) -> None:
    for name, at in taken.destinations.items():
        if "ref-" in name and name.replace("ref-", "note-") in taken.destinations:
            assert taken.destinations[name.replace("ref-", "note-")] == at, name


def test_a_note_says_of_what_kind_it_is(model: Edition, pages: list[str]) -> None:
    """The same word as on the web, in small capitals after the words that the note is about."""
    whole = " ".join(pages)
    noted = [item.note for siglum in TEXTS for item in text_view(model, model.documents[siglum]).notes]
    assert [note.id for note in noted if f"{note.lemma.words}] {NOTE_KIND_WORDS[note.kind].lower()} " not in whole] == []
    assert "small capitals" in whole


def test_no_line_begins_with_the_number_of_a_note(book: Path) -> None:
    with pymupdf.open(book) as document:
        for page in document:
            for block in page.get_text("dict")["blocks"]:
                for line in block.get("lines", []):
                    first = next((span for span in line["spans"] if span["text"].strip()), None)
                    raised = first is not None and first["text"].strip().isdigit() and first["size"] < 7 and len(line["spans"]) > 1
                    assert not raised, (page.number + 1, line["spans"][:3])


def test_pictures_can_be_read(book: Path) -> None:
    """Words of a picture are at least of 7 points."""
    with pymupdf.open(book) as document:
        sizes = [
            span["size"]
            for page in document
            for block in page.get_text("dict")["blocks"]
            for line in block.get("lines", [])
            for span in line["spans"]
            if span["text"].strip() in ("established", "a document puts it elsewhere", "no line: independent", "emendations")
        ]
    assert sizes
    assert min(sizes) >= 6.95


def test_tables_of_the_screen_are_named_and_not_set(pages: list[str]) -> None:
    whole = " ".join(pages)
    assert "On the website: the timeline as a table." in whole
    assert "Documents that put it elsewhere" not in whole


def test_bookmarks(book: Path, model: Edition) -> None:
    with pymupdf.open(book) as document:
        titles = [title for _, title, _ in document.get_toc()]
    for document in model.documents.values():
        assert document.title in " ".join(titles) or any(page.title in titles for page in model.pages.values())
    assert titles[-1].startswith("Index of")
    assert "The workshop" not in titles


def test_left_out_pages_are_words_only(pages: list[str]) -> None:
    whole = " ".join(pages)
    assert "the workshop" in whole
    assert "Only for the website." not in whole


def test_reference_has_its_page(taken: Taken, pages: list[str]) -> None:
    assert f"KEE 2, p. {taken.destinations['kee-2']}" in " ".join(pages)


def test_metadata(book: Path) -> None:
    with pikepdf.open(book) as pdf:
        assert str(pdf.docinfo["/Title"]) == "The Loss of the Halcyon: Three Documents"
        assert str(pdf.docinfo["/CreationDate"]).startswith("D:20300131")
        assert str(pdf.Root.Lang) == "en-GB"


@pytest.mark.parametrize("profile", ["ua1", "pdfa2a"])
def test_standards(book: Path, profile: str) -> None:
    report = validation.validate_pdf(str(book), profile=profile)
    assert [str(failure) for failure in report.failures] == []
    assert report.is_compliant


def test_same_bytes(book: Path, tmp_path: Path) -> None:
    again = prepared(tmp_path)
    code, said, made = build(again, epoch="1000000000")
    assert (code, said) == (0, "")
    assert made.read_bytes() == book.read_bytes()


def test_a_sign_that_the_fount_lacks(tmp_path: Path) -> None:
    root = prepared(tmp_path)
    glossary = root / "docs" / "glossary.md"
    glossary.write_text(glossary.read_text(encoding="utf-8") + "\nA sign: 𓂀.\n", encoding="utf-8")
    code, said, _ = build(root)
    assert code != 0
    assert "the fount has no sign for “𓂀” (U+13080), which stands in glossary" in said


def test_a_link_that_leads_nowhere(tmp_path: Path) -> None:
    root = prepared(tmp_path)
    glossary = root / "docs" / "glossary.md"
    glossary.write_text(glossary.read_text(encoding="utf-8") + "\n```{raw} html\n<p>web</p>\n```\n\n[there](#nowhere)\n", encoding="utf-8")
    _, said, _ = build(root)
    assert "nowhere" in said


@pytest.mark.parametrize(
    ("words", "source"),
    [
        ("1. a #b $c", "1\\. a \\#b \\$c"),
        ("x -- y...", "x \\-\\- y\\.\\.\\."),
        ("<b> [a](b) // *", "\\<b\\> \\[a\\](b) \\/\\/ \\*"),
        ("\\", "\\\\"),
        ("a\n b", "a b"),
        ("\uf0b7", "⟨U\\+F0B7⟩"),
    ],
)
def test_escape(words: str, source: str) -> None:
    assert escape(words) == source


def test_string() -> None:
    assert string('a "b" \\') == '"a \\"b\\" \\\\"'


def test_contents_have_their_length_from_the_first_round(book: Path, tmp_path: Path) -> None:
    """What stands for the contents until the headings are found is as long as they, so that no page moves when they come."""
    source = (book.parent / "edition.typ").read_text(encoding="utf-8")
    for picture in book.parent.glob("*.svg"):
        shutil.copy(picture, tmp_path)
    found = "query(heading.where(outlined: true)).len() > 0"
    assert source.count(found) == 1
    path = tmp_path / "edition.typ"
    path.write_text(source.replace(found, "false"), encoding="utf-8")
    real, expected = (typeset(made)[1] for made in (book.parent / "edition.typ", path))
    assert len(real) > 100
    assert expected == real


def test_packed_unread_is_packed(book: Path) -> None:
    """The objects taken as Typst wrote them are those that were read, and what was changed is not taken from there."""
    written, _, _ = typeset(book.parent / "edition.typ")
    made = []
    for unread in (False, True):
        with pikepdf.open(io.BytesIO(written)) as file:
            file.Root.Changed = pikepdf.String("so")
            made.append(packed(file, written, {file.Root.objgen[0]}) if unread else packed(file))
    first, second = (pikepdf.open(io.BytesIO(whole)) for whole in made)
    assert str(second.Root.Changed) == "so"
    assert len(as_written(written)) > 500
    for number in as_written(written):
        one, other = first.get_object(number, 0), second.get_object(number, 0)
        assert one.unparse(resolved=True) == other.unparse(resolved=True)
        assert not isinstance(one, pikepdf.Stream) or one.read_raw_bytes() == other.read_raw_bytes()


def test_without_a_table_of_references_all_is_read() -> None:
    with pikepdf.new() as file:
        file.add_blank_page()
        whole = io.BytesIO()
        file.save(whole, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    assert as_written(whole.getvalue()) == {}
    with pikepdf.open(whole) as file, pikepdf.open(io.BytesIO(packed(file, whole.getvalue(), {1}))) as again:
        assert len(again.pages) == 1
