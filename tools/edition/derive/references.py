"""References: every reference that the editors' prose makes, with what makes it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from ..diagnostics import Span
from ..model import Account, Edition, Entity, Inline, Note, Prose, Reference


@dataclass(frozen=True, slots=True)
class Made:
    """A reference and what makes it: ``kind`` note, entity, account or page; its id; and the file."""

    kind: str
    id: str
    file: str
    reference: Reference


def made(edition: Edition) -> Iterator[Made]:
    """Yield every reference of notes, register entries, accounts (their evidence first) and pages."""
    for note in edition.notes.values():
        for reference in note.body.references:
            yield Made("note", note.id, note.span.file, reference)
    for entity in edition.entities.values():
        for reference in entity.body.references:
            yield Made("entity", entity.id, entity.span.file, reference)
    for account in edition.accounts.values():
        for reference in (*account.evidence, *account.body.references):
            yield Made("account", account.id, account.span.file, reference)
    for page in edition.pages.values():
        for reference in page.references:
            yield Made("page", page.name, page.file, reference)


def words(prose: Prose) -> Iterator[tuple[str, Span]]:
    """Yield the running words of prose, role contents and code left out, each stretch with its place."""

    def walk(inlines: tuple[Inline, ...]) -> Iterator[tuple[str, Span]]:
        for item in inlines:
            if item.kind == "text":
                yield item.text, item.span
            yield from walk(item.children)

    for paragraph in prose.paragraphs:
        yield from walk(paragraph)


def records(edition: Edition) -> Iterator[Note | Entity | Account]:
    """Yield every record that has prose, authors and evidence."""
    yield from edition.notes.values()
    yield from edition.entities.values()
    yield from edition.accounts.values()


def running(edition: Edition) -> Iterator[tuple[str, Span]]:
    """Yield the running words of all the editors' prose: records by stretch, pages by line."""
    for record in records(edition):
        yield from words(record.body)
    for page in edition.pages.values():
        yield from page.text


def beside(file: str, address: str) -> str:
    """Return the path that a relative address names, seen from the folder of ``file``; ``/x`` is seen from ``docs/``."""
    base = PurePosixPath("docs") if address.startswith("/") else PurePosixPath(file).parent
    parts: list[str] = list(base.parts)
    for part in address.lstrip("/").split("/"):
        if part == ".." and parts:
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)
