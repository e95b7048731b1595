"""The pages: what a reader gets for each feature, and a build that is clean, parallel, and the same whether cold or after an edit.

The specimen is built as it stands; expectations are the HTML that ``theme/CONTRACT.md`` promises, compared as parsed trees.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import lxml.html
import pytest
from sphinx.application import Sphinx
from sphinx.errors import SphinxError
from sphinx.util.console import strip_escape_sequences
from sphinx.util.docutils import docutils_namespace, patch_docutils

from edition.model import Edition
from settings import CONF

SPECIMEN = Path(__file__).parents[1] / "specimen"


@dataclass(frozen=True)
class Built:
    """What one build gave: its folder, what Sphinx warned of, and which pages it read and which it wrote."""

    out: Path
    warnings: list[str]
    read: list[str]
    written: list[str]

    def page(self, name: str) -> lxml.html.HtmlElement:
        return lxml.html.fromstring((self.out / f"{name}.html").read_text(encoding="utf-8"))

    def files(self) -> dict[str, bytes]:
        """Every file by its path, but that which says how the build was made."""
        names = (path for path in sorted(self.out.rglob("*")) if path.is_file() and path.name != ".buildinfo")
        return {path.relative_to(self.out).as_posix(): path.read_bytes() for path in names}


def build(root: Path, name: str = "out", *, jobs: int = 1, **settings: object) -> Built:
    """Build the pages of an edition in this process, as ``sphinx-build -b html -n -D …`` does."""
    docs, out = root / "docs", root / name
    warning = io.StringIO()
    read, written = [], []
    with patch_docutils(docs), docutils_namespace():
        app = Sphinx(docs, docs, out, root / f"{name}.doctrees", "html", settings, status=None, warning=warning, parallel=jobs)
        app.connect("source-read", lambda _app, page, _source: read.append(page), priority=1)
        app.connect("html-page-context", lambda _app, page, _template, _context, doctree: written.append(page) if doctree is not None else None)
        app.build()
    lines = strip_escape_sequences(warning.getvalue()).replace(str(root) + os.sep, "").splitlines()
    return Built(out, [line for line in lines if line.strip()], sorted(read), sorted(written))


def prepared(folder: Path) -> Path:
    """The specimen with its settings, two pages that hold a label and refer to it, and the views of comparison."""
    root = folder / "edition"
    shutil.copytree(SPECIMEN, root)
    (root / "docs/conf.py").write_text(CONF, encoding="utf-8")
    pages = {
        "place": "# A place\n\n(the-spot)=\n## Here\n\nWords.\n",
        "referring": "# Referring\n\nSee {ref}`the-spot`, {doc}`place`, {ed:loc}`gaz-4`, {ed:person}`ada-quill`, {ed:note}`gaz/day` and {cite:t}`marsh2001`.\n",
        "downloads": "# Downloads\n\n```{ed:downloads}\n```\n",
        "collation": "# Collation\n\n```{ed:collation} gaz let\n```\n",
    }
    for name, text in pages.items():
        (root / f"docs/{name}.md").write_text(text, encoding="utf-8")
    index = root / "docs/index.md"
    index.write_text(index.read_text(encoding="utf-8").replace("bibliography\n```", "bibliography\nplace\nreferring\ndownloads\ncollation\n```"), encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Built]:
    """The specimen built once, cold."""
    root = prepared(tmp_path_factory.mktemp("html"))
    return root, build(root)


@pytest.fixture
def again(base: tuple[Path, Built], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The built specimen to be edited and built again, in its own place; what the edit did is undone afterwards."""
    root, _ = base
    kept = tmp_path_factory.mktemp("kept") / "edition"
    shutil.copytree(root, kept, symlinks=True)
    yield root
    shutil.rmtree(root)
    shutil.copytree(kept, root, symlinks=True)


# trees compared

_DROPPED = ("data-fp", "title")


