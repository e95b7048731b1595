"""Comparison of two states of an edition: what a reader will see differently."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..locus import printed
from ..model import Edition
from .align import in_place
from .bibliography import entry_text, labels
from .ledger import State, states

#: the order in which changes are told, and the words for one thing of each kind
KINDS = {"passage": "passage", "note": "note", "entity": "register entry", "event": "account", "work": "work", "page": "page"}


@dataclass(frozen=True, slots=True)
class Seen:
    """A difference that a reader sees: ``what`` is new, changed, withdrawn or gone; ``words`` are as :func:`.align.in_place` gives them."""

    kind: str
    name: str
    what: str
    words: tuple[tuple[str, str], ...] = ()


def compare(before: Edition, after: Edition) -> Iterator[Seen]:
    """Yield the differences, kind by kind, in the order of the edition."""
    then, now = _words(before), _words(after)
    tombs = {_key(state) for state in states(after).values() if state.gone} - {_key(state) for state in states(before).values() if state.gone}
    for kind in KINDS:
        for (of, name), words in now.items():
            if of != kind:
                continue
            old = then.get((of, name))
            if old is None:
                yield Seen(kind, name, "new", (("new", words),))
            elif old != words and (kind, name) in tombs:
                yield Seen(kind, name, "withdrawn", (("gone", old), ("new", words)))
            elif old != words:
                yield Seen(kind, name, "changed", tuple(in_place(old, words)))
        for (of, name), words in then.items():
            if of == kind and (of, name) not in now:
                yield Seen(kind, name, "gone", (("gone", words),))


def _words(edition: Edition) -> dict[tuple[str, str], str]:
    out = {}
    for state in states(edition).values():
        out[_key(state)] = state.gone or state.words
    names = labels(edition)
    for work in edition.works.values():
        out[("work", work.key)] = entry_text(work, names[work.key])
    for page in edition.pages.values():
        out[("page", page.name)] = "\n".join(line for line, _ in page.text)
    return out


def _key(state: State) -> tuple[str, str]:
    return state.kind, printed(state.id) if state.kind == "passage" else state.id.removeprefix("entity/").removeprefix("event/")
