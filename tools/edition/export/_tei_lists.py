"""The registers, accounts and bibliography as TEI lists (TEI P5, 14.3 “Biographical and prosopographical data”, 3.12 “Bibliographic citations”)."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from ..derive.bibliography import entry, labels, sort_key
from ..derive.disagreements import points
from ..model import Account, Entity
from ._tei_place import Held, Place, account_id, entity_id, work_id
from ._tei_prose import paragraphs
from ._tei_source import certainty
from ._xml import block, esc, tag, uri


def lists(place: Place, held: Held) -> list[str]:
    """Return the lists of all that a file holds; an empty list is left out."""
    by_role: dict[str, list[Entity]] = {}
    for entity in sorted(held.entities, key=lambda item: (item.sort.casefold(), item.id)):
        by_role.setdefault(entity.role, []).append(entity)

    def listed(role: str, element: str, kind: str, make: Callable[[Place, Entity], str]) -> str:
        found = [make(place, entity) for entity in by_role.get(role, ())]
        return block(element, {"type": kind}, *found) if found else ""

    out = [
        listed("person", "listPerson", "people", lambda place, entity: _named(place, entity, "person", "persName")),
        listed("place", "listPlace", "places", lambda place, entity: _named(place, entity, "place", "placeName")),
        listed("body", "listOrg", "bodies", lambda place, entity: _named(place, entity, "org", "orgName")),
        listed("conflict", "listEvent", "conflicts", _conflict),
        listed("agreement", "list", "agreements", lambda place, entity: _item(place, entity, "name")),
        listed("vessel", "listObject", "vessels", _vessel),
        listed("work", "list", "works", lambda place, entity: _item(place, entity, "title")),
        listed("term", "list", "terms", lambda place, entity: _item(place, entity, "term")),
        _accounts(place, held.accounts),
        _works(place, held.works),
    ]
    return [part for part in out if part]


def _forms(entity: Entity) -> list[str]:
    return list(dict.fromkeys(form.words for form in entity.forms if form.words != entity.name))


def _sort(entity: Entity) -> str:
    """The words by which an entry is sorted, without blanks, as ``sortKey`` must be."""
    return "_".join(entity.sort.split())


def _notes(place: Place, entity: Entity) -> list[str]:
    """The remarks on an entry: dates, one sentence, the article, the evidence."""
    out = [tag("note", {"type": "dates"}, esc(entity.dates)) if entity.dates else "", tag("note", {"type": "gloss"}, esc(entity.gloss)) if entity.gloss else ""]
    out.append(block("note", {"type": "entry", "cert": certainty(entity.status)}, *paragraphs(place, entity.body)))
    return [part for part in out if part]


def _authority(entity: Entity) -> list[str]:
    return [tag("idno", {"type": "wikidata"}, esc(entity.wikidata))] if entity.wikidata else []


def _named(place: Place, entity: Entity, element: str, name: str) -> str:
    names = [tag(name, {"type": "main"}, esc(entity.name)), *(tag(name, {"type": "form"}, esc(form)) for form in _forms(entity))]
    return block(
        element,
        {"xml:id": entity_id(entity), "sortKey": _sort(entity)},
        *names,
        *(_authority(entity) if element != "place" else ()),
        *_notes(place, entity),
        *(_authority(entity) if element == "place" else ()),
    )


def _conflict(place: Place, entity: Entity) -> str:
    names = [tag("label", {"type": "main"}, esc(entity.name)), *(tag("label", {"type": "form"}, esc(form)) for form in _forms(entity))]
    return block("event", {"xml:id": entity_id(entity), "sortKey": _sort(entity)}, *_authority(entity), *names, *_notes(place, entity))


def _vessel(place: Place, entity: Entity) -> str:
    names = [tag("objectName", {"type": "main"}, esc(entity.name)), *(tag("objectName", {"type": "form"}, esc(form)) for form in _forms(entity))]
    return block(
        "object", {"xml:id": entity_id(entity), "sortKey": _sort(entity)}, block("objectIdentifier", None, *names, *_authority(entity)), *_notes(place, entity)
    )


def _item(place: Place, entity: Entity, name: str) -> str:
    names = [tag(name, {"type": "main"}, esc(entity.name)), *(tag(name, {"type": "form"}, esc(form)) for form in _forms(entity))]
    return block("item", {"xml:id": entity_id(entity), "sortKey": _sort(entity)}, *names, *_authority(entity), *_notes(place, entity))


def _accounts(place: Place, accounts: Iterable[Account]) -> str:
    found = [_account(place, account) for account in accounts]
    return block("listEvent", {"type": "accounts"}, *found) if found else ""


def _account(place: Place, account: Account) -> str:
    first, _, last = account.date.partition("/")
    when = {"from": first, "to": last} if last else {"when": first}
    told = [
        tag(
            "note",
            {"type": "telling", "subtype": telling.stance, "target": place.point(telling.at)},
            tag("quote", None, esc(telling.quote.words)),
            " ",
            esc(telling.says),
            *(" " + tag("note", {"type": "states", "subtype": "against" if aspect in points(account, telling) else "", "n": aspect}, esc(value)) for aspect, value in telling.states.items()),
        )
        for telling in account.told
    ]
    silent = [
        tag("note", {"type": "silent", "n": siglum}, esc("Sought and not found: " + ", ".join(lemma.words for lemma in words)))
        for siglum, words in account.silent.items()
    ]
    known = [tag("note", {"type": "established", "n": aspect}, esc(value)) for aspect, value in account.established.items()]
    cites = [
        tag(
            "bibl",
            {"type": "evidence", "corresp": place.point(work_id(reference.target))},
            esc(str(labels(place.edition)[reference.target]) + (f", {reference.locator}" if reference.locator else "")),
        )
        for reference in account.evidence
        if reference.target in place.edition.works
    ]
    finding = block("note", {"type": "finding", "cert": certainty(account.status)}, *paragraphs(place, account.body))
    return block(
        "event",
        {"xml:id": account_id(account), **when, "cert": certainty(account.certainty)},
        tag("label", None, esc(account.title)),
        tag("note", {"type": "date"}, esc(account.shown)),
        *known,
        *told,
        *silent,
        finding,
        *cites,
    )


def _works(place: Place, keys: Iterable[str]) -> str:
    known = labels(place.edition)
    works = sorted((place.edition.works[key] for key in keys), key=sort_key)
    found = []
    for work in works:
        pieces = []
        for piece in entry(work, known[work.key]):
            if piece.kind == "em":
                pieces.append(tag("title", {"level": "j" if work.type == "article" else "m"}, esc(piece.text)))
            elif piece.kind == "link":
                pieces.append(tag("ref", {"target": uri(piece.target)}, esc(piece.text)))
            else:
                pieces.append(esc(piece.text))
        found.append(tag("bibl", {"xml:id": work_id(work.key), "type": work.type, "n": str(known[work.key])}, *pieces))
    return block("listBibl", None, *found) if found else ""
