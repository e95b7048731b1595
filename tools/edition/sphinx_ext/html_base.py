"""The ground of the HTML translator: addresses of places, as the page being written must name them."""

from __future__ import annotations

from sphinx.writers.html5 import HTML5Translator

from ..locus import printed
from .state import atlas_of
from .words import esc


class BaseTranslator(HTML5Translator):
    """Sphinx's HTML translator, which also knows the places of the edition."""

    def uri(self, page: str, anchor: str = "") -> str:
        """The address of a place, relative to the page that is being written."""
        here = self.builder.current_docname
        base = "" if page == here and anchor else self.builder.get_relative_uri(here, page)
        return f"{base}#{anchor}" if anchor else base

    def loc(self, locus: str) -> str:
        """A link to a passage, as every one is written."""
        found = atlas_of(self.builder.env).find("loc", locus)
        return f'<a class="loc" href="{esc(self.uri(*found))}">{esc(printed(locus))}</a>' if found else esc(printed(locus))
