"""The timeline: each established event, and where each document puts it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from ..model import Account, Edition
from . import svg
from .dates import MONTHS, agree, bounds

Span = tuple[datetime.date, datetime.date]


@dataclass(frozen=True, slots=True)
class Claim:
    """Where a document puts an event: ``words`` is its date as the account has it, ``slip`` that it cannot be right."""

    siglum: str
    at: str
    words: str
    span: Span
    slip: bool


@dataclass(frozen=True, slots=True)
class Row:
    """An event with its established date and the documents' own."""

    account: Account
    span: Span
    claims: tuple[Claim, ...]


def rows(edition: Edition) -> list[Row]:
    """Return the events in the order of their established dates; a document's date is given once for each event."""
    out = []
    for account in edition.accounts.values():
        span = bounds(account.date)
        if span is None or account.withdrawn:
            continue
        claims: dict[tuple[str, str], Claim] = {}
        for telling in account.told:
            words = telling.states.get("date", "")
            stated = bounds(words)
            siglum = telling.at.partition("-")[0]
            if stated is not None:
                claims.setdefault((siglum, words), Claim(siglum, telling.at, words, stated, agree(words, account.date) is False))
        out.append(Row(account, span, tuple(claims.values())))
    return sorted(out, key=lambda row: (row.span, row.account.id))


# the drawing

_GAP = 20  #: between the titles and the axis
_NEAR = 12  #: a slip is drawn at least so far from the event, however small it is
_TOP = 34
_BELOW = 60  #: the years again, and the key

_Box = tuple[float, float, float, float]


def _year(day: datetime.date, *, after: bool = False) -> float:
    return day.year + (day.timetuple().tm_yday - (0 if after else 1)) / 366


def step(years: float, most: int = 12) -> int:
    """Return how many years apart the lines of an axis stand."""
    return next((size for size in (1, 2, 5, 10, 20, 25, 50, 100, 200, 500) if years / size <= most), 1000)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """The columns of a drawing: the years stand at its edge, then titles, then the axis."""

    wide: float
    title: float
    titles: float

    @property
    def left(self) -> float:
        return self.title + self.titles + _GAP

    @property
    def right(self) -> float:
        return self.wide - 14


_SCREEN = _Sheet(svg.WIDTH, 62, 240)
_PAGE = _Sheet(svg.PAGE_WIDTH, 56, 184)


