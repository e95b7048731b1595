"""The bibliography: the house style as plug-ins of pybtex and sphinxcontrib-bibtex, and the list with where each work is cited.

Labels and references come from :mod:`edition.derive.bibliography`, so that pages and data print the same.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

import pybtex.plugin
import sphinxcontrib.bibtex.plugin
from docutils import nodes
from pybtex.richtext import HRef, Tag, Text
from pybtex.style import FormattedEntry
from pybtex.style.formatting import BaseStyle
from pybtex.style.template import Node
from sphinx.util.nodes import make_refnode
from sphinxcontrib.bibtex.directives import BibliographyDirective
from sphinxcontrib.bibtex.style.referencing import BaseReferenceStyle, BracketStyle
from sphinxcontrib.bibtex.style.template import join, join2, post_text, pre_text, reference

from ..derive.bibliography import Label, entry, labels, sort_key
from ..locus import printed
from ..model import Edition
from .nodes import make
from .state import atlas_of, edition_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx

#: the edition of the build that is running: pybtex makes its styles itself, and can be handed nothing
_CURRENT: list[Edition] = []

STANDING_WORDS = {
    "verified": "", "partly": "seen in part", "as-cited": "not seen; as cited", "candidate": "a probable identification", "unknown": "not identified",
}  # fmt: skip
MOST_CITED = 40


class EditionStyle(BaseStyle):  # type: ignore[misc]
    """The full references of the house style."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.sort = lambda entries: sorted(entries, key=lambda item: sort_key(_CURRENT[-1].works[item.key]))
        self.format_labels = lambda entries: [item.key for item in entries]

    def format_entry(self, label: str, item: Any, bib_data: Any = None) -> FormattedEntry:
        edition = _CURRENT[-1]
        pieces = []
        for piece in entry(edition.works[item.key], labels(edition)[item.key]):
            if piece.kind == "em":
                pieces.append(Tag("em", piece.text))
            elif piece.kind == "link":
                pieces.append(HRef(piece.target, piece.text))
            else:
                pieces.append(Text(piece.text))
        return FormattedEntry(item.key, Text(*pieces), label)


def _label(data: dict[str, Any]) -> Label:
    return labels(_CURRENT[-1])[data["entry"].key]


def _parenthetical(children: Any, data: dict[str, Any]) -> Any:
    """Kux 2001, p. 12"""
    return join2(sep1=" ", sep2=", ")[pre_text, reference[str(_label(data))], post_text].format_data(data)


def _textual(children: Any, data: dict[str, Any]) -> Any:
    """Kux (2001, p. 12); what is cited by a shorthand has no year to bracket."""
    label = _label(data)
    if not label.year:
        return _parenthetical(children, data)
    bracket = join["(", join2(sep1=" ", sep2=", ")[pre_text, reference[label.year], post_text], ")"]
    return join(sep=" ")[label.authors, bracket].format_data(data)


@dataclass
class EditionReferenceStyle(BaseReferenceStyle):
    """The citations of the house style: (Kux 2001, p. 12) and Kux (2001, p. 12)."""

    bracket: BracketStyle = field(default_factory=lambda: BracketStyle(left="(", right=")", sep="; "))

    def role_names(self) -> Iterable[str]:
        return ["p", "t", "bare"]  # bare: one of several in a bracket

    def outer(self, role_name: str, children: list[Any]) -> Any:
        return self.bracket.outer(children, brackets=role_name == "p")

    def inner(self, role_name: str) -> Any:
        return Node("textual", _textual) if role_name == "t" else Node("parenthetical", _parenthetical)


class Bibliography(BibliographyDirective):
    """``{ed:bibliography} editors``: every work of ``bib/editors.bib``, in the house style."""

    def run(self) -> list[nodes.Node]:
        self.arguments = [f"../bib/{self.arguments[0]}.bib"] if self.arguments else []
        self.options.setdefault("all", None)
        self.options.setdefault("style", "edition")
        return list(super().run())


def _spare_entry_points() -> None:
    """Let pybtex look for each plug-in once: 0.26 scans every installed package at each citation, half of a build's time."""
    found = pybtex.plugin._load_entry_point
    if not hasattr(found, "cache_info"):
        pybtex.plugin._load_entry_point = cache(found)


def setup(app: Sphinx) -> None:
    _spare_entry_points()
    pybtex.plugin.register_plugin("pybtex.style.formatting", "edition", EditionStyle)
    sphinxcontrib.bibtex.plugin.register_plugin("sphinxcontrib.bibtex.style.referencing", "edition", EditionReferenceStyle)
    app.add_directive("ed:bibliography", Bibliography)
    app.connect("config-inited", _configure)
    app.connect("builder-inited", _remember, priority=200)
    app.connect("doctree-resolved", lists, priority=600)


