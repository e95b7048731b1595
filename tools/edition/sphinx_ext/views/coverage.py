"""``{ed:coverage}``: what of each text is registered, explained, waived or open, and the passages without a note."""

from __future__ import annotations

from docutils import nodes

from ...derive.coverage import KINDS, STATES, DocumentCoverage, coverage
from ..nodes import make
from . import View, folded, link, matrix, places, plural, said, scrolled, separated, table


def build(view: View) -> list[nodes.Node]:
    found = coverage(view.edition)
    rows: list[list[list[nodes.Node] | str]] = [[siglum.upper(), *(_share(one, kind) for kind in KINDS), _bare(view, one)] for siglum, one in found.items()]
    head = ["Document", *(f"{kind.capitalize()}s" for kind in KINDS), "Without a note"]
    total, left = sum(len(one.items) for one in found.values()), sum(len(one.open) for one in found.values())
    verdict = f"Of {plural(total, 'item')} none is open." if not left else f"Of {plural(total, 'item')} {left:,} {'is' if left == 1 else 'are'} open."
    return [matrix(head, rows, label="Coverage by document", class_="figures"), nodes.paragraph("", verdict), *(_document(view, one) for one in found.values())]


def _share(one: DocumentCoverage, kind: str) -> list[nodes.Node] | str:
    """How many of a kind there are, and how many nobody has seen to."""
    counts = one.counts[kind]
    total, left = sum(counts.values()), counts["open"]
    if not total:
        return "–"
    return [said(f"{total:,}"), said(f"{left:,} open", "left")] if left else f"{total:,}"


def _bare(view: View, one: DocumentCoverage) -> str:
    total = sum(1 for passage in view.edition.documents[one.siglum].passages if passage.kind != "heading" and not passage.withdrawn)
    return f"{len(one.unannotated)} of {total}"


def _document(view: View, one: DocumentCoverage) -> nodes.Node:
    document = view.edition.documents[one.siglum]
    rows: list[list[list[nodes.Node] | str]] = []
    for kind in KINDS:
        counts = one.counts[kind]
        rows.append([f"{kind.capitalize()}s", *(f"{counts[state]:,}" if counts[state] else "–" for state in STATES), f"{sum(counts.values()):,}"])
    sheet = scrolled(table(["Kind", *(state.capitalize() for state in STATES), "All"], rows, classes=["figures"]), f"Coverage of {one.siglum.upper()}")
    left = [[nodes.Text(f"{item.words} " if item.kind == "quotation" else f"“{item.words}” "), *link(view, "loc", item.passage)] for item in one.open]
    parts: list[nodes.Node] = [sheet]
    if left:
        parts.append(make("p", make("b", "Open: "), *separated(left, "; "), "."))
    if one.unannotated:
        parts.append(make("p", make("b", "Passages without a note: "), *places(view, one.unannotated), "."))
    return folded(f"{one.siglum.upper()}, {document.short[:1].lower()}{document.short[1:]}: {plural(len(one.items), 'item')} by kind", *parts)
