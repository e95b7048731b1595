"""``{ed:bytes}``: the account of bytes, each byte of each witness in exactly one class."""

from __future__ import annotations

from docutils import nodes

from ...derive.fidelity import CLASSES, account
from . import View, scrolled, table


def build(view: View) -> list[nodes.Node]:
    rows: list[list[list[nodes.Node] | str]] = []
    for document in view.edition.documents.values():
        counts = account(document)
        if counts is None:
            rows.append([document.siglum.upper(), "not faithful", *([""] * len(CLASSES))])
        else:
            rows.append([document.siglum.upper(), *(f"{counts[name]:,}" for name in CLASSES), f"{sum(counts.values()):,}"])
    return [scrolled(table(["Witness", *(name.capitalize() for name in CLASSES), "All bytes"], rows, classes=["figures"]), "The account of bytes")]
