"""``{ed:emendations}``: how often each kind of emendation was used, in each document."""

from __future__ import annotations

from docutils import nodes

from ...kinds import EMENDATION_KINDS
from ..nodes import make
from . import View, matrix, said


def build(view: View) -> list[nodes.Node]:
    documents = list(view.edition.documents.values())
    rows: list[list[list[nodes.Node] | str]] = []
    for kind in EMENDATION_KINDS.values():
        counts = [sum(1 for emendation in document.emendations if emendation.kind == kind.name) for document in documents]
        if any(counts):
            name = nodes.paragraph("", "", make("b", kind.name.replace("-", " ")))
            rows.append([[name, said(kind.gloss, "soft")], *(str(count) if count else "–" for count in counts), str(sum(counts))])
    totals = [len(document.emendations) for document in documents]
    rows.append([[nodes.paragraph("", "", make("b", "in all"))], *(str(total) for total in totals), str(sum(totals))])
    return [matrix(["Kind", *(document.siglum.upper() for document in documents), "All"], rows, label="Emendations by kind", class_="figures")]
