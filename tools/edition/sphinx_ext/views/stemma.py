"""``{ed:stemma}``: how the documents hang together, a picture with the same in words."""

from __future__ import annotations

from docutils import nodes

from ...derive.stemma import KIND_WORDS, draw, stemma, where
from ..nodes import make
from . import View, drawing, folded, link, scrolled, separated, table


def build(view: View) -> list[nodes.Node]:
    picture = drawing(draw(view.edition), "stemma", [draw(view.edition, page=True)])
    if not picture:
        return []
    found = stemma(view.edition)
    rows: list[list[list[nodes.Node] | str]] = []
    for join in found.joins:
        relation = join.relation
        pairs = [[*link(view, "loc", one), nodes.Text(" and "), *link(view, "loc", other)] for one, other in relation.passages]
        rows.append([f"{relation.one.upper()} and {relation.other.upper()}", KIND_WORDS[relation.kind], relation.certainty, separated(pairs, "; ") or "throughout"])
    for lost in found.lost:
        names = " and ".join(siglum.upper() for siglum in lost.documents)
        rows.append([names, f"common source {lost.name}, not among the documents", lost.certainty, where(lost.relations) or "throughout"])
    alone = [group[0].upper() for group in found.groups if len(group) == 1]
    sheet = scrolled(table(["Documents", "Relation", "Certainty", "Where"], rows), "The relations in a table")
    rest = make("p", f"Independent of all others: {', '.join(alone)}.") if alone else None
    return [*picture, folded("The picture in words", *(node for node in (sheet if rows else None, rest) if node is not None), screen=True)]
