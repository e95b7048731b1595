"""The writer: one function a node, found by the node's name; each returns Typst mark-up.

The functions stand in :mod:`.prose` (docutils' own nodes), :mod:`.passages` (the edition's), :mod:`.elements` (derived views)
and :mod:`.tables`. What a function needs to know of its surroundings is kept here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.util import logging

from ..state import Atlas, atlas_of, edition_of
from .escape import call, escape, string
from .places import Places

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx

    from ...model import Edition
    from .order import Chapter

logger = logging.getLogger(__name__)

Function = Callable[["Writer", Any], str]
FUNCTIONS: dict[str, Function] = {}


def sets(*names: str) -> Callable[[Function], Function]:
    """Declare the function that sets nodes of these names."""

    def declare(function: Function) -> Function:
        for name in names:
            FUNCTIONS[name] = function
        return function

    return declare


class Writer:
    """Sets one chapter after another; ``pictures`` collects the files that the source refers to."""

    def __init__(self, app: Sphinx, places: Places) -> None:
        self.app = app
        self.edition: Edition = edition_of(app)
        self.atlas: Atlas = atlas_of(app)
        self.places = places
        self.pictures: dict[str, bytes] = {}
        self.docname = ""
        self.depth = self.level = 1
        self.last_level = 1
        #: whether the first chapter has begun
        self.begun = False
        self.siglum = ""
        self.notes: dict[str, nodes.Element] = {}
        self.noted: set[str] = set()
        #: the notes of a free page, by id
        self.own_notes: dict[str, nodes.Element] = {}
        #: the number of each note, by its label
        self.note_numbers: dict[str, int] = {}
        #: the footnotes in the order in which they stand in the source, by label
        self.footnotes: list[str] = []
        #: for each of them the label of the place that calls it
        self.calls: dict[str, str] = {}
        #: the titles of the documents, for the contents: level, siglum, words
        self.titles: list[tuple[int, str, str]] = []
        #: passages in the order of the source
        self.passages: list[str] = []
        self.in_note = False
        self.in_table = False
        self.in_heading = False

    def chapter(self, chapter: Chapter) -> str:
        """Return the source of one document of the project."""
        self.docname, self.siglum = chapter.docname, ""
        self.depth = self.level = chapter.depth
        self.notes, self.noted = {}, set()
        self.own_notes = {id_: note for note in chapter.doctree.findall(nodes.footnote) for id_ in note["ids"]}
        return f"// {chapter.docname}\n" + "".join(self.render(child) for child in chapter.doctree.children)

    def render(self, node: nodes.Node) -> str:
        """Return the mark-up of a node."""
        if isinstance(node, nodes.Text):
            return escape(str(node))
        for kind in type(node).__mro__:
            function = FUNCTIONS.get(kind.__name__)
            if function is not None:
                return function(self, node)
        logger.warning("the PDF has no way to set a node of the kind “%s”", type(node).__name__, location=node, type="edition", subtype="pdf")
        return self.inside(node)

    def inside(self, node: nodes.Node | Iterable[nodes.Node]) -> str:
        """Return the mark-up of a node's children."""
        children = node.children if isinstance(node, nodes.Node) else node
        return "".join(self.render(child) for child in children)

    @contextmanager
    def having(self, **values: Any) -> Iterator[None]:
        """Alter something of the surroundings for a while."""
        before = {name: getattr(self, name) for name in values}
        for name, value in values.items():
            setattr(self, name, value)
        try:
            yield
        finally:
            for name, value in before.items():
                setattr(self, name, value)

    def heading(self, level: int) -> str:
        """The level of the next heading: never more than one below the last, as PDF/UA asks."""
        self.last_level = max(1, min(level, self.last_level + 1))
        return str(self.last_level)

    # places

    def label(self, anchor: str) -> str:
        """The label of an anchor of the document that is being set."""
        return self.places.label(self.docname, anchor)

    def mark(self, anchor: str) -> str:
        """A mark at which links to an anchor arrive; nothing if it was set before."""
        name = self.label(anchor)
        return call("mark", string(name)) if self.places.define(name) else ""

    def marks(self, node: nodes.Element) -> str:
        ids: list[str] = node.get("ids", [])
        return "".join(self.mark(id_) for id_ in ids)

    def link(self, name: str, body: str, node: nodes.Node | None = None) -> str:
        """A link within the book; the label is checked when all is set."""
        self.places.use(name, self.docname, node)
        return call("to", string(name), body=body)

    def link_with_page(self, name: str, body: str, tail: str = "", node: nodes.Node | None = None, *, bracket: bool = False) -> str:
        """A link that gives the page too, after a comma or in brackets."""
        self.places.use(name, self.docname, node)
        extra = [f"tail: [{tail}]"] * bool(tail) + ["bracket: true"] * bracket
        return call("at", string(name), f"[{body}]", *extra)
