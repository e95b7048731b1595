"""The edition in figures, and who wrote how much of it."""

from __future__ import annotations

from dataclasses import dataclass

from ..model import Edition
from .references import records


def figures(edition: Edition) -> dict[str, int]:
    """Return how many there are of each thing that an edition is made of; the names are plurals."""
    standing = [passage for passage in edition.passages.values() if not passage.withdrawn]
    terms = sum(1 for entity in edition.entities.values() if entity.register == "terms")
    return {
        "documents": len(edition.documents),
        "passages": len(standing),
        "words": sum(len(passage.text.split()) for passage in standing),
        "notes": sum(1 for note in edition.notes.values() if not note.withdrawn),
        "events in several documents": len(edition.accounts),
        "names explained": len(edition.entities) - terms,
        "terms": terms,
        "works": len(edition.works),
    }


@dataclass(frozen=True, slots=True)
class Share:
    """What one contributor wrote: notes, register entries, accounts; and how many notes they reviewed."""

    key: str
    name: str
    notes: int
    entries: int
    accounts: int
    reviews: int


def shares(edition: Edition) -> list[Share]:
    """Return the share of each contributor, in the order of the contributors' file; unknown keys last."""
    keys = dict.fromkeys(edition.contributors)
    for record in records(edition):
        keys.update(dict.fromkeys(record.authors))
    return [
        Share(
            key,
            edition.contributors.get(key, key),
            sum(key in note.authors and not note.withdrawn for note in edition.notes.values()),
            sum(key in entity.authors for entity in edition.entities.values()),
            sum(key in account.authors for account in edition.accounts.values()),
            sum(key in note.reviewers and not note.withdrawn for note in edition.notes.values()),
        )
        for key in keys
    ]
