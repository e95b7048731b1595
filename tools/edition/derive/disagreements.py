"""Disagreements: what each document states of each event, and what its agreement with others is worth."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..model import Account, Edition, Telling
from .dates import agree, bounds, shown
from .dependence import in_words, number_word, voices


@dataclass(frozen=True, slots=True)
class Value:
    """What a document states of one aspect at one place; ``wrong`` only of a date that cannot be the established one."""

    aspect: str
    words: str
    at: str
    wrong: bool = False


@dataclass(frozen=True)
class Line:
    """One event: for each document its values, empty if it tells the event without any, absent if it is silent."""

    account: Account
    values: Mapping[str, tuple[Value, ...]]
    groups: tuple[tuple[str, ...], ...]

    @property
    def weight(self) -> str:
        """How many voices the documents are: “three documents, two voices”."""
        return in_words([list(group) for group in self.groups])

    @property
    def verdict(self) -> str:
        """How the voices stand to the established date."""
        right = self._voices(wrong=False)
        wrong = self._voices(wrong=True)
        if not wrong:
            return "" if not right else "none is wrong about the date" if right > 1 else ""
        if not right:
            return f"{'all are' if wrong > 1 else 'it is'} wrong about the date" if wrong == len(self.groups) else f"{number_word(wrong)} wrong about the date, the rest without one"
        return f"on the date {number_word(right)} right, {number_word(wrong)} wrong"

    def _voices(self, *, wrong: bool) -> int:
        return sum(1 for group in self.groups if any(value.aspect == "date" and value.wrong is wrong for siglum in group for value in self.values[siglum]))


def points(account: Account, telling: Telling) -> tuple[str, ...]:
    """Return the aspects on which a telling contradicts what is established: those that are said, or else all that differ."""
    if telling.stance != "contradicts":
        return ()
    return tuple(aspect for aspect, _ in telling.against) or tuple(differing(account, telling))


def differing(account: Account, telling: Telling) -> list[str]:
    """Return the aspects of which a telling states another value than is established; of a date, one that cannot be the same."""
    return [
        aspect
        for aspect, value in telling.states.items()
        if (agree(value, account.date) is False if aspect == "date" else aspect in account.established and value != account.established[aspect])
    ]


def lines(edition: Edition) -> list[Line]:
    """Return a line for each event, in the order of their established dates."""
    return [_line(edition, account) for account in chronological(edition)]


def chronological(edition: Edition) -> list[Account]:
    """Return the accounts in the order of their established dates; those without one last."""

    def when(account: Account) -> tuple[bool, str, str]:
        span = bounds(account.date)
        return span is None, f"{span[0].isoformat()} {span[1].isoformat()}" if span else "", account.id

    return sorted((account for account in edition.accounts.values() if not account.withdrawn), key=when)


def _line(edition: Edition, account: Account) -> Line:
    differing = aspects(account)
    values: dict[str, list[Value]] = {siglum: [] for siglum in edition.documents if any(telling.at.partition("-")[0] == siglum for telling in account.told)}
    for telling in account.told:
        mine = values.get(telling.at.partition("-")[0])
        for aspect, words in telling.states.items():
            if mine is None or aspect not in differing or any(value.aspect == aspect and value.words == _words(aspect, words) for value in mine):
                continue
            mine.append(Value(aspect, _words(aspect, words), telling.at, aspect == "date" and agree(words, account.date) is False))
    return Line(
        account,
        {siglum: tuple(sorted(found, key=lambda value: differing.index(value.aspect))) for siglum, found in values.items()},
        tuple(tuple(group) for group in voices(edition, account)),
    )


def aspects(account: Account) -> list[str]:
    """Return the date, and the other aspects of which several documents state different things."""
    found: dict[str, dict[str, set[str]]] = {}
    for telling in account.told:
        for aspect, words in telling.states.items():
            found.setdefault(aspect, {}).setdefault(telling.at.partition("-")[0], set()).add(words.casefold())
    return ["date", *(aspect for aspect, said in found.items() if aspect != "date" and len(said) > 1 and len(set.union(*said.values())) > 1)]


def _words(aspect: str, words: str) -> str:
    return dated(words) if aspect == "date" else words


def dated(words: str) -> str:
    """Return a date as it is printed, what both ends of an interval share said once: “2–5 March 1972”."""
    first, dash, last = shown(words).partition("–")
    ahead, after = first.split(" "), last.split(" ")
    while dash and len(ahead) > 1 and len(ahead) == len(after) and ahead[-1] == last.split(" ")[len(ahead) - 1]:
        ahead.pop()
        after = after[: len(ahead)]
    return f"{' '.join(ahead)}{dash}{last}"
