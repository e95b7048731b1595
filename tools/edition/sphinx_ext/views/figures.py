"""``{ed:figures}``: the edition in figures, for the start page."""

from __future__ import annotations

from docutils import nodes

from ...derive.figures import figures
from ..nodes import make
from . import View

_ONE = {"documents": "document", "passages": "passage", "words": "word", "notes": "note", "events in several documents": "event in several documents",
        "names explained": "name explained", "terms": "term", "works": "work in the bibliography"}  # fmt: skip


def build(view: View) -> list[nodes.Node]:
    items = [
        make("li", make("b", f"{count:,}"), f" {_ONE[name] if count == 1 else 'works in the bibliography' if name == 'works' else name}")
        for name, count in figures(view.edition).items()
        if count
    ]
    return [make("ul", *items, class_="in-figures")]
