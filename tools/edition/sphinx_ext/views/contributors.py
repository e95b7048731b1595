"""``{ed:contributors}``: who wrote how many notes, entries and accounts."""

from __future__ import annotations

from docutils import nodes

from ...derive.figures import shares
from . import View, scrolled, table


def build(view: View) -> list[nodes.Node]:
    found = shares(view.edition)
    reviewed = any(share.reviews for share in found)
    head = ["Contributor", "Notes", "Register entries", "Accounts", *(["Notes reviewed"] if reviewed else [])]
    rows: list[list[list[nodes.Node] | str]] = [
        [share.name, *(f"{count:,}" if count else "–" for count in (share.notes, share.entries, share.accounts, *([share.reviews] if reviewed else [])))]
        for share in found
    ]
    return [scrolled(table(head, rows, classes=["figures"]), "Contributors")]
