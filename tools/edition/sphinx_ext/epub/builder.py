"""The builder ``epub``: Sphinx's own, with pages, package and file written here.

Kept of it: the reading and resolving of the pages, the writing by a translator in several processes, addresses, images.
"""

from __future__ import annotations

import fnmatch
import posixpath
from collections.abc import Iterable, Iterator, Set
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

from docutils import nodes
from sphinx import addnodes
from sphinx.builders.epub3 import Epub3Builder
from sphinx.util import logging
from sphinx.util.osutil import relative_uri

from ..state import atlas_of, edition_of
from . import archive, front, package, xhtml
from .contents import Entry, Page, faults, headings, page_breaks, pictures, read
from .pictures import cover
from .proof import proof
from .simple import figures, shorten

logger = logging.getLogger(__name__)
STYLE_FILE = Path(__file__).parents[2] / "theme" / "epub.css"


class EditionEpubBuilder(Epub3Builder):
    """EPUB 3.3 of an edition, as ``edition.epub`` in the output folder."""

    name = "epub"
    epilog = "The e-book is %(outdir)s/edition.epub."

    def init(self) -> None:
        super().init()
        self.config.epub_show_urls = "no"  # a link is pressed; its address in the line would be read aloud
        for name in ("epub_title", "epub_author", "epub_publisher", "epub_copyright"):  # Sphinx asks for them; CITATION.cff has them
            setattr(self.config, name, getattr(self.config, name) or self.config.project)
        self.use_index = False
        self.edition_pages: list[str] = []

    # which pages

    def book_pages(self) -> list[str]:
        """The pages of the book in the order of the tables of contents, without those that it leaves out."""
        out: dict[str, None] = {}

        def walk(name: str) -> None:
            if name in out or name not in self.env.found_docs:
                return
            out[name] = None
            for child in self.env.toctree_includes.get(name, ()):
                walk(child)

        walk(self.config.root_doc)
        patterns = self.config.edition_epub_exclude
        return [name for name in out if not any(fnmatch.fnmatchcase(name, pattern) for pattern in patterns)]

    def prepare_writing(self, docnames: Set[str]) -> None:
        super().prepare_writing(docnames)
        self.edition_pages = self.book_pages()

    def address(self, page: str, href: str) -> str | None:
        """The address in the book of a link on a page; None if it leads to a page that the book leaves out."""
        parts = urlsplit(href)
        if parts.scheme or (not parts.path and parts.fragment):
            return href
        target, suffix = posixpath.splitext(posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(parts.path))))
        if suffix not in (".xhtml", ".html") or target not in self.edition_pages:
            return None
        if target == page and parts.fragment:
            return f"#{parts.fragment}"
        here = self.get_target_uri(page)
        address = posixpath.basename(here) if target == page else relative_uri(here, self.get_target_uri(target))
        return address + (f"#{parts.fragment}" if parts.fragment else "")

    # a page

    def write_doc(self, docname: str, doctree: nodes.document) -> None:
        if docname in self.edition_pages:
            shorten(doctree)
            figures(doctree)
            super().write_doc(docname, doctree)

    def handle_page(
        self, pagename: str, addctx: dict[str, Any], templatename: str = "page.html", *, outfilename: Path | None = None, event_arg: Any = None
    ) -> None:
        """Write a page: the translator's output made XHTML, in a frame that needs no template."""
        try:
            body = xhtml.tidy(addctx["body"], lambda href: self.address(pagename, href))
        except ValueError as error:
            logger.warning(f"the page is not well formed: {error}", location=pagename, type="epub", subtype="markup")
            return
        self._write(self.get_target_uri(pagename), self.env.titles[pagename].astext(), body, self.part(pagename))

    def part(self, page: str) -> str:
        atlas = atlas_of(self.env)
        return "backmatter" if page in (atlas.bibliography, atlas.registers.get("terms")) else "bodymatter"

    def _write(self, name: str, title: str, body: str, part: str) -> str:
        css = relative_uri(name, front.STYLE)
        text = xhtml.page(title=title, lang=self.config.language, css=css, body=body, type_=part)
        path = Path(self.outdir, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
        return text

    # the book

    def copy_assets(self) -> None:
        """The style sheet is the only asset."""

    def finish(self) -> None:
        self.copy_image_files()
        self.write_buildinfo()
        self.bind()

    def bind(self) -> None:
        """Put the pages together: front matter, navigation, package, file."""
        edition = edition_of(self.env)
        words = front.words_of(edition)
        image = Path(self.outdir, front.COVER_IMAGE)
        image.parent.mkdir(parents=True, exist_ok=True)
        image.write_bytes(cover(front.cover_words(words)))
        before = list(self._front(words))
        pages = list(self._pages())
        if not pages:
            return
        breaks = page_breaks(pages)
        body = package.navigation(list(self._entries(pages)), package.landmarks(pages[0].name, self._back(pages)), breaks)
        before.insert(2, self._page(front.NAV, "Contents", body, "frontmatter"))
        every = [*before, *pages]
        images = pictures(every)
        style = STYLE_FILE.read_bytes()
        for page, fault in faults(every, [front.STYLE, *(name for name in images if Path(self.outdir, name).is_file())]):
            logger.warning(fault, location=posixpath.splitext(page)[0], type="epub", subtype="link")
        languages = tuple(document.meta.get("language", self.config.language) for document in edition.documents.values())
        book = package.Book(self.config.language, languages, words, every, images, breaks)
        members = {f"EPUB/{name}": Path(self.outdir, name).read_bytes() for name in [*(page.name for page in every), *images]}
        members |= {"EPUB/" + front.STYLE: style, "EPUB/" + package.PACKAGE: package.package(book, front.STYLE).encode("utf-8")}
        members["META-INF/container.xml"] = package.CONTAINER.encode("utf-8")
        book_file = Path(self.outdir, "edition.epub")
        archive.write(book_file, members, words.date)
        texts = atlas_of(self.env).texts
        printed = {siglum: self.get_target_uri(name) for siglum, name in texts.items() if name in self.book_pages()}
        for siglum, fault in proof(edition, book_file, printed):
            logger.warning(fault, location=texts[siglum], type="epub", subtype="parity")

    def _page(self, name: str, title: str, body: str, part: str) -> Page:
        return read(name, self._write(name, title, body, part), title, part)

    def _front(self, words: front.Words) -> Iterator[Page]:
        yield self._page(front.COVER, "Cover", front.cover_page(words), "frontmatter")
        yield self._page(front.TITLE_PAGE, words.whole, front.title_page(words, package.identifier(words)), "frontmatter")
        yield self._page(front.READING, front.READING_TITLE, front.reading_page(), "frontmatter")

    def _pages(self) -> Iterator[Page]:
        """The pages of the book as they stand in the output folder, also those that this build had not to write again."""
        for name in self.book_pages():
            target = self.get_target_uri(name)
            path = Path(self.outdir, target)
            if not path.is_file():
                logger.warning("the page was not written", location=name, type="epub", subtype="markup")
                continue
            try:
                yield read(target, path.read_text(encoding="utf-8"), self.env.titles[name].astext(), self.part(name))
            except ElementTree.ParseError as error:
                logger.warning(f"the page is not well formed: {error}", location=name, type="epub", subtype="markup")

    # contents

    def _entries(self, pages: Iterable[Page]) -> Iterator[Entry]:
        """The table of contents: groups as the front page has them, pages within pages, the headings of each."""
        by_name = {posixpath.splitext(unquote(page.name))[0]: page for page in pages}
        placed: set[str] = set()

        def entries(names: Iterable[str]) -> Iterator[Entry]:
            for name in names:
                if name in placed:
                    continue
                placed.add(name)
                inner = list(entries(self.env.toctree_includes.get(name, ())))
                if name not in by_name:
                    yield from inner
                    continue
                page = by_name[name]
                yield Entry(page.title, page.name, [*self._headings(name, page), *inner])

        yield Entry("Title page", front.TITLE_PAGE)
        yield Entry(front.READING_TITLE, front.READING)
        root = self.config.root_doc
        if root in by_name:
            placed.add(root)
            yield Entry(by_name[root].title, by_name[root].name)
        for tree in self.env.get_doctree(root).findall(addnodes.toctree):
            group = list(entries(tree["includefiles"]))
            if tree.get("caption") and group:
                yield Entry(tree["caption"], "", group)
            else:
                yield from group
        yield from entries(by_name)

    def _headings(self, name: str, page: Page) -> list[Entry]:
        """An account has the same headings each time: they would be lines without news."""
        if name.startswith("accounts/"):
            return []
        return headings(page)

    def _back(self, pages: Iterable[Page]) -> Iterator[tuple[str, str, str]]:
        atlas = atlas_of(self.env)
        for type_, name in (("glossary", atlas.registers.get("terms")), ("bibliography", atlas.bibliography)):
            for page in pages:
                if name and page.name == self.get_target_uri(name):
                    yield type_, page.title, page.name