def shape(element: lxml.html.HtmlElement) -> tuple:
    """An element as nested tuples: tag, attributes, and its words and elements in order; white space as a browser shows it."""
    attrs = {name: " ".join(sorted(value.split())) if name == "class" else value for name, value in element.attrib.items() if name not in _DROPPED}
    children: list[object] = [element.text or ""]
    for child in element:
        if isinstance(child.tag, str):
            children.append(shape(child))
        children.append(child.tail or "")
    merged: list[object] = []
    for child in children:
        if isinstance(child, str) and merged and isinstance(merged[-1], str):
            merged[-1] += child
        else:
            merged.append(child)
    words = [re.sub(r"\s+", " ", child) if isinstance(child, str) else child for child in merged]
    return element.tag, attrs, tuple(child for child in words if child not in ("", " "))


def same(element: lxml.html.HtmlElement, expected: str) -> None:
    wanted = lxml.html.fragment_fromstring(expected)
    assert shape(element) == shape(wanted), lxml.html.tostring(element, encoding="unicode")


def by_id(page: lxml.html.HtmlElement, id_: str) -> lxml.html.HtmlElement:
    (element,) = page.xpath("//*[@id=$id]", id=id_)
    return element


# the pages


def test_the_build_is_clean(base: tuple[Path, Built]) -> None:
    assert base[1].warnings == []


