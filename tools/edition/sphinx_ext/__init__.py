"""The Sphinx extension: model → doctree → HTML, PDF, EPUB. Only this package imports Sphinx and docutils."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes as docutils_nodes

from .. import __version__
from . import bibliography, data, epub, search, site, typst, views
from . import nodes as ed
from .accounts import account_source
from .domain import CitationRole, EditionDomain
from .html import EditionTranslator
from .outdated import get_outdated, get_updated
from .pages import page_context
from .state import read
from .text import TextDirective

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config


def setup(app: Sphinx) -> dict[str, Any]:
    """Set up the extension (Sphinx’s “Extension API”)."""
    app.add_config_value("edition_root", "..", "env", (str,))
    app.add_config_value("edition_formats", [], "env", (list,))  # what is made beside the pages, to be linked from them
    app.setup_extension("sphinxcontrib.bibtex")
    bibliography.setup(app)
    app.add_domain(EditionDomain)
    app.add_directive("ed:text", TextDirective)
    for name in views.names():
        app.add_directive(f"ed:{name}", views.directive(name))
    for node in ed.ALL:
        app.add_node(node)
    app.set_translator("html", EditionTranslator)
    epub.setup(app)
    typst.setup(app)
    app.add_html_theme("edition", str(Path(__file__).parent.parent / "theme"))
    app.connect("config-inited", _configure)
    app.connect("builder-inited", read, priority=100)
    app.connect("builder-inited", _roles, priority=900)
    app.connect("env-get-outdated", get_outdated)
    app.connect("env-get-updated", get_updated)
    app.connect("source-read", account_source)
    app.connect("doctree-read", _text_page)
    app.connect("doctree-resolved", _headnote)
    app.connect("html-page-context", page_context)
    app.connect("builder-inited", search.without_pages)
    app.connect("html-collect-pages", site.not_found)
    app.connect("html-collect-pages", search.page)
    for part in (data, search, site):
        app.connect("build-finished", part.write)
    return {"version": __version__, "parallel_read_safe": True, "parallel_write_safe": True}


def _configure(app: Sphinx, config: Config) -> None:
    """Keep Sphinx away from the records, which are read by the edition's own readers."""
    config.exclude_patterns = [*config.exclude_patterns, "notes/*/*", "registers/*/*"]
    citation_title = config.project
    config.html_title = config.html_title or citation_title


def _roles(app: Sphinx) -> None:
    """Put the citation roles in the place of sphinxcontrib-bibtex's, whose anchors are counted up; the domains are made by now."""
    app.env.domains["cite"].roles.update(p=CitationRole(), t=CitationRole())


def _text_page(app: Sphinx, doctree: docutils_nodes.document) -> None:
    """``doctree-read``: the section of a text's page knows its document."""
    for block in doctree.findall(ed.text_block):
        section = block.parent
        if isinstance(section, docutils_nodes.section):
            section["siglum"] = block["siglum"]


def _headnote(app: Sphinx, doctree: docutils_nodes.document, docname: str) -> None:
    """``doctree-resolved``: gather the editors' prose before a text under one node."""
    for section in list(doctree.findall(docutils_nodes.section)):
        if "siglum" not in section or any(isinstance(child, ed.headnote) for child in section.children):
            continue
        prose = []
        for child in section.children[1:]:
            if isinstance(child, ed.text_block):
                break
            prose.append(child)
        if prose:
            holder = ed.headnote()
            for child in prose:
                section.remove(child)
                holder += child
            section.insert(1, holder)
    for inline in doctree.findall(docutils_nodes.inline):
        if "bibtex-citation" in inline["classes"]:
            for link in inline.findall(docutils_nodes.reference):
                if "cite" not in link["classes"]:
                    link["classes"].append("cite")
