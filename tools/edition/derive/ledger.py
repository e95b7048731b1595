"""The ledger's arithmetic: what each id had for words in each release, what a new release adds, and what has changed since.

A release is a run of lines: its head (kind ``release``, its number as id, its day as words, its seal as hash), the reasons
for changes that it made (kind ``release``, the passage as id, the reason as words), and the new state of each id. The seal
is the fingerprint of everything up to the release's last line, so that no line can be altered, added or lost unseen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, partial
from weakref import WeakKeyDictionary, ref

from ..diagnostics import NOWHERE
from ..model import Account, Edition, Entity, LedgerLine, Note, Passage, Prose
from .plain import text as plain_text
from .questions import Question
from .receipt import LONG, fingerprint


@dataclass(frozen=True)
class State:
    """What an id stands for now: its kind, its words, made when they are asked for, and, if it is a tombstone, where it went."""

    id: str
    kind: str
    make: Callable[[], str]
    gone: str = ""
    passage: Passage | None = None

    @cached_property
    def words(self) -> str:
        return self.make()

    @property
    def hash(self) -> str:
        return fingerprint(self.words, LONG)

    def still(self, hash_: str) -> bool:
        """Whether its words are those of a hash; of a passage only this is asked."""
        return self.hash == hash_ if self.passage is None else has_hash(self.passage, hash_)


@Question
def has_hash(text: str, hash_: str) -> bool:
    """Whether a text is the one that the ledger has under a hash."""
    return fingerprint(text, LONG) == hash_


_STATES: WeakKeyDictionary[Edition, dict[str, State]] = WeakKeyDictionary()


def states(edition: Edition) -> dict[str, State]:
    """Return every id of the edition with its present words; found once for an edition.

    A note, an entry and an account are told apart from passages by their kind; ids do not clash, because a passage's
    has a number, a note's a stroke, and an account's is marked ``event/…``, an entry's ``entity/…``.
    """
    known = _STATES.get(edition)
    if known is not None:
        return known
    out: dict[str, State] = {}
    here = ref(edition)  # what is kept for an edition must not keep the edition

    def prose(body: Prose) -> str:
        edition = here()
        assert edition is not None
        return plain_text(edition, body)

    def of_passage(passage: Passage) -> str:
        return passage.text

    def of_note(note: Note) -> str:
        return f"{note.lemma.words}\n{prose(note.body)}"

    def of_entity(entity: Entity) -> str:
        return f"{entity.name}\n{entity.gloss}\n{prose(entity.body)}"

    def of_account(account: Account) -> str:
        told = "\n".join(f"{telling.at}: {telling.quote.words}: {telling.says}" for telling in account.told)
        return f"{account.title}\n{account.shown}\n{told}\n{prose(account.body)}"

    for passage in edition.passages.values():
        out[passage.id] = State(passage.id, "passage", partial(of_passage, passage), passage.text if passage.withdrawn else "", passage)
    for note in edition.notes.values():
        out[note.id] = State(note.id, "note", partial(of_note, note), note.withdrawn)
    for entity in edition.entities.values():
        out[f"entity/{entity.id}"] = State(f"entity/{entity.id}", "entity", partial(of_entity, entity), entity.withdrawn)
    for account in edition.accounts.values():
        out[f"event/{account.id}"] = State(f"event/{account.id}", "event", partial(of_account, account), account.withdrawn)
    _STATES[edition] = out
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
        past = order[: order.index(release) + 1]
        found = None
        for line in self.lines:
            if line.release in past:
                found = line
        return found


def releases(edition: Edition) -> list[LedgerLine]:
    """Return the releases, oldest first; ``words`` holds the date."""
    return [line for line in edition.ledger if line.kind == "release" and line.id == line.release]


def reasons(edition: Edition) -> dict[tuple[str, str], str]:
    """Return why words changed, by release and id."""
    return {(line.release, line.id): line.words for line in edition.ledger if line.kind == "release" and line.id != line.release}


_LIVES: WeakKeyDictionary[Edition, dict[str, Life]] = WeakKeyDictionary()


def lives(edition: Edition) -> dict[str, Life]:
    """Return the life of every id ever released; found once for an edition."""
    known = _LIVES.get(edition)
    if known is None:
        found: dict[str, list[LedgerLine]] = {}
        for line in edition.ledger:
            if line.kind != "release":
                found.setdefault(line.id, []).append(line)
        known = _LIVES[edition] = {id_: Life(tuple(lines)) for id_, lines in found.items()}
    return known


@dataclass(frozen=True, slots=True)
class Standing:
    """How an id stands: ``since`` is the release since which its words are what they are, or nothing if no release has them."""

    words: str
    since: str = ""
    changed: bool = False


def stands(edition: Edition, id_: str) -> Standing:
    """Say how an id stands, in the words that a reader is told."""
    past = releases(edition)
    if not past:
        return Standing("not yet released")
    state, life = states(edition)[id_], lives(edition).get(id_)
    if life is None:
        return Standing(f"new since {past[-1].id}, not yet released")
    last = life.last
    if state.gone:
        return Standing(f"withdrawn in {last.release}", last.release) if last.gone else Standing(f"withdrawn since {last.release}, not yet released")
    if state.hash != last.hash:
        return Standing(f"changed since {last.release}, not yet released")
    changed = len(life.lines) > 1
    return Standing(f"unchanged since {last.release}{', changed then' if changed else ''}", last.release, changed)


def additions(edition: Edition, release: str, date: str) -> list[str]:
    """Return the lines that a new release adds to the ledger, as JSON: its head, the reasons, then every new, changed or withdrawn id.

    A tombstone is entered like any other id: who met it in print must not find other words there later.
    """
    known, why = lives(edition), {change.id: change.why for change in edition.changes}
    head = LedgerLine(release, "release", release, "", date, "", NOWHERE)
    added, stated = [], []
    for id_, state in sorted(states(edition).items(), key=lambda pair: (("passage", "note", "entity", "event").index(pair[1].kind), pair[0])):
        life = known.get(id_)
        words = state.words if state.kind == "passage" else ""
        if state.gone and (life is None or not life.last.gone):
            added.append(LedgerLine(id_, state.kind, release, "", "", state.gone, NOWHERE))
        elif not state.gone and (life is None or life.last.hash != state.hash):
            added.append(LedgerLine(id_, state.kind, release, state.hash, words, "", NOWHERE))
        else:
            continue
        if id_ in why:
            stated.append(LedgerLine(id_, "release", release, "", why[id_], "", NOWHERE))
    sealed = LedgerLine(release, "release", release, seal([*edition.ledger, head, *stated, *added]), date, "", NOWHERE)
    return [_json(line) for line in (sealed, *stated, *added)]


def seal(lines: Iterable[LedgerLine]) -> str:
    """Return the fingerprint of lines of the ledger, the seals of their heads left out."""
    whole = [[line.id, line.kind, line.release, "" if line.kind == "release" else line.hash, line.words, line.gone] for line in lines]
    import json

    return fingerprint(json.dumps(whole, ensure_ascii=False), LONG)


def broken(edition: Edition) -> Iterator[tuple[LedgerLine, str]]:
    """Yield the first line with which the ledger does not agree with itself, and how; of a sound ledger nothing."""
    release, head = "", None
    lines = edition.ledger
    for number, line in enumerate((*lines, None)):
        if line is None or (line.kind == "release" and line.id == line.release):
            if head is not None and head.hash and head.hash != seal(lines[:number]):
                yield head, f"the lines of edition {release} are not those under its seal"
                return
            if line is not None:
                release, head = line.release, line
        elif line.release != release:
            yield line, f"it is of edition {line.release}, and stands under {release or 'none'}"
            return
        elif line.kind == "passage" and not line.gone and fingerprint(line.words, LONG) != line.hash:
            yield line, f"the words of {line.id} in {line.release} are not those of their hash"
            return


def _json(line: LedgerLine) -> str:
    values = {"id": line.id, "kind": line.kind, "release": line.release, "hash": line.hash, "words": line.words, "gone": line.gone}
    import json

    return json.dumps({key: value for key, value in values.items() if value}, ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class Difference:
    """A change between the last release and now, or between two releases: ``what`` is new, changed or withdrawn."""

    id: str
    kind: str
    what: str
    before: str = ""
    after: str = ""
    why: str = ""


def since_last(edition: Edition, wanted: Callable[[State], bool] = lambda state: True) -> Iterator[Difference]:
    """Yield what has changed since the last release, of the states that are wanted; nothing if there was none."""
    known, why = lives(edition), {change.id: change.why for change in edition.changes}
    for state, what in other_since_last(edition, wanted):
        before = known[state.id].last.words if what != "new" else ""
        after = state.gone or (state.words if what == "new" or state.kind == "passage" else "")
        yield Difference(state.id, state.kind, what, before, after, why.get(state.id, ""))


def other_since_last(edition: Edition, wanted: Callable[[State], bool] = lambda state: True) -> Iterator[tuple[State, str]]:
    """Yield the same without the words: each state, and whether it is new, changed or withdrawn."""
    known = lives(edition)
    for id_, state in states(edition).items() if releases(edition) else ():
        if not wanted(state):
            continue
        life = known.get(id_)
        if life is None:
            if not state.gone:
                yield state, "new"
        elif state.gone:
            if not life.last.gone:
                yield state, "withdrawn"
        elif not state.still(life.last.hash):
            yield state, "changed"


def between(edition: Edition, release: str) -> Iterator[Difference]:
    """Yield what a release changed with respect to the one before it."""
    known, why = lives(edition), reasons(edition)
    first = releases(edition)[0].id == release
    for life in known.values():
        for number, line in enumerate(life.lines):
            if line.release != release:
                continue
            before = life.lines[number - 1] if number else None
            if line.gone:
                if before is not None:
                    yield Difference(line.id, line.kind, "withdrawn", before.words, line.gone, why.get((release, line.id), ""))
            elif before is None:
                if not first:
                    yield Difference(line.id, line.kind, "new", "", line.words, why.get((release, line.id), ""))
            else:
                yield Difference(line.id, line.kind, "changed", before.words, line.words, why.get((release, line.id), ""))
