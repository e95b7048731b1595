"""``CITATION.cff`` (Citation File Format 1.2.0): the one home of title, editors, version and licence; and the contributors' file."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

from ..diagnostics import Span, rule
from .faults import Faults
from .files import read_text, relative
from .records import WRONG_TYPE, Map, Record, Scalar, Seq, Value, parse

IMPOSSIBLE_DAY = rule("E129", "impossible-day")
MALFORMED_ORCID = rule("E132", "malformed-orcid")

#: what pages and citations are made from; and what else the format has (Citation File Format 1.2.0)
NEED = ("title", "authors", "version", "date-released")
MAY = (
    "cff-version", "message", "abstract", "commit", "contact", "doi", "identifiers", "keywords", "license", "license-url", "preferred-citation", "references",
    "repository", "repository-artifact", "repository-code", "type", "url",
)  # fmt: skip


def read_citation(root: Path, path: Path, faults: Faults) -> dict[str, str]:
    """Return the plain values of ``CITATION.cff``; the authors' names under ``authors``, joined by “; ”."""
    text = read_text(root, path, faults)
    value = parse(text, relative(root, path), faults) if text is not None else None
    if not isinstance(value, Map):
        _no_keys(value, "the citation", faults)
        return {}
    record = Record(value, faults, span=Span(relative(root, path)), what="the citation", need=NEED, may=MAY)
    for key in ("title", "version", "date-released"):
        record.text(key)
    day = record.raw("date-released")
    if isinstance(day, Scalar) and day.value.strip() and not _is_day(day.value):
        faults.add(IMPOSSIBLE_DAY, day.span, f"“{day.value}” is no day", "write it as 2026-11-21")
    out = {key: item.value for key, item in value.items.items() if isinstance(item, Scalar)}
    authors = value.items.get("authors")
    names = []
    for author in authors.items if isinstance(authors, Seq) else ():
        if isinstance(author, Map):
            part = {key: item.value for key, item in author.items.items() if isinstance(item, Scalar)}
            _orcid(author.items.get("orcid"), faults)
            names.append(part.get("name") or f"{part.get('given-names', '')} {part.get('family-names', '')}".strip())
    if authors is not None and not all(names):
        names = []
    if authors is not None and not names:
        faults.add(WRONG_TYPE, authors.span, "the authors must be a list of names", "write each as “- name: …”, or “- family-names: …” and “given-names: …”")
    out["authors"] = "; ".join(names)
    return out


def read_contributors(root: Path, path: Path, faults: Faults) -> dict[str, str]:
    """Return the contributors of ``docs/contributors.yaml``: key → name."""
    text = read_text(root, path, faults)
    value = parse(text, relative(root, path), faults) if text is not None else None
    if not isinstance(value, Map):
        _no_keys(value, "the contributors’ file", faults)
        return {}
    out = {}
    for key, item in value.items.items():
        person = Record(item, faults, span=item.span, what="a contributor", need=("name", "role"), may=("orcid", "url"))
        _orcid(person.raw("orcid"), faults)
        if person.ok:
            out[key] = person.text("name")
    return out


def _is_day(words: str) -> bool:
    try:
        return bool(re.fullmatch(r"\d{4}-\d\d-\d\d", words) and datetime.date.fromisoformat(words))
    except ValueError:
        return False


def _orcid(value: Value | None, faults: Faults) -> None:
    """An ORCID has sixteen digits, of which the last is a check (ISO 7064, 11-2)."""
    if not isinstance(value, Scalar):
        return
    match = re.fullmatch(r"(?:https://orcid\.org/)?(\d{4})-(\d{4})-(\d{4})-(\d{3}[\dX])", value.value.strip())
    digits = "".join(match.groups()) if match else ""
    total = 0
    for digit in digits[:-1]:
        total = (total + int(digit)) * 2
    check = (12 - total % 11) % 11
    if not digits or digits[-1] != ("X" if check == 10 else str(check)):
        faults.add(MALFORMED_ORCID, value.span, f"“{value.value}” is no ORCID: a digit is wrong, or missing", "copy it from orcid.org, as 0000-0002-1825-0097")


def _no_keys(value: Value | None, what: str, faults: Faults) -> None:
    if value is not None:
        faults.add(WRONG_TYPE, value.span, f"{what} must be keys with values", "write “key: value” lines")
