"""``{ed:concordance}``: by event the passages of each document; by passage its accounts, notes and names."""

from __future__ import annotations

from docutils import nodes

from ...derive.concordance import Entry, by_event, by_passage
from ...model import Document
from . import View, folded, link, matrix, part, places, plural, separated


def build(view: View) -> list[nodes.Node]:
    sigla = list(view.edition.documents)
    rows: list[list[list[nodes.Node] | str]] = [
        [link(view, "event", event.account.id, event.account.title), event.account.shown, *(places(view, event.loci.get(siglum, ())) for siglum in sigla)]
        for event in by_event(view.edition)
    ]
    events = matrix(["Event", "Date", *(siglum.upper() for siglum in sigla)], rows, label="Events and passages")
    passages = [_document(view, document) for document in view.edition.documents.values()]
    return [part("By event", "by-event", events), part("By passage", "by-passage", *passages)]


def _document(view: View, document: Document) -> nodes.Node:
    entries = by_passage(view.edition, document)
    sheet = matrix(["Passage", "Accounts", "Notes", "Names"], [_entry(view, entry) for entry in entries], label=f"Passages of {document.siglum.upper()}")
    title = f"{document.siglum.upper()}, {document.short[:1].lower()}{document.short[1:]}: {plural(len(entries), 'passage')}"
    return folded(title, sheet, screen=True)


def _entry(view: View, entry: Entry) -> list[list[nodes.Node] | str]:
    entities = view.edition.entities
    return [
        link(view, "loc", entry.passage.id),
        separated([link(view, "event", id_, view.edition.accounts[id_].title) for id_ in entry.accounts], "; "),
        str(entry.notes) if entry.notes else "",
        separated([link(view, entities[id_].role, id_) for id_ in entry.names]),
    ]
