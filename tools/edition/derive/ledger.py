"""The ledger's arithmetic: what each id had for words in each release, what a new release adds, and what has changed since."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from ..model import Edition, LedgerLine
from .plain import text as plain_text
from .receipt import LONG, fingerprint


@dataclass(frozen=True, slots=True)
class State:
    """What an id stands for now: its kind, its words, and, if it is a tombstone, where it went."""

    id: str
    kind: str
    words: str
    gone: str = ""

    @property
    def hash(self) -> str:
        return fingerprint(self.words, LONG)


def states(edition: Edition) -> dict[str, State]:
    """Return every id of the edition with its present words.

    A note, an entry and an account are told apart from passages by their kind; ids do not clash, because a passage's
    has a number, a note's a stroke, and an account's is marked ``event/…``, an entry's ``entity/…``.
    """
    out: dict[str, State] = {}
    for passage in edition.passages.values():
        out[passage.id] = State(passage.id, "passage", passage.text, passage.text if passage.withdrawn else "")
    for note in edition.notes.values():
        out[note.id] = State(note.id, "note", f"{note.lemma.words}\n{plain_text(edition, note.body)}", note.withdrawn)
    for entity in edition.entities.values():
        id_ = f"entity/{entity.id}"
        out[id_] = State(id_, "entity", f"{entity.name}\n{entity.gloss}\n{plain_text(edition, entity.body)}", entity.withdrawn)
    for account in edition.accounts.values():
        id_ = f"event/{account.id}"
        told = "\n".join(f"{telling.at}: {telling.quote.words}: {telling.says}" for telling in account.told)
        out[id_] = State(id_, "event", f"{account.title}\n{account.shown}\n{told}\n{plain_text(edition, account.body)}", account.withdrawn)
    return out


@dataclass(frozen=True, slots=True)
class Life:
    """The life of an id in the ledger: its lines, from its first release on."""

    lines: tuple[LedgerLine, ...]

    @property
    def first(self) -> LedgerLine:
        return self.lines[0]

    @property
    def last(self) -> LedgerLine:
        return self.lines[-1]

    def at(self, release: str, order: list[str]) -> LedgerLine | None:
        """The line in force in a release, or None if the id was not there yet."""
        found = None
        for line in self.lines:
            if order.index(line.release) <= order.index(release):
                found = line
        return found


def releases(edition: Edition) -> list[LedgerLine]:
    """Return the releases, oldest first; ``words`` holds the date."""
    return [line for line in edition.ledger if line.kind == "release"]


def lives(edition: Edition) -> dict[str, Life]:
    """Return the life of every id ever released."""
    found: dict[str, list[LedgerLine]] = {}
    for line in edition.ledger:
        if line.kind != "release":
            found.setdefault(line.id, []).append(line)
    return {id_: Life(tuple(lines)) for id_, lines in found.items()}


def additions(edition: Edition, release: str, date: str) -> list[str]:
    """Return the lines that a new release adds to the ledger, as JSON: the release, then every new, changed or withdrawn id."""
    known = lives(edition)
    out = [_json(id=release, kind="release", release=release, words=date)]
    for id_, state in sorted(states(edition).items(), key=lambda pair: (("passage", "note", "entity", "event").index(pair[1].kind), pair[0])):
        life = known.get(id_)
        if state.gone:
            if life is not None and not life.last.gone:
                out.append(_json(id=id_, kind=state.kind, release=release, gone=state.gone))
            continue
        if life is None or life.last.gone or life.last.hash != state.hash:
            words = {"words": state.words} if state.kind == "passage" else {}
            out.append(_json(id=id_, kind=state.kind, release=release, hash=state.hash, **words))
    return out


def _json(**values: str) -> str:
    return json.dumps(values, ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class Difference:
    """A change between the last release and now, or between two releases: ``what`` is new, changed or withdrawn."""

    id: str
    kind: str
    what: str
    before: str = ""
    after: str = ""
    why: str = ""


def since_last(edition: Edition) -> Iterator[Difference]:
    """Yield what has changed since the last release; nothing if there was none."""
    if not releases(edition):
        return
    known, why = lives(edition), {change.id: change.why for change in edition.changes}
    for id_, state in states(edition).items():
        life = known.get(id_)
        if life is None:
            if not state.gone:
                yield Difference(id_, state.kind, "new", after=state.words, why=why.get(id_, ""))
        elif state.gone and not life.last.gone:
            yield Difference(id_, state.kind, "withdrawn", before=life.last.words, after=state.gone)
        elif not state.gone and life.last.hash != state.hash:
            yield Difference(id_, state.kind, "changed", before=life.last.words, after=state.words if state.kind == "passage" else "", why=why.get(id_, ""))


def between(edition: Edition, release: str) -> Iterator[Difference]:
    """Yield what a release changed with respect to the one before it."""
    known = lives(edition)
    first = releases(edition)[0].id == release
    for life in known.values():
        for number, line in enumerate(life.lines):
            if line.release != release:
                continue
            before = life.lines[number - 1] if number else None
            if line.gone:
                yield Difference(line.id, line.kind, "withdrawn", before=before.words if before else "", after=line.gone)
            elif before is None:
                if not first:
                    yield Difference(line.id, line.kind, "new", after=line.words)
            else:
                yield Difference(line.id, line.kind, "changed", before=before.words, after=line.words)
