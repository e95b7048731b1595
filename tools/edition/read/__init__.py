"""Readers: one for each kind of file. Every object keeps file, line and column; faults are collected, never raised."""

from __future__ import annotations

from pathlib import Path

from ..diagnostics import Span, rule
from ..model import Account, Document, Edition, Entity, Note, Page
from .account import read_account
from .bib import read_bibliography
from .citation import read_citation, read_contributors
from .document import STRAY_FILE, read_document
from .entity import is_register, read_entity
from .faults import Faults
from .files import relative
from .ledger import read_changes, read_ledger
from .note import read_note
from .pages import RECORDS, read_page

NO_SOURCES = rule("E119", "no-sources")


def read_edition(root: Path) -> Edition:
    """Read the whole edition under ``root``; the faults found on the way are in its ``faults``."""
    faults = Faults()
    documents = _documents(root, faults)
    notes = {note.id: note for note in _notes(root, faults)}
    entities: dict[str, Entity] = {}
    for entity in _entities(root, faults):
        if entity.id in entities:
            other = entities[entity.id]
            faults.add(DUPLICATE_ENTRY, entity.span, f"“{entity.id}” is claimed already by {other.span.file}", "give one of the two another name")
        else:
            entities[entity.id] = entity
    accounts = {account.id: account for account in _accounts(root, faults)}
    bib = sorted((root / "bib").glob("*.bib")) if (root / "bib").is_dir() else []
    return Edition(
        root=root,
        documents=documents,
        notes=notes,
        entities=entities,
        accounts=accounts,
        works=read_bibliography(root, bib, faults),
        pages={page.name: page for page in _pages(root, faults)},
        citation=read_citation(root, faults),
        contributors=read_contributors(root, faults),
        ledger=read_ledger(root, faults),
        changes=read_changes(root, faults),
        faults=tuple(faults.found),
    )


DUPLICATE_ENTRY = rule("E402", "duplicate-entry")


def find_root(start: Path) -> Path | None:
    """Return the nearest folder at or above ``start`` that has ``sources/`` and ``docs/``."""
    start = start.resolve()
    for folder in (start, *start.parents):
        if (folder / "sources").is_dir() and (folder / "docs").is_dir():
            return folder
    return None


def _documents(root: Path, faults: Faults) -> dict[str, Document]:
    sources = root / "sources"
    if not sources.is_dir():
        faults.add(NO_SOURCES, Span("sources"), "the edition has no folder “sources”", "make it, with a folder for each document")
        return {}
    found = []
    for folder in sorted(sources.iterdir()):
        if folder.name.startswith(".") or folder.name.lower() == "readme.md":
            continue
        document = read_document(root, folder, faults)
        if document is not None:
            found.append(document)
    if not found:
        faults.add(NO_SOURCES, Span("sources"), "the edition has no document", "make a folder for each, named by its siglum")
    found.sort(key=lambda document: (_number(document.meta.get("order", "")), document.siglum))
    return {document.siglum: document for document in found}


def _number(words: str) -> int:
    return int(words) if words.isdecimal() and len(words) < 7 else 1_000_000


def _files(root: Path, folder: Path, faults: Faults, *, subfolders: bool) -> list[Path]:
    """The ``.md`` files of a folder of records, in order; anything else there is stray."""
    out: list[Path] = []
    if not folder.is_dir():
        return out
    for path in sorted(folder.iterdir()):
        if path.name.startswith("."):
            continue
        if path.is_dir() and subfolders:
            out.extend(_files(root, path, faults, subfolders=False))
        elif subfolders and path.suffix == ".md":
            continue  # a page of prose about the records
        elif path.suffix == ".md":
            out.append(path)
        else:
            faults.add(STRAY_FILE, Span(relative(root, path)), "this is none of the folder's records", "move it, or give it the ending “.md”")
    return out


def _notes(root: Path, faults: Faults) -> list[Note]:
    folder = root / "docs" / "notes"
    found = [read_note(root, path, faults) for path in _files(root, folder, faults, subfolders=True)]
    return [note for note in found if note is not None]


def _entities(root: Path, faults: Faults) -> list[Entity]:
    folder = root / "docs" / "registers"
    out = []
    for path in _files(root, folder, faults, subfolders=True):
        if not is_register(path.parent.name):
            faults.add(STRAY_FILE, Span(relative(root, path)), f"“{path.parent.name}” is no register", "move the entry into one of the registers")
            continue
        entity = read_entity(root, path, faults)
        if entity is not None:
            out.append(entity)
    return out


def _accounts(root: Path, faults: Faults) -> list[Account]:
    found = [read_account(root, path, faults) for path in _files(root, root / "docs" / "accounts", faults, subfolders=False) if path.name != "index.md"]
    return [account for account in found if account is not None]


def _pages(root: Path, faults: Faults) -> list[Page]:
    docs = root / "docs"
    if not docs.is_dir():
        return []
    out = []
    for path in sorted(docs.rglob("*.md")):
        inside = path.relative_to(docs).parts
        if inside[0] in RECORDS and len(inside) > (2 if inside[0] != "accounts" else 1) and path.name != "index.md":
            continue
        if any(part.startswith((".", "_")) for part in inside):
            continue
        page = read_page(root, path, docs, faults)
        if page is not None:
            out.append(page)
    return out
