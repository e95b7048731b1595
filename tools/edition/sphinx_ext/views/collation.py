"""``{ed:collation} log ode``: two documents passage by passage, differing words marked in both."""

from __future__ import annotations

from docutils import nodes

from ...derive.align import opcodes
from ...derive.collation import collate
from ...model import Passage
from ..nodes import make
from . import View, link


def build(view: View) -> list[nodes.Node]:
    one, other = (view.edition.documents[siglum] for siglum in view.argument.split())
    head = make("tr", make("th", "Passage", scope="col"), make("th", f"{one.siglum.upper()}: {one.short}", scope="col"), make("th", f"{other.siglum.upper()}: {other.short}", scope="col"))
    body = make("tbody")
    for left, right in collate(one, other):
        where = make("th", scope="row")
        for passage in (left, right):
            if passage is not None:
                where += [*link(view, "loc", passage.id), nodes.Text(" ")]
        body += make("tr", where, *_cells(left, right, one.siglum.upper(), other.siglum.upper()))
    return [make("div", make("table", make("thead", head), body, class_="collation"), class_="scroll", tabindex="0", role="group", aria_label="Collation")]


def _cells(left: Passage | None, right: Passage | None, one: str, other: str) -> list[nodes.Node]:
    if left is None or right is None:
        return [make("td", passage.text, data_state=state) if passage else make("td", "—", class_="lacking", data_state=state) for passage, state in ((left, one), (right, other))]
    mine, theirs = left.text.split(" "), right.text.split(" ")
    cells = make("td", data_state=one), make("td", data_state=other)
    first = True
    for tag, a0, a1, b0, b1 in opcodes(mine, theirs):
        for cell, run, mark in ((cells[0], " ".join(mine[a0:a1]), "del"), (cells[1], " ".join(theirs[b0:b1]), "ins")):
            if not run:
                continue
            if not first and len(cell.children):
                cell += nodes.Text(" ")
            cell += nodes.Text(run) if tag == "equal" else make(mark, run)
        first = False
    return list(cells)
