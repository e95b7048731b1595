"""What a reader can take away: the files that stand beside the pages after a build, whole and of each document.

The addresses are relative to the root of the pages; the exports of ``edition.export`` write the files
(``tests/export/test_downloads.py`` holds the two equal).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from ..model import Document, Edition


@dataclass(frozen=True)
class Download:
    """A file: ``path`` from the root of the pages, ``name`` as a reader would call it, ``what`` is in it, in a few words."""

    path: str
    name: str
    what: str


def whole(edition: Edition, formats: Collection[str]) -> list[Download]:
    """Return the files of the whole edition, of the formats that are made (``pdf``, ``epub``, ``data``)."""
    out = []
    if "pdf" in formats:
        out.append(Download("data/edition.pdf", "The book", "PDF, tagged; each passage is a destination in it"))
    if "epub" in formats:
        out.append(Download("data/edition.epub", "The e-book", "EPUB 3, with notes that open where they are"))
    if "data" in formats:
        out += [
            Download("data/tei/edition.xml", "TEI", "texts, emendations, notes and registers in TEI P5; a file for each document beside it"),
            Download("data/json/edition.json", "JSON", "everything, for programs"),
            Download("data/json/edition.schema.json", "JSON Schema", "what the file before has in it"),
            Download("data/json/bibliography.json", "Bibliography", "CSL-JSON, for reference managers"),
            Download("data/csv/accounts.csv", "Accounts", "a table, for spreadsheets: each telling of each event"),
            Download("data/csv/mentions.csv", "Names", "a table, for spreadsheets: each name in each passage"),
            Download("data/dts/index.json", "DTS", "Distributed Text Services, passage by passage"),
            Download(f"data/edition-{edition.citation.get('version', '')}.zip", "All of it", "one archive, with checksums"),
        ]
    return out


def of_document(document: Document, formats: Collection[str]) -> list[Download]:
    """Return the files of one document."""
    if "data" not in formats:
        return []
    siglum = document.siglum
    return [
        Download(f"data/tei/{siglum}.xml", "TEI", "the text, its emendations and the notes on it"),
        Download(f"data/text/{siglum}.txt", "Plain text", "the words of the document alone, a passage to a line"),
        Download(f"data/text/{siglum}-notes.txt", "Notes", "the editors’ notes as plain text"),
        Download(f"data/annotations/{siglum}.json", "Annotations", "the notes as W3C Web Annotations"),
    ]
