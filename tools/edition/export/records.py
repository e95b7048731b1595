"""JSON for programs (RFC 8259): ``json/edition.json``, described by ``json/edition.schema.json`` (JSON Schema 2020-12).

Offsets count characters (Unicode code points) from nought. ``json/bibliography.json`` is the bibliography alone, as CSL-JSON.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from ..derive.apparatus import corrections, marks
from ..derive.bibliography import entry_text, labels
from ..derive.disagreements import points
from ..derive.fidelity import account as account_of_bytes
from ..derive.ledger import stands
from ..derive.mentions import by_entity, mentions
from ..derive.plain import text
from ..derive.reading import text_view
from ..derive.receipt import normal, receipt
from ..lemma import locate
from ..locus import printed
from ..model import Account, Anchor, Document, Edition, Entity, Note, Passage
from ._csl import csl
from ._facts import facts, licence_url, rights, write, write_json

NAME = "json"
SCHEMA = Path(__file__).with_name("edition.schema.json")


def export(edition: Edition, out: Path) -> list[Path]:
    """Write the edition, its schema, and the bibliography for reference managers."""
    folder = out / NAME
    whole = as_json(edition)
    about = facts(edition)
    # CSL-JSON is a list of works and nothing else; what is not of the work stands in each item’s “custom”
    stated = {"edition": about.number, "issued": about.date, "licence": about.licence}
    return [
        write_json(folder / "edition.json", whole),
        write(folder / SCHEMA.name, SCHEMA.read_text(encoding="utf-8")),
        write_json(folder / "bibliography.json", [{**csl(work), "custom": stated} for work in edition.works.values()]),
    ]


def as_json(edition: Edition) -> dict[str, Any]:
    """Return the edition as plain values."""
    about = facts(edition)
    numbers: dict[str, dict[str, int]] = {}
    for document in edition.documents.values():
        for view in text_view(edition, document).notes:
            numbers.setdefault(view.note.id, {})[document.siglum] = view.number
    return {
        "$schema": SCHEMA.name,
        "edition": {
            "title": about.title,
            "editors": list(about.editors),
            "number": about.number,
            "date": about.date,
            "licence": about.licence,
            "licence_url": about.licence_url,
            "rights": about.statement,
        },
        "contributors": dict(edition.contributors),
        "documents": [_document(document) for document in edition.documents.values()],
        "passages": [_passage(edition, document, passage) for document in edition.documents.values() for passage in document.passages],
        "notes": [_note(edition, note, numbers.get(note.id, {})) for note in edition.notes.values()],
        "emendations": [item for document in edition.documents.values() for item in _emendations(document)],
        "entities": [_entity(edition, entity) for entity in edition.entities.values()],
        "accounts": [_account(edition, account) for account in edition.accounts.values()],
        "bibliography": [
            {**csl(work), "custom": {"label": str(labels(edition)[key]), "reference": entry_text(work, labels(edition)[key])}}
            for key, work in edition.works.items()
        ],
    }


def _document(document: Document) -> dict[str, Any]:
    meta = {key: " ".join(value.split()) for key, value in document.meta.items() if key not in ("sha256", "rights", "licence", "title", "order")}
    return {
        "id": document.siglum,
        "title": document.title,
        "rights": rights(document),
        "licence": document.meta.get("licence", ""),
        "licence_url": licence_url(document.meta.get("licence", "")),
        "sha256": document.sha256,
        "meta": meta,
        "bytes": account_of_bytes(document) or {},
        "lost_notes": list(document.lost_notes),
        "relations": [
            {
                "to": item.other,
                "kind": item.kind,
                "certainty": item.certainty,
                "why": " ".join(item.why.split()),
                "passages": [list(pair) for pair in item.passages],
            }
            for item in document.relations
        ],
        "passages": [passage.id for passage in document.passages],
    }


def _passage(edition: Edition, document: Document, passage: Passage) -> dict[str, Any]:
    return {
        "id": passage.id,
        "document": document.siglum,
        "locus": printed(passage.id),
        "kind": passage.kind,
        "level": passage.level,
        "classes": list(passage.classes),
        "text": passage.text,
        "sha256": hashlib.sha256(normal(passage.text).encode("utf-8")).hexdigest(),
        "receipt": receipt(passage.id, facts(edition).number, passage.text),
        "since": stands(edition, passage.id).since,
        "notes": [note.id for note, _ in edition.notes_at.get(passage.id, ()) if not note.withdrawn],
        "mentions": [{"entity": item.entity, "start": item.start, "end": item.end} for item in mentions(edition).get(passage.id, ())],
        "marks": [{"kind": item.kind, "label": item.label, "at": item.offset, "target": item.target} for item in marks(document, passage)],
    }


def _place(edition: Edition, anchor: Anchor) -> dict[str, Any]:
    words = anchor.lemma.words
    passage = edition.passages.get(anchor.at)
    start = locate(passage.text, anchor.lemma) if passage else None
    return {"passage": anchor.at, "quote": words, "start": -1 if start is None else start, "end": -1 if start is None else start + len(words)}


def _note(edition: Edition, note: Note, numbers: dict[str, int]) -> dict[str, Any]:
    return {
        "id": note.id,
        "kind": note.kind,
        "status": note.status,
        "numbers": numbers,
        "places": [_place(edition, anchor) for anchor in note.anchors],
        "text": text(edition, note.body),
        "source": note.body.source.strip(),
        "cites": _cites(note.body.references),
        "seen": list(note.seen),
        "authors": list(note.authors),
        "reviewers": list(note.reviewers),
        "withdrawn": note.withdrawn,
    }


def _cites(references: Iterable[Any]) -> list[str]:
    return list(dict.fromkeys(item.target for item in references if item.role.startswith("cite")))


def _emendations(document: Document) -> Iterable[dict[str, Any]]:
    for passage in document.passages:
        ids = {fix.emendation: fix.id for fix in corrections(document, passage)}
        left_out = 0
        for item in document.emendations_at.get(passage.id, ()):
            left_out += bool(item.place)
            start = locate(passage.text, item.lemma) if item.lemma else None
            yield {
                "id": f"em-{passage.id}-out-{left_out}" if item.place else ids.get(item, ""),
                "passage": passage.id,
                "kind": item.kind,
                "lemma": item.lemma.words if item.lemma else "",
                "start": -1 if start is None else start,
                "witness": item.witness,
                "why": item.why,
                "note": item.note,
                "page": item.page,
                "place": item.place,
            }


def _entity(edition: Edition, entity: Entity) -> dict[str, Any]:
    found = by_entity(edition)[entity.id]
    return {
        "id": entity.id,
        "register": entity.register,
        "name": entity.name,
        "sort": entity.sort,
        "dates": entity.dates,
        "gloss": entity.gloss,
        "forms": list(dict.fromkeys(form.words for form in entity.forms)),
        "wikidata": entity.wikidata,
        "status": entity.status,
        "text": text(edition, entity.body),
        "cites": _cites(entity.body.references),
        "withdrawn": entity.withdrawn,
        "passages": list(dict.fromkeys(mention.passage for mention in found)),
    }


def _account(edition: Edition, account: Account) -> dict[str, Any]:
    return {
        "id": account.id,
        "title": account.title,
        "date": account.date,
        "shown": account.shown,
        "certainty": account.certainty,
        "established": dict(account.established),
        "evidence": [{"work": item.target, "locator": item.locator} for item in account.evidence],
        "told": [
            {
                **_place(edition, Anchor(telling.at, telling.quote, telling.span)),
                "says": telling.says,
                "states": dict(telling.states),
                "stance": telling.stance,
                "against": list(points(account, telling)),
            }
            for telling in account.told
        ],
        "silent": {siglum: [lemma.words for lemma in sought] for siglum, sought in account.silent.items()},
        "text": text(edition, account.body),
        "cites": _cites(account.body.references),
        "status": account.status,
        "withdrawn": account.withdrawn,
    }
