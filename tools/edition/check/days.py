"""E7: days and years in the editors' prose: each can be, falls on the weekday named, and spans begin before they end."""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Iterator

from ..derive.dates import MONTHS
from ..diagnostics import Diagnostic, Span, rule
from ..model import Edition, Prose
from ..patterns import lazy
from . import each
from .place import Stretch, stretches

NO_SUCH_DAY = rule("E710", "impossible-day-in-prose")
OTHER_WEEKDAY = rule("E711", "day-of-another-weekday")
YEARS_BACKWARDS = rule("E712", "years-run-backwards")

_MONTH = "|".join(MONTHS)
_WEEKDAYS = tuple(calendar.day_name)
_WEEKDAY = "|".join(_WEEKDAYS)
_DAY = lazy(rf"(?<![\d–/-])(\d{{1,2}})(?:st|nd|rd|th)?(?: of)? ({_MONTH})(?:,? (\d{{4}})(?!\d))?|({_MONTH}) (\d{{1,2}})(?!\d)(?:,? (\d{{4}})(?!\d))?")
_NAMED = lazy(
    rf"\b(?P<first>{_WEEKDAY}),? (?:the )?(?P<day>\d{{1,2}})(?:st|nd|rd|th)? (?P<month>{_MONTH}),? (?P<year>\d{{4}})(?!\d)"
    rf"|(?<!\d)(?P<day2>\d{{1,2}}) (?P<month2>{_MONTH}) (?P<year2>\d{{4}}),? (?:which was )?\(?a (?P<last>{_WEEKDAY})\b"
)
_SPAN = lazy(r"(?:\b[Ff]rom (\d{4}) (?:to|until) (\d{4})|(?<![\w.,/–-])(\d{4})\s?[–-]\s?(\d{4}|\d\d))(?![\w/–-]|,\d)")
_DIGIT = lazy(r"\d")
_QUOTED = lazy(r"“[^”]*”")
#: the last country of Europe to leave the Julian calendar did so in 1923
_NEW_STYLE = 1924


@each("records", "pages")
def days(edition: Edition) -> Iterator[Diagnostic]:
    """A day that the editors name is in the calendar, and was the weekday that they say; what is quoted is not theirs."""
    released = edition.citation.get("date-released", "")[:4]
    for stretch in _prose(edition):
        text, at = stretch.text, stretch.place
        if not _DIGIT.search(text):
            continue
        text = _QUOTED.sub(lambda match: "“" + " " * (len(match[0]) - 2) + "”", text)
        for match in _DAY.finditer(text):
            day, month, year = (match[1], match[2], match[3]) if match[1] else (match[5], match[4], match[6])
            if not 1 <= int(day) <= _last(month, year):
                yield NO_SUCH_DAY(at(*match.span()), f"there is no {int(day)} {month}{f' {year}' if year else ''}", "compare it with the evidence")
            elif year and released.isdecimal() and int(year) > int(released):
                yield NO_SUCH_DAY(at(*match.span()), f"“{match[0]}” is after the edition’s own day", "compare it with the evidence")
        for match in _NAMED.finditer(text):
            yield from _weekday(match, at(*match.span()))
        for match in _SPAN.finditer(text):
            first, last = int(match[1] or match[3]), match[2] or match[4]
            whole = int(last) if len(last) == 4 else first - first % 100 + int(last)
            turn = len(last) == 2 and first % 100 >= 90 and int(last) < 10  # “1999–03”
            if whole < first and not turn and 1000 <= first <= 2100:
                yield YEARS_BACKWARDS(at(*match.span()), f"“{match[0]}” runs backwards", "put the earlier year first, or correct the one that is wrong")


def _last(month: str, year: str | None) -> int:
    number = MONTHS.index(month) + 1
    return calendar.monthrange(int(year) if year and int(year) else 2000, number)[1]


def _weekday(match: re.Match[str], span: Span) -> Iterator[Diagnostic]:
    day, month, year = (match["day"], match["month"], match["year"]) if match["first"] else (match["day2"], match["month2"], match["year2"])
    said = match["first"] or match["last"]
    try:
        date = datetime.date(int(year), MONTHS.index(month) + 1, int(day))
    except ValueError:
        return  # E710
    right = _WEEKDAYS[date.weekday()]
    old_style = _WEEKDAYS[(date.weekday() - (date.year // 400 - date.year // 100 + 2) % 7 + 7) % 7] if date.year < _NEW_STYLE else right
    if said not in (right, old_style) and date.year > 1582:
        yield OTHER_WEEKDAY(span, f"{int(day)} {month} {year} was a {right}, not a {said}", "correct the weekday or the date, as the evidence has it")


def _prose(edition: Edition) -> Iterator[Stretch]:
    """The editors' words: the prose, and what the heads of records say in words."""
    yield from stretches(edition)
    for entity in edition.entities.values():
        for key, value in (("gloss", entity.gloss), ("dates", entity.dates if "–" not in entity.dates else "")):  # E413 sees to spans
            yield Stretch(value, entity.spans.get(key, entity.span))
    for account in edition.accounts.values():
        yield Stretch(account.title, account.spans.get("title", account.span))
        for value in account.established.values():
            yield Stretch(value, account.spans.get("established", account.span), Prose((), "\n", account.span))
