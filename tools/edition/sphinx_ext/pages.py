"""What the theme's templates read (``theme/CONTRACT.md``, 10): navigation, crumbs, metadata for readers, managers and machines."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from docutils import nodes

from ..derive.dates import shown
from ..derive.downloads import of_document
from ..derive.index import index
from ..derive.reading import text_view
from ..model import Document, Edition
from .site import PREVIEW, base
from .state import atlas_of, edition_of
from .words import esc

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder

NAVIGATION = (
    ("Introduction", "introduction"),
    ("Documents", "texts/index"),
    ("Events compared", "accounts/index"),
    ("Collation", "collation"),
    ("Registers", "registers/index"),
    ("Glossary", "glossary"),
    ("Bibliography", "bibliography"),
    ("Principles", "principles"),
    ("How to cite", "how-to-cite"),
    ("Verify a citation", "verify"),
    ("Downloads", "downloads"),
    ("Contribute", "contributing/index"),
    ("Help", "help"),
)

#: derived views that need the style sheet of pictures and tables
TABLES = ("timeline", "stemma", "density", "disagreements", "concordance", "coverage", "checks", "figures", "contributors", "changes", "bytes", "silent", "emendations", "relations", "score")


def html_context(app: Sphinx) -> dict[str, Any]:
    """The values that are the same on every page."""
    citation = edition_of(app).citation
    context: dict[str, Any] = {
        "ed_title": citation.get("title", app.config.project),
        "ed_short": citation.get("title", app.config.project).partition(":")[0],
        "ed_version": citation.get("version", ""),
        "ed_date": citation.get("date-released", ""),
        "ed_editors": citation.get("authors", ""),
        "ed_repo": citation.get("repository-code", ""),
        "ed_description": " ".join(citation.get("abstract", "").split()),
        "html_baseurl": base(app),
        "ed_image": f"_static/{PREVIEW}",
        "ed_licence": f"The editors’ words: {esc(citation['license'])}. The rights of each document stand with it." if "license" in citation else "",
    }
    context["ed_nav"] = [{"title": title, "page": page} for title, page in NAVIGATION if page in app.env.found_docs]
    return context


def page_context(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None) -> None:
    """``html-page-context``: what belongs to one page."""
    edition, atlas = edition_of(app), atlas_of(app)
    context.update(html_context(app))
    folder, _, name = pagename.rpartition("/")
    siglum = next((siglum for siglum, page in atlas.texts.items() if page == pagename), "")
    if siglum:
        _text_page(app, context, edition, edition.documents[siglum])
    elif folder == "accounts" and name in edition.accounts:
        context.update(
            page_kind="account",
            crumbs=_crumbs(app, ("Accounts", "accounts/index")),
            page_description=f"{edition.accounts[name].title}: what is established, and the accounts of it side by side.",
        )
    elif pagename in atlas.registers.values():
        context.update(page_kind="register", crumbs=_crumbs(app, ("Registers", "registers/index")) if folder == "registers" else [])
    elif pagename == "genindex":
        context["ed_index"] = _index(app, edition)
    elif pagename == app.config.root_doc:
        context.update(page_kind="home", og_type="website", jsonld=_jsonld(_edition_jsonld(edition)))
    elif folder and f"{folder}/index" in app.env.found_docs and name != "index":
        context["crumbs"] = _crumbs(app, (app.env.titles[f"{folder}/index"].astext(), f"{folder}/index"))
    kinds = {include.role for include in (edition.pages[pagename].includes if pagename in edition.pages else ())}
    for directive, kind in (*((f"ed:{name}", "timeline") for name in TABLES), ("ed:collation", "collation"), ("ed:bibliography", "register")):
        if directive in kinds and "page_kind" not in context:
            context["page_kind"] = kind
    if "ed:verify" in kinds:
        context["page_scripts"] = ["verify.js"]
    repository = context["ed_repo"].rstrip("/")
    if repository and pagename in app.env.found_docs:
        context["source_link"] = f"{repository}/blob/main/docs/{pagename}.md"


def _index(app: Sphinx, edition: Edition) -> list[tuple[str, list[tuple[str, str]]]]:
    """The entries of the index with their addresses, under their letters; what no page shows is left out."""
    atlas = atlas_of(app)
    out = []
    for letter, entries in index(edition):
        found = ((entry.words, atlas.entity(entry.id) if entry.kind == "entity" else atlas.find("event", entry.id)) for entry in entries)
        addressed = [(words, app.builder.get_relative_uri("genindex", at[0]) + (f"#{at[1]}" if at[1] else "")) for words, at in found if at]
        if addressed:
            out.append((letter, addressed))
    return out


def _crumbs(app: Sphinx, *pages: tuple[str, str]) -> list[tuple[str, str]]:
    return [(title, page) for title, page in pages if page in app.env.found_docs]


def _text_page(app: Sphinx, context: dict[str, Any], edition: Edition, document: Document) -> None:
    meta = document.meta
    context.update(
        page_kind="text",
        siglum=document.siglum.upper(),
        crumbs=_crumbs(app, ("Documents", "texts/index")),
        page_description=f"{document.title}, {meta.get('genre', '')}, {meta.get('date', '')}: the text with notes.",
        page_toc=_contents(edition, document),
        downloads=[(file.name, file.path) for file in of_document(document, app.config.edition_formats)],
        downloads_page=next((item["page"] for item in context["ed_nav"] if item["page"] == "downloads"), ""),
        citation_meta=citation_meta(edition, document, f"{base(app)}/{atlas_of(app).texts[document.siglum]}.html" if base(app) else ""),
        jsonld=_jsonld(
            {
                "@context": "https://schema.org",
                "@type": "CreativeWork",
                "name": document.title,
                **({"author": {"@type": "Person", "name": author}} if (author := known_author(document)) else {}),
                "isPartOf": _edition_jsonld(edition),
                "inLanguage": meta.get("language", "en"),
            }
        ),
    )


def known_author(document: Document) -> str:
    """The author of a document, or nothing if nobody knows who it was."""
    author = document.meta.get("author", "")
    return "" if author in ("unknown", "anonymous") else author


def citation_meta(edition: Edition, document: Document, address: str) -> list[tuple[str, str]]:
    """What reference managers and Google Scholar read from the page of a text: a section of a book.

    Zotero takes the kind from ``citation_book_title``, Scholar the container from ``citation_inbook_title``; a name stands in each tag alone.
    """
    citation = edition.citation
    title = citation.get("title", "")
    tags = [
        ("citation_title", document.title),
        ("citation_author", known_author(document)),
        ("citation_book_title", title),
        ("citation_inbook_title", title),
        *(("citation_editor", name) for name in citation.get("authors", "").split("; ")),
        ("citation_publication_date", citation.get("date-released", "").replace("-", "/")),
        ("citation_doi", citation.get("doi", "")),
        ("citation_language", document.meta.get("language", "en")),
        ("citation_public_url", address),
    ]
    return [(name, value) for name, value in tags if value]


def _contents(edition: Edition, document: Document) -> str:
    """The headings of a text, nested by their levels, with the parts that follow it, if it has them."""
    headings = [(passage.level, passage.id, passage.text) for passage in document.passages if passage.kind == "heading" and not passage.withdrawn]
    parts = '<li><a href="#notes">Notes by the editors</a></li>' if text_view(edition, document).notes else ""
    parts += '<li><a href="#apparatus">Departures from the witness</a></li>' if document.emendations else ""
    return f"<ul>{_nested(headings)}{parts}</ul>"


def _nested(headings: list[tuple[int, str, str]]) -> str:
    """Return the items of a list of headings; those of a deeper level make a list within the item before them."""
    out, at = [], 0
    while at < len(headings):
        level, id_, words = headings[at]
        end = at + 1
        while end < len(headings) and headings[end][0] > level:
            end += 1
        inner = _nested(headings[at + 1 : end])
        out.append(f'<li><a href="#{id_}">{esc(words)}</a>{f"<ul>{inner}</ul>" if inner else ""}</li>')
        at = end
    return "".join(out)


def _jsonld(data: dict[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, sort_keys=True).replace("<", "\\u003c")


def _edition_jsonld(edition: Edition) -> dict[str, Any]:
    citation = edition.citation
    return {
        "@context": "https://schema.org",
        "@type": "Book",
        "name": citation.get("title", ""),
        "editor": citation.get("authors", ""),
        "datePublished": citation.get("date-released", ""),
        "bookEdition": citation.get("version", ""),
        "license": citation.get("license", ""),
    }


def citation_of(app: Sphinx | Builder, siglum: str) -> dict[str, Any]:
    """What a page must know to cite its passages (CSL's names of fields)."""
    edition = edition_of(app)
    document, citation = edition.documents[siglum], edition.citation
    base = (app.config.html_baseurl or "").rstrip("/")
    page = atlas_of(app).texts.get(siglum, "")
    data: dict[str, Any] = {
        "url": f"{base}/{page}.html" if base else "",
        "siglum": siglum.upper(),
        "type": "document",
        "title": document.title,
        "issued": document.meta.get("date", ""),
        "container": document.meta.get("venue", ""),
        "edition": {
            "title": citation.get("title", ""),
            "editor": [{"literal": name} for name in citation.get("authors", "").split("; ") if name],
            "version": citation.get("version", ""),
            "date": citation.get("date-released", ""),
            "shown": shown(citation.get("date-released", "")),
        },
    }
    changes = next((page.name for page in edition.pages.values() for include in page.includes if include.role == "ed:changes"), "")
    if changes:
        data["changes"] = f"{changes}.html"
    if citation.get("repository-code"):
        data["repository"] = citation["repository-code"].rstrip("/")
    if author := known_author(document):
        data["author"] = [{"literal": author}]
    if citation.get("doi"):
        data["edition"]["doi"] = citation["doi"]
    return data
