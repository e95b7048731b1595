"""``{ed:account} u2``: an event, what is established of it, and the accounts of it side by side.

The page of an account is made by :mod:`edition.sphinx_ext.accounts`, which puts this before the editors' finding.
"""

from __future__ import annotations

from docutils import nodes

from ...derive.align import opcodes
from ...derive.dates import agree, shown
from ...derive.dependence import in_words, voices
from ...model import Account, Telling
from ..nodes import make
from ..prose import citation
from . import View, link, separated

STANCE_WORDS = {"states": "states it", "implies": "implies it", "contradicts": "contradicts what is established"}
CERTAINTY_WORDS = {"certain": "", "probable": "probably ", "open": "not settled: "}


def build(view: View) -> list[nodes.Node]:
    account = view.edition.accounts.get(view.argument)
    if account is None:
        return []
    groups = voices(view.edition, account)
    return [_established(view, account), _synopsis(view, account, groups)]


def _established(view: View, account: Account) -> nodes.Node:
    facts = make("dl")
    evidence = [[citation("cite:p", [_as_inline(reference)])] for reference in account.evidence]
    facts += [make("dt", "Date"), make("dd", CERTAINTY_WORDS[account.certainty] + account.shown + (" " if evidence else ""), *separated(evidence, " "))]
    for aspect, value in account.established.items():
        facts += [make("dt", _capital(aspect)), make("dd", value)]
    return make("section", make("h2", "What is established"), facts, class_="established")


def _as_inline(reference: object) -> object:
    from ...model import Inline, Reference

    assert isinstance(reference, Reference)
    return Inline(reference.role, "", reference.target, reference.span, (), reference.locator, reference.prefix)


def _synopsis(view: View, account: Account, groups: list[list[str]]) -> nodes.Node:
    columns = make("div", class_="cols", role="group", tabindex="0", aria_labelledby="side-by-side")
    for group in groups:
        if len(group) > 1:
            names = ", ".join(siglum.upper() for siglum in group[:-1]) + " and " + group[-1].upper()
            holder = make("div", class_="one-voice", role="group", aria_label=f"{names}: one voice")
            columns += holder
        else:
            holder = columns
        for siglum in group:
            for telling in account.told:
                if telling.at.partition("-")[0] == siglum:
                    holder += _column(view, account, telling, groups)
    for siglum, words in account.silent.items():
        sought = ", ".join(f"“{word.words}”" for word in words)
        columns += make("section", make("h3", siglum.upper()), make("p", "silent", class_="stance"), make("p", f"Sought there and not found: {sought}."), class_="col silent")
    return make(
        "section",
        make("h2", "The accounts side by side", id="side-by-side"),
        make("p", _capital(in_words(groups)) + ".", class_="voices"),
        columns,
        class_="synopsis",
        aria_labelledby="side-by-side",
    )


def _column(view: View, account: Account, telling: Telling, groups: list[list[str]]) -> nodes.Node:
    quote = make("p", *_marked(telling.quote.words, _others(account, telling, groups)))
    states = make("dl")
    for aspect, value in telling.states.items():
        wrong = aspect == "date" and agree(value, account.date) is False
        right = account.established.get(aspect)
        differs = wrong or (aspect != "date" and right is not None and value.casefold() != right.casefold())
        mark = {"class_": "wrong"} if wrong else {"class_": "other"} if differs else {}
        states += [make("dt", _capital(aspect)), make("dd", shown(value) if aspect == "date" else value, **mark)]
    return make(
        "section",
        make("h3", *link(view, "loc", telling.at)),
        make("p", STANCE_WORDS[telling.stance], class_="stance"),
        make("blockquote", quote),
        make("p", _capital(telling.says) + ("" if telling.says.endswith(".") else "."), class_="says"),
        states if len(states.children) else None,
        class_=f"col {telling.stance}",
    )


def _others(account: Account, telling: Telling, groups: list[list[str]]) -> list[str]:
    """The quotations of the same voice: only words that differ from these are worth marking."""
    mine = telling.at.partition("-")[0]
    group = next(group for group in groups if mine in group)
    return [other.quote.words for other in account.told if other is not telling and other.at.partition("-")[0] in group and other.at.partition("-")[0] != mine]


def _marked(words: str, others: list[str]) -> list[nodes.Node]:
    """Mark the words that the nearest quotation of the same voice has otherwise."""
    import difflib

    near = max(others, key=lambda other: difflib.SequenceMatcher(None, words, other).ratio(), default="")
    if not near or difflib.SequenceMatcher(None, words, near).ratio() < 0.5:
        return [nodes.Text(words)]
    mine, theirs = words.split(" "), near.split(" ")
    out: list[nodes.Node] = []
    for tag, start, end, _, _ in opcodes(mine, theirs):
        if start == end:
            continue
        if out:
            out.append(nodes.Text(" "))
        run = " ".join(mine[start:end])
        out.append(nodes.Text(run) if tag == "equal" else make("mark", run, class_="differs"))
    return out


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


