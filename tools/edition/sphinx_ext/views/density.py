"""``{ed:density}``: where in each document the notes, emendations and disagreements lie; a picture and the same by passage."""

from __future__ import annotations

from docutils import nodes

from ...derive.density import LANES, Strip, draw, strips
from ...derive.svg import PAGE_WIDTH
from . import View, drawing, folded, link, plural, scrolled, table


def build(view: View) -> list[nodes.Node]:
    found = [strip for strip in strips(view.edition) if strip.words]
    return [*drawing(draw(view.edition), "density", [draw(view.edition, wide=PAGE_WIDTH, elsewhere="The website has the same by passage.")]), *(_sheet(view, strip) for strip in found)]


def _sheet(view: View, strip: Strip) -> nodes.Node:
    head = ["Passage", "Words", *(name.capitalize() for _, name in LANES)]
    rows: list[list[list[nodes.Node] | str]] = [
        [link(view, "loc", cell.passage.id), str(cell.words), *(str(len(lane)) if lane else "–" for lane in cell.lanes)]
        for cell in strip.cells
        if cell.passage.kind != "heading" or any(cell.lanes)
    ]
    siglum = strip.document.siglum.upper()
    return folded(f"{siglum} as a table: {plural(len(rows), 'passage')}", scrolled(table(head, rows, classes=["figures"]), f"Density of {siglum}"), screen=True)
