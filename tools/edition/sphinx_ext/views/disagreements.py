"""``{ed:disagreements}``: event by event what each document states, and what their agreement is worth."""

from __future__ import annotations

from docutils import nodes

from ...derive.disagreements import Line, Value, lines
from ..nodes import make
from . import View, link, matrix


def build(view: View) -> list[nodes.Node]:
    sigla = list(view.edition.documents)
    rows: list[list[list[nodes.Node] | str]] = []
    for line in lines(view.edition):
        account = line.account
        established: list[nodes.Node] = [make("span", account.shown, class_="said")]
        if account.certainty != "certain":
            established.append(make("span", f"({account.certainty})", class_="said soft"))
        rows.append([
            link(view, "event", account.id, account.title),
            established,
            *(_cell(line.values.get(siglum)) for siglum in sigla),
            _weight(line),
        ])  # fmt: skip
    return [matrix(["Event", "Established", *(siglum.upper() for siglum in sigla), "Weight"], rows, label="Events and documents", class_="wide against")]


def _cell(values: tuple[Value, ...] | None) -> list[nodes.Node] | str:
    """What a document states; nothing if it is silent."""
    if values is None:
        return ""
    return [_value(value) for value in values] or [make("span", "told, without a date", class_="said soft")]


def _value(value: Value) -> nodes.Node:
    if value.aspect == "date":
        return make("span", value.words, class_="said wrong" if value.wrong else "said")
    return make("span", make("span", f"{value.aspect.replace('-', ' ')}: ", class_="soft"), value.words, class_="said aspect")


def _weight(line: Line) -> list[nodes.Node]:
    out: list[nodes.Node] = [make("span", line.weight, class_="said")]
    if line.verdict:
        out.append(make("span", line.verdict, class_="said soft"))
    return out
