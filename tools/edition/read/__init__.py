"""Readers: one for each kind of file. Every object keeps file, line and column; faults are collected, never raised."""

from __future__ import annotations

import importlib
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from ..diagnostics import Diagnostic, Span, rule
from ..kinds import MARKS, REGISTERS
from ..locus import SIGLUM
from ..model import Document, Edition, Entity, Kept
from .facts import Fact, Facts, Unit
from .faults import Faults

NO_SOURCES = rule("E119", "no-sources")
DUPLICATE_ENTRY = rule("E402", "duplicate-entry")

#: folders of ``docs/`` that are no free pages
RECORDS = ("notes", "accounts", "registers")
#: kind of unit → the module of this package that reads it, and its function; a module is loaded when there is something to read
READERS = {
    "document": ("document", "read_document"),
    "note": ("note", "read_note"),
    "entity": ("entity", "read_entity"),
    "account": ("account", "read_account"),
    "page": ("pages", "read_page"),
    "bib": ("bib", "read_bibliography"),
    "citation": ("citation", "read_citation"),
    "contributors": ("citation", "read_contributors"),
    "ledger": ("ledger", "read_ledger"),
    "changes": ("ledger", "read_changes"),
}
#: the files that an edition has once; the first must be there
SINGLES = {"citation": "CITATION.cff", "contributors": "docs/contributors.yaml", "ledger": "docs/ledger.jsonl", "changes": "docs/changes.yaml"}


def read_edition(root: Path, *, keep: bool = False, fresh: bool = False) -> Edition:
    """Read the whole edition under ``root``; the faults found on the way are in its ``faults``.

    With ``keep``, what a file holds is kept in ``.edition-cache/`` under the hash of its bytes (:mod:`.facts`), and not
    read again while they are the same; the edition is equal to one read afresh. With ``fresh`` too all is read, and kept anew.
    """
    faults = Faults()
    facts = Facts(root, keep=keep, fresh=fresh)
    units = units_of(root, faults)
    return joined(root, zip(units, facts.read(units, read), strict=True), faults, facts)


def units_of(root: Path, faults: Faults) -> list[Unit]:
    """Return everything that is to be read, in the order of the edition; what lies where nothing belongs is a fault."""
    return [*_documents(root, faults), *_records(root, faults), *_singles(root), *_pages(root)]


def joined(root: Path, read: Iterable[tuple[Unit, Fact]], faults: Faults, kept: Kept | None) -> Edition:
    """Return the edition of what was read of each unit; to ``faults`` are added those of the units, and of units together."""
    found: dict[str, list[Any]] = {}
    digests: dict[str, bytes] = {}
    marked: dict[str, set[str]] = {mark: set() for mark in MARKS}
    for unit, fact in read:
        faults.found.extend(fact.faults)
        if fact.key is not None:
            digests[unit.name] = fact.key
        for mark in fact.marks:
            marked[mark].add(unit.name)
        if fact.value is not None:
            found.setdefault(unit.kind, []).append(fact.value)

    def one(kind: str, default: Any) -> Any:
        return next(iter(found.get(kind, ())), default)

    return Edition(
        root=root,
        documents=_in_order(found.get("document", []), faults, there=(root / "sources").is_dir()),
        notes={note.id: note for note in found.get("note", ())},
        entities=_entities(found.get("entity", []), faults),
        accounts={account.id: account for account in found.get("account", ())},
        works=works_of(found.get("bib", []), faults),
        pages={page.name: page for page in found.get("page", ())},
        citation=one("citation", {}),
        contributors=one("contributors", {}),
        ledger=one("ledger", ()),
        changes=one("changes", ()),
        faults=tuple(faults.found),
        digests=digests,
        marked=marked,
        kept=kept,
    )


def load() -> None:
    """Import every reader, so that all rules are known (:data:`edition.diagnostics.RULES`)."""
    for module, _ in READERS.values():
        importlib.import_module(f"{__name__}.{module}")


def read(root: Path, unit: Unit, held: Mapping[str, bytes]) -> tuple[Any, tuple[Diagnostic, ...]]:
    """Read one unit from the bytes given; they alone, and the unit’s name, say what comes out."""
    module, function = READERS[unit.kind]
    faults = Faults(held=held)
    value = getattr(importlib.import_module(f"{__name__}.{module}"), function)(root, Path(root, unit.name), faults)
    return value, tuple(faults.found)


def find_root(start: Path) -> Path | None:
    """Return the nearest folder at or above ``start`` that has ``sources/`` and ``docs/``."""
    start = start.resolve()
    for folder in (start, *start.parents):
        if (folder / "sources").is_dir() and (folder / "docs").is_dir():
            return folder
    return None