PASSAGES = {
    "a heading, with a sign of the file’s notation": (
        "kee", "kee-s2",
        '<div class="pg head" id="kee-s2" data-loc="KEE s2"><a class="pn" href="#kee-s2"><span class="vh">KEE </span>s2</a><h3>The Inquiry</h3></div>',
    ),
    "a class, and the first mention of a person": (
        "kee", "kee-1",
        '<div class="pg rubric" id="kee-1" data-loc="KEE 1"><a class="pn" href="#kee-1"><span class="vh">KEE </span>1</a>'
        '<p>Kept by <a class="men" href="../registers/people.html#tobias-wren" data-e="tobias-wren">Tobias Wren</a></p></div>',
    ),
    "a block quotation on a new page of the original": (
        "kee", "kee-4",
        '<div class="pg" id="kee-4" data-loc="KEE 4"><a class="pn" href="#kee-4"><span class="vh">KEE </span>4</a><blockquote><p>'
        '<span class="pb" id="kee-page-2" data-page="2"></span>Keep the light, whatever the '
        '<a class="men" href="../registers/bodies.html#harbour-board" data-e="harbour-board">Board</a> may say.</p></blockquote></div>',
    ),
    "doubtful words, a page number set apart, matter left out": (
        "kee", "kee-5",
        '<div class="pg continues" id="kee-5" data-loc="KEE 5"><a class="pn" href="#kee-5"><span class="vh">KEE </span>5</a><p>'
        '<span class="em" data-kind="page-number"><a class="em-w" href="#em-kee-5-1"><del>17 Then</del></a>'
        '<span class="em-t"><span class="pb" id="kee-page-3" data-page="3"></span>Then</span></span> a most '
        '<span class="lem" data-notes="kee-hornet">singular </span><span class="em" data-kind="sic"><span class="em-t">'
        '<span class="lem" data-notes="kee-hornet">hornet</span></span><a class="em-w" href="#em-kee-5-2">[sic]</a></span>'
        '<a class="nref" id="ref-kee-hornet" href="#note-kee-hornet" data-kind="language" role="doc-noteref" aria-label="3, note on language">3</a> rose, and the brig was gone.</p>'
        '<p class="em-out"><a class="em-w" href="#em-kee-5-out-1"><del>Turn to the next entry &gt;</del></a></p></div>',
    ),
    "a withdrawn passage": (
        "kee", "kee-6",
        '<div class="pg withdrawn" id="kee-6" data-loc="KEE 6"><a class="pn" href="#kee-6"><span class="vh">KEE </span>6</a>'
        "<p>Withdrawn; its words now stand at the end of kee-5.</p></div>",
    ),
    "one of the document’s own notes": (
        "kee", "kee-n2",
        '<div class="pg own-note" id="kee-n2" data-loc="KEE n2"><a class="pn" href="#kee-n2"><span class="vh">KEE </span>n2</a>'
        '<p><a class="own-mark" href="#mark-kee-7-1" aria-label="ii, back to the text">ii</a> See '
        '<a class="men" href="../registers/works.html#pilots-almanack" data-e="pilots-almanack">The Pilot’s Almanack</a>, under '
        '“<a class="men" href="../registers/places.html#varnhook" data-e="varnhook">Varnhook</a>”.</p></div>',
    ),
    "an item of a list": (
        "gaz", "gaz-3",
        '<div class="pg item" id="gaz-3" data-loc="GAZ 3"><a class="pn" href="#gaz-3"><span class="vh">GAZ </span>3</a><p>'
        '<span class="em" data-kind="markup"><a class="em-w" href="#em-gaz-3-1"><del>* Saved</del></a><span class="em-t">Saved</span></span>: eleven of her crew.</p></div>',
    ),
    "a caption": (
        "gaz", "gaz-1",
        '<div class="pg caption" id="gaz-1" data-loc="GAZ 1"><a class="pn" href="#gaz-1"><span class="vh">GAZ </span>1</a><p>The brig '
        '<a class="men" href="../registers/vessels.html#halcyon" data-e="halcyon">Halcyon</a>, drawn by '
        '<a class="men" href="../registers/people.html#ada-quill" data-e="ada-quill">Ada Quill</a>.</p></div>',
    ),
    "foreign words, the document’s own mark, what is told elsewhere": (
        "gaz", "gaz-2",
        '<div class="pg" id="gaz-2" data-loc="GAZ 2"><a class="pn" href="#gaz-2"><span class="vh">GAZ </span>2</a><p>The '
        '<a class="men" href="../registers/vessels.html#halcyon" data-e="halcyon">Halcyon</a>, a brig of <a class="men" href="../registers/places.html#lisk" data-e="lisk">Lisk</a>, was lost off '
        '<a class="men" href="../registers/places.html#varnhook" data-e="varnhook">Varnhook</a> on <span class="lem" data-notes="gaz-day">4 March 1831</span>'
        '<a class="nref" id="ref-gaz-day" href="#note-gaz-day" data-kind="fact" role="doc-noteref" aria-label="1, note on fact">1</a>, sailing <span lang="la">ad lucem</span>, as '
        '<span class="lem" data-notes="gaz-captain">her captain</span><a class="nref" id="ref-gaz-captain" href="#note-gaz-captain" data-kind="source" role="doc-noteref" aria-label="2, note on source">2</a> said.'
        '<sup class="own"><a id="mark-gaz-2-1" href="#gaz-n1" role="doc-noteref" aria-label="1, the document’s note">1</a></sup></p>'
        '<aside class="beside" aria-label="Beside GAZ 2"><p class="b-told"><a href="../accounts/loss-of-the-halcyon.html">The loss of the Halcyon</a>: also told in '
        '<a class="loc" href="kee.html#kee-2">KEE 2</a>, <a class="loc" href="let.html#let-1">LET 1</a></p>'
        '<p class="b-against">One other document disagrees on the date.</p><p class="b-from">Referred to from the note at <a href="kee.html#note-kee-day">KEE 2</a></p></aside></div>',
    ),
}  # fmt: skip


@pytest.mark.parametrize("feature", PASSAGES)
def test_a_passage(base: tuple[Path, Built], feature: str) -> None:
    siglum, id_, expected = PASSAGES[feature]
    same(by_id(base[1].page(f"texts/{siglum}"), id_), expected)


