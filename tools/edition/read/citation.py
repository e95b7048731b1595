"""``CITATION.cff`` (Citation File Format 1.2.0): the one home of title, editors, version and licence; and the contributors' file."""

from __future__ import annotations

from pathlib import Path

from .faults import Faults
from .files import read_text, relative
from .records import WRONG_TYPE, Map, Record, Scalar, Seq, Value, parse


def read_citation(root: Path, path: Path, faults: Faults) -> dict[str, str]:
    """Return the plain values of ``CITATION.cff``; the authors' names under ``authors``, joined by “; ”."""
    text = read_text(root, path, faults)
    value = parse(text, relative(root, path), faults) if text is not None else None
    if not isinstance(value, Map):
        _no_keys(value, "the citation", faults)
        return {}
    out = {key: item.value for key, item in value.items.items() if isinstance(item, Scalar)}
    authors = value.items.get("authors")
    names = []
    for author in authors.items if isinstance(authors, Seq) else ():
        if isinstance(author, Map):
            part = {key: item.value for key, item in author.items.items() if isinstance(item, Scalar)}
            names.append(part.get("name") or f"{part.get('given-names', '')} {part.get('family-names', '')}".strip())
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
        if person.ok:
            out[key] = person.text("name")
    return out


def _no_keys(value: Value | None, what: str, faults: Faults) -> None:
    if value is not None:
        faults.add(WRONG_TYPE, value.span, f"{what} must be keys with values", "write “key: value” lines")
