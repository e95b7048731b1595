"""The pages of accounts: each record under ``docs/accounts/`` is a page, its front matter turned into the synopsis."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .state import edition_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def account_source(app: Sphinx, docname: str, source: list[str]) -> None:
    """``source-read``: put title and synopsis in the place of the front matter, on as many lines as it had."""
    folder, _, name = docname.rpartition("/")
    account = edition_of(app).accounts.get(name) if folder == "accounts" else None
    if account is None:
        return
    text = source[0]
    end = text.find("\n---\n", 3)
    if end < 0:
        return
    lines = text.count("\n", 0, end + 5)
    head = [f"# {account.title}", "", f"```{{ed:account}} {name}", "```", "", "## The editors’ finding", ""]
    source[0] = "\n".join(head + [""] * (lines - len(head))) + "\n" + text[end + 5 :]
