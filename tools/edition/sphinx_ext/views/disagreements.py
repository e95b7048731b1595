"""``{ed:disagreements}``: event by event what each document states, and what their agreement is worth."""

from __future__ import annotations

from docutils import nodes

from ...derive.disagreements import Line, Value, lines
from ..nodes import make
from . import View, link, matrix, said


def build(view: View) -> list[nodes.Node]:
    sigla = list(view.edition.documents)
    rows: list[list[list[nodes.Node] | str]] = []
    for line in lines(view.edition):
        account = line.account
        established: list[nodes.Node] = [said(account.shown)]
        if account.certainty != "certain":
            established.append(said(f"({account.certainty})", "soft"))
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
    return [_value(value) for value in values] or [said("told, without a date", "soft")]


def _value(value: Value) -> nodes.Node:
    if value.aspect == "date":
        return said(value.words, "wrong" if value.wrong else "")
    return nodes.paragraph("", "", make("span", f"{value.aspect[:1].upper()}{value.aspect[1:].replace('-', ' ')}: ", class_="soft"), nodes.Text(value.words))


def _weight(line: Line) -> list[nodes.Node]:
    return [said(line.weight), *([said(line.verdict, "soft")] if line.verdict else [])]
