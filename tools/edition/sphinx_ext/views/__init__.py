"""Derived views: each module of this folder is a directive ``{ed:<module>}``, found by being here.

A view has ``build(view: View) -> list[Node]``; what it returns is set by every format.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from ...model import Edition
from ..prose import reference
from ..state import edition_of

if TYPE_CHECKING:
    from docutils.nodes import Node


@dataclass(frozen=True)
class View:
    """What a view is built from: the edition, and the words after the directive's name."""

    edition: Edition
    argument: str


def names() -> list[str]:
    return sorted(info.name for info in pkgutil.iter_modules(__path__))


def directive(name: str) -> type[SphinxDirective]:
    """Return the directive of a view."""
    build: Callable[[View], list[Node]] = importlib.import_module(f"{__name__}.{name}").build

    class ViewDirective(SphinxDirective):
        optional_arguments = 1
        final_argument_whitespace = True

        def run(self) -> list[Node]:
            return build(View(edition_of(self.env.app), self.arguments[0] if self.arguments else ""))

    return ViewDirective


def link(view: View, role: str, target: str, words: str = "") -> list[Node]:
    """Return a reference to an object of the edition, to be resolved by its domain."""
    return list(reference(view.edition, role, target, words))


def table(head: list[str], rows: list[list[list[Node] | str]], *, classes: list[str] | None = None, stub: bool = True) -> nodes.table:
    """Return a table with a head; cells are words or inline nodes; the first column is a stub."""
    group = nodes.tgroup(cols=len(head))
    for index in range(len(head)):
        group += nodes.colspec(colwidth=1, stub=1) if stub and index == 0 else nodes.colspec(colwidth=1)
    header = nodes.thead()
    header += _row([[nodes.Text(words)] for words in head])
    body = nodes.tbody()
    for row in rows:
        body += _row([[nodes.Text(cell)] if isinstance(cell, str) else cell for cell in row])
    group += [header, body]
    out = nodes.table(classes=classes or [])
    out += group
    return out


def _row(cells: list[list[Node]]) -> nodes.row:
    row = nodes.row()
    for cell in cells:
        entry, paragraph = nodes.entry(), nodes.paragraph()
        paragraph += cell
        entry += paragraph
        row += entry
    return row


def separated(groups: list[list[Node]], separator: str = ", ") -> list[Node]:
    """Join groups of nodes with words between them."""
    out: list[Node] = []
    for index, group in enumerate(groups):
        if index:
            out.append(nodes.Text(separator))
        out.extend(group)
    return out
