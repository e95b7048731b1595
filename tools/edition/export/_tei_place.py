"""Where things stand in TEI: their ``xml:id``, and how one file points to another (TEI P5, 17.2 “Pointing mechanisms”)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath

from ..kinds import REGISTERS
from ..model import Account, Document, Edition, Entity, Note

CORPUS = "edition.xml"


def note_id(note: Note, siglum: str = "") -> str:
    """The id of a note: in its own document, or the copy of it that stands with another."""
    base = "note-" + note.id.replace("/", "-")
    return base if not siglum or siglum == note.at.partition("-")[0] else f"{base}-in-{siglum}"


def entity_id(entity: Entity) -> str:
    return f"{entity.role}-{entity.id}"


def account_id(account: Account) -> str:
    return f"event-{account.id}"


def work_id(key: str) -> str:
    return f"cite-{key}"


def responsible(scope: str, key: str) -> str:
    """The id of a contributor in the header of a file; ``scope`` keeps headers in one corpus apart."""
    return f"{scope}-resp-{key}"


@dataclass(frozen=True, slots=True)
class Place:
    """A file in the making: the ids that stand in it, and the way to the corpus file for all others."""

    edition: Edition
    scope: str
    local: frozenset[str] | None = None  # None: everything stands here
    away: str = CORPUS

    def point(self, id_: str) -> str:
        """Return the pointer to an id from this file."""
        return f"#{id_}" if self.local is None or id_ in self.local else f"{self.away}#{id_}"

    def reference(self, role: str, target: str) -> str:
        """Return the pointer to what a role of the prose names, or the empty string if it is not there."""
        edition = self.edition
        if role == "loc":
            return self.point(target) if target in edition.passages else ""
        if role == "note":
            note = edition.notes.get(target)
            return self.point(note_id(note)) if note and not note.withdrawn else ""
        if role == "event":
            return self.point(f"event-{target}") if target in edition.accounts else ""
        if role == "cite":
            return self.point(work_id(target)) if target in edition.works else ""
        entity = edition.entities.get(target)
        return self.point(entity_id(entity)) if entity else ""


@dataclass(frozen=True, slots=True)
class Held:
    """What a file on one document holds beside the text: the entities, accounts and works that its notes and names need."""

    notes: tuple[Note, ...]
    entities: tuple[Entity, ...]
    accounts: tuple[Account, ...]
    works: tuple[str, ...]

    def ids(self, document: Document) -> frozenset[str]:
        found = {passage.id for passage in document.passages} | {f"{document.siglum}-lost"}
        found.update(note_id(note, document.siglum) for note in self.notes)
        found.update(entity_id(entity) for entity in self.entities)
        found.update(account_id(account) for account in self.accounts)
        found.update(work_id(key) for key in self.works)
        return frozenset(found)


def holds(edition: Edition, document: Document, notes: tuple[Note, ...]) -> Held:
    """Return what the file of one document holds: all that its text and notes name, and the works these cite."""
    from ..derive.mentions import mentions

    found = mentions(edition)
    named = {mention.entity for passage in document.passages for mention in found.get(passage.id, ())}
    accounts = tuple(account for account in edition.accounts.values() if any(telling.at in document.by_id for telling in account.told))
    references = [reference for note in notes for reference in note.body.references]
    references += [reference for account in accounts for reference in (*account.body.references, *account.evidence)]
    roles = {role for role, _ in REGISTERS.values()}
    named.update(reference.target for reference in references if reference.role in roles and reference.target in edition.entities)
    entities = tuple(sorted((edition.entities[id_] for id_ in named), key=lambda entity: entity.id))
    references += [reference for entity in entities for reference in entity.body.references]
    works = sorted({reference.target for reference in references if reference.role.startswith("cite") and reference.target in edition.works})
    return Held(notes, entities, accounts, tuple(works))


def up(depth: int, path: str) -> str:
    """Return a path from ``depth`` folders below the exports."""
    return str(PurePosixPath(*[".."] * depth, path))
