"""What a text's page tells reference managers: by the rules of Zotero's translator and of Google Scholar, a section of a book."""

from __future__ import annotations

import dataclasses

import pytest

from edition.model import Edition
from edition.sphinx_ext.pages import citation_meta

#: Zotero's “Embedded Metadata.js”: a tag that decides the kind; without one a page with a title is an article of a journal
ZOTERO_KINDS = {
    "citation_journal_title": "journalArticle",
    "citation_conference_title": "conferencePaper",
    "citation_book_title": "bookSection",
    "citation_technical_report_institution": "report",
}


@pytest.mark.parametrize("siglum", ["let", "gaz", "kee"])
def test_a_section_of_a_book(specimen: Edition, siglum: str) -> None:
    document = specimen.documents[siglum]
    tags = citation_meta(specimen, document, "https://example.org/texts/let.html")
    assert [ZOTERO_KINDS[name] for name, _ in tags if name in ZOTERO_KINDS] == ["bookSection"]
    found = dict(tags)
    assert found["citation_title"] == document.title
    assert found["citation_book_title"] == found["citation_inbook_title"] == specimen.citation["title"]
    assert found["citation_public_url"] == "https://example.org/texts/let.html"
    assert all(value for _, value in tags)
    assert "unknown" not in found.values()


def test_a_name_in_each_tag(specimen: Edition) -> None:
    edition = dataclasses.replace(specimen, citation={**specimen.citation, "authors": "Ada Heron; Tom Heron", "doi": "10.5555/1"})
    tags = citation_meta(edition, edition.documents["let"], "")
    assert [value for name, value in tags if name == "citation_editor"] == ["Ada Heron", "Tom Heron"]
    assert ("citation_doi", "10.5555/1") in tags
    assert "citation_public_url" not in dict(tags)
