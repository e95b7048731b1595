"""The e-book: EPUB 3.3 through a subclass of Sphinx's own builder.

What it adds to the pages as they are set for the web: notes, readings of the witness, names and what stands beside a
passage open where they are asked for (``epub:type="noteref"``); XML that is well formed; navigation, metadata, a cover;
links that all lead somewhere; and the same bytes at each build.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .builder import EditionEpubBuilder
from .translator import EpubTranslator

if TYPE_CHECKING:
    from sphinx.application import Sphinx

#: pages that are about the web site or the workshop, not about the texts: patterns of page names, as in a shell
EXCLUDE = ("index", "help", "404", "search", "checks/*", "contributing/*")


def setup(app: Sphinx) -> None:
    """Add the builder ``epub``, its translator and its one setting."""
    app.setup_extension("sphinx.builders.epub3")
    app.add_config_value("edition_epub_exclude", list(EXCLUDE), "epub", (list, tuple))
    app.add_builder(EditionEpubBuilder, override=True)
    app.set_translator("epub", EpubTranslator, override=True)
