"""Derived views: each module of this folder is a directive ``{ed:<module>}``, found by being here.

A view has ``build(view: View) -> list[Node]``; what it returns is set by every format.
"""

from __future__ import annotations

import html
import importlib
import pkgutil
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from ...derive.svg import with_style
from ...model import Edition
from .. import nodes as ed
from ..nodes import make
from ..prose import reference
from ..state import edition_of

if TYPE_CHECKING:
    from docutils.nodes import Node


@dataclass(frozen=True)
class View:
    """What a view is built from: the edition, the words after the directive's name, the formats made with the pages."""

    edition: Edition
    argument: str
    formats: tuple[str, ...] = ()


def names() -> list[str]:
    return sorted(info.name for info in pkgutil.iter_modules(__path__))


def directive(name: str) -> type[SphinxDirective]:
    """Return the directive of a view."""
    build: Callable[[View], list[Node]] = importlib.import_module(f"{__name__}.{name}").build

    class ViewDirective(SphinxDirective):
        optional_arguments = 1
        final_argument_whitespace = True

        def run(self) -> list[Node]:
            return build(View(edition_of(self.env), self.arguments[0] if self.arguments else "", tuple(self.config.edition_formats)))

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


def scrolled(what: Node, label: str) -> Node:
    """Return something wide in a box of its own, which scrolls where the page is narrow."""
    return make("div", what, class_="scroll", tabindex="0", role="group", aria_label=label)


def matrix(head: list[str], rows: list[list[list[Node] | str]], *, label: str, class_: str = "wide") -> Node:
    """Return a table with a column for each document: on a telephone each row is a list, its cells named by the head.

    A cell without words is left out of such a list.
    """
    top = make("tr", *(make("th", words, scope="col") for words in head))
    body = make("tbody")
    for row in rows:
        line = make("tr")
        for index, cell in enumerate(row):
            content: list[Node | str] = [cell] if isinstance(cell, str) else [*cell]
            if index == 0:
                line += make("th", *content, scope="row")
            else:
                empty = {} if any(content) else {"class_": "none"}
                line += make("td", *content, data_state=head[index], **empty)
        body += line
    return scrolled(make("table", make("thead", top), body, class_=f"matrix {class_}"), label)


def said(words: str, class_: str = "") -> nodes.paragraph:
    """Return a line of its own within a cell."""
    return nodes.paragraph("", "", make("span", words, class_=class_) if class_ else nodes.Text(words))


def drawing(svg: str, name: str, page: Sequence[str] = ()) -> list[Node]:
    """Return a drawing, with a copy that carries its own style (``standalone``) for formats without the page's.

    ``page`` has it as it is drawn for the page of a book, where its words would be too small; tall ones are several.
    """
    if not svg:
        return []
    title, words = _spoken(svg)
    paper = [(with_style(one), ". ".join(_spoken(one))) for one in page]
    return [ed.picture(svg=svg, standalone=with_style(svg), title=title, alt=f"{title}. {words}", name=name, paper=paper)]


def _spoken(svg: str) -> tuple[str, str]:
    """The title of a drawing and its description."""
    title, words = (html.unescape(svg.partition(f"<{tag}")[2].partition(">")[2].partition(f"</{tag}>")[0]) for tag in ("title", "desc"))
    return title, words


def folded(summary: str, *content: Node, screen: bool = False) -> Node:
    """Return something that is open on demand; if it is for the ``screen``, the book only says that it is there."""
    return make("details", make("summary", summary), *content, **({"class_": "on-screen"} if screen else {}))


def part(title: str, id_: str, *content: Node, classes: Sequence[str] = ()) -> nodes.section:
    """Return a section of the page, with a heading that stands in its contents."""
    out = nodes.section("", nodes.title("", title), ids=[id_], names=[], classes=[*classes])
    out += [node for node in content if node is not None]
    return out


def places(view: View, loci: Iterable[str]) -> list[Node]:
    """Return links to passages, with commas."""
    return separated([link(view, "loc", locus) for locus in loci])


def plural(count: int, word: str, words: str = "") -> str:
    """Return “1 passage”, “2 passages”, “1,234 entries”."""
    return f"{count:,} {word if count == 1 else words or word + 's'}"


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
