"""What stands beside a passage: the accounts it takes part in, who disagrees with it, and what refers to it."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from ..model import Account, Edition, Note
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


class Besides(Mapping[str, Beside]):
    """What stands beside each passage that has anything, put together when it is asked for.

    ``told`` is made of the accounts alone, and each of ``origins`` of one part of the edition, in this order.
    """

    def __init__(self, told: dict[str, list[Told]], origins: dict[str, dict[str, list[Origin]]]) -> None:
        self.told, self.origins = told, origins

    def __getitem__(self, locus: str) -> Beside:
        origins = tuple(origin for part in self.origins.values() for origin in part.get(locus, ()))
        told = tuple(self.told.get(locus, ()))
        if not told and not origins:
            raise KeyError(locus)
        return Beside(told, origins)

    def __iter__(self) -> Iterator[str]:
        return iter({**self.told, **{locus: None for part in self.origins.values() for locus in part}})

    def __len__(self) -> int:
        return sum(1 for _ in self)


_CACHE: WeakKeyDictionary[Edition, Besides] = WeakKeyDictionary()


def beside(edition: Edition, old: Besides | None = None, same: Container[str] = (), reworded: Sequence[tuple[Note, Note]] = ()) -> Besides:
    """Return what stands beside each passage; of ``old`` are taken the parts that are the ``same`` now.

    If some notes were only ``reworded`` (each as it was and as it is), those of the others are taken too.
    """
    found = _CACHE.get(edition)
    if found is None:
        parts = {"accounts": _of_accounts, "entities": _of_entities, "pages": _of_pages}
        if old is not None and "notes" in same:
            notes = old.origins["notes"]
        else:
            notes = _again(old.origins["notes"], reworded, edition) if old is not None and reworded else _gathered(_of_notes(edition.notes.values()))
        found = _CACHE[edition] = Besides(
            old.told if old is not None and "accounts" in same else _told(edition),
            {"notes": notes, **{name: old.origins[name] if old is not None and name in same else _gathered(find(edition)) for name, find in parts.items()}},
        )
    return found


def _again(old: dict[str, list[Origin]], reworded: Sequence[tuple[Note, Note]], edition: Edition) -> dict[str, list[Origin]]:
    """Put what reworded notes refer to in the place of what they did, each in the order of the notes."""
    out = dict(old)
    for target, origin in _of_notes(before for before, _ in reworded):
        out[target] = [other for other in out[target] if other != origin]
    order = {id_: number for number, id_ in enumerate(edition.notes)}
    for target, origin in _of_notes(now for _, now in reworded):
        if origin not in out.get(target, ()):
            out[target] = sorted([*out.get(target, ()), origin], key=lambda item: order[item.id])
    return {target: origins for target, origins in out.items() if origins}


def _told(edition: Edition) -> dict[str, list[Told]]:
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
    return told


def _gathered(found: Iterable[tuple[str, Origin]]) -> dict[str, list[Origin]]:
    """Gather the origins of each passage, each once, in their order."""
    out: dict[str, list[Origin]] = {}
    for target, origin in found:
        here = out.setdefault(target, [])
        if origin not in here:
            here.append(origin)
    return out


def _of_notes(notes: Iterable[Note]) -> Iterator[tuple[str, Origin]]:
    for note in notes:
        for reference in note.body.references:
            if reference.role == "loc" and reference.target != note.at and reference.target not in [anchor.at for anchor in note.also]:
                yield reference.target, Origin("note", note.id)


def _of_accounts(edition: Edition) -> Iterator[tuple[str, Origin]]:
    for account in edition.accounts.values():
        for reference in account.body.references:
            if reference.role == "loc" and reference.target not in {telling.at for telling in account.told}:
                yield reference.target, Origin("account", account.id)


def _of_entities(edition: Edition) -> Iterator[tuple[str, Origin]]:
    for entity in edition.entities.values():
        for reference in entity.body.references:
            if reference.role == "loc":
                yield reference.target, Origin("entity", entity.id)


def _of_pages(edition: Edition) -> Iterator[tuple[str, Origin]]:
    for page in edition.pages.values():
        for reference in page.references:
            if reference.role == "loc":
                yield reference.target, Origin("page", page.name)
