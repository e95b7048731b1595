"""The builder ``pdf``: the whole edition as one book, in one file."""

from __future__ import annotations

import atexit
import datetime
import gc
from collections.abc import Iterator, Set
from pathlib import Path

from docutils import nodes
from sphinx.builders import Builder
from sphinx.util import logging
from sphinx.util.display import progress_message
from sphinx.util.docutils import LoggingReporter

from ...derive.reading import note_html_id, text_view
from ...model import Edition
from ..state import atlas_of, edition_of
from . import elements, matter, passages, prose, tables  # noqa: F401  (they declare what they set)
from .destinations import add_destinations
from .escape import array, string
from .feet import room, settled
from .order import Chapter, order
from .places import SCHEME, Places
from .typeset import TypesettingError
from .writer import Writer

logger = logging.getLogger(__name__)

DESIGN = [Path(__file__).with_name(name) for name in ("heads.typ", "edition.typ")]


class PdfBuilder(Builder):
    """Writes ``edition.typ`` with its pictures and typesets it to ``edition.pdf``."""

    name = "pdf"
    format = "typst"
    epilog = "The book is %(outdir)s/edition.pdf."
    allow_parallel = True
    #: labels of passages and footnotes in the order of the book
    passages: list[str]
    notes: list[str]
    #: for each note the label of the place that calls it
    calls: dict[str, str]
    supported_image_types = ["image/svg+xml", "image/png", "image/jpeg"]

    def init(self) -> None:
        gc.disable()  # all that is made stays until the book is written; to look for rubbish among it costs a twelfth of the time
        atexit.register(gc.freeze)  # nor is it worth looking for when Python ends

    def get_outdated_docs(self) -> str:
        return "the book"

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        return SCHEME + docname

    def get_relative_uri(self, from_: str, to: str, typ: str | None = None) -> str:
        return self.get_target_uri(to, typ)

    def prepare_writing(self, docnames: Set[str]) -> None:
        pass

    def write_documents(self, docnames: Set[str]) -> None:
        with progress_message("writing the book"):
            source = self.source()
        made = source.with_suffix(".pdf")
        made.unlink(missing_ok=True)
        try:
            with progress_message("typesetting"):
                pdf, positions, warnings = settled(source, self.passages, self.calls, self.config.edition_pdf_rounds)
        except TypesettingError as error:
            logger.error("the PDF cannot be made: %s", error, type="edition", subtype="pdf")
            self.app.statuscode = 1
            return
        for warning in warnings:
            logger.warning("typesetting: %s", warning, type="edition", subtype="pdf")
        with progress_message("naming the places"):
            made.write_bytes(add_destinations(pdf, positions, self.passages, self.notes))

    def chapters(self) -> Iterator[Chapter]:
        """Yield the documents of the book with every reference resolved."""
        for docname, depth in order(self.env, self.config.root_doc, self.config.edition_pdf_exclude):
            doctree = self._doctree(docname)
            self.env.apply_post_transforms(doctree, docname)
            yield Chapter(docname, depth, doctree)

    def _doctree(self, docname: str) -> nodes.document:
        """The tree of a document: that which was just read, as Sphinx’s own builders for the web take it, or the one that was kept."""
        doctree: nodes.document | None = getattr(self.env, "_write_doc_doctree_cache", {}).pop(docname, None)
        if doctree is None:
            return self.env.get_doctree(docname)
        doctree.settings.env = self.env
        doctree.reporter = LoggingReporter(str(self.env.doc2path(docname)))
        return doctree

    def source(self) -> Path:
        """Write the source and the pictures, and return the source’s path."""
        edition = edition_of(self.env)
        chapters = list(self.chapters())
        places = Places(edition, atlas_of(self.env), [chapter.docname for chapter in chapters])
        for chapter in chapters:
            for section in chapter.doctree.children:
                if isinstance(section, nodes.section):
                    places.title(chapter.docname, section["ids"])
        writer = Writer(self.app, places)
        for siglum, page in atlas_of(self.env).texts.items():
            view = text_view(edition, edition.documents[siglum])
            writer.note_numbers.update({places.label(page, note_html_id(item.note.id)): item.number for item in view.notes})
        body = "".join(writer.chapter(chapter) for chapter in chapters)
        for use in places.broken():
            logger.warning(
                "the link to “%s” leads nowhere in the book",
                use.name,
                location=use.node if use.node is not None else use.docname,
                type="edition",
                subtype="pdf",
            )
            places.define(use.name)
            body += f"#mark({string(use.name)});"
        whole = "\n".join(
            [
                room({}),
                *(path.read_text(encoding="utf-8") for path in DESIGN),
                self._opening(),
                matter.front(edition, self.config.project, self._listed(writer, edition, places)),
                matter.signs(),
                body,
                matter.indexes(edition, places),
                matter.colophon(edition, self.config.project),
            ]
        )
        self.passages, self.notes, self.calls = writer.passages, writer.footnotes, writer.calls
        out = Path(self.outdir)
        out.mkdir(parents=True, exist_ok=True)
        for name, data in writer.pictures.items():
            (out / name).write_bytes(data)
        source = out / "edition.typ"
        source.write_text(whole, encoding="utf-8")
        return source

    def _listed(self, writer: Writer, edition: Edition, places: Places) -> Iterator[tuple[int, str, str]]:
        """The headings that the contents list: level, siglum and words."""
        yield from (title for title in writer.titles if title[0] <= 2)
        titles = matter.index_titles(edition, places)
        yield from [(1, "", "Indexes"), *((2, "", title) for title in titles)] if titles else ()

    def _opening(self) -> str:
        edition = edition_of(self.env)
        citation = edition.citation
        settings = {
            "title": string(citation.get("title") or self.config.project),
            "authors": array(string(name) for name in matter.authors(edition)),
            "keywords": array(string(word) for word in matter.keywords(edition)),
            "description": string(" ".join(citation.get("abstract", "").split())),
            "date": _date(citation.get("date-released", "")),
            "lang": string(self.config.language or "en"),
        }
        return "#show: book.with(" + ", ".join(f"{name}: {value}" for name, value in settings.items()) + ")\n"


def _date(words: str) -> str:
    """The day of release as Typst writes it; a fixed one if there is none, so that the clock is never asked."""
    try:
        day = datetime.date.fromisoformat(words)
    except ValueError:
        day = datetime.date(1980, 1, 1)
    return f"datetime(year: {day.year}, month: {day.month}, day: {day.day})"
