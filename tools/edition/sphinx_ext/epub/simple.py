"""What is too much for a small screen, said shortly: the concordance within a register becomes a line of places.

And columns of figures are told from columns of words, so that each can be set as it should.
"""

from __future__ import annotations

import re

from docutils import nodes

from .. import nodes as ed


def shorten(doctree: nodes.document) -> None:
    """Put in the place of each list of mentions with the words around them the places alone, each once."""
    for holder in list(doctree.findall(ed.element)):
        if holder["tag"] != "details" or "r-where" not in holder["attrs"].get("class", "").split():
            continue
        links: dict[str, nodes.reference] = {}
        for link in holder.findall(nodes.reference):
            links.setdefault(link.get("refuri") or "#" + link.get("refid", ""), link)
        line = ed.make("p", "Named at ", class_="r-where")
        for number, link in enumerate(links.values()):
            if number:
                line += nodes.Text(", ")
            line += link.deepcopy()
        line += nodes.Text(".")
        holder.replace_self(line)


_FIGURE = re.compile(r"(?:not faithful|open|of|[–—%\d.,\s])*")


def figures(doctree: nodes.document) -> None:
    """Give the cells of each column of figures the class ``figure``."""
    for table in doctree.findall(nodes.table):
        rows = [[entry for entry in row.children if isinstance(entry, nodes.entry)] for row in table.findall(nodes.row)]
        heads = sum(len(head.children) for head in table.findall(nodes.thead))
        if len({len(row) for row in rows}) != 1:
            continue  # cells that span others
        for column in zip(*rows, strict=True):
            if all(_FIGURE.fullmatch(entry.astext().strip()) for entry in column[heads:]):
                for entry in column:
                    entry["classes"].append("figure")
