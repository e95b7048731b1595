"""What of the edition was read whole, so that a check does not report again what a reader has reported."""

from __future__ import annotations

from collections.abc import Iterable

from ..model import Edition

#: the faults of prose: unknown role, mark-up outside the subset, unclosed mark-up, no prose (:mod:`edition.read.prose`)
PROSE = frozenset(("E601", "E602", "E603", "E604"))


def sound(edition: Edition, siglum: str) -> bool:
    """Whether a document's text was read without a fault: then an id that is not in it is nowhere."""
    document = edition.documents[siglum]
    return bool(document.passages) and not faulty(edition, f"sources/{siglum}/text.md")


def readable(edition: Edition, id_: str) -> bool:
    """Whether the text that an id points into was read whole, so that an unknown id is the reference's own fault."""
    siglum = id_.partition("-")[0]
    return siglum not in edition.documents or sound(edition, siglum)


def all_sound(edition: Edition) -> bool:
    return all(sound(edition, siglum) for siglum in edition.documents)


def faulty(edition: Edition, *folders: str) -> bool:
    """Whether a record in files whose path begins so may have been lost in reading; a fault of its prose alone loses none."""
    return any(fault.span.file.startswith(folders) and fault.code not in PROSE for fault in edition.faults)


def unmeant(unused: Iterable[str], unknown: set[str]) -> list[str]:
    """Return the unused ids for which no unknown one can have been meant.

    A mistyped reference leaves its target unused: that is one fault, told where the reference stands. Each unknown id
    accounts for the unused one most like it, and if there are no more unused than unknown ones, for any.
    """
    import difflib

    left = list(unused)
    if len(left) <= len(unknown):
        return []
    for id_ in sorted(unknown):
        left = [other for other in left if other not in difflib.get_close_matches(id_, left, n=1)]
    return left