FRAGMENTS = {
    "a mark whose note is lost": (
        "texts/kee", "//sup[@class='own lost']",
        '<sup class="own lost"><a id="mark-kee-2-1" href="#own-lost" aria-label="i, the document’s note, lost">i</a></sup>',
    ),
    "a misprint": (
        "texts/kee", "//span[@data-kind='misprint']",
        '<span class="em" data-kind="misprint"><a class="em-w" href="#em-kee-2-2"><del>lantrens</del></a><span class="em-t">lanterns</span></span>',
    ),
    "words welded together": (
        "texts/kee", "//span[@data-kind='run-together']",
        '<span class="em" data-kind="run-together"><a class="em-w" href="#em-kee-2-3"><del>windwas</del></a><span class="em-t">wind was</span></span>',
    ),
    "a lost hyphen": (
        "texts/kee", "//span[@data-kind='lost-hyphen']",
        '<span class="em" data-kind="lost-hyphen"><a class="em-w" href="#em-kee-3-1"><del>wellladen</del></a><span class="em-t">well-laden</span></span>',
    ),
    "the notes that are lost": ("texts/kee", "//p[@id='own-lost']", '<p class="own-lost" id="own-lost">Note i is lost: the foot of the leaf is cut off.</p>'),
    "a line of the apparatus": (
        "texts/kee", "//li[@id='em-kee-2-2']",
        '<li class="app" id="em-kee-2-2" data-kind="misprint"><a class="loc" href="#kee-2">KEE 2</a> <span class="app-l">lanterns</span><span class="app-b">]</span> '
        '<span class="app-w">lantrens</span> <span class="app-k">misprint</span> <span class="app-y">two letters changed places</span></li>',
    ),
    "what was left out, in the apparatus": (
        "texts/kee", "//li[@id='em-kee-5-out-1']",
        '<li class="app" id="em-kee-5-out-1" data-kind="left-out"><a class="loc" href="#kee-5">KEE 5</a> <span class="app-l"><i>after the passage</i></span><span class="app-b">]</span> '
        '<span class="app-w">Turn to the next entry &gt;</span> <span class="app-k">left out</span> <span class="app-y">a direction to the reader of the copy</span></li>',
    ),
    "the head of a note": (
        "texts/kee", "//li[@id='note-kee-inquiry']/p[@class='note-h']",
        '<p class="note-h"><span class="note-k">Fact</span> <span class="note-s">partly verified</span> <span class="note-l">April 1831</span> <a class="loc" href="#kee-7">KEE 7</a></p>',
    ),
    "a note that refers to a passage, a note, an event and a work": (
        "texts/kee", "//li[@id='note-kee-day']/div[@class='note-b']",
        '<div class="note-b"><p>The night before the day that <a class="loc reference internal" href="gaz.html#gaz-2"><span class="loc">GAZ 2</span></a> has; the tide tables bear out the log '
        '<span class="bibtex-citation">(<a class="cite reference internal" href="../bibliography.html#cite-marsh2001">Marsh 2001</a>, p. 12)</span>. See also '
        '<a class="note reference internal" href="gaz.html#note-gaz-day"><span class="note">the note on “4 March 1831”</span></a> (<a class="loc reference internal" href="gaz.html#gaz-2"><span class="loc">GAZ 2</span></a>) and '
        '<a class="event reference internal" href="../accounts/loss-of-the-halcyon.html"><span class="event">the loss of the Halcyon</span></a>.</p></div>',
    ),
    "a note that serves a second document": (
        "texts/let", "//li[@id='note-gaz-day']/p[@class='note-h']",
        '<p class="note-h"><span class="note-k">Fact</span> <span class="note-l">4 March 1831</span> <a class="loc" href="#let-1">LET 1</a></p>',
    ),
    "a card": (
        "texts/let", "//*[@data-e='harbour-board' or @data-e='halcyon'][@data-r]",
        '<div data-e="halcyon" data-r="vessel"><p class="card-h"><a href="../registers/vessels.html#halcyon">Halcyon</a> <span class="card-d">1820–1831</span></p><p>A brig of Lisk, lost in 1831.</p>'
        '<p class="card-w">Named at <a class="loc" href="kee.html#kee-2">KEE 2</a>, <a class="loc" href="gaz.html#gaz-1">GAZ 1</a>, <a class="loc" href="gaz.html#gaz-2">GAZ 2</a>, <a class="loc" href="#let-1">LET 1</a></p></div>',
    ),
    "a place of an entry’s index": (
        "registers/vessels", "//dt[@id='halcyon']/following-sibling::dd[1]//ul[@class='kwic']/li[2]",
        '<li><a class="loc reference internal" href="../texts/gaz.html#gaz-1"><span class="loc">GAZ 1</span></a> '
        '<span class="k"><span class="k-l">The brig </span><b>Halcyon</b><span class="k-r">, drawn by Ada Quill.</span></span></li>',
    ),
    "a work in the bibliography": (
        "bibliography", "//li[@id='cite-osk-conf2012']/p[1]",
        "<p>Osk, Bram. 2012. “Serving Alone”. In <em>Proceedings of the Third Meeting on Lights</em>, 7.</p>",
    ),
}  # fmt: skip


