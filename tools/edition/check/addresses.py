"""Addresses on the web: what makes one no address, wherever it is written."""

from __future__ import annotations

from collections.abc import Iterator

from ..derive.references import made
from ..diagnostics import Diagnostic, rule
from ..model import Edition
from ..patterns import lazy
from . import each

MALFORMED_LINK = rule("E671", "malformed-link")

_WHOLE = lazy(r"https?://(?!https?:)(?:[^\s/{}@]+@)?[^\s/{}:]+\.[^\s/{}:.]+(?::\d+)?(?:[/?#]\S*)?", 0)
_SLIPS = lazy(
    r"\]\(\s*\)|\]\(<?https?://[^)\s>]*[ \t]+[^)\s\"'][^)]*\)|(?<![\]\w])\([^()\n]+\)\[(?:https?://|www\.)[^\]\n]*\]"
    r"|\]\((?:https?:/(?!/)|https?//|hppts?:|htt?ps?:(?!//)|www\.)[^)]*\)"
)
_BY_LABEL = lazy(r"(?<![\]\\!])\[[^\[\]\n^]+\]\[([^\[\]\n]+)\]")


def fault(address: str) -> str:
    """Say what is wrong with an address that should lead to the web, or return ``""``."""
    if " " in address or "\t" in address:
        return "has a blank in it"
    if address.endswith((".", ",", ";", ":")) and not address.endswith("..."):
        return f"ends with “{address[-1]}”"
    if address.endswith(")") and address.count(")") > address.count("("):
        return "ends with a bracket that was not opened"
    if not _WHOLE.fullmatch(address):
        return "is no address on the web"
    return ""


def mend(address: str) -> str:
    """Say how to mend an address that is none."""
    bare = address.rstrip(".,;:")
    return f"write “{bare}”" if bare != address and not fault(bare) else "write it whole, from “https://” on, without blanks"


@each("records", "pages")
def links(edition: Edition) -> Iterator[Diagnostic]:
    """A link to the web has a whole address, and a link is written as one."""
    for item in made(edition):
        whole = ("http://", "https://") if item.kind == "page" else ("http:", "https:")
        if item.reference.role == "link" and item.reference.target.startswith(whole) and (what := fault(item.reference.target)):
            yield MALFORMED_LINK(item.reference.span, f"“{item.reference.target}” {what}", mend(item.reference.target))
    for page in edition.pages.values():
        labels: set[str] | None = None
        for line, span in page.text:
            if "](" not in line and "][" not in line and ")[" not in line:
                continue
            for match in _SLIPS.finditer(line):
                yield MALFORMED_LINK(span._replace(col=match.start() + 1), f"“{match[0]}” is no link", "write “[words](https://…)”, the address without blanks")
            for match in _BY_LABEL.finditer(line):
                if labels is None:
                    labels = {words.strip()[1:].partition("]:")[0].lower() for words, _ in page.text if words.lstrip().startswith("[") and "]:" in words}
                if match[1].lower() not in labels:
                    yield MALFORMED_LINK(
                        span._replace(col=match.start() + 1),
                        f"nothing says where “{match[0]}” leads",
                        f"write “[words](address)”, or a line “[{match[1]}]: address”",
                    )
