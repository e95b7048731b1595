"""E6: references resolve, to the right kind of thing and to the right words."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ..derive.disk import disk_of
from ..derive.questions import stands
from ..derive.references import Made, made
from ..derive.said import said
from ..diagnostics import Diagnostic, nearest, rule
from ..kinds import REGISTERS
from ..lemma import likeliest
from ..locus import from_printed, printed
from ..model import Edition
from . import one_by_one
from .sound import readable

UNKNOWN_PASSAGE = rule("E606", "unknown-passage")
UNKNOWN_NOTE = rule("E607", "unknown-note")
UNKNOWN_ENTRY = rule("E608", "unknown-entry")
OTHER_REGISTER = rule("E609", "entry-of-another-register")
UNKNOWN_EVENT = rule("E610", "unknown-event")
UNKNOWN_TERM = rule("E611", "unknown-term")
WORDS_MISSING = rule("E616", "promised-words-missing")
NO_SUCH_ADDRESS = rule("E618", "address-of-no-passage")
TO_TOMBSTONE = rule("E630", "reference-to-tombstone")
TO_ITSELF = rule("E631", "reference-to-itself")

REGISTER_OF = {role: register for register, (role, _) in REGISTERS.items()}


@one_by_one
def references(edition: Edition) -> Iterator[Diagnostic]:
    """Each reference of a role of the edition finds its target."""
    for item in made(edition):
        one = _RESOLVE.get(item.reference.role)
        if one is not None:
            yield from one(edition, item)
        elif item.reference.role in REGISTER_OF:
            yield from _entity(edition, item)


def _passage(edition: Edition, item: Made) -> Iterator[Diagnostic]:
    reference = item.reference
    passage = edition.passages.get(reference.target)
    if passage is None:
        if readable(edition, reference.target):
            yield UNKNOWN_PASSAGE(reference.span, f"there is no passage “{reference.target}”{nearest(reference.target, edition.passages)}", "correct the id")
    elif passage.withdrawn:
        yield TO_TOMBSTONE(reference.span, f"{printed(passage.id)} is withdrawn", "refer to the passage that replaced it")
    elif reference.words and not stands(passage, reference.words):
        near = likeliest(passage.text, reference.words)
        elsewhere = next(iter(stands.everywhere(edition, reference.words)), "")
        found = f"; they stand in {printed(elsewhere)}" if elsewhere else f"; {printed(passage.id)} has “{near}”" if near else ""
        yield WORDS_MISSING(
            reference.span, f"“{reference.words}” is not in {printed(passage.id)}{found}", "quote the words as the text has them, or correct the id"
        )


def _note(edition: Edition, item: Made) -> Iterator[Diagnostic]:
    target = item.reference.target
    note = edition.notes.get(target)
    if note is None:
        if not _unread(edition, f"docs/notes/{target}.md"):
            yield UNKNOWN_NOTE(
                item.reference.span,
                f"there is no note “{target}”{nearest(target, edition.notes)}",
                "write the path of the note's file below docs/notes, without “.md”",
            )
    elif note.withdrawn:
        yield TO_TOMBSTONE(item.reference.span, f"the note “{target}” is withdrawn: {note.withdrawn}", "refer to what replaced it, or remove the reference")
    elif item.kind == "note" and item.id == target:
        yield TO_ITSELF(item.reference.span, f"the note “{target}” refers to itself", "refer to another, or remove the reference")


def _entity(edition: Edition, item: Made) -> Iterator[Diagnostic]:
    role, target = item.reference.role, item.reference.target
    entity = edition.entities.get(target)
    if entity is None:
        if role == "term" and any(
            target.lower() in (other.name.lower(), *(form.words.lower() for form in other.forms)) for other in edition.entities.values() if other.role == "term"
        ):
            return
        if _unread(edition, f"docs/registers/{REGISTER_OF[role]}/{target}.md"):
            return
        if role == "term":
            terms = [word for other in edition.entities.values() if other.role == "term" for word in (other.id, other.name)]
            yield UNKNOWN_TERM(
                item.reference.span, f"the glossary has no term “{target}”{nearest(target, terms)}", "correct the term, or add it to docs/registers/terms/"
            )
        else:
            among = [other.id for other in edition.entities.values() if other.role == role]
            yield UNKNOWN_ENTRY(
                item.reference.span,
                f"no register has an entry “{target}”{nearest(target, among)}",
                f"correct the id, or add the entry to docs/registers/{REGISTER_OF[role]}/",
            )
    elif entity.withdrawn:
        yield TO_TOMBSTONE(item.reference.span, f"the entry “{target}” is withdrawn: {entity.withdrawn}", "refer to what replaced it, or write plain words")
    elif entity.role != role:
        right = "term" if entity.role == "term" else f"ed:{entity.role}"
        yield OTHER_REGISTER(item.reference.span, f"“{target}” is a {REGISTERS[entity.register][1]}, not a {role}", f"write {{{right}}}`{target}`")
    elif item.kind == "entity" and item.id == target:
        yield TO_ITSELF(item.reference.span, f"the entry “{target}” refers to itself", "refer to another, or write plain words")


def _event(edition: Edition, item: Made) -> Iterator[Diagnostic]:
    target = item.reference.target
    if target not in edition.accounts and not _unread(edition, f"docs/accounts/{target}.md"):
        yield UNKNOWN_EVENT(
            item.reference.span,
            f"there is no account “{target}”{nearest(target, edition.accounts)}",
            "write the name of a file of docs/accounts, without “.md”",
        )
    elif target in edition.accounts and edition.accounts[target].withdrawn:
        yield TO_TOMBSTONE(
            item.reference.span,
            f"the account “{target}” is withdrawn: {edition.accounts[target].withdrawn}",
            "refer to what replaced it, or remove the reference",
        )
    elif item.kind == "account" and item.id == target:
        yield TO_ITSELF(item.reference.span, f"the account “{target}” refers to itself", "refer to another, or remove the reference")


def _unread(edition: Edition, file: str) -> bool:
    """Whether a target is there but could not be read, which is a fault of its own."""
    return "/../" not in file and disk_of(edition).there(file) is True


_RESOLVE: dict[str, Callable[[Edition, Made], Iterator[Diagnostic]]] = {"loc": _passage, "note": _note, "event": _event}


@one_by_one
def printed_addresses(edition: Edition) -> Iterator[Diagnostic]:
    """An address written out in prose, “LET 14”, is that of a passage."""
    for some in said(edition).values():
        for printed_, span in some.addresses:
            id_ = from_printed(printed_)
            document = edition.documents.get(id_.partition("-")[0])
            if document is None or not document.passages:
                continue
            passage = document.by_id.get(id_)
            if passage is None and not readable(edition, id_):
                continue
            if passage is None:
                yield NO_SUCH_ADDRESS(
                    span,
                    f"“{printed_}” is the address of no passage",
                    "correct it, and better refer with {ed:loc}; an address that is only an example is set as `code`",
                )
            elif passage.withdrawn:
                yield TO_TOMBSTONE(span, f"{printed_} is withdrawn", "refer to the passage that replaced it")
