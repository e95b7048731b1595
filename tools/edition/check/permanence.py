"""E6: permanence. An id that was ever released never disappears, and never means other words without saying so."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from ..derive.ledger import State, broken, lives, other_since_last, releases, states
from ..diagnostics import Diagnostic, Span, nearest, rule
from ..kinds import REGISTERS
from ..locus import printed
from ..model import Account, Edition, Entity, Note
from . import check

GONE = rule("E640", "released-id-gone")
SILENT = rule("E641", "words-changed-silently")
RETURNED = rule("E642", "withdrawn-id-reused")
IDLE = rule("E643", "change-not-made")
TAMPERED = rule("E644", "ledger-line-altered")
RELEASED = rule("E645", "version-already-released", "query")
NOWHERE = rule("E646", "tombstone-leads-nowhere")

#: what can only be the id of a passage or of a note; a word with a hyphen may be just a word
_PASSAGE, _NOTE = re.compile(r"(?<![\w/-])([a-z][a-z0-9]*)-[sn]?\d+[a-z]?(?![\w/-])"), re.compile(r"(?<![\w/-])([a-z][a-z0-9]*)/[a-z0-9]+(?:-[a-z0-9]+)*(?![\w/-])")


@check
def released_ids(edition: Edition) -> Iterator[Diagnostic]:
    """Every released id is still there, or has a tombstone; a tombstone is not built upon."""
    if not edition.ledger:
        return
    now = states(edition)
    unread = {fault.span.file for fault in edition.faults}
    for id_, life in lives(edition).items():
        state = now.get(id_)
        last = life.last
        if state is None:
            if any(file in unread for file in _files(edition, id_, last.kind)):
                continue  # it is there, and why it could not be read is a fault of its own
            what = {"passage": "passage", "note": "note", "entity": "entry", "event": "account"}[last.kind]
            mend = (
                "restore it, or give it the class “.withdrawn” and words that say where it went"
                if last.kind == "passage"
                else "restore its file, or keep it with “withdrawn: where it went”"
            )
            yield GONE(_where(edition, id_, last.kind), f"the {what} “{_name(id_)}” was released in {life.first.release} and is gone", mend)
        elif last.gone and not state.gone:
            yield RETURNED(
                _where(edition, id_, last.kind),
                f"“{_name(id_)}” was withdrawn in {last.release} and stands again",
                "give the new words an id of their own, and keep the tombstone",
            )


def _files(edition: Edition, id_: str, kind: str) -> list[str]:
    """Where a record of a name may stand."""
    folders = {"note": ["notes"], "event": ["accounts"], "entity": [f"registers/{register}" for register in REGISTERS]}.get(kind, [])
    return [f"docs/{folder}/{_name(id_)}.md" for folder in folders]


@check
def silent_changes(edition: Edition) -> Iterator[Diagnostic]:
    """A released passage whose words have changed says why."""
    stated = {change.id: change for change in edition.changes}
    made: set[str] = set()
    # of notes, entries and accounts only those are compared of which a change is stated: the others may be bettered at any time
    for state, what in other_since_last(edition, lambda state: state.kind == "passage" or state.id in stated):
        made.add(state.id)
        if _silent(edition, state, what, stated):
            last = lives(edition)[state.id].last
            yield SILENT(
                edition.passages[state.id].text_span,
                f"the words of {printed(state.id)} are not those released in {last.release}",
                f"restore them, or say why in docs/changes.yaml: “- {{id: {state.id}, why: …}}”",
            )
    for change in edition.changes:
        if change.id not in made:
            yield IDLE(
                change.span, f"nothing of “{change.id}” has changed since the last release{nearest(change.id, made)}", "remove the line, or correct the id"
            )


@check
def altered_ledger(edition: Edition) -> Iterator[Diagnostic]:
    """The ledger's words are those whose hash it keeps, and its releases those that were sealed."""
    for line, what in broken(edition):
        yield TAMPERED(line.span, f"the ledger was altered: {what}", "restore the ledger from that release; “edition release” alone writes it")


@check
def version_released(edition: Edition) -> Iterator[Diagnostic]:
    """Changes after a release want a new number."""
    past = [line.id for line in releases(edition)]
    version = edition.citation.get("version", "")
    if version not in past:
        return
    stated = {change.id for change in edition.changes}
    # a slip of the pen is E641 and wants no new number: it is to be taken back, or stated first
    if any(not _silent(edition, state, what, stated) for state, what in other_since_last(edition, lambda state: state.kind == "passage")):
        yield RELEASED(Span("CITATION.cff"), f"edition {version} is released, and words have changed since", "release them under a new number: edition release; until then put that number into CITATION.cff, so that no receipt bears the old one")


@check
def tombstones(edition: Edition) -> Iterator[Diagnostic]:
    """What a tombstone names as the place where its words went is there."""
    records: list[Note | Entity | Account] = [*edition.notes.values(), *edition.entities.values(), *edition.accounts.values()]
    for item in records:
        if not item.withdrawn:
            continue
        kinds: list[tuple[re.Pattern[str], Collection[str], str]] = [(_PASSAGE, edition.passages, "passage"), (_NOTE, edition.notes, "note")]
        for pattern, known, what in kinds:
            for match in pattern.finditer(item.withdrawn):
                if match[1] in edition.documents and match[0] not in known:
                    near = nearest(match[0], known)
                    yield NOWHERE(item.spans.get("withdrawn", item.span), f"the tombstone leads to {match[0]}, and there is no such {what}", f"name one that is there{near}" if near else "name one that is there, or say in words what became of it")


def _silent(edition: Edition, state: State, what: str, stated: Collection[str]) -> bool:
    """Say whether a passage that stood in the last release has other words, and nothing says why."""
    return state.kind == "passage" and what == "changed" and state.id not in stated and not lives(edition)[state.id].last.gone


def _where(edition: Edition, id_: str, kind: str) -> Span:
    if kind == "passage":
        siglum = id_.partition("-")[0]
        known = edition.passages.get(id_)
        return known.span if known else Span(f"sources/{siglum}/text.md")
    if kind == "note":
        return Span(f"docs/notes/{id_}.md")
    name = id_.partition("/")[2]
    if kind == "event":
        return Span(f"docs/accounts/{name}.md")
    entity = edition.entities.get(name)
    return entity.span if entity else Span("docs/registers")


def _name(id_: str) -> str:
    return id_.removeprefix("entity/").removeprefix("event/")
