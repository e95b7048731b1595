"""E6: accounts: the stance of each telling agrees with what it states and what is established."""

from __future__ import annotations

from collections.abc import Iterator

from ..derive.dates import MONTHS, agree, bounds
from ..derive.disagreements import differing, points
from ..diagnostics import Diagnostic, nearest, rule
from ..locus import printed
from ..model import Edition
from ..patterns import lazy
from . import check
from .tellings import odd_figure, stated

MALFORMED_DATE = rule("E625", "malformed-date")
STANCE_AGAINST_DATE = rule("E626", "stance-against-date")
IDLE_CONTRADICTION = rule("E627", "idle-contradiction", "query")
UNKNOWN_ASPECT = rule("E628", "aspect-not-established", "query")
SHOWN_OTHERWISE = rule("E634", "date-shown-otherwise")
NO_POINT = rule("E680", "contradiction-without-point")

#: a date in words: its day and month may be left out
_DATE = lazy(rf"(?:(?:(?<!\d)(\d{{1,2}}) )?({'|'.join(MONTHS)}) )?(?<!\d)((?:1\d|20)\d\d)(?!\d)")
_FORM = "write 1960, 1960-05, 1960-05-01, or two of these with “/” between, the earlier first"


@check
def account_dates(edition: Edition) -> Iterator[Diagnostic]:
    """Dates have their form, and the date printed is the date established."""
    for account in edition.accounts.values():
        within = bounds(account.date)
        if within is None:
            yield MALFORMED_DATE(account.spans.get("date", account.span), f"“{account.date}” is no date", _FORM)
        else:
            for said in _DATE.finditer(account.shown):
                day, month, year = said.groups()
                iso = "-".join(part for part in (year, f"{MONTHS.index(month) + 1:02}" if month else "", f"{int(day):02}" if day else "") if part)
                other = bounds(iso)
                if other is None or other[1] < within[0] or other[0] > within[1]:
                    yield SHOWN_OTHERWISE(
                        account.spans.get("shown", account.span), f"“{account.shown}” is shown for the date {account.date}", "make the two say the same"
                    )
                    break
            years = [int(said[3]) for said in _DATE.finditer(account.title)]
            if years and not any(within[0].year <= year <= within[1].year for year in years):
                yield SHOWN_OTHERWISE(account.spans.get("title", account.span), f"“{account.title}” has the date {account.date}", "make the two say the same")
        for telling in account.told:
            date = telling.states.get("date")
            if date is not None and bounds(date) is None:
                yield MALFORMED_DATE(telling.span, f"“{date}” is no date", _FORM)


@check
def stances(edition: Edition) -> Iterator[Diagnostic]:
    """Who states the date can be right about it; who contradicts differs somewhere."""
    for account in edition.accounts.values():
        for telling in account.told:
            date = telling.states.get("date", "")
            same = agree(account.date, date)
            if date and same is None:
                continue  # E625
            if telling.at in edition.passages and odd_figure(edition.passages[telling.at], *stated(telling)):
                continue  # E676
            if telling.stance == "states" and same is False:
                yield STANCE_AGAINST_DATE(
                    telling.span,
                    f"{printed(telling.at)} dates the event {date}, established is {account.date}, and yet its stance is “states”",
                    "write “stance: contradicts”, or correct the date",
                )
            if (
                telling.stance == "contradicts"
                and telling.states
                and telling.states.keys() <= {"date", *account.established}
                and not differing(account, telling)
            ):
                yield IDLE_CONTRADICTION(
                    telling.span,
                    f"{printed(telling.at)} is said to contradict, but nothing it states differs from what is established",
                    "state the value that differs, or write “stance: states”",
                )


@check
def points_of_contradiction(edition: Edition) -> Iterator[Diagnostic]:
    """A reader is told on which point a telling contradicts, and it is one that the telling states."""
    for account in edition.accounts.values():
        for telling in account.told:
            among = differing(account, telling)
            if telling.against and telling.stance != "contradicts":
                yield NO_POINT(telling.against[0][1], f"{printed(telling.at)} does not contradict, and yet is “against” something", "remove “against”, or write “stance: contradicts”")
                continue
            for aspect, span in telling.against:
                if aspect not in telling.states:
                    yield NO_POINT(span, f"{printed(telling.at)} is said to be against “{aspect}”, of which it states nothing{nearest(aspect, telling.states)}", "name an aspect that it states, or state its value")
            if telling.stance == "contradicts" and not telling.against and len(among) > 1:
                names = ", ".join(among)
                yield NO_POINT(telling.span, f"{printed(telling.at)} states several values that are not those established ({names}), and it is not said which of them contradict", f"add “against: [{names}]”, with those alone that do")
            elif telling.against and "date" in among and "date" not in points(account, telling):
                yield NO_POINT(telling.against[0][1], f"{printed(telling.at)} has a date that cannot be right, and “against” does not name it", "add “date” to “against”")


@check
def aspects(edition: Edition) -> Iterator[Diagnostic]:
    """What a telling states is an aspect on which something is established."""
    for account in edition.accounts.values():
        among = ("date", *account.established)
        asked: set[str] = set()
        for telling in account.told:
            for aspect in telling.states:
                if aspect not in among and aspect not in asked:
                    asked.add(aspect)
                    yield UNKNOWN_ASPECT(
                        telling.span,
                        f"nothing is established on “{aspect}”, which {printed(telling.at)} states{nearest(aspect, among)}",
                        f"add “{aspect}: …” to “established”, “open” if it is open, or name the aspect as there",
                    )
