"""Works as CSL-JSON (Citation Style Language 1.0.2, “csl-data”), from the model and by no style."""

from __future__ import annotations

import re
from typing import Any

from ..derive.bibliography import field
from ..derive.dates import MONTHS
from ..model import Work
from ..read.bib import plain

_TYPES = {
    "article": "article-journal",
    "book": "book",
    "incollection": "chapter",
    "inproceedings": "paper-conference",
    "misc": "document",
    "online": "webpage",
    "techreport": "report",
    "unpublished": "manuscript",
    "phdthesis": "thesis",
}
_FIELDS = {
    "title": "title",
    "volume": "volume",
    "pages": "page",
    "edition": "edition",
    "series": "collection-title",
    "address": "publisher-place",
    "doi": "DOI",
    "isbn": "ISBN",
    "issn": "ISSN",
    "url": "URL",
    "note": "note",
}


def csl(work: Work) -> dict[str, Any]:
    """Return a work as a CSL item."""
    kind = _TYPES.get(work.type, "document")
    if kind == "article-journal" and "press" in work.fields.get("keywords", ""):
        kind = "article-newspaper"
    out: dict[str, Any] = {"id": work.key, "type": kind}
    for role in ("author", "editor"):
        names = [_name(family, given) for family, given in work.persons.get(role, ()) if family != "others"]
        if names:
            out[role] = names
    for source, target in _FIELDS.items():
        if value := field(work, source):
            out[target] = value
    container = field(work, "journal") or field(work, "booktitle")
    if container:
        out["container-title"] = container
    house = field(work, "publisher") or field(work, "institution") or field(work, "school") or field(work, "organization")
    if house:
        out["publisher"] = house
    if number := field(work, "number"):
        out["issue" if work.type == "article" else "collection-number" if field(work, "series") else "number"] = number
    genre = field(work, "type") or ("PhD thesis" if work.type == "phdthesis" else "")
    if genre:
        out["genre"] = genre
    if how := field(work, "howpublished"):
        out["source" if container else "container-title"] = how
    if issued := _issued(work):
        out["issued"] = issued
    if accessed := _parts(field(work, "urldate")):
        out["accessed"] = {"date-parts": [accessed]}
    return out


def _name(family: str, given: str) -> dict[str, str]:
    family, given = plain(family).strip(), plain(given).strip()
    return {"family": family, "given": given} if given else {"literal": family}


def _issued(work: Work) -> dict[str, Any]:
    when = field(work, "year") or field(work, "date")
    if not when:
        return {}
    if parts := _parts(when):
        month = field(work, "month").split(" ")[0].lower()[:3]
        number = next((index for index, name in enumerate(MONTHS, 1) if month and name.lower().startswith(month)), 0)
        return {"date-parts": [[*parts, number] if number and len(parts) == 1 else parts]}
    years = re.fullmatch(r"(\d{4})\s*[–/-]+\s*(\d{4})", when)
    return {"date-parts": [[int(years[1])], [int(years[2])]]} if years else {"literal": when}


def _parts(words: str) -> list[int]:
    match = re.fullmatch(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", words)
    return [int(part) for part in match.groups() if part] if match else []
