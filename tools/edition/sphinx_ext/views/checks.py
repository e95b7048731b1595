"""``{ed:checks}``: every diagnostic, by family; each leads to its page."""

from __future__ import annotations

from itertools import groupby

from docutils import nodes
from sphinx import addnodes

from ...derive.rules import FAMILIES, declared
from ...diagnostics import Rule
from . import View, part, scrolled, table


def build(view: View) -> list[nodes.Node]:
    out: list[nodes.Node] = []
    for family, rules in groupby(declared(), key=lambda rule: rule.code[1]):
        rows: list[list[list[nodes.Node] | str]] = [[_code(view, rule), rule.name, rule.severity] for rule in rules]
        out.append(part(f"E{family}: {FAMILIES[family]}", f"e{family}", scrolled(table(["Code", "Fault", "Severity"], rows, classes=["checks"]), f"Codes of family E{family}")))
    return out


def _code(view: View, rule: Rule) -> list[nodes.Node]:
    page = f"checks/{rule.code}"
    if page not in view.edition.pages:
        return [nodes.Text(rule.code)]
    reference = addnodes.pending_xref("", refdomain="std", reftype="doc", reftarget=f"/{page}", refexplicit=True, refwarn=True)
    reference += nodes.inline("", rule.code)
    return [reference]
