"""What every file of the edition states of itself: title, edition number and date, rights. And how files are written."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..model import Document, Edition

#: the folder of the exports below the edition's address
DATA = "data"
UNDATED = "1980-01-01"


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts of ``CITATION.cff`` that the exports print."""

    title: str
    editors: tuple[str, ...]
    number: str
    date: str
    licence: str
    abstract: str
    url: str

    @property
    def licence_url(self) -> str:
        return licence_url(self.licence)

    @property
    def statement(self) -> str:
        """One line: title, edition, date, licence of the editors' work."""
        return f"{self.title}. Edition {self.number}, {self.date}. Editors’ work: {self.licence or 'all rights reserved'}."

    @property
    def data_url(self) -> str:
        """The address of the exports, with a slash at its end; empty if the edition states no address of its own."""
        return f"{self.url.rstrip('/')}/{DATA}/" if self.url else ""


def facts(edition: Edition) -> Facts:
    """Return what the edition states of itself."""
    get = edition.citation.get
    return Facts(
        title=get("title", "An edition"),
        editors=tuple(name for name in get("authors", "").split("; ") if name) or ("The editors",),
        number=get("version", "unreleased"),
        date=get("date-released", UNDATED),
        licence=get("license", ""),
        abstract=" ".join(get("abstract", "").split()),
        url=get("url", ""),
    )


def licence_url(spdx: str) -> str:
    """Return the address of a licence by its SPDX identifier (SPDX License List 3), or the empty string."""
    match = re.fullmatch(r"CC-(BY(?:-NC)?(?:-SA|-ND)?)-(\d\.\d)", spdx)
    if match:
        return f"https://creativecommons.org/licenses/{match[1].lower()}/{match[2]}/"
    if spdx == "CC0-1.0":
        return "https://creativecommons.org/publicdomain/zero/1.0/"
    return f"https://spdx.org/licenses/{spdx}.html" if re.fullmatch(r"[A-Za-z0-9.+]+(?:-[A-Za-z0-9.+]+)+", spdx) else ""


def rights(document: Document) -> str:
    """Return the rights in a document as its record states them."""
    return " ".join(document.meta.get("rights", "not stated").split())


def person(edition: Edition, key: str) -> str:
    """Return the name of a contributor by key."""
    return edition.contributors.get(key, key)


def write(path: Path, text: str) -> Path:
    """Write a text file with plain line feeds; its folders are made."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode("utf-8"))
    return path


def write_json(path: Path, value: Any, *, compact: bool = False) -> Path:
    """Write JSON (RFC 8259) in the order given."""
    text = json.dumps(value, ensure_ascii=False, indent=None if compact else 1, separators=(",", ":") if compact else None)
    return write(path, text + "\n")
