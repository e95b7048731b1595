"""Search by passage: one record for each passage, note and register entry, indexed by Pagefind's command.

Pagefind finds pages, not places; so each record is a small page of its own in a folder that is thrown away, with the
address of its place as metadata (Pagefind 1.5, “Metadata”, “Filters”). Its Python interface adds ten records a second.
"""

from __future__ import annotations

import html
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from sphinx.util import logging

from ..derive.plain import text as plain_text
from ..locus import printed
from ..model import Edition
from .state import Atlas, atlas_of, edition_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx

logger = logging.getLogger(__name__)


class Record(NamedTuple):
    """What is found: its title and address, what it is, in which document, of which kind, and its words."""

    title: str
    url: str
    what: str
    doc: str
    kind: str
    words: str
    lang: str = "en"


def records(edition: Edition, atlas: Atlas) -> Iterator[Record]:
    """Yield a record for each passage, note and entry that a page shows."""
    for document in edition.documents.values():
        for passage in document.passages:
            found = atlas.find("loc", passage.id)
            if found and not passage.withdrawn:
                yield Record(printed(passage.id), f"{found[0]}.html#{found[1]}", "document", document.siglum.upper(), passage.kind, passage.text)
    for note in edition.notes.values():
        found = atlas.find("note", note.id)
        if found and not note.withdrawn:
            siglum = note.at.partition("-")[0].upper()
            title = f"Note on “{note.lemma.words}”, {printed(note.at)}"
            yield Record(title, f"{found[0]}.html#{found[1]}", "note", siglum, note.kind, plain_text(edition, note.body))
    for entity in edition.entities.values():
        found = atlas.entity(entity.id)
        if found:
            forms = " · ".join(form.words for form in entity.forms)
            yield Record(entity.name, f"{found[0]}.html#{found[1]}", "entry", "", entity.role, f"{entity.gloss} {plain_text(edition, entity.body)} {forms}")
    for account in edition.accounts.values():
        words = f"{account.title}. {account.shown}. {plain_text(edition, account.body)}"
        yield Record(account.title, f"accounts/{account.id}.html", "account", "", "", words)


def forms(edition: Edition) -> list[list[str]]:
    """Return the names of each entity that has several, by which a search is widened."""
    out = []
    for entity in edition.entities.values():
        names = list(dict.fromkeys([entity.name, *(form.words for form in entity.forms)]))
        if len(names) > 1:
            out.append(names)
    return out


def page(record: Record) -> str:
    """Return the small page that Pagefind indexes for a record."""

    def tag(what: str, name: str, value: str) -> str:
        return f'<meta data-pagefind-{what}="{name}[content]" content="{html.escape(value)}">' if value else ""

    head = tag("meta", "title", record.title) + tag("meta", "url", "/" + record.url)
    head += tag("filter", "what", record.what) + tag("filter", "doc", record.doc) + tag("filter", "kind", record.kind)
    return f'<!DOCTYPE html><html lang="{record.lang}"><head><meta charset="utf-8">{head}</head><body data-pagefind-body><p>{html.escape(record.words)}</p></body></html>'


def write(app: Sphinx, exception: Exception | None) -> None:
    """``build-finished``: write the index beside the pages."""
    if exception is not None or app.builder.name != "html":
        return
    edition, out = edition_of(app), Path(app.outdir)
    (out / "forms.json").write_text(json.dumps(forms(edition), ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        for number, record in enumerate(records(edition, atlas_of(app))):
            Path(folder, f"{number:06}.html").write_text(page(record), encoding="utf-8")
        done = subprocess.run(
            [sys.executable, "-m", "pagefind", "--site", folder, "--output-path", str(out / "pagefind"), "--quiet"],
            capture_output=True,
            text=True,
            check=False,
        )
    if done.returncode:
        logger.warning(f"the search index could not be made: {done.stderr.strip() or done.stdout.strip()}", type="edition", subtype="search")
