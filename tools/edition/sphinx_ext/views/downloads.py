"""``{ed:downloads}``: the book, the e-book and the data; links where they are made with the pages, words elsewhere."""

from __future__ import annotations

from docutils import nodes

from ...derive.downloads import whole
from ..nodes import make
from . import View

ALL = ("pdf", "epub", "data")


def build(view: View) -> list[nodes.Node]:
    there = {file.path for file in whole(view.edition, view.formats)}
    items = [
        make("li", make("a", file.name, href=file.path) if file.path in there else make("b", file.name), f": {file.what}.")
        for file in whole(view.edition, ALL)
    ]
    return [make("ul", *items, class_="downloads")]
