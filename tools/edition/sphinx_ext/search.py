"""Search by passage: one record for each passage, note, entry, account, work and part of a page, indexed by Pagefind's command.

Pagefind finds pages, not places; so each record is a small page of its own in a folder that is thrown away, with the
address of its place as metadata (Pagefind 1.5, “Metadata”, “Filters”). Its Python interface adds ten records a second.
"""

from __future__ import annotations

import html
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from docutils import nodes
from sphinx.util import logging

from ..derive.apparatus import MARKS
from ..derive.bibliography import entry_text, labels
from ..derive.plain import text as plain_text
from ..locus import printed
from ..model import Document, Edition
from . import nodes as ed
from .state import Atlas, atlas_of, edition_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx

logger = logging.getLogger(__name__)


class Record(NamedTuple):
    """What is found: its title and address, what it is, in which document, of which kind, its words, and words of less weight."""

    title: str
    url: str
    what: str
    doc: str
    kind: str
    words: str
    also: str = ""


def records(edition: Edition, atlas: Atlas) -> Iterator[Record]:
    """Yield a record for each passage, note and entry that a page shows."""
    for document in edition.documents.values():
        siglum = document.siglum.upper()
        for passage in document.passages:
            found = atlas.find("loc", passage.id)
            if found and not passage.withdrawn:
                url = f"{found[0]}.html#{found[1]}"
                yield Record(printed(passage.id), url, "document", siglum, "", passage.text, _received(document, passage.id))
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
            words = f"{entity.gloss} {plain_text(edition, entity.body)}"
            yield Record(entity.name, f"{found[0]}.html#{found[1]}", "entry", "", "", words, also=forms)
    for account in edition.accounts.values():
        words = f"{account.title}. {account.shown}. {plain_text(edition, account.body)}"
        yield Record(account.title, f"accounts/{account.id}.html", "account", "", "", words)
    if atlas.bibliography in edition.pages:
        for key, label in labels(edition).items():
            yield Record(str(label), f"{atlas.bibliography}.html#cite-{key}", "work", "", "", "", entry_text(edition.works[key], label))


def parts(app: Sphinx) -> Iterator[Record]:
    """Yield a record for each part, under its own heading, of the pages of prose."""
    atlas = atlas_of(app)
    set_apart = {*atlas.texts.values(), *atlas.registers.values(), atlas.bibliography, "404"}
    for name in sorted(app.env.found_docs - set_apart):
        if name.startswith(("accounts/", "checks/")):
            continue
        whole = app.env.titles[name].astext()
        for section in app.env.get_doctree(name).findall(nodes.section):
            title = section.next_node(nodes.title)
            words = " ".join(" ".join(paragraph.astext().split()) for paragraph in section.findall(nodes.paragraph) if _prose_of(paragraph, section))
            if title is None or not words:
                continue
            heading = title.astext()
            first = isinstance(section.parent, nodes.document)
            yield Record(whole if first else f"{whole}: {heading}", f"{name}.html" + ("" if first else f"#{section['ids'][0]}"), "page", "", "", words)


def _prose_of(paragraph: nodes.paragraph, section: nodes.section) -> bool:
    """Whether a paragraph is of a section itself: not of one within it, and not of a table or a derived view."""
    above = paragraph.parent
    while above is not None and above is not section:
        if isinstance(above, (nodes.section, nodes.table, ed.element)):
            return False
        above = above.parent
    return True


def _received(document: Document, id_: str) -> str:
    """What the document received has in a passage where the text departs from it, so that its slips are found too."""
    readings = [item.witness for item in document.emendations_at.get(id_, ()) if item.kind not in MARKS and item.witness]
    return f"The document received has: {' · '.join(' '.join(words.split()) for words in readings)}" if readings else ""


def forms(edition: Edition) -> list[list[str]]:
    """Return the names of each entity that has several, by which a search is widened."""
    out = []
    for entity in edition.entities.values():
        names = list(dict.fromkeys([entity.name, *(form.words for form in entity.forms)]))
        if len(names) > 1:
            out.append(names)
    return out


def page(record: Record, language: str = "en") -> str:
    """Return the small page that Pagefind indexes for a record; all are of one language, because each has an index of its own."""

    def tag(what: str, name: str, value: str) -> str:
        return f'<meta data-pagefind-{what}="{name}[content]" content="{html.escape(value)}">' if value else ""

    head = tag("meta", "title", record.title) + tag("meta", "url", "/" + record.url)
    head += tag("filter", "what", record.what) + tag("filter", "doc", record.doc) + tag("filter", "kind", record.kind)
    weight = ' data-pagefind-weight="2"' if record.what == "document" else ""
    # who looks for a name or an event wants its entry first, and then where it is spoken of
    words = html.escape(record.words)
    name = html.escape(record.title)
    if record.what in ("entry", "account") and words.startswith(name):
        words = f'<b data-pagefind-weight="8">{name}</b>{words[len(name) :]}'
    also = f'<p data-pagefind-weight="0.5">{html.escape(record.also)}</p>' if record.also else ""
    return f'<!DOCTYPE html><html lang="{language}"><head><meta charset="utf-8">{head}</head><body data-pagefind-body><p{weight}>{words}</p>{also}</body></html>'


def filters(found: Sequence[Record]) -> dict[str, Any]:
    """Return what a reader may choose by: ``what`` is found, the ``kind`` of a note, and each document (``doc``) with its page."""
    return {
        "what": list(dict.fromkeys(record.what for record in found)),
        "kind": list(dict.fromkeys(record.kind for record in found if record.kind)),
        "doc": {record.doc: record.url.partition("#")[0] for record in found if record.what == "document"},
    }


def write(app: Sphinx, exception: Exception | None) -> None:
    """``build-finished``: write the index beside the pages."""
    if exception is not None or app.builder.name != "html":
        return
    edition, out = edition_of(app), Path(app.outdir)
    (out / "forms.json").write_text(json.dumps(forms(edition), ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
    found = [*records(edition, atlas_of(app)), *parts(app)]
    (out / "filters.json").write_text(json.dumps(filters(found), ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        for number, record in enumerate(found):
            Path(folder, f"{number:06}.html").write_text(page(record, app.config.language), encoding="utf-8")
        done = subprocess.run(
            [sys.executable, "-m", "pagefind", "--site", folder, "--output-path", str(out / "pagefind"), "--quiet"],
            capture_output=True,
            text=True,
            check=False,
        )
    if done.returncode:
        logger.warning(f"the search index could not be made: {done.stderr.strip() or done.stdout.strip()}", type="edition", subtype="search")