@pytest.mark.parametrize("feature", FRAGMENTS)
def test_a_part_of_a_page(base: tuple[Path, Built], feature: str) -> None:
    page, path, expected = FRAGMENTS[feature]
    (element,) = base[1].page(page).xpath(path)
    same(element, expected)


def test_the_synopsis_of_an_event(base: tuple[Path, Built]) -> None:
    page = base[1].page("accounts/inquiry")
    assert [" ".join(item.text_content().split()) for item in page.xpath("//section[contains(@class, 'established')]//dl/*")] == [
        "Date", "probably April 1831 (Harbour Board of Lisk n.d.)",
    ]  # fmt: skip
    assert [" ".join(item.text_content().split()) for item in page.xpath("//blockquote")] == ["sat in April 1831", "The inquiry of 1831"]
    assert [item.get("class") for item in page.xpath("//div[@class='cols']//*[contains(@class, 'telling') or contains(@class, 'silent')]")] == [
        "telling states", "telling implies", "col silent",
    ]  # fmt: skip
    assert "Sought there and not found: “inquiry”, “Board”." in page.text_content()


def test_the_words_of_the_text_are_those_of_the_edition(base: tuple[Path, Built], specimen: object) -> None:
    """Without marks, notes’ numbers and readings of the witness, each passage on its page has exactly the words of text.md."""
    for siglum, document in specimen.documents.items():  # type: ignore[attr-defined]
        page = base[1].page(f"texts/{siglum}")
        for passage in document.passages:
            element = by_id(page, passage.id)
            (words,) = element.xpath("./p[not(@class='em-out')] | ./blockquote | ./h2 | ./h3 | ./h4")
            for extra in words.xpath(".//*[@class='nref' or @class='em-w' or contains(concat(' ', @class, ' '), ' own ') or @class='own-mark']"):
                extra.drop_tree()
            assert " ".join(words.text_content().split()) == passage.text


def test_links_lead_somewhere(base: tuple[Path, Built]) -> None:
    """Every link within the pages leads to a page and an id that are there; no id stands twice; none is one that counting gave."""
    out = base[1].out
    pages = {path.relative_to(out).as_posix(): lxml.html.fromstring(path.read_text(encoding="utf-8")) for path in out.rglob("*.html") if "_static" not in path.parts}
    ids = {}
    for name, page in pages.items():
        here = page.xpath("//@id")
        assert len(here) == len(set(here)), name
        assert [id_ for id_ in here if re.fullmatch(r"id\d+", id_)] == [], name
        ids[name] = set(here)
    dead = []
    for name, page in pages.items():
        if name == "404.html":
            continue  # its links are absolute
        for href in page.xpath("//main//@href"):
            if re.match(r"[a-z]+:", href):
                continue
            path, _, anchor = href.partition("#")
            target = os.path.normpath(os.path.join(os.path.dirname(name), path)) if path else name  # noqa: PTH118, PTH120
            if target not in pages or (anchor and anchor not in ids[target]):
                dead.append(f"{name}: {href}")
    assert dead == []


def test_the_inventory(base: tuple[Path, Built]) -> None:
    """Passages, notes, entities and events can be referred to from other projects."""
    data = (base[1].out / "objects.inv").read_bytes()
    body = zlib.decompress(data.split(b"zlib.\n", 1)[1]).decode("utf-8")
    lines = {tuple(line.split(" ", 4)[:2]): line.split(" ", 4)[2:] for line in body.splitlines() if " ed:" in line}
    assert lines["kee-4", "ed:passage"] == ["1", "texts/kee.html#$", "KEE 4"]
    assert lines["gaz/day", "ed:note"] == ["1", "texts/gaz.html#note-gaz-day", "note on “4 March 1831”"]
    assert lines["ada-quill", "ed:person"] == ["1", "registers/people.html#$", "Ada Quill"]
    assert lines["wreckage-dues", "ed:term"] == ["1", "glossary.html#$", "wreckage dues"]
    assert lines["inquiry", "ed:event"] == ["1", "accounts/inquiry.html", "The inquiry"]
    kinds = {kind for _, kind in lines}
    assert kinds == {f"ed:{kind}" for kind in ("passage", "note", "event", "person", "place", "body", "agreement", "conflict", "vessel", "work", "term")}


