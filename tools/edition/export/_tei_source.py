"""Where a text comes from and whose it is, as parts of the TEI header (TEI P5, 2.2.7 “The source description”, 2.2.4 “Publication”)."""

from __future__ import annotations

import re

from ..model import Document, Edition
from ._facts import Facts, licence_url, rights
from ._xml import block, esc, tag, uri

_CERTAINTY = {"certain": "high", "probable": "medium", "open": "low", "possible": "low", "verified": "high", "partly": "medium", "unverified": "low"}


def certainty(word: str) -> str:
    """Return the edition's word for certainty or standing as TEI's (``teidata.certainty``)."""
    return _CERTAINTY.get(word, "unknown")


def availability(document: Document, about: Facts) -> str:
    """Return the rights in the text and in the editors' work."""
    stated = document.meta.get("licence", "")
    address = licence_url(stated)
    text = tag("licence", {"target": address}, esc(f"The text: {rights(document)}")) if address else tag("p", None, esc(f"The text: {rights(document)}"))
    return block("availability", {"status": "free" if address else "restricted"}, text, licence(about))


def licence(about: Facts) -> str:
    return tag("licence", {"target": about.licence_url}, esc(f"The editors’ work: {about.licence or 'all rights reserved'}"))


def source(document: Document) -> list[str]:
    def get(key: str) -> str:
        return " ".join(document.meta.get(key, "").split())

    address = get("address")
    facts_ = [
        tag("title", {"type": "supplied" if get("title-supplied") == "yes" else ""}, esc(document.title)),
        tag("author", None, esc(get("author"))),
        tag("date", dates(document), esc(get("date"))),
        tag("note", {"type": "dating"}, esc(get("date-why"))) if get("date-why") else "",
        tag("note", {"type": "venue"}, esc(get("venue"))) if get("venue") else "",
        tag("note", {"type": "earlier"}, esc(get("earlier"))) if get("earlier") else "",
        tag("ref", {"target": uri(address)} if "://" in address else {"type": "address"}, esc(address)) if address else "",
        tag("note", {"type": "seen"}, tag("date", {"when": get("seen")}, esc(get("seen")))) if get("seen") else "",
    ]
    witness = block(
        "listWit",
        None,
        tag(
            "witness",
            {"xml:id": f"{document.siglum}-witness"},
            esc(get("condition") or "The document as received."),
            " ",
            tag("idno", {"type": "sha256"}, esc(document.sha256)),
        ),
    )
    return [block("bibl", None, *facts_), witness, *relations_of(document)]


def dates(document: Document) -> dict[str, str]:
    """The bounds of a document's date, where they are dates."""
    found = {"notBefore": document.meta.get("date-from", ""), "notAfter": document.meta.get("date-to", "")}
    return {key: value for key, value in found.items() if re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", value)}


def relations_of(document: Document) -> list[str]:
    found = [
        tag(
            "relation",
            {"name": relation.kind, "cert": certainty(relation.certainty), "active": f"{relation.one}.xml", "passive": f"{relation.other}.xml"},
            tag("desc", None, esc(" ".join(relation.why.split()))),
        )
        for relation in document.relations
    ]
    return [block("listRelation", None, *found)] if found else []


def relations(edition: Edition) -> list[str]:
    return [part for document in edition.documents.values() for part in relations_of(document)]
