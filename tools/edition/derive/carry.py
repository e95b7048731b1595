"""What was derived from one state of an edition, carried over to the next where nothing that it hangs on has changed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ..model import Edition, Entity, Note
from . import beside, bibliography, ledger, mentions

#: what is kept by edition, and the parts of the edition that it is made of
_KEPT: tuple[tuple[Any, tuple[str, ...]], ...] = (
    (mentions._CACHE, ("documents", "forms")),
    (mentions._BY_ENTITY, ("documents", "forms", "ids")),
    (bibliography._CACHE, ("works",)),
    (ledger._STATES, ("documents", "notes", "entities", "accounts", "works", "pages")),
    (ledger._LIVES, ("ledger",)),
)
#: the same for the edition's own properties
_OWN = (("passages", "documents"), ("groups", "documents"), ("notes_at", "notes"))
_MAPPINGS = ("documents", "notes", "entities", "accounts", "works", "pages")


def carry(old: Edition, new: Edition) -> set[str]:
    """Give ``new`` what is known of ``old`` and must be true of it too; returns the parts in which they are the same."""
    same = {name for name in _MAPPINGS if getattr(old, name) is getattr(new, name) or _same(getattr(old, name).values(), getattr(new, name).values())}
    if old.ledger is new.ledger:
        same.add("ledger")
    if list(old.entities) == list(new.entities):
        same.add("ids")
    if "entities" in same or _same_forms(old.entities.values(), new.entities.values()):
        same.add("forms")
    for cache, parts in _KEPT:
        if old in cache and same.issuperset(parts):
            cache[new] = cache[old]
    reworded = _reworded(old, new) if "notes" not in same else ()
    if old in beside._CACHE:
        beside.beside(new, beside._CACHE[old], same, reworded)
    for name, part in _OWN:
        if name in vars(old) and part in same:
            vars(new)[name] = vars(old)[name]
    if reworded and "notes_at" in vars(old):
        at = vars(new)["notes_at"] = dict(vars(old)["notes_at"])
        for before, now in reworded:
            for locus in {anchor.at for anchor in now.anchors}:
                at[locus] = [(now if note is before else note, anchor) for note, anchor in at[locus]]
    return same


def _reworded(old: Edition, new: Edition) -> list[tuple[Note, Note]]:
    """The notes that say something else than before, if that is all that befell any note; else none."""
    if list(old.notes) != list(new.notes):
        return []
    out = [(before, now) for before, now in zip(old.notes.values(), new.notes.values(), strict=True) if before is not now]
    return out if all(before.anchors == now.anchors for before, now in out) else []


def _same(old: Iterable[object], new: Iterable[object]) -> bool:
    one, other = list(old), list(new)
    return len(one) == len(other) and all(a is b for a, b in zip(one, other, strict=True))


def _same_forms(old: Iterable[Entity], new: Iterable[Entity]) -> bool:
    one, other = list(old), list(new)
    return len(one) == len(other) and all(a is b or _forms(a) == _forms(b) for a, b in zip(one, other, strict=True))


def _forms(entity: Entity) -> object:
    """All of an entity that a mention of it hangs on."""
    return entity.id, entity.forms, entity.exclude, bool(entity.withdrawn)
