"""E5: what a work's fields say of one another: names, months, fields there are, and numbers that are told twice."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..derive.dates import MONTHS
from ..derive.questions import has
from ..diagnostics import Diagnostic, nearest, rule
from ..model import Edition, Work
from ..patterns import lazy
from ..read.bib import plain
from . import check, each
from .sound import sound

MALFORMED_PERSON = rule("E520", "malformed-person")
UNKNOWN_FIELD = rule("E521", "unknown-field")
UNKNOWN_MONTH = rule("E522", "unknown-month")
NUMBERS_DIFFER = rule("E523", "numbers-of-a-work-differ")
TWIN_SHORTHAND = rule("E524", "shorthand-of-two-works")
PRINTED_OTHERWISE = rule("E525", "printed-otherwise")

#: the fields of BibTeX and biblatex that are in use, and the edition's own
FIELDS = frozenset(
    "abstract address annote author booktitle chapter crossref date doi edition editor eprint eventtitle eventdate howpublished institution isbn issn issue journal key keywords"
    " language location month note number organization origdate pages pagetotal publisher school series shorthand shorttitle subtitle title titleaddon translator type url urldate"
    " venue version volume volumes year citedat fault printed standing sortname lccn oclc archive".split()
)
_MONTHS = frozenset((*(month.lower() for month in MONTHS), *(month[:3].lower() for month in MONTHS), "sept", "spring", "summer", "autumn", "fall", "winter"))
#: the numbers of a document and of its volume, in the key, the short title, the printed place and the address
_KEY = lazy(r"[a-z]+\d{4}(?:-\d{2,4})?v[e]?(?P<volume>\d+)(?:[a-z]\d)*d(?P<document>\d+)")
_DOCUMENT = lazy(r"\b(?:[Dd]oc(?:ument)?s?\.?|[Nn]o\.) (\d+)(?![\d–-])")
_ADDRESS = lazy(r"/d(\d+)(?:[/?#].*)?$")
_VOLUME = lazy(r"\bvol\. ([IVXLC]+)\b")
_MARKS = lazy(r"(?:\w+ )?(?:\[\d+\](?:, | )?)+")


@each("works")
def fields(edition: Edition) -> Iterator[Diagnostic]:
    """A field is one that there is, a month a month, a person a person; the numbers that a work gives twice are the same."""
    shorthands: dict[str, Work] = {}
    for work in edition.works.values():
        for name in work.fields:
            if name not in FIELDS and (near := nearest(name, sorted(FIELDS), 0.75)):
                yield UNKNOWN_FIELD(work.span, f"“{work.key}” has a field “{name}”{near}", "correct the name of the field: an unknown one is printed nowhere")
        month = work.fields.get("month", "")
        if month and not all(part.lower().strip(".") in _MONTHS or part.isdecimal() for part in re.split(r"[\s/,–-]+|--", plain(month)) if part):
            yield UNKNOWN_MONTH(work.span, f"“{month}” is no month{nearest(month.capitalize(), MONTHS)}", "write its name")
        yield from _persons(work)
        differ = list(_numbers(work))
        yield from differ
        short = "" if differ else work.fields.get("shorthand", "")
        other = shorthands.setdefault(short, work) if short else work
        if other is not work:
            yield TWIN_SHORTHAND(
                work.span, f"“{plain(short)}” is the short title of “{other.key}” already", "a short title leads to one work: correct one of the two"
            )


def _persons(work: Work) -> Iterator[Diagnostic]:
    for role, people in work.persons.items():
        for family, given in people:
            name = f"{given} {family}".strip()
            if not name:
                yield MALFORMED_PERSON(work.span, f"“{work.key}” has an empty {role}", "remove the “and” that is left over")
            elif ";" in name or re.search(r"\bet al(?:ii)?\b", name):
                yield MALFORMED_PERSON(work.span, f"“{name}” is no {role} of “{work.key}”", "put “and” between persons, and “and others” for the rest")


def _numbers(work: Work) -> Iterator[Diagnostic]:
    key = _KEY.fullmatch(work.key)
    if key is None:
        return
    told = {"the key": key["document"]}
    for name in ("shorthand", "howpublished"):
        if match := _DOCUMENT.search(plain(work.fields.get(name, ""))):
            told[f"“{name}”"] = match[1]
    if match := _ADDRESS.search(work.fields.get("url", "")):
        told["the address"] = match[1]
    if len(set(told.values())) > 1:
        yield NUMBERS_DIFFER(
            work.span, f"“{work.key}” is document {', '.join(f'{number} in {where}' for where, number in told.items())}", "compare them with the work"
        )
        return
    from ..locus import from_roman

    for name in ("shorthand", "howpublished"):
        match = _VOLUME.search(plain(work.fields.get(name, "")))
        if match and from_roman(match[1].lower()) not in (int(key["volume"]), None):
            yield NUMBERS_DIFFER(work.span, f"the key “{work.key}” says volume {key['volume']}, “{name}” volume {match[1]}", "compare them with the work")
            return


@check
def printed(edition: Edition) -> Iterator[Diagnostic]:
    """What a document is said to print of a work stands in it."""
    for work in edition.works.values():
        sigla = {id_.partition("-")[0] for id_ in work.cited_at}
        if "printed" not in work.shown or not sigla or not all(siglum in edition.documents and sound(edition, siglum) for siglum in sigla):
            continue
        for part in plain(work.shown["printed"]).split(" / "):
            if part.strip() and not _MARKS.fullmatch(part.strip()) and not any(has(edition.documents[siglum], part.strip()) for siglum in sorted(sigla)):
                yield PRINTED_OTHERWISE(
                    work.span, f"“{part.strip()[:60]}” stands in no document that cites “{work.key}”", "copy the words as the document has them"
                )
                break
