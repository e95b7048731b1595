"""``{ed:citation} let-14``: how a passage, an account (``accounts/u2``) or, without a word, the edition is cited, by its present number and date."""

from __future__ import annotations

from docutils import nodes

from ...derive.dates import shown
from ...derive.receipt import receipt
from . import View


def build(view: View) -> list[nodes.Node]:
    edition, what = view.edition, view.argument
    facts = edition.citation
    title, editors = facts.get("title", ""), facts.get("authors", "").replace("; ", ", ")
    number = f"version {facts.get('version', '')} ({shown(facts.get('date-released', ''))})"
    passage, account = edition.passages.get(what), edition.accounts.get(what.removeprefix("accounts/"))
    if passage is not None:
        document = edition.documents[passage.siglum]
        author = document.meta.get("author", "")
        who = f"{author}, " if author not in ("", "unknown", "anonymous") else ""
        parts = [
            f"{who}“{document.title},” {receipt(what, facts.get('version', ''), passage.text)}, in ",
            title,
            f", ed. {editors}, {number}, followed by the address.",
        ]
    elif account is not None:
        parts = [f"{editors}, “{account.title},” in ", title, f", {number}, {what}."]
    elif what:
        return [nodes.paragraph("", f"There is no {what} to cite.")]
    else:
        parts = ["", title, f". Edited by {editors}. {number[:1].upper()}{number[1:]}."]
    paragraph = nodes.paragraph("", "", nodes.Text(parts[0]), nodes.emphasis("", parts[1]), nodes.Text(parts[2]))
    return [nodes.block_quote("", paragraph)]
