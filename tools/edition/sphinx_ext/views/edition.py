"""``{ed:edition}``: title, editors, number and date of the edition, and its licence."""

from __future__ import annotations

from docutils import nodes

from ...derive.dates import shown
from ..nodes import make
from . import View


def build(view: View) -> list[nodes.Node]:
    citation = view.edition.citation
    facts = [
        ("Title", citation.get("title", "")),
        ("Edited by", citation.get("authors", "")),
        ("Edition", ", ".join(part for part in (citation.get("version", ""), shown(citation.get("date-released", ""))) if part)),
        ("Identifier", citation.get("doi", "")),
        ("Licence of the editors’ words", citation.get("license", "")),
    ]
    out = make("dl", class_="edition")
    for name, value in facts:
        if value:
            out += [make("dt", name), make("dd", value)]
    return [out]
