"""Dates as accounts write them: a year, a month, a day, or an interval of two of these (ISO 8601-1:2019, 5.5)."""

from __future__ import annotations

import calendar
import datetime

from ..patterns import lazy

_DATE = lazy(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")


def bounds(words: str) -> tuple[datetime.date, datetime.date] | None:
    """Return the first and last day that a date may mean, or None if it is none."""
    first, _, last = words.partition("/")
    one, other = _single(first), _single(last or first)
    if one is None or other is None or one[0] > other[1]:
        return None
    return one[0], other[1]


def _single(words: str) -> tuple[datetime.date, datetime.date] | None:
    match = _DATE.fullmatch(words.strip())
    if match is None:
        return None
    year, month, day = int(match[1]), int(match[2] or 0), int(match[3] or 0)
    try:
        if day:
            return (datetime.date(year, month, day),) * 2
        if month:
            return datetime.date(year, month, 1), datetime.date(year, month, calendar.monthrange(year, month)[1])
        return datetime.date(year, 1, 1), datetime.date(year, 12, 31)
    except ValueError:
        return None


def agree(one: str, other: str) -> bool | None:
    """Whether two dates can be the same (their bounds meet); None if either is no date."""
    a, b = bounds(one), bounds(other)
    if a is None or b is None:
        return None
    return a[0] <= b[1] and b[0] <= a[1]


def shown(words: str) -> str:
    """Return a date as it is printed: ``1960-05-01`` → ``1 May 1960``."""
    parts = []
    for piece in words.split("/"):
        match = _DATE.fullmatch(piece.strip())
        if match is None:
            return words
        year, month, day = match[1], int(match[2] or 0), int(match[3] or 0)
        parts.append(" ".join(part for part in (str(day) if day else "", MONTHS[month - 1] if month else "", year) if part))
    return "–".join(parts)