def _scan(root: Path, name: str) -> list[os.DirEntry[str]]:
    """What a folder holds, by name; hidden files are left out, and a folder that is not there holds nothing."""
    try:
        with os.scandir(f"{root}/{name}") as entries:
            return sorted((entry for entry in entries if not entry.name.startswith(".")), key=lambda entry: entry.name)
    except OSError:
        return []


def _stray(faults: Faults, file: str, message: str, mend: str) -> None:
    from .document import STRAY_FILE

    faults.add(STRAY_FILE, Span(file), message, mend)


def _documents(root: Path, faults: Faults) -> Iterator[Unit]:
    for entry in _scan(root, "sources"):
        if entry.name.lower() == "readme.md":
            continue
        name = f"sources/{entry.name}"
        if entry.is_dir() and SIGLUM.fullmatch(entry.name):
            yield Unit("document", name)
        else:  # its reader says why it is none
            from .document import read_document

            read_document(root, Path(root, name), faults)


def _in_order(documents: Iterable[Document], faults: Faults, *, there: bool) -> dict[str, Document]:
    found = sorted(documents, key=lambda document: (_number(document.meta.get("order", "")), document.siglum))
    if not there:
        faults.add(NO_SOURCES, Span("sources"), "the edition has no folder “sources”", "make it, with a folder for each document")
    elif not found:
        faults.add(NO_SOURCES, Span("sources"), "the edition has no document", "make a folder for each, named by its siglum")
    return {document.siglum: document for document in found}


def _number(words: str) -> int:
    return int(words) if words.isdecimal() and len(words) < 7 else 1_000_000


def _files(root: Path, folder: str, faults: Faults, *, subfolders: bool) -> Iterator[tuple[str, str]]:
    """The ``.md`` files of a folder of records, as folder and name, in order; anything else there is stray."""
    for entry in _scan(root, folder):
        if subfolders and entry.is_dir():
            yield from _files(root, f"{folder}/{entry.name}", faults, subfolders=False)
        elif entry.name.endswith(".md"):
            if not subfolders:  # else it is a page of prose about the records
                yield folder, entry.name
        else:
            _stray(faults, f"{folder}/{entry.name}", "this is none of the folder's records", "move it, or give it the ending “.md”")


def _records(root: Path, faults: Faults) -> Iterator[Unit]:
    for folder, name in _files(root, "docs/notes", faults, subfolders=True):
        yield Unit("note", f"{folder}/{name}")
    for folder, name in _files(root, "docs/registers", faults, subfolders=True):
        register = folder.rpartition("/")[2]
        if register in REGISTERS:
            yield Unit("entity", f"{folder}/{name}")
        else:
            _stray(faults, f"{folder}/{name}", f"“{register}” is no register", "move the entry into one of the registers")
    for folder, name in _files(root, "docs/accounts", faults, subfolders=False):
        if name != "index.md":
            yield Unit("account", f"{folder}/{name}")


def _entities(found: Iterable[Entity], faults: Faults) -> dict[str, Entity]:
    entities: dict[str, Entity] = {}
    for entity in found:
        other = entities.setdefault(entity.id, entity)
        if other is not entity:
            faults.add(DUPLICATE_ENTRY, entity.span, f"“{entity.id}” is claimed already by {other.span.file}", "give one of the two another name")
    return entities


def _singles(root: Path) -> Iterator[Unit]:
    for entry in _scan(root, "bib"):
        if entry.name.endswith(".bib"):
            yield Unit("bib", f"bib/{entry.name}")
    for kind, name in SINGLES.items():
        if kind == "citation" or os.path.lexists(f"{root}/{name}"):
            yield Unit(kind, name)


def works_of(listings: list[Any], faults: Faults) -> dict[str, Any]:
    """Return the works of the files that were read, by key; one that stands in two is a fault."""
    if len(listings) == 1:
        return listings[0][1]  # type: ignore[no-any-return]
    from .bib import join

    return join(listings, faults)


def _pages(root: Path) -> Iterator[Unit]:
    """The pages of prose, in the order of their paths, folders among files."""

    def walk(folder: str, depth: int, record: str) -> Iterator[str]:
        for entry in _scan(root, folder):
            if entry.name.startswith("_"):
                continue
            path = f"{folder}/{entry.name}"
            if entry.is_dir() and not entry.is_symlink():
                yield from walk(path, depth + 1, record or entry.name)
            if entry.name.endswith(".md") and not (record in RECORDS and depth > (1 if record != "accounts" else 0) and entry.name != "index.md"):
                yield path

    for path in walk("docs", 0, ""):
        yield Unit("page", path)
