"""``{ed:timeline}``: the established events, and where each document puts them; a picture and the same in a table."""

from __future__ import annotations

from docutils import nodes

from ...derive.disagreements import dated
from ...derive.timeline import Claim, draw, draw_pages, rows
from ..nodes import make
from . import View, drawing, folded, link, scrolled, separated, table

#: what a page of the book has room for, in the units of a drawing
_PAGE_HIGH = 890


def build(view: View) -> list[nodes.Node]:
    found = rows(view.edition)
    if not found:
        return []
    cells: list[list[list[nodes.Node] | str]] = [
        [
            link(view, "event", row.account.id, row.account.title),
            row.account.shown,
            separated([_claim(view, claim) for claim in row.claims if not claim.slip]) or "–",
            separated([_claim(view, claim) for claim in row.claims if claim.slip]) or "–",
        ]
        for row in found
    ]
    sheet = table(["Event", "Established", "Documents that agree", "Documents that put it elsewhere"], cells)
    return [*drawing(draw(view.edition), "timeline", draw_pages(view.edition, _PAGE_HIGH)), folded("The timeline as a table", scrolled(sheet, "The timeline as a table"), screen=True)]


def _claim(view: View, claim: Claim) -> list[nodes.Node]:
    words = dated(claim.words)
    return [make("span", words, class_="wrong") if claim.slip else nodes.Text(words), nodes.Text(" in "), *link(view, "loc", claim.at)]
