"""Releases of the edition, as far as its records tell: so far the one that ``CITATION.cff`` describes."""

from __future__ import annotations

from dataclasses import dataclass

from ..model import Edition
from .dates import shown


@dataclass(frozen=True, slots=True)
class Release:
    """A released edition: its number, its date as printed, and what changed in it, in words."""

    number: str
    date: str
    changes: tuple[str, ...]


def releases(edition: Edition) -> list[Release]:
    """Return the releases, the newest first."""
    number = edition.citation.get("version", "")
    return [Release(number, shown(edition.citation.get("date-released", "")), ("first edition",))] if number else []
