"""The concordance: from passages to what they tell and hold, and from events to the passages of each document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..model import Account, Document, Edition, Passage
from .disagreements import chronological
from .mentions import mentions


@dataclass(frozen=True, slots=True)
class Entry:
    """A passage: the accounts that it takes part in, how many notes are on it, and the entities that it names."""

    passage: Passage
    accounts: tuple[str, ...]
    notes: int
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Event:
    """An event: for each document that tells it the passages that do."""

    account: Account
    loci: Mapping[str, tuple[str, ...]]


def by_event(edition: Edition) -> list[Event]:
    """Return the events in the order of their established dates."""
    out = []
    for account in chronological(edition):
        loci: dict[str, list[str]] = {}
        for telling in account.told:
            mine = loci.setdefault(telling.at.partition("-")[0], [])
            if telling.at not in mine:
                mine.append(telling.at)
        out.append(Event(account, {siglum: tuple(found) for siglum, found in loci.items()}))
    return out


def by_passage(edition: Edition, document: Document) -> list[Entry]:
    """Return the passages of a document that stand, headings left out."""
    told: dict[str, list[str]] = {}
    for account in chronological(edition):
        for telling in account.told:
            mine = told.setdefault(telling.at, [])
            if account.id not in mine:
                mine.append(account.id)
    out = []
    for passage in document.passages:
        if passage.withdrawn or passage.kind == "heading":
            continue
        names = dict.fromkeys(mention.entity for mention in mentions(edition).get(passage.id, ()))
        notes = sum(1 for note, _ in edition.notes_at.get(passage.id, ()) if not note.withdrawn)
        out.append(Entry(passage, tuple(told.get(passage.id, ())), notes, tuple(names)))
    return out