# parallel, and again after an edit


def differing(one: Built, other: Built) -> list[str]:
    mine, theirs = one.files(), other.files()
    return sorted(name for name in {*mine, *theirs} if mine.get(name) != theirs.get(name))


def test_parallel_is_the_same_as_serial(base: tuple[Path, Built]) -> None:
    root, serial = base
    parallel = build(root, "parallel", jobs=2)
    assert parallel.warnings == serial.warnings
    assert differing(serial, parallel) == []


def test_nothing_changed_nothing_read(again: Path) -> None:
    second = build(again)
    assert second.warnings == []
    assert second.read == []


def edit(root: Path, name: str, old: str, new: str) -> None:
    path = root / name
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{name} has no “{old}”"
    path.write_text(text.replace(old, new), encoding="utf-8")


def emend(root: Path, old: str, new: str, siglum: str = "gaz") -> None:
    """Change a text and its witness alike."""
    edit(root, f"sources/{siglum}/text.md", old, new)
    edit(root, f"sources/{siglum}/witness.txt", old, new)


#: an edit under sources/, and the pages that must be read again: those that show what was changed
SOURCES: dict[str, tuple[Callable[[Path], None], set[str]]] = {
    "a word in a passage that names nobody": (lambda root: emend(root, "eleven of her crew", "twelve of her crew"), {"texts/gaz", "collation"}),
    "a word in a passage that names a ship and a person": (
        lambda root: emend(root, "drawn by Ada", "painted by Ada"),
        {"texts/gaz", "collation", "registers/people", "registers/vessels"},
    ),
    "a reason of an emendation": (lambda root: edit(root, "sources/kee/emendations.yaml", "two letters changed places", "a slip"), {"texts/kee", "collation"}),
    "a note of another text": (lambda root: edit(root, "docs/notes/let/dues.md", "without a second man", "alone"), {"texts/let", "bibliography"}),
}


@pytest.mark.parametrize("what", SOURCES)
def test_an_edit_is_read_where_it_is_shown(again: Path, what: str) -> None:
    change, pages = SOURCES[what]
    change(again)
    after = build(again)
    assert after.warnings == []
    assert set(after.read) <= pages | {"collation", "downloads", "bibliography"}
    assert {name for name in pages if name.startswith(("texts/", "registers/"))} <= set(after.read)