class _Axis:
    def __init__(self, spans: list[Span], sheet: _Sheet) -> None:
        self.sheet = sheet
        first = min((_year(span[0]) for span in spans), default=0.0)
        last = max((_year(span[1], after=True) for span in spans), default=first + 1)
        pad = max((last - first) * 0.02, 0.6)
        self.first, self.last = first - pad, last + pad

    def x(self, year: float) -> float:
        return self.sheet.left + (year - self.first) / (self.last - self.first) * (self.sheet.right - self.sheet.left)

    def ends(self, span: Span) -> tuple[float, float]:
        return self.x(_year(span[0])), self.x(_year(span[1], after=True))

    def lines(self) -> list[int]:
        apart = step(self.last - self.first)
        return [year for year in range(int(self.first // apart) * apart, int(self.last) + 1, apart) if year >= self.first]


def draw(edition: Edition, *, style: bool = False) -> str:
    """Draw the timeline; an edition without accounts has none. ``style`` puts a style sheet inside."""
    found = rows(edition)
    if not found:
        return ""
    out = _drawn(found, found, _SCREEN, "The table beneath has the same in words.")
    return svg.with_style(out) if style else out


def draw_pages(edition: Edition, high: float) -> list[str]:
    """Draw the timeline for a book: as many drawings, one below the other, as its pages of this height ask for."""
    found = rows(edition)
    heights = [_height(_title(row, _PAGE)) for row in found]
    room = high - _TOP - _BELOW
    room = sum(heights) / max(1, -(-sum(heights) // room)) + max(heights, default=0.0) / 2  # pages of about one height
    pages: list[list[Row]] = []
    free = 0.0
    for row, needed in zip(found, heights, strict=True):
        if needed > free:
            pages.append([])
            free = room
        pages[-1].append(row)
        free -= needed
    return [_drawn(page, found, _PAGE, "Each account has the same in words.", number) for number, page in enumerate(pages, 1)]


def _title(row: Row, sheet: _Sheet) -> list[str]:
    return svg.wrapped(row.account.title, sheet.titles)


def _height(lines: list[str]) -> float:
    return max(36.0, 14 + 16.0 * len(lines))


def _drawn(shown: list[Row], found: list[Row], sheet: _Sheet, elsewhere: str, number: int = 1) -> str:
    """Draw some rows of all on a sheet."""
    axis = _Axis([row.span for row in found] + [claim.span for row in found for claim in row.claims], sheet)
    body: list[str] = []
    y = float(_TOP)
    for row in shown:
        lines = _title(row, sheet)
        body += [svg.line(0, y, sheet.wide, y, "grid"), *_row(row, axis, lines, y, _height(lines))]
        y += _height(lines)
    grid = [svg.line(axis.x(year), _TOP - 6, axis.x(year), y + 6, "grid") for year in axis.lines()]
    ends = [svg.line(0, at, sheet.wide, at, "axis") for at in (_TOP, y)]
    figures = [svg.text(axis.x(year), at, str(year), "label small", "middle") for year in axis.lines() for at in (_TOP - 12, y + 20)]
    slips = sum(1 for row in shown for claim in row.claims if claim.slip)
    description = (
        f"{len(shown)} events in the order of their established dates. A black mark or bar stands at the established date; "
        f"a filled disc, with the documents named, where documents agree with it; a hollow diamond, joined to it by a broken line, "
        f"where a document puts the event elsewhere ({slips} times). {elsewhere}"
    )
    title = "Established events, and where each document puts them" + (", continued" if number > 1 else "")
    return svg.drawing("timeline", title, description, y + _BELOW, [*grid, *body, *ends, *figures, *_key(sheet, y + 46)], sheet.wide)


def years(span: Span) -> str:
    """Return the year or years of an interval: “1960”, “1954–55”."""
    first, last = span[0].year, span[1].year
    if first == last:
        return str(first)
    return f"{first}–{last % 100:02}" if first // 100 == last // 100 else f"{first}–{last}"


def _brief(span: Span, established: Span) -> str:
    """A slip's date: the year, or within the established year the month and day."""
    first, last = span
    if first.year != last.year or {first.year} != {day.year for day in established}:
        return years(span)
    month = MONTHS[first.month - 1]
    if first == last:
        return f"{first.day} {month}"
    if first.month != last.month:
        return str(first.year)
    return month if first.day == 1 and (last + datetime.timedelta(1)).day == 1 else f"{first.day}–{last.day} {month}"


def _row(row: Row, axis: _Axis, lines: list[str], top: float, height: float) -> list[str]:
    y = top + height / 2
    base = y + 5 - 8 * (len(lines) - 1)
    out = [svg.text(0, base, years(row.span), "label small")]
    out += [svg.text(axis.sheet.title, base + 16 * index, words) for index, words in enumerate(lines)]
    start, end = axis.ends(row.span)
    if end - start < 10:  # too short for a bar: a mark
        start = end = (start + end) / 2
    taken: list[_Box] = [(start - 5, y - 7, end + 5, y + 7)]
    told: dict[float, list[str]] = {}
    slips: dict[float, tuple[list[str], str]] = {}
    for claim in row.claims:
        left, right = axis.ends(claim.span)
        if not claim.slip:
            x = (max(left, start) + min(right, end)) / 2
            x = min(max(x, start), end)
            near = next((other for other in told if abs(other - x) < 10), x)
            told.setdefault(near, []).append(claim.siglum.upper())
            continue
        x = (left + right) / 2
        x = max(x, end + _NEAR) if claim.span[0] > row.span[1] else min(x, start - _NEAR)
        words = _brief(claim.span, row.span)
        near = next((other for other in slips if abs(other - x) < 3 and slips[other][1] == words), x)
        while near not in slips and any(abs(other - near) < _NEAR for other in slips):
            near += _NEAR if near > end else -_NEAR
        slips.setdefault(near, ([], words))[0].append(claim.siglum.upper())
    for x in slips:
        out.append(svg.line(end if x > end else start, y, x, y, "off"))
        taken.append((min(x, start), y - 2, max(x, end), y + 2))
        taken.append((x - 7, y - 7, x + 7, y + 7))
    out.append(svg.box(start, y - 3, end - start, 6, "event") if end > start else svg.box(start - 1.5, y - 8, 3, 16, "event"))
    out += [svg.disc(x, y, "told") for x in told]
    out += [svg.diamond(x, y, "slip") for x in slips]
    labels = [(x, f"{' '.join(dict.fromkeys(names))} {words}", x > end, x < start) for x, (names, words) in slips.items()]
    labels.sort(key=lambda item: -abs(item[0] - (start + end) / 2))  # the outermost has the free side
    labels += [(x, " ".join(dict.fromkeys(names)), False, False) for x, names in told.items()]
    out += [_label(axis.sheet, x, y, words, after, before, taken) for x, words, after, before in labels]
    return out


def _label(sheet: _Sheet, x: float, y: float, words: str, after: bool, before: bool, taken: list[_Box]) -> str:
    """Set the words of a mark where there is room: beside it, outside if it is a slip, or above or below."""
    wide = svg.width(words, 12)
    right, left = (x + 10, x + 10 + wide, "", y + 4), (x - 10 - wide, x - 10, "end", y + 4)
    above, below = (x - wide / 2, x + wide / 2, "middle", y - 8), (x - wide / 2, x + wide / 2, "middle", y + 16)
    above_right, below_right = (x - 4, x - 4 + wide, "", y - 8), (x - 4, x - 4 + wide, "", y + 16)
    above_left, below_left = (x + 4 - wide, x + 4, "end", y - 8), (x + 4 - wide, x + 4, "end", y + 16)
    if before:
        places = [left, above_left, below_left, above, below, right]
    elif after:
        places = [right, above_right, below_right, above, below, left]
    else:
        places = [right, left, below, above, below_right, below_left, above_right, above_left]
    for place in places:
        begin, end, anchor, at = place
        mine = (begin - 2, at - 9, end + 2, at + 1)
        clear = not any(mine[0] < other[2] and other[0] < mine[2] and mine[1] < other[3] and other[1] < mine[3] for other in taken)
        if clear and begin >= sheet.left - 12 and end <= sheet.wide:
            break
    else:
        begin, end, anchor, at = below
    taken.append((begin, at - 9, end, at + 1))
    return svg.text(begin if not anchor else end if anchor == "end" else x, at, words, "label small", anchor)


def _key(sheet: _Sheet, y: float) -> list[str]:
    """The signs explained in one line."""
    x = min(sheet.left, sheet.wide - 490)
    return [
        svg.box(x, y - 8, 3, 16, "event"), svg.text(x + 12, y + 4, "established", "label small"),
        svg.disc(x + 118, y, "told"), svg.text(x + 130, y + 4, "documents that agree", "label small"),
        svg.line(x + 276, y, x + 304, y, "off"), svg.diamond(x + 304, y, "slip"), svg.text(x + 318, y + 4, "a document puts it elsewhere", "label small"),
    ]  # fmt: skip
