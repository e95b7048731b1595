"""What stands beside a passage: the accounts it takes part in, who disagrees with it, and what refers to it."""

from __future__ import annotations

from dataclasses import dataclass
from weakref import WeakKeyDictionary

from ..model import Account, Edition
from .dates import agree


@dataclass(frozen=True, slots=True)
class Told:
    """An account that a passage takes part in, the other places that tell it, and the documents that disagree on its date."""

    account: Account
    elsewhere: tuple[str, ...]
    against: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Origin:
    """A place that refers to a passage: ``kind`` note, account, entity or page, and its id."""

    kind: str
    id: str


@dataclass(frozen=True, slots=True)
class Beside:
    told: tuple[Told, ...] = ()
    origins: tuple[Origin, ...] = ()


_CACHE: WeakKeyDictionary[Edition, dict[str, Beside]] = WeakKeyDictionary()


def beside(edition: Edition) -> dict[str, Beside]:
    """Return what stands beside each passage that has anything."""
    found = _CACHE.get(edition)
    if found is None:
        found = _CACHE[edition] = _find(edition)
    return found


def _find(edition: Edition) -> dict[str, Beside]:
    told: dict[str, list[Told]] = {}
    for account in edition.accounts.values():
        if account.withdrawn:
            continue
        loci = list(dict.fromkeys(telling.at for telling in account.told))
        for locus in loci:
            mine = [telling.states.get("date", "") for telling in account.told if telling.at == locus]
            against = []
            for telling in account.told:
                other = telling.at.partition("-")[0]
                if other == locus.partition("-")[0] or other in against:
                    continue
                if any(agree(one, telling.states.get("date", "")) is False for one in mine if one):
                    against.append(other)
            told.setdefault(locus, []).append(Told(account, tuple(at for at in loci if at != locus), tuple(against)))
    origins: dict[str, list[Origin]] = {}

    def note(kind: str, id_: str, target: str) -> None:
        origin = Origin(kind, id_)
        if origin not in origins.setdefault(target, []):
            origins[target].append(origin)

    for item in edition.notes.values():
        for reference in item.body.references:
            if reference.role == "loc" and reference.target not in [anchor.at for anchor in item.anchors]:
                note("note", item.id, reference.target)
    for account in edition.accounts.values():
        for reference in account.body.references:
            if reference.role == "loc" and reference.target not in {telling.at for telling in account.told}:
                note("account", account.id, reference.target)
    for entity in edition.entities.values():
        for reference in entity.body.references:
            if reference.role == "loc":
                note("entity", entity.id, reference.target)
    for page in edition.pages.values():
        for reference in page.references:
            if reference.role == "loc":
                note("page", page.name, reference.target)
    return {id_: Beside(tuple(told.get(id_, ())), tuple(origins.get(id_, ()))) for id_ in {*told, *origins}}