EDITS: dict[str, Callable[[Path], None]] = {
    "a word of a text": lambda root: emend(root, "drawn by Ada", "painted by Ada"),
    "a label removed": lambda root: edit(root, "docs/place.md", "(the-spot)=\n", ""),
    "a page renamed in its title": lambda root: edit(root, "docs/place.md", "# A place", "# Another place"),
    "a note moved": lambda root: edit(root, "docs/notes/kee/leaf.md", "at: kee-3\nlemma: The [mate] called", "at: kee-2\nlemma: her crew"),
    "the lemma of a note that others name": lambda root: edit(root, "docs/notes/gaz/day.md", "lemma: 4 March 1831", "lemma: March 1831"),
    "a note removed that others name": lambda root: (root / "docs/notes/gaz/day.md").unlink(),
    "the words of a note": lambda root: edit(root, "docs/notes/kee/hornet.md", "The word is doubtful", "The word is odd"),
    "a form changed": lambda root: edit(root, "docs/registers/people/ada-quill.md", "Madam", "widow"),
    "an entry renamed": lambda root: edit(root, "docs/registers/bodies/harbour-board.md", "name: Harbour Board of Lisk", "name: The Board"),
    "an entry removed that others name": lambda root: (root / "docs/registers/bodies/harbour-board.md").unlink(),
    "an event renamed": lambda root: edit(root, "docs/accounts/inquiry.md", "title: The inquiry", "title: The sitting"),
    "an event told otherwise": lambda root: edit(root, "docs/accounts/loss-of-the-halcyon.md", "date: 1831-03-03", "date: 1831-03-04"),
    "a passage renumbered that others name": lambda root: (edit(root, "sources/gaz/text.md", "#gaz-4", "#gaz-4a"), edit(root, "sources/gaz/emendations.yaml", "gaz-4", "gaz-4a"))[0],
    "a passage emended": lambda root: edit(root, "sources/kee/emendations.yaml", "lemma: lanterns, witness: lantrens", "lemma: lanterns, witness: lantrns"),
    "a work of other words": lambda root: edit(root, "bib/editors.bib", "author = {Marsh, Edith},\n  title = {The Reefs", "author = {Marsch, Edith},\n  title = {The Reefs"),
    "a work removed that others cite": lambda root: edit(root, "bib/editors.bib", "@book{marsh2001,", "@book{marsh2002,"),
    "a contributor renamed": lambda root: edit(root, "docs/contributors.yaml", "Ruth Alder", "Ruth Elder"),
    "a document retitled": lambda root: edit(root, "sources/let/document.yaml", "short: The letter", "short: Her letter"),
    "a term glossed otherwise": lambda root: edit(root, "docs/registers/terms/wreckage-dues.md", "gloss: ", "gloss: Indeed, "),
}  # fmt: skip


@pytest.mark.parametrize("what", EDITS)
def test_after_an_edit_the_pages_are_those_of_a_cold_build(again: Path, what: str) -> None:
    """Not a byte may differ, and what a cold build warns of is warned of after the edit too."""
    EDITS[what](again)
    after, cold = build(again), build(again, "cold")
    assert differing(after, cold) == []
    assert sorted(set(after.warnings)) == sorted(set(cold.warnings))


# faults at their own places


def test_a_headnote_that_refers_to_a_passage_is_called_so(again: Path) -> None:
    """A link to the page that one reads, or a title long known, would tell nothing."""
    edit(again, "docs/texts/gaz.md", "An invented document.", "An invented document, see {ed:loc}`gaz-1` and {ed:loc}`kee-1`.")
    built = build(again)
    own, other = (by_id(built.page(f"texts/{page}"), f"{page}-1").xpath(".//*[@class='b-from']")[-1] for page in ("gaz", "kee"))
    assert own.text_content() == "Referred to from the headnote"
    assert own.xpath("a") == [], "it stands above"
    assert [(link.text, link.get("href")) for link in other.xpath("a")][-1] == ("the headnote of GAZ", "gaz.html")


def test_a_fault_is_a_warning_at_its_own_line(again: Path) -> None:
    """Seven faults, made in one go: each is warned of in its own file, at its own line."""
    edits = (
        ("docs/notes/kee/crowns.md", "status: verified", "status: verfied", "5: WARNING: E112 "),
        ("docs/notes/kee/hornet.md", "In {ed:lang}`la:tempestas`", "In {ed:person}`nobody`", "11: WARNING: .*nobody"),
        ("docs/notes/kee/inquiry.md", "{ed:place}`lisk`", "{ed:place}`lisp`", "10: WARNING: .*lisp"),
        ("docs/notes/kee/day.md", "See also", "See {cite:p}`marsh1999`", "10: WARNING: .*marsh1999"),
        ("docs/registers/people/ada-quill.md", "author: [editors]", "autor: [editors]", "9: WARNING: E110 "),
        ("sources/gaz/text.md", "one mate.", "one *mate.", "14: WARNING: E206 "),
        ("docs/accounts/inquiry.md", "Only the minutes", "Only the {ed:loc}`kee-99`", "24: WARNING: .*kee-99"),
        ("docs/place.md", "Words.", "Words {ed:person}`nobody`.", "6: WARNING: .*nobody"),
    )
    for name, old, new, _ in edits:
        edit(again, name, old, new)
    warnings = build(again).warnings
    for name, _, _, place in edits:
        assert any(re.match(rf"{re.escape(name)}:{place}", line) for line in warnings), (name, place, warnings)


