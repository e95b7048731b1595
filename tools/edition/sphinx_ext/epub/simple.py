"""What is too much for a small screen, said shortly: the concordance within a register becomes a line of places."""

from __future__ import annotations

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
