"""The PDF: a Sphinx builder that writes the whole edition as one Typst source and typesets it in this process."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .builder import PdfBuilder
from .feet import ROUNDS

if TYPE_CHECKING:
    from sphinx.application import Sphinx

__all__ = ["ROUNDS", "PdfBuilder", "setup"]


def setup(app: Sphinx) -> None:
    app.add_config_value("edition_pdf_exclude", (), "env", (list, tuple))
    app.add_config_value("edition_pdf_rounds", ROUNDS, "", (int,))
    app.add_builder(PdfBuilder)
