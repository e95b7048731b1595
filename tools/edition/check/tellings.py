"""E6: what the editors say of an event or a passage is what their own account establishes, and what the passage has."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..derive.dates import MONTHS
from ..derive.questions import Question, has, has_in_any_case
from ..derive.references import words
from ..derive.said import said
from ..diagnostics import Diagnostic, rule
from ..locus import PRINTED, from_printed, printed
from ..model import Account, Edition, Telling
from ..patterns import lazy
from . import check, each, one_by_one
from .place import Stretch

OTHER_THAN_QUOTED = rule("E676", "told-otherwise-than-quoted")
OTHER_DAY = rule("E677", "finding-of-another-day")
NOT_SAID = rule("E678", "passage-does-not-say-so")
TWIN_ACCOUNTS = rule("E679", "twin-accounts")

_YEAR = lazy(r"(?<![\d.,])(?:1\d{3}|20\d\d)(?!\d)")
_NUMBER = lazy(r"(?<![\w.,/-])\d+(?:[.,]\d+)*(?![\w/-])")
_MONTH = "|".join(MONTHS)
_DAY = lazy(rf"(?<![\d–-])(\d{{1,2}}) ({_MONTH})(?: (\d{{4}})(?!\d))?")
_SAYS = r"(?:dates?|has|have|gives?|puts?|calls?|writes?|reads?|says|speaks? of)"
#: “LET 14 dates the loss to 1831”, “LET 14 has “lost””: what is claimed, with nothing between that might change the subject
_CLAIM = lazy(rf" {_SAYS}\b(?P<between>[^.;:“”()]{{0,50}}?)(?:(?P<year>(?<!\d)(?:1\d{{3}}|20\d\d)(?!\d))|“(?P<words>[^“”…]+)”)")


@check
def told(edition: Edition) -> Iterator[Diagnostic]:
    """The years, days and figures that a telling is said to state stand in what it quotes, or in its passage."""
    for account in edition.accounts.values():
        for telling in account.told:
            passage = edition.passages.get(telling.at)
            if passage is not None and (odd := odd_figure(passage, *stated(telling))):
                yield OTHER_THAN_QUOTED(
                    telling.span,
                    f"“{odd}” is said to be told in {printed(telling.at)}, which has it nowhere",
                    f"give the figure as the words quoted have it: “{telling.quote.words[:60]}”",
                )


def stated(telling: Telling) -> tuple[str, str, tuple[tuple[str, str], ...]]:
    """Return what :func:`odd_figure` is asked of a telling: what it quotes, what it is said to say, and the values that it states."""
    return telling.quote.words, telling.says, tuple(telling.states.items())


@Question
def odd_figure(text: str, quote: str, says: str, states: tuple[tuple[str, str], ...]) -> str:
    """Return a figure that a telling is said to state and that its passage does not have, or ``""``."""
    quoted, date = set(_YEAR.findall(quote)), dict(states).get("date", "")
    for said_ in (date, says):
        years = set(_YEAR.findall(said_))
        if quoted and years and not years & quoted and not any(year in text for year in years):
            return str(min(years))
    whole = re.fullmatch(r"\d{4}-\d\d-01/\d{4}-\d\d-(?:28|29|30|31)", date)  # months, written out
    if re.search(_MONTH, quote) and not whole:
        for day in re.findall(r"\d{4}-\d\d-(\d\d)", date):
            if not re.search(rf"(?<!\d){int(day)}(?!\d)", text):
                return str(int(day))
    for aspect, value in states:
        for number in _NUMBER.findall(value) if aspect != "date" else ():
            if number not in text and not _YEAR.fullmatch(number) and len(number) > 1:
                return str(number)
    return ""


@each("records")
def findings(edition: Edition) -> Iterator[Diagnostic]:
    """If a finding names days about the event, the established one is among them."""
    for account in edition.accounts.values():
        match = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", account.date)
        if match is None or account.certainty == "open":
            continue
        year, month, day = (int(part) for part in match.groups())
        near = None
        for text, span in words(account.body):
            stretch = Stretch(text, span, account.body)
            for day_said in _DAY.finditer(text):
                this = (int(day_said[3] or year), MONTHS.index(day_said[2]) + 1, int(day_said[1]))
                if this == (year, month, day):
                    break
                if near is None and (this[:2] == (year, month) or this[1:] == (month, day)):
                    near = (stretch.place(*day_said.span()), day_said[0])
            else:
                continue
            break
        else:
            if near is not None:
                yield OTHER_DAY(
                    near[0],
                    f"the finding has {near[1]}, and nowhere the day established, {day} {MONTHS[month - 1]} {year}",
                    "correct the day here, or “date” in the head",
                )


@check
def claims(edition: Edition) -> Iterator[Diagnostic]:
    """What a page says that a passage has, it has: the year or the words that follow its address."""
    for page in edition.pages.values():
        for line, span in said(edition)[page.file].lines:
            for match in PRINTED.finditer(line):
                passage = edition.passages.get(from_printed(match[0]))
                claim = _CLAIM.match(line, match.end())
                if passage is None or claim is None or re.search(r"\b(?:not|no|never|where)\b", claim["between"]):
                    continue
                claimed = claim["year"] or claim["words"].strip(" .,;:")
                if not has_in_any_case(passage, claimed):
                    yield NOT_SAID(span._replace(col=match.start() + 1), f"{match[0]} has “{claimed}” nowhere", "give what the passage has, or the right address")


@one_by_one
def years(edition: Edition) -> Iterator[Diagnostic]:
    """The years that an account says a text has are in the passages that it names, or among what is established."""
    for account in edition.accounts.values():
        for year, span in said(edition)[account.span.file].years:
            if not _known(edition, account, year):
                yield NOT_SAID(span, f"none of the passages that tell the event has “{year}”", "give what the passage has, or cite what says so")


def _known(edition: Edition, account: Account, year: str) -> bool:
    """Whether what is established of an event has a year, or what is stated of it, or a passage that the account names."""
    values = [value for telling in account.told for value in telling.states.values()]
    if any(year in words for words in (account.title, account.date, account.shown, *account.established.values(), *values)):
        return True
    named = [telling.at for telling in account.told] + [item.target for item in account.body.references if item.role == "loc"]
    return any(has(edition.passages[id_], year) for id_ in named if id_ in edition.passages)


@check
def twins(edition: Edition) -> Iterator[Diagnostic]:
    """An event has one account."""
    first: dict[str, Account] = {}
    for account in edition.accounts.values():
        other = first.setdefault(account.title.casefold(), account)
        if other is not account:
            yield TWIN_ACCOUNTS(
                account.spans.get("title", account.span),
                f"“{account.title}” is the title of “{other.id}” already",
                "join the two accounts, or say in the titles how they differ",
            )
