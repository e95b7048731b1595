"""Small made-up editions, without files: documents of one-line passages, accounts, relations, notes."""

from __future__ import annotations

from pathlib import Path

from edition.diagnostics import Span
from edition.lemma import Lemma
from edition.model import Account, Anchor, Document, Edition, Emendation, Note, Passage, Prose, Relation, Telling

NOWHERE = Span("made-up")


def passage(id_: str, text: str, kind: str = "paragraph", *classes: str) -> Passage:
    return Passage(id_, kind, text, NOWHERE, NOWHERE, 2 if kind == "heading" else 0, classes)


def document(siglum: str, *passages: Passage, relations: tuple[Relation, ...] = (), emendations: tuple[Emendation, ...] = (), **meta: str) -> Document:
    held = passages or (passage(f"{siglum}-1", f"Words of {siglum}"),)
    return Document(siglum, {"title": siglum, **{key.replace("_", "-"): value for key, value in meta.items()}}, {}, held, emendations, relations=relations)


def relation(one: str, other: str, kind: str, certainty: str = "certain", passages: tuple[tuple[str, str], ...] = ()) -> Relation:
    return Relation(one, other, kind, certainty, "as it seems", NOWHERE, passages)


def telling(at: str, quote: str, stance: str = "states", **states: str) -> Telling:
    return Telling(at, Lemma(quote, 0, NOWHERE), quote, states, stance, NOWHERE)


def account(id_: str, date: str, *told: Telling, certainty: str = "certain", established: dict[str, str] | None = None) -> Account:
    return Account(id_, f"The {id_}", date, date, certainty, NOWHERE, {}, (), established or {}, told, {}, Prose(), authors=("ann",))


def note(id_: str, at: str, lemma: str, *also: Anchor, withdrawn: str = "") -> Note:
    return Note(id_, at, Lemma(lemma, 0, NOWHERE), "fact", "verified", NOWHERE, Prose(), {}, authors=("ann",), reviewers=("bob",), also=also, withdrawn=withdrawn)


def edition(*documents: Document, accounts: tuple[Account, ...] = (), notes: tuple[Note, ...] = (), citation: dict[str, str] | None = None) -> Edition:
    return Edition(
        Path("made-up"),
        documents={item.siglum: item for item in documents},
        accounts={item.id: item for item in accounts},
        notes={item.id: item for item in notes},
        citation=citation or {},
        contributors={"ann": "Ann", "bob": "Bob"},
    )
