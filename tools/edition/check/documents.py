"""E1: what a document's record says of its dates and its address."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..derive.dates import bounds
from ..diagnostics import Diagnostic, rule
from ..model import Edition
from . import each

ODD_LIMITS = rule("E122", "impossible-date-of-document")
ODD_ADDRESS = rule("E123", "malformed-address-of-document")


@each("documents")
def limits(edition: Edition) -> Iterator[Diagnostic]:
    """The limits of a document's date are dates, the earlier first; the day on which it was seen is a day."""
    for document in edition.documents.values():
        found = {}
        for key in ("date-from", "date-to", "seen"):
            value = document.meta.get(key, "")
            if any(sign.isdigit() for sign in value) and bounds(value) is None:
                yield ODD_LIMITS(document.spans[key], f"“{value}” is no date", "write 1960, 1960-05 or 1960-05-01")
            elif value:  # or words, such as “unknown”
                found[key] = bounds(value)
        first, last = found.get("date-from"), found.get("date-to")
        if first and last and first[0] > last[1]:
            yield ODD_LIMITS(
                document.spans["date-from"],
                f"the document is dated from {document.meta['date-from']} to {document.meta['date-to']}",
                "put the earlier limit first",
            )


@each("documents")
def addresses(edition: Edition) -> Iterator[Diagnostic]:
    """An address is one: it begins with “https://” or “http://”; words may say that there is none."""
    for document in edition.documents.values():
        address = document.meta.get("address", "")
        if address and " " not in address and "." in address and not re.fullmatch(r"https?://\S+", address):
            yield ODD_ADDRESS(document.spans["address"], f"“{address}” is no address on the web", "write it whole, from “https://” on")
