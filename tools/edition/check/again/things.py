"""The things of an edition that have a face, and the units (files, and folders of documents) that they are read from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from ...model import Account, Document, Edition, Entity, Note, Page

Thing: TypeAlias = Note | Entity | Account | Page | Document
#: kind of unit → the part of an edition that it is of, the kind of checks that look at it alone, and its name's name
PARTS_OF = {
    "note": ("notes", "records", "id"),
    "entity": ("entities", "records", "id"),
    "account": ("accounts", "records", "id"),
    "page": ("pages", "pages", "name"),
    "document": ("documents", "documents", "siglum"),
}


def things(edition: Edition) -> Iterator[tuple[str, str, str, Thing]]:
    """Yield everything that has a face: kind, unit (its file, or the folder of a document), name, and the thing."""
    for kind, (part, *_) in PARTS_OF.items():
        for name, thing in getattr(edition, part).items():
            yield kind, f"sources/{name}" if kind == "document" else thing.file if kind == "page" else thing.span.file, name, thing


def unit_of(file: str) -> str:
    """The unit that a file is part of: itself, or the folder of a document."""
    return "/".join(file.split("/")[:2]) if file.startswith("sources/") else file


def kind_of(unit: str) -> str:
    """The kind of a unit of the edition, by its name alone."""
    from ...read import SINGLES

    folder, _, rest = unit.partition("/")
    if folder == "sources":
        return "document"
    if folder == "bib":
        return "bib"
    for kind, name in SINGLES.items():
        if unit == name:
            return kind
    records = {"notes": "note", "registers": "entity"}
    part, _, name = rest.partition("/")
    if part in records and "/" in name:
        return records[part]
    return "account" if part == "accounts" and name and "/" not in name and name != "index.md" else "page"
