"""Search by passage: what is found (``records``), by which words (``terms``), and the index that the page reads (``index``)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.search import IndexBuilder

from ...model import Edition
from ..state import atlas_of, edition_of
from .index import index
from .records import parts, records

if TYPE_CHECKING:
    from sphinx.application import Sphinx

FOLDER = "_search"


def names(edition: Edition) -> list[list[str]]:
    """Return the forms of each entity that has several, by which a search is widened."""
    forms = (list(dict.fromkeys([entity.name, *(form.words for form in entity.forms)])) for entity in edition.entities.values())
    return [some for some in forms if len(some) > 1]


def without_pages(app: Sphinx) -> None:
    """``builder-inited``: Sphinx's own index, which knows pages and no places, is not made."""
    if app.builder.name == "html":
        app.builder.search = False  # type: ignore[attr-defined]


def page(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """``html-collect-pages``: the page that asks."""
    if app.builder.name == "html":
        yield "search", {}, "search.html"


def write(app: Sphinx, exception: Exception | None) -> None:
    """``build-finished``: write the index beside the pages."""
    if exception is not None or app.builder.name != "html":
        return
    edition, out = edition_of(app), Path(app.outdir, FOLDER)
    for folder in ("w", "r", "e"):
        (out / folder).mkdir(parents=True, exist_ok=True)
    before = set(out.rglob("*.js"))
    # the stems and the words that tell nothing are those that Sphinx has for a language
    language = IndexBuilder(app.env, app.config.language, {}, "").lang
    for name, script in index([*records(edition, atlas_of(app)), *parts(app)], names(edition), language.stem, language.stopwords):
        path, data = out / name, script.encode()
        if path not in before or path.read_bytes() != data:
            path.write_bytes(data)
        before.discard(path)
    for path in before:
        path.unlink()
