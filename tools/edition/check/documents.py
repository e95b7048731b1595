"""E1: what a document's record says of its dates and its address."""

from __future__ import annotations

from collections.abc import Iterator

from ..derive.dates import MONTHS, bounds
from ..diagnostics import Diagnostic, rule
from ..model import Edition
from ..patterns import lazy
from . import check, each
from .addresses import fault, mend
from .sound import sound

ODD_LIMITS = rule("E122", "impossible-date-of-document")
ODD_ADDRESS = rule("E123", "malformed-address-of-document")
SAID_OTHERWISE = rule("E130", "date-of-document-said-otherwise")
FOREIGN_NOWHERE = rule("E226", "foreign-words-nowhere")
ODD_LANGUAGE = rule("E227", "malformed-language")
TWIN_DOCUMENTS = rule("E131", "twin-documents")

_DATE = lazy(rf"(?:(?:(?<!\d)(\d{{1,2}}) )?({'|'.join(MONTHS)}) )?(?<!\d)((?:1\d|20)\d\d)(?!\d)")
_LANGUAGE = lazy(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


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
        elif first and last:
            said = [bounds(_iso(*match.groups())) for match in _DATE.finditer(document.meta.get("date", ""))]
            known = [one for one in said if one]
            if known and not any(one[0] <= last[1] and one[1] >= first[0] for one in known):
                yield SAID_OTHERWISE(
                    document.spans["date"],
                    f"“{document.meta['date']}” is not between {document.meta['date-from']} and {document.meta['date-to']}",
                    "make the words and the limits say the same",
                )


@each("documents")
def addresses(edition: Edition) -> Iterator[Diagnostic]:
    """An address is one: it begins with “https://” or “http://”; words may say that there is none."""
    for document in edition.documents.values():
        address = document.meta.get("address", "")
        meant = address.startswith(("http:", "https:", "www.")) or (" " not in address and "." in address)
        if meant and (what := fault(address)):
            yield ODD_ADDRESS(document.spans["address"], f"“{address}” {what}", mend(address))


def _iso(day: str | None, month: str | None, year: str) -> str:
    return "-".join(part for part in (year, f"{MONTHS.index(month) + 1:02}" if month else "", f"{int(day):02}" if day else "") if part)


@each("documents")
def languages(edition: Edition) -> Iterator[Diagnostic]:
    """A language is given by its code, and the foreign words that a document is said to have stand in it."""
    for document in edition.documents.values():
        for key, value in (("language", document.meta.get("language", "")), *(("foreign", lang) for _, lang in document.foreign)):
            if value and not _LANGUAGE.fullmatch(value):
                yield ODD_LANGUAGE(document.spans[key], f"“{value}” is no code of a language", "write it as BCP 47 has it: “en”, “ru”, “ur-Latn”")
        if not sound(edition, document.siglum):
            continue
        for words, _ in document.foreign:
            if not any(words in passage.text for passage in document.passages):
                yield FOREIGN_NOWHERE(
                    document.spans["foreign"], f"“{words}” stands nowhere in {document.siglum}", "write the words as the text has them, or remove the line"
                )


@check
def seen_before(edition: Edition) -> Iterator[Diagnostic]:
    """No document was seen after the edition's own day, and no two go by one short title."""
    released = bounds(edition.citation.get("date-released", ""))
    first: dict[str, str] = {}
    for siglum, document in edition.documents.items():
        seen = bounds(document.meta.get("seen", ""))
        if released and seen and seen[0] > released[1]:
            yield ODD_LIMITS(
                document.spans["seen"],
                f"{siglum} was seen on {document.meta['seen']}, after the edition's own day",
                "correct “seen”, or “date-released” in CITATION.cff",
            )
        short = document.meta.get("short", "")
        if short and (other := first.setdefault(short.casefold(), siglum)) != siglum:
            yield TWIN_DOCUMENTS(document.spans["short"], f"“{short}” is the short title of {other} already", "give each document a short title of its own")