@pytest.mark.parametrize(
    ("name", "spoilt"),
    [
        ("sources/kee/text.md", b""),
        ("sources/kee/text.md", b"\xff\xfe"),
        ("sources/kee/document.yaml", b"- {at: x\n"),
        ("sources/kee/document.yaml", b"order: 1\n"),
        ("sources/kee/emendations.yaml", b"\xff\xfe"),
        ("sources/kee/witness.txt", b"\xff\xfe"),
        ("docs/notes/kee/day.md", b"---\nat: [\n---\n"),
        ("docs/accounts/inquiry.md", b"---\ntitle: x\n---\n"),
        ("docs/contributors.yaml", b"- x\n"),
    ],
)
def test_what_cannot_be_read_is_a_warning_and_no_traceback(again: Path, name: str, spoilt: bytes) -> None:
    (again / name).write_bytes(spoilt)
    assert any(line.startswith(f"{name}:") for line in build(again).warnings)


@pytest.mark.parametrize(
    ("name", "spoilt"),
    [("docs/index.md", b"\xff"), ("docs/accounts/inquiry.md", b"\xff"), ("bib/editors.bib", b"\xff"), ("bib/editors.bib", b"@book{a, title = {b\n")],
)
def test_what_sphinx_itself_cannot_read_stops_the_build_in_good_order(again: Path, name: str, spoilt: bytes) -> None:
    (again / name).write_bytes(spoilt)
    with pytest.raises(SphinxError, match=re.escape(name)):
        build(again)


def test_downloads_are_linked_where_they_are_made(base: tuple[Path, Built], tmp_path: Path) -> None:
    """Pages made alone promise no files; made with the others they lead to them, from each text and from a page of all."""
    links = [link.get("href") for link in base[1].page("texts/let").xpath("//main//a")]
    assert not [href for href in links if href and "data/" in href]
    names = base[1].page("downloads").xpath("//ul[@class='downloads']/li/b/text()")
    assert "The book" in names and "TEI" in names
    built = build(prepared(tmp_path), edition_formats=["pdf", "data"])
    taken = {link.text: link.get("href") for link in built.page("texts/let").xpath("//p[@class='take']/a")}
    assert taken["TEI"] == "../data/tei/let.xml" and taken["Plain text"] == "../data/text/let.txt" and taken["The whole edition"] == "../downloads.html"
    page = built.page("downloads")
    assert page.xpath("//ul[@class='downloads']/li/a[text()='The book']/@href") == ["data/edition.pdf"]
    assert page.xpath("//ul[@class='downloads']/li/b/text()") == ["The e-book"], "it was not made"


def test_the_index_has_every_entry_and_event(base: tuple[Path, Built], specimen: Edition) -> None:
    found = {link.text: link.get("href") for link in base[1].page("genindex").xpath("//ul[@class='ix']/li/a")}
    entries = [entity for entity in specimen.entities.values() if not entity.withdrawn]
    assert {entity.sort for entity in entries} <= set(found)
    assert all(found[entity.sort].endswith(f"#{entity.id}") for entity in entries)
    assert sum("accounts/" in href for href in found.values()) == sum(not account.withdrawn for account in specimen.accounts.values())


def test_a_telling_says_on_which_point_it_contradicts(base: tuple[Path, Built]) -> None:
    page = base[1].page("accounts/loss-of-the-halcyon")
    told = {"".join(item.xpath(".//p[@class='stance']/a")[0].itertext()): item for item in page.xpath("//div[contains(@class, 'telling')]")}
    assert told["GAZ 2"].xpath("string(.//span[@class='stance-w'])") == "contradicts it: date"
    assert [dd.text_content() for dd in told["GAZ 2"].xpath(".//dd[@class='wrong']")] == ["4 March 1831"], "and not the place"
    assert told["KEE 2"].xpath("string(.//span[@class='stance-w'])") == "states it"
