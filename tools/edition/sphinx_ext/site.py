"""What belongs to the site and not to a page: the page of an address that is none, the map for search engines, the picture of a link."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

import typst

from .state import edition_of
from .words import esc

if TYPE_CHECKING:
    from sphinx.application import Sphinx

NOT_FOUND, PREVIEW, SITEMAP = "404", "preview.png", "sitemap.xml"
_DRAWING = Path(__file__).with_name("preview.typ")


def base(app: Sphinx) -> str:
    """The address under which the edition is published, with its stroke, or nothing."""
    address = str(app.config.html_baseurl or "")
    return address if not address or address.endswith("/") else address + "/"


def not_found(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """``html-collect-pages``: the page that a host shows for an address that is none, unless the edition has one of its own."""
    if NOT_FOUND in app.env.found_docs:
        return
    from .pages import html_context

    links = "".join(
        f'<li><a href="{esc(app.builder.get_relative_uri(NOT_FOUND, item["page"]))}">{esc(item["title"])}</a></li>' for item in html_context(app)["ed_nav"]
    )
    body = (
        "<section><h1>There is no such page</h1>\n<p>The address may have been copied wrongly, or cut off. "
        "A passage, once released, keeps its number, and a number that was withdrawn says where its words went: look for it by its number or by its words.</p>\n"
        '<form class="search-form" role="search" aria-label="Look for the page" action="search.html" method="get">'
        '<label class="vh" for="lost">Words or a number to look for</label><input id="lost" type="search" name="q"><button type="submit">Search</button></form>\n'
        f'<p>Or begin at <a href="{esc(app.builder.get_relative_uri(NOT_FOUND, app.config.root_doc))}">the start page</a>:</p>\n<ul>{links}</ul></section>\n'
    )
    yield NOT_FOUND, {"title": "There is no such page", "body": body}, "page.html"


def sitemap(app: Sphinx) -> str:
    """The pages for search engines (sitemaps.org, 0.9); all are of the day of the edition."""
    at, date = base(app), edition_of(app).citation.get("date-released", "")
    when = f"<lastmod>{escape(date)}</lastmod>" if date else ""
    names = sorted(name for name in app.env.found_docs if name != NOT_FOUND)
    addresses = [at if name == app.config.root_doc else at + app.builder.get_target_uri(name) for name in names]
    lines = "".join(f"<url><loc>{escape(address)}</loc>{when}</url>\n" for address in addresses)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{lines}</urlset>\n'


def preview(app: Sphinx) -> bytes:
    """The picture that other sites show with a link, 1200 × 630."""
    citation = edition_of(app).citation
    title, _, subtitle = citation.get("title", app.config.project).partition(": ")
    words = {
        "title": title,
        "subtitle": subtitle,
        "editors": citation.get("authors", ""),
        "version": f"Edition {citation['version']}" if "version" in citation else "",
    }
    drawn = typst.compile(_DRAWING, format="png", ppi=72, sys_inputs=words, ignore_system_fonts=True)
    assert isinstance(drawn, bytes)
    return drawn


def write(app: Sphinx, exception: Exception | None) -> None:
    """``build-finished``: what needs the address of the edition is written where there is one."""
    if exception is not None or app.builder.name != "html" or not base(app):
        return
    out = Path(app.outdir)
    (out / SITEMAP).write_text(sitemap(app), encoding="utf-8")
    (out / "_static" / PREVIEW).write_bytes(preview(app))