def _configure(app: Sphinx, config: Any) -> None:
    config.bibtex_reference_style = "edition"
    config.bibtex_default_style = "edition"
    config.bibtex_tooltips = False
    config.bibtex_cite_id = "cite-{key}"
    config.bibtex_bibliography_id = "bibliography-{bibliography_count}"


def _remember(app: Sphinx) -> None:
    use(edition_of(app))


def use(edition: Edition) -> None:
    """Let what pybtex sets from now on be of this edition."""
    _CURRENT[:] = [edition]


def cited_from(edition: Edition) -> dict[str, list[tuple[str, str]]]:
    """Return for each work the places that cite it: role and target of each, in the order of the edition."""
    out: dict[str, dict[tuple[str, str], None]] = {}
    order = {locus: number for number, locus in enumerate(edition.passages)}
    for note in sorted(edition.notes.values(), key=lambda note: (order.get(note.at, 0), note.id)):
        for found in note.body.references if not note.withdrawn else ():
            if found.role.startswith("cite:"):
                out.setdefault(found.target, {})[("note", note.id)] = None
    for account in edition.accounts.values():
        for found in (*account.evidence, *account.body.references) if not account.withdrawn else ():
            if found.role.startswith("cite:"):
                out.setdefault(found.target, {})[("event", account.id)] = None
    for entity in edition.entities.values():
        for found in entity.body.references if not entity.withdrawn else ():
            if found.role.startswith("cite:"):
                out.setdefault(found.target, {})[(entity.role, entity.id)] = None
    for page in edition.pages.values():
        for found in page.references:
            if found.role.startswith("cite:"):
                out.setdefault(found.target, {})[("page", page.name)] = None
    return {key: list(places) for key, places in out.items()}


def lists(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """``doctree-resolved``: docutils' citations become the items of a plain list, which screen readers understand."""
    found = [node for node in doctree.findall(nodes.citation) if "cite-" in "".join(node["ids"])]
    if not found:
        return
    edition = edition_of(app)
    cited = cited_from(edition)
    for holder in {id(node.parent): node.parent for node in found}.values():
        items = make("ul", class_="bib")
        for citation in [child for child in holder.children if isinstance(child, nodes.citation)]:
            key = citation["ids"][0].removeprefix("cite-")
            items += _item(app, docname, key, citation, cited.get(key, []))
        holder.replace_self(items)


def _item(app: Sphinx, docname: str, key: str, citation: nodes.citation, places: list[tuple[str, str]]) -> nodes.Node:
    edition = edition_of(app)
    work = edition.works.get(key)
    item = make("li", id=citation["ids"][0])
    item["ids"] = list(citation["ids"])
    for child in citation.children:
        if isinstance(child, nodes.paragraph):
            item += child
    if work is None:
        return item
    standing = STANDING_WORDS.get(work.fields.get("standing", ""), "")
    sort = work.fields.get("keywords", "")
    marks = "; ".join(word for word in (sort, standing) if word)
    if marks:
        item += make("p", marks[:1].upper() + marks[1:] + ".", class_="bib-s")
    for name, words in (("printed", "The document prints"), ("fault", "Its fault")):
        if work.fields.get(name):
            from ..read.bib import plain

            item += make("p", f"{words}: {plain(work.fields[name])}", class_=f"bib-{name}")
    shown = _places(app, docname, work.fields.get("citedat", ""), places)
    if shown:
        item += make("p", "Cited at ", *shown, ".", class_="bib-c")
    return item


def _places(app: Sphinx, docname: str, cited_at: str, places: list[tuple[str, str]]) -> list[nodes.Node]:
    edition, atlas = edition_of(app), atlas_of(app)
    links: list[tuple[str, str, str, str]] = []
    for locus in cited_at.replace(",", " ").split():
        found = atlas.find("loc", locus)
        if found:
            links.append((*found, printed(locus), "loc"))
    for role, target in places[:MOST_CITED]:
        if role == "page":
            links.append((target, "", edition.pages[target].title, ""))
            continue
        found = atlas.find(role, target)
        if found and role == "note":
            links.append((*found, printed(edition.notes[target].at), "note"))
        elif found:
            links.append((*found, edition.accounts[target].title if role == "event" else edition.entities[target].name, ""))
    out: list[nodes.Node] = []
    for number, (page, anchor, words, kind) in enumerate(links):
        if number:
            out.append(nodes.Text(", "))
        link = make_refnode(app.builder, docname, page, anchor, nodes.inline("", words))
        if kind:
            link["classes"].append(kind)
        out.append(link)
    if len(places) > MOST_CITED:
        out.append(nodes.Text(f" and {len(places) - MOST_CITED} more"))
    return out
