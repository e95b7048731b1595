"""E4: register entries and glossary: each cites, is reached from somewhere, and is told from its neighbours."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..derive.references import made
from ..derive.targets import is_named
from ..diagnostics import Diagnostic, Span, rule
from ..kinds import REGISTERS, TO_FILL
from ..model import Edition, Entity
from . import check, each
from .sound import unmeant

UNMENTIONED = rule("E407", "unmentioned-entry")
NO_CITATION = rule("E408", "entry-without-citation")
UNUSED_TERM = rule("E409", "unused-term")
MALFORMED_WIKIDATA = rule("E410", "malformed-wikidata")
TWIN_ENTRIES = rule("E411", "twin-entries")

_ROLES = {role for role, _ in REGISTERS.values()}


@check
def unreached(edition: Edition) -> Iterator[Diagnostic]:
    """An entry without forms is referred to; one with forms answers for each of them (E404)."""
    unused = [
        entity.id
        for entity in edition.entities.values()
        if not entity.forms and not entity.withdrawn and not is_named(edition, entity.id) and not is_named(edition, entity.name)
    ]
    if not unused:
        return
    named = {*edition.entities, *(entity.name.lower() for entity in edition.entities.values())}
    unknown = {item.reference.target.lower() for item in made(edition) if item.reference.role in _ROLES} - named
    for id_ in unmeant(unused, unknown):
        entity = edition.entities[id_]
        if entity.register == "terms":
            yield UNUSED_TERM(
                entity.span, f"nothing uses the term “{entity.name}”", "give it the forms that the texts have, refer to it with {term}, or remove the entry"
            )
        else:
            yield UNMENTIONED(
                entity.span, f"nothing mentions “{entity.name}” or refers to it", "give it the forms that the texts have, refer to it, or remove the entry"
            )


@each("records")
def uncited_entries(edition: Edition) -> Iterator[Diagnostic]:
    """Every entry cites a work, or refers to an entry, note or account that does."""
    broken = {fault.span.file for fault in edition.faults}
    for entity in edition.entities.values():
        if entity.span.file in broken or TO_FILL in entity.body.source:
            continue  # the citation may be what could not be read, or is still to be written
        if entity.body.paragraphs and not any(reference.role != "lang" for reference in entity.body.references):
            yield NO_CITATION(
                Span(entity.span.file, entity.body.span.line),
                "the entry neither cites nor refers",
                "cite the evidence: “{cite:p}`key{p. 12}`”, or refer to the note or account that has it",
            )


@each("records")
def wikidata(edition: Edition) -> Iterator[Diagnostic]:
    """An identifier of Wikidata is “Q” and a number."""
    for entity in edition.entities.values():
        if entity.wikidata and not re.fullmatch(r"Q[1-9]\d*", entity.wikidata):
            yield MALFORMED_WIKIDATA(
                entity.spans.get("wikidata", entity.span),
                f"“{entity.wikidata}” is no identifier of Wikidata",
                "write “Q” and the number, as “Q42”, or remove the line",
            )


@check
def twin_entries(edition: Edition) -> Iterator[Diagnostic]:
    """No two entries of a register have one name."""
    first: dict[tuple[str, str], Entity] = {}
    for entity in edition.entities.values():
        other = first.setdefault((entity.register, entity.name.casefold()), entity)
        if other is not entity:
            yield TWIN_ENTRIES(
                entity.spans.get("name", entity.span),
                f"“{entity.name}” is the name of the {REGISTERS[entity.register][1]} “{other.id}” already",
                "join the two entries, or say in the names how they differ",
            )
