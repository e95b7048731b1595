"""E4 and E5: one thing under two names: works, and entries with one identifier."""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Diagnostic, rule
from ..model import Edition, Entity, Work
from . import check, each

ONE_IDENTIFIER = rule("E414", "identifier-of-two-entries")
TWIN_WORKS = rule("E519", "twin-works", "query")


@check
def identifiers(edition: Edition) -> Iterator[Diagnostic]:
    """An identifier of Wikidata belongs to one entry."""
    first: dict[str, Entity] = {}
    for entity in edition.entities.values():
        if not entity.wikidata:
            continue
        other = first.setdefault(entity.wikidata, entity)
        if other is not entity:
            yield ONE_IDENTIFIER(
                entity.spans.get("wikidata", entity.span),
                f"{entity.wikidata} is the identifier of “{other.id}” already",
                "correct one of the two, or join the entries",
            )


def twin_works(edition: Edition) -> Iterator[tuple[Work, Work]]:
    """Yield the works that say the same as another, with that other."""
    first: dict[tuple[str, ...], Work] = {}
    for work in edition.works.values():
        title = "".join(sign for sign in work.fields.get("title", "").lower() if sign.isalnum())
        people = tuple(family.lower() for persons in work.persons.values() for family, _ in persons)
        key = (title, *people, *(work.fields.get(name, "") for name in ("year", "month", "number", "volume", "pages", "howpublished", "journal", "booktitle")))
        other = first.setdefault(key, work)
        if other is not work and len(title) > 5 and work.fields.get("url", "") == other.fields.get("url", ""):
            yield work, other


@each("works")
def works(edition: Edition) -> Iterator[Diagnostic]:
    """A work has one key."""
    for work, other in twin_works(edition):
        yield TWIN_WORKS(
            work.span, f"“{work.key}” and “{other.key}” seem to be one work", "keep one of the two keys, or say in the fields how the works differ"
        )
