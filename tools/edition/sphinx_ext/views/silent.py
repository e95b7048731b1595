"""``{ed:silent}``: the silent normalisations, counted."""

from __future__ import annotations

from docutils import nodes

from ...derive.fidelity import silent
from . import View, scrolled, table


def build(view: View) -> list[nodes.Node]:
    documents = list(view.edition.documents.values())
    counted = [silent(document) for document in documents]
    names = list(counted[0]) if counted else []
    rows: list[list[list[nodes.Node] | str]] = [[name.capitalize(), *(f"{counts[name]:,}" for counts in counted)] for name in names]
    return [scrolled(table(["Normalisation", *(document.siglum.upper() for document in documents)], rows, classes=["figures"]), "Silent normalisations")]
