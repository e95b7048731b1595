"""Places: the names by which the book’s objects are linked to, inside the file and from outside.

Whatever has an id of the edition keeps it, so that ``edition.pdf#let-14`` opens where ``let.html#let-14`` does. A page of the
project is known by its name (``accounts/u2``), a heading by the page’s name and its own id (``principles/notes``).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote

from ...derive.reading import note_html_id
from ...model import Edition

if TYPE_CHECKING:
    from docutils import nodes

    from ..state import Atlas

SCHEME = "edition:"


@dataclass(frozen=True)
class Use:
    """A link: the label it leads to, the document that has it, and its node."""

    name: str
    docname: str
    node: nodes.Node | None


class Places:
    """The labels of the book: which are set, and which are linked to."""

    def __init__(self, edition: Edition, atlas: Atlas, docnames: list[str]) -> None:
        self.docnames = set(docnames)
        #: the page on which each id of the edition has its one home
        self.homes: dict[str, str] = {}
        for siglum, page in atlas.texts.items():
            for passage in edition.documents[siglum].passages if siglum in edition.documents else ():
                self.homes[passage.id] = page
        for note in edition.notes.values():
            home = atlas.texts.get(note.at.partition("-")[0])
            if home:
                self.homes[note_html_id(note.id)] = home
        for entity in edition.entities.values():
            if entity.register in atlas.registers:
                self.homes[entity.id] = atlas.registers[entity.register]
        for key in edition.works:
            self.homes[f"cite-{key}"] = atlas.bibliography
        self.titles: dict[tuple[str, str], str] = {}
        self.defined: dict[str, None] = {}
        self.used: list[Use] = []

    def label(self, docname: str, anchor: str) -> str:
        """Return the label of an anchor of a document; without an anchor, that of the document."""
        if not anchor or self.titles.get((docname, anchor)):
            return docname
        return anchor if self.homes.get(anchor) == docname else f"{docname}/{anchor}"

    def title(self, docname: str, ids: list[str]) -> None:
        """Remember that ids are those of a document's title."""
        for id_ in ids:
            self.titles[(docname, id_)] = docname

    def define(self, name: str) -> bool:
        """Record a label that is set; false if it was set before."""
        if name in self.defined:
            return False
        self.defined[name] = None
        return True

    def use(self, name: str, docname: str, node: nodes.Node | None) -> None:
        self.used.append(Use(name, docname, node))

    def broken(self) -> list[Use]:
        """Return the links whose label is set nowhere."""
        return [use for use in self.used if use.name not in self.defined]

    def target(self, docname: str, refuri: str) -> str | None:
        """Return the label that a resolved reference leads to; None if it leads out of the book."""
        page, _, anchor = refuri.removeprefix(SCHEME).partition("#")
        return self.label(page or docname, unquote(anchor)) if (page or docname) in self.docnames else None
