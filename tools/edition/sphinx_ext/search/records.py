"""What is found: a record for each passage, note, entry, account and work, and for each part of a page of prose."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from docutils import nodes
from sphinx import addnodes

from ...derive.apparatus import MARKS
from ...derive.bibliography import entry_text, labels
from ...derive.plain import text as plain_text
from ...locus import printed
from ...model import Document, Edition
from .. import nodes as ed
from ..state import Atlas, atlas_of, edition_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class Record(NamedTuple):
    """What is found: its title and address, what it is, in which document, of which kind, its words, and words of less weight.

    ``name`` is what a reader types who wants this record and no other: the number of a passage, the name of an entry.
    """

    title: str
    url: str
    what: str
    doc: str
    kind: str
    words: str
    also: str = ""
    name: str = ""


def records(edition: Edition, atlas: Atlas) -> Iterator[Record]:
    """Yield a record for each passage, note and entry that a page shows."""
    for document in edition.documents.values():
        siglum = document.siglum.upper()
        for passage in document.passages:
            found = atlas.find("loc", passage.id)
            if found and not passage.withdrawn:
                url = f"{found[0]}.html#{found[1]}"
                yield Record(printed(passage.id), url, "document", siglum, "", passage.text, _received(document, passage.id), passage.id)
    for note in edition.notes.values():
        found = atlas.find("note", note.id)
        if found and not note.withdrawn:
            siglum = note.at.partition("-")[0].upper()
            title = f"Note on “{note.lemma.words}”, {printed(note.at)}"
            yield Record(title, f"{found[0]}.html#{found[1]}", "note", siglum, note.kind, plain_text(edition, note.body), name=note.lemma.words)
    for entity in edition.entities.values():
        found = atlas.entity(entity.id)
        if found:
            forms = " · ".join(form.words for form in entity.forms)
            words = f"{entity.gloss} {plain_text(edition, entity.body)}"
            yield Record(entity.name, f"{found[0]}.html#{found[1]}", "entry", "", "", words, forms, entity.name)
    for account in edition.accounts.values():
        words = f"{account.shown}. {plain_text(edition, account.body)}"
        yield Record(account.title, f"accounts/{account.id}.html", "account", "", "", words, name=account.title)
    if atlas.bibliography in edition.pages:
        for key, label in labels(edition).items():
            yield Record(str(label), f"{atlas.bibliography}.html#cite-{key}", "work", "", "", "", entry_text(edition.works[key], label))


def parts(app: Sphinx) -> Iterator[Record]:
    """Yield a record for each part, under its own heading, of the pages of prose."""
    atlas, cited = atlas_of(app), labels(edition_of(app))
    set_apart = {*atlas.texts.values(), *atlas.registers.values(), atlas.bibliography, "404"}
    for name in sorted(app.env.found_docs - set_apart):
        if name.startswith(("accounts/", "checks/")):
            continue
        whole = app.env.titles[name].astext()
        for section in app.env.get_doctree(name).findall(nodes.section):
            title = section.next_node(nodes.title)
            words = " ".join(" ".join(_words(paragraph, cited).split()) for paragraph in section.findall(nodes.paragraph) if _prose_of(paragraph, section))
            if title is None or not words:
                continue
            first = isinstance(section.parent, nodes.document)
            called = whole if first else f"{whole}: {title.astext()}"
            yield Record(called, f"{name}.html" + ("" if first else f"#{section['ids'][0]}"), "page", "", "", words, name=called)


def _words(node: nodes.Node, cited: Mapping[str, object]) -> str:
    """Return the words of a node as they are printed: a citation, which is no more than a key as yet, by the label of its work."""
    if isinstance(node, addnodes.pending_xref) and node.get("refdomain") == "cite":
        label = str(cited.get(node["reftarget"], node["reftarget"]))
        return f"({label})" if node["reftype"] == "p" else label
    return node.astext() if isinstance(node, nodes.Text) else "".join(_words(child, cited) for child in node.children)


def _prose_of(paragraph: nodes.paragraph, section: nodes.section) -> bool:
    """Whether a paragraph is of a section itself: not of one within it, and not of a table or a derived view."""
    above = paragraph.parent
    while above is not None and above is not section:
        if isinstance(above, (nodes.section, nodes.table, ed.element)):
            return False
        above = above.parent
    return True


def _received(document: Document, id_: str) -> str:
    """What the document received has in a passage where the text departs from it, so that its slips are found too."""
    readings = [item.witness for item in document.emendations_at.get(id_, ()) if item.kind not in MARKS and item.witness]
    return f"The document received has: {' · '.join(' '.join(words.split()) for words in readings)}" if readings else ""
