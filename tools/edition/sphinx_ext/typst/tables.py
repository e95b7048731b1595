"""Tables, of docutils and of derived views: columns as wide as what stands in them asks for."""

from __future__ import annotations

from dataclasses import dataclass, field

from docutils import nodes

from .escape import array, call, content
from .writer import Writer, sets

#: a column of figures or short words is as wide as they are; the rest share what remains
_SHORT = 14
#: a table of more columns does not fit the measure, unless they hold figures
_MOST = 5
#: a row of more signs in a cell may run over a page's end
_WHOLE = 300


@dataclass
class Cell:
    body: str
    words: str
    head: bool = False
    span: int = 1
    down: int = 1


@dataclass
class Grid:
    """A table before it is set."""

    heads: list[list[Cell]] = field(default_factory=list)
    rows: list[list[Cell]] = field(default_factory=list)
    figures: bool = False


@sets("table")
def table(writer: Writer, node: nodes.table) -> str:
    grid = Grid(figures="figures" in node.get("classes", []))
    group = next(child for child in node.children if isinstance(child, nodes.tgroup))
    stubs = [bool(spec.get("stub")) for spec in group.findall(nodes.colspec)]
    with writer.having(in_table=True):
        for part in group.children:
            if isinstance(part, nodes.thead | nodes.tbody):
                for row in part.children:
                    assert isinstance(row, nodes.row)
                    cells = [
                        _cell(writer, entry, isinstance(part, nodes.thead) or (number < len(stubs) and stubs[number]))
                        for number, entry in enumerate(row.children)
                    ]
                    (grid.heads if isinstance(part, nodes.thead) else grid.rows).append(cells)
    title = next((writer.inside(child) for child in node.children if isinstance(child, nodes.title)), "")
    return (call("strong", body=title) + "\n\n" if title else "") + _set(grid)


def _cell(writer: Writer, entry: nodes.Node, head: bool) -> Cell:
    assert isinstance(entry, nodes.Element)
    return Cell(writer.inside(entry).strip(), entry.astext(), head, int(entry.get("morecols", 0)) + 1, int(entry.get("morerows", 0)) + 1)


def element_table(writer: Writer, node: nodes.Element) -> str:
    """A table of a derived view: ``table``, ``thead``, ``tr`` and so on, as HTML has them."""
    grid = Grid(figures="figures" in str(node["attrs"].get("class", "")).split())

    def walk(parent: nodes.Element, in_head: bool) -> None:
        for child in parent.children:
            if not isinstance(child, nodes.Element):
                continue
            tag = child.get("tag", "")
            if tag == "tr":
                cells = []
                for cell in child.children:
                    if isinstance(cell, nodes.Element):
                        attrs = cell["attrs"]
                        cells.append(
                            Cell(
                                writer.marks(cell) + writer.inside(cell).strip(),
                                cell.astext(),
                                cell["tag"] == "th",
                                int(attrs.get("colspan", 1)),
                                int(attrs.get("rowspan", 1)),
                            )
                        )
                (grid.heads if in_head or (not grid.rows and not grid.heads and all(cell.head for cell in cells)) else grid.rows).append(cells)
            elif tag in ("thead", "tbody", "tfoot"):
                walk(child, tag == "thead")

    with writer.having(in_table=True):
        walk(node, False)
    caption = next((writer.inside(child) for child in node.children if isinstance(child, nodes.Element) and child.get("tag") == "caption"), "")
    return (call("table-caption", content(caption)) + "\n\n" if caption else "") + _set(grid)


def _set(grid: Grid) -> str:
    lines = grid.heads + grid.rows
    if not lines:
        return ""
    columns = max(sum(cell.span for cell in line) for line in lines)
    if columns > _MOST and grid.heads and not grid.figures and not any(cell.span > 1 or cell.down > 1 for line in lines for cell in line):
        return _stacked(grid)
    longest, total = [0] * columns, [0] * columns
    for line in lines:
        at = 0
        for cell in line:
            if cell.span == 1 and at < columns:
                longest[at] = max(longest[at], len(cell.words))
                total[at] += len(cell.words)
            at += cell.span
    widths = ["auto" if longest[at] <= _SHORT else f"{max(total[at] / len(lines), longest[at] * 0.4, 8) ** 0.6:.1f}fr" for at in range(columns)]
    if "auto" not in widths and len(widths) == 1:
        widths = ["1fr"]
    figures = [grid.figures and at > 0 and longest[at] <= _SHORT for at in range(columns)]
    aligns = array("right" if right else "left" for right in figures)
    parts = [f"columns: {array(widths)}", f"align: {aligns}"]
    if max(longest) > _WHOLE:
        parts.append("whole: false")
    if grid.heads:
        parts.append("table.header(" + ", ".join(_one(cell, True) for line in grid.heads for cell in line) + ")")
        parts.append("table.hline(stroke: 0.4pt)")
    parts += [_one(cell, False) for line in grid.rows for cell in line]
    return call("edition-table", *parts) + "\n\n"


def _stacked(grid: Grid) -> str:
    """A table too wide for a page: a paragraph a row, its cells named by the head, those without words left out."""
    heads = grid.heads[-1]
    out = []
    for row in grid.rows:
        pairs = [f"({content(head.body)}, {content(_run_in(head, cell))})" for head, cell in zip(heads[1:], row[1:], strict=False) if cell.words.strip(" –—")]
        out.append(f"matrix-row({', '.join([content(row[0].body), *pairs])})")
    return call("matrix", *out) + "\n\n"


def _run_in(head: Cell, cell: Cell) -> str:
    """The lines of a cell as one; where the head is the siglum of every locus in it, the numbers alone."""
    body = "; ".join(part.strip() for part in cell.body.split("\n\n"))
    if all(words.startswith(f"{head.words} ") for words in cell.words.split(", ")):
        body = body.replace(f"[{head.words}~", "[")
    return body


def _one(cell: Cell, head: bool) -> str:
    body = call("strong", body=cell.body) if head and cell.body else cell.body
    spans = [f"colspan: {cell.span}"] * (cell.span > 1) + [f"rowspan: {cell.down}"] * (cell.down > 1)
    return f"table.cell({', '.join(spans)})[{body}]" if spans else content(body)
