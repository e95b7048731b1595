"""E5: the fields of a work: those its type needs, each in its form."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from ..diagnostics import Diagnostic, nearest, rule
from ..model import Edition, Work
from . import each
from .addresses import fault, mend
from .works_agree import FIELDS

MISSING_FIELD = rule("E507", "missing-field")
WRONG_CHECK_DIGIT = rule("E508", "wrong-check-digit")
MALFORMED_DOI = rule("E509", "malformed-doi")
ODD_YEAR = rule("E510", "impossible-year")
WRONG_URLDATE = rule("E511", "impossible-day-seen")
URL_UNDATED = rule("E512", "address-without-day")
UNKNOWN_STANDING = rule("E513", "unknown-standing")
MALFORMED_URL = rule("E515", "malformed-address")
UNKNOWN_SORT = rule("E516", "unknown-sort")
OTHER_YEAR = rule("E517", "key-of-another-year")

STANDINGS = ("verified", "partly", "as-cited", "candidate", "unknown")
SORTS = ("primary", "scholarly", "reference", "press", "popular", "unidentified")
#: what each type needs beside a title; “a|b” is either
NEEDS = {
    "article": ("journal",),
    "book": ("author|editor", "publisher|howpublished"),
    "incollection": ("booktitle",),
    "inproceedings": ("booktitle",),
    "online": ("url",),
    "techreport": ("institution",),
    "phdthesis": ("author", "school"),
    "unpublished": ("note",),
}
#: a work known only as a document cites it may lack what nobody has found
INCOMPLETE = ("as-cited", "candidate", "unknown")


@each("works")
def missing_fields(edition: Edition) -> Iterator[Diagnostic]:
    """A work that was seen has the fields of its type."""
    for work in edition.works.values():
        needs = ["title", *(NEEDS.get(work.type, ()) if work.fields.get("standing") not in INCOMPLETE else ())]
        have = {name for name, value in work.fields.items() if value.strip("{} ")} | set(work.persons)
        have |= {known for name in work.fields if name not in FIELDS for known in FIELDS if f"“{known}”" in nearest(name, [known], 0.75)}  # E521
        lacks = [need for need in needs if not have & set(need.split("|"))]
        if lacks:
            names = ", ".join("“" + need.replace("|", "” or “") + "”" for need in lacks)
            yield MISSING_FIELD(work.span, f"the {work.type} “{work.key}” lacks {names}", "add the field, or correct the type of the entry")


@each("works")
def standing(edition: Edition) -> Iterator[Diagnostic]:
    """Every work says how well it is known, and what sort of source it is."""
    for work in edition.works.values():
        value = work.fields.get("standing", "")
        if value not in STANDINGS:
            have = f"“{value}” is no standing{nearest(value, STANDINGS)}" if value else f"“{work.key}” has no standing"
            yield UNKNOWN_STANDING(work.span, have, f"write one of: {', '.join(STANDINGS)}")
        words = re.split(r"[,;\s]+", work.fields.get("keywords", "").strip())
        if not set(words) & set(SORTS):
            have = f"“{words[0]}” is no sort of source{nearest(words[0], SORTS)}" if words[0] else f"“{work.key}” has no sort of source"
            yield UNKNOWN_SORT(work.span, have, f"write under “keywords” one of: {', '.join(SORTS)}")


@each("works")
def numbers(edition: Edition) -> Iterator[Diagnostic]:
    """ISBN and ISSN have the right check digit, a DOI its form."""
    for work in edition.works.values():
        for name, right in (("isbn", isbn), ("issn", issn)):
            for number in filter(None, re.split(r"[,;]\s*|\s+(?=97)", work.fields.get(name, ""))):
                if not right(number):
                    yield WRONG_CHECK_DIGIT(
                        work.span,
                        f"“{number}” is no {name.upper()}: a digit is wrong, or missing",
                        "compare the number with the title page or a library's record",
                    )
        doi = work.fields.get("doi", "")
        if doi and not re.fullmatch(r"10\.\d{4,9}/[^\s{}]+", doi):
            yield MALFORMED_DOI(work.span, f"“{doi}” is no DOI", "write it from “10.” on, without “https://doi.org/”")


def isbn(number: str) -> bool:
    """Whether a number is an ISBN of ten or thirteen digits (ISO 2108:2017)."""
    digits = number.replace("-", "").replace(" ", "").upper()
    if re.fullmatch(r"\d{9}[\dX]", digits):
        return sum((10 - place) * (10 if digit == "X" else int(digit)) for place, digit in enumerate(digits)) % 11 == 0
    if re.fullmatch(r"97[89]\d{10}", digits):
        return sum((3 if place % 2 else 1) * int(digit) for place, digit in enumerate(digits)) % 10 == 0
    return False


def issn(number: str) -> bool:
    """Whether a number is an ISSN (ISO 3297:2022)."""
    digits = number.replace("-", "").upper()
    return bool(re.fullmatch(r"\d{7}[\dX]", digits)) and sum((8 - place) * (10 if digit == "X" else int(digit)) for place, digit in enumerate(digits)) % 11 == 0


@each("works")
def dates(edition: Edition) -> Iterator[Diagnostic]:
    """Years can be, agree with the key, and nothing was seen after the edition's own day."""
    released = _day(edition.citation.get("date-released", ""))
    for work in edition.works.values():
        year = work.fields.get("year", "")
        match = re.fullmatch(r"(\d{4})(?:[-–/]{1,2}(\d{2,4}))?", year)
        if year and (match is None or not 1450 <= int(match[1]) <= (released.year if released else 9999)):
            yield ODD_YEAR(
                work.span, f"“{year}” is no year in which “{work.key}” can have appeared", "write four digits; leave the field out if the year is unknown"
            )
        elif match and (said := _year_of_key(work.key)) and said != match[1]:
            yield OTHER_YEAR(
                work.span, f"the key “{work.key}” says {said}, the work {year}", "correct the one that is wrong; a key is changed wherever it is cited"
            )
        yield from _seen(work, released)


def _seen(work: Work, released: datetime.date | None) -> Iterator[Diagnostic]:
    url, day = work.fields.get("url", ""), work.fields.get("urldate", "")
    if url and (what := fault(url)):
        yield MALFORMED_URL(work.span, f"“{url}” {what}", mend(url))
    if day:
        seen = _day(day)
        if seen is None:
            yield WRONG_URLDATE(work.span, f"the day seen, “{day}”, is no date", "write it as 2026-11-21")
        elif released and seen > released:
            yield WRONG_URLDATE(
                work.span, f"“{work.key}” was seen on {day}, after the edition's own day {released}", "correct “urldate”, or “date-released” in CITATION.cff"
            )
    elif url:
        yield URL_UNDATED(work.span, f"nothing says when the address of “{work.key}” was seen", "add “urldate = {…}”, the day in the form 2026-11-21")


def _day(words: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(words) if re.fullmatch(r"\d{4}-\d\d-\d\d", words) else None
    except ValueError:
        return None


def _year_of_key(key: str) -> str:
    """The year that a key made by rule says: ``kux2001``, ``dawn-19740225-summit``."""
    match = re.fullmatch(r"[a-z]+(\d{4})[a-z]?", key) or re.fullmatch(r"[a-z0-9]+-(\d{4})\d{4}(?:-.+)?", key)
    return match[1] if match and 1450 <= int(match[1]) <= 2100 else ""
