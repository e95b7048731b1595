"""``{ed:account} u2``: an event, what is established of it, and the accounts of it side by side.

The page of an account is made by :mod:`edition.sphinx_ext.accounts`, which puts this before the editors' finding.
"""

from __future__ import annotations

import difflib
import re

from docutils import nodes

from ...derive.align import opcodes
from ...derive.dates import agree
from ...derive.dependence import in_words, voices
from ...derive.disagreements import dated, points
from ...model import Account, Inline, Telling
from ..nodes import make
from ..prose import citation, told
from . import View, link, part

STANCE_WORDS = {"states": "states it", "implies": "implies it", "contradicts": "contradicts it"}
CERTAINTY_WORDS = {"certain": "", "probable": "probably ", "open": "not settled: "}


def build(view: View) -> list[nodes.Node]:
    account = view.edition.accounts.get(view.argument)
    if account is None:
        return []
    if account.withdrawn:
        return [make("p", "This account was withdrawn: ", *told(view.edition, account.withdrawn), class_="withdrawn"), _established(account)]
    return [_established(account), _synopsis(view, account, voices(view.edition, account))]


def _established(account: Account) -> nodes.Node:
    facts = make("dl")
    date: list[nodes.Node | str] = [CERTAINTY_WORDS[account.certainty] + account.shown]
    if account.evidence:
        members = [Inline(item.role, "", item.target, item.span, (), item.locator, item.prefix) for item in account.evidence]
        date += [" ", citation("cite:p", members)]
    facts += [make("dt", "Date"), make("dd", *date)]
    for aspect, value in account.established.items():
        facts += [make("dt", _aspect(aspect)), make("dd", value)]
    return part("What is established", "established", facts, classes=["established"])


def _synopsis(view: View, account: Account, groups: list[list[str]]) -> nodes.Node:
    columns = make("div", class_="cols", role="group", tabindex="0", aria_label="The accounts side by side")
    for group in groups:
        holder = columns
        if len(group) > 1:
            names = ", ".join(siglum.upper() for siglum in group[:-1]) + " and " + group[-1].upper()
            holder = make("div", class_="one-voice", role="group", aria_label=f"{names}: one voice")
            columns += holder
        for siglum in group:
            tellings = [telling for telling in account.told if telling.at.partition("-")[0] == siglum]
            holder += make("section", make("h3", siglum.upper()), *(_telling(view, account, telling, groups) for telling in tellings), class_="col")
    for siglum, words in account.silent.items():
        sought = ", ".join(f"“{word.words}”" for word in words)
        columns += make(
            "section",
            make("h3", siglum.upper()),
            make("p", "silent", class_="stance"),
            make("p", f"Sought there and not found: {sought}."),
            class_="col silent",
        )
    return part("The accounts side by side", "side-by-side", make("p", _capital(in_words(groups)) + ".", class_="voices"), columns, classes=["synopsis"])


def _telling(view: View, account: Account, telling: Telling, groups: list[list[str]]) -> nodes.Node:
    date = telling.states.get("date", "")
    slip = agree(date, account.date) is False
    quote = make("p", *_marked(telling.quote.words, _others(account, telling, groups), _years(date) - _years(account.date) if slip else set()))
    against = points(account, telling)
    on = f": {', '.join(aspect.replace('-', ' ') for aspect in against)}" if against else ""
    states = make("dl")
    for aspect, value in telling.states.items():
        mark = {"class_": "wrong"} if aspect in against else {}
        states += [make("dt", _aspect(aspect)), make("dd", dated(value) if aspect == "date" else value, **mark)]
    return make(
        "div",
        make("p", *link(view, "loc", telling.at), " ", make("span", STANCE_WORDS[telling.stance] + on, class_="stance-w"), class_="stance"),
        make("blockquote", quote),
        make("p", _capital(telling.says) + ("" if telling.says.endswith(".") else "."), class_="says"),
        states if states.children else None,
        class_=f"telling {telling.stance}",
    )


def _others(account: Account, telling: Telling, groups: list[list[str]]) -> list[str]:
    """The quotations of other documents of the same voice: only words that differ from these are worth marking."""
    mine = telling.at.partition("-")[0]
    group = next(group for group in groups if mine in group)
    return [other.quote.words for other in account.told if other.at.partition("-")[0] in group and other.at.partition("-")[0] != mine]


def _marked(words: str, others: list[str], years: set[str]) -> list[nodes.Node]:
    """Mark the words that the nearest quotation of the same voice has otherwise, and a year that cannot be right."""
    near = max(others, key=lambda other: difflib.SequenceMatcher(None, words, other).ratio(), default="")
    mine = words.split(" ")
    differing: set[int] = {index for index, word in enumerate(mine) if any(year in word for year in years)}
    if near and difflib.SequenceMatcher(None, words, near).ratio() >= 0.5:
        for tag, start, end, _, _ in opcodes(mine, near.split(" ")):
            if tag != "equal":
                differing.update(range(start, end))
    out: list[nodes.Node] = []
    run: list[str] = []
    for index, word in enumerate(mine):
        run.append(word)
        last = index + 1 == len(mine)
        if last or (index in differing) != (index + 1 in differing):
            text = " ".join(run)
            out.append(make("mark", text, class_="differs") if index in differing else nodes.Text(text))
            if not last:
                out.append(nodes.Text(" "))
            run = []
    return out


def _years(date: str) -> set[str]:
    return set(re.findall(r"\d{4}", date))


def _aspect(words: str) -> str:
    return _capital(words.replace("-", " "))


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
