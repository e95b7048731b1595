"""One record with the edition to look things up in, read as they are asked for: for the checks that go through records one by one.

What a record names is found by the name of its file. There is nothing else to go through: a check that wants to, for
instance to offer the likeliest of all names, sees the record alone, and whatever it then finds is no answer but the sign
that all must be checked (:mod:`edition.check.again`).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

from ...derive.questions import Log, logged
from ...kinds import REGISTERS
from ...model import Edition
from ...read import read
from ...read.facts import Unit, key_of
from .. import ONE_BY_ONE, load
from .unanswered import Unanswered


class LookedUp(Mapping[str, Any]):
    """What there is to go through, and beside it what is found by its name."""

    def __init__(self, here: Mapping[str, Any], find: Callable[[str], Any]) -> None:
        self.here, self.find = here, find
        self.found: dict[str, Any] = dict(here)

    def __getitem__(self, name: str) -> Any:
        if name not in self.found:
            self.found[name] = self.find(name)
        if self.found[name] is None:
            raise KeyError(name)
        return self.found[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.here)

    def __len__(self) -> int:
        return len(self.here)


class _Unknown:
    """Something that is there, and of which nothing else is known: whatever is asked of it, all must be checked."""

    def _unanswered(self, *_: object) -> Any:
        raise Unanswered

    __getattr__ = __getitem__ = __iter__ = __len__ = __contains__ = _unanswered


def looked_up(root: Path, units: Collection[str], works: Collection[str], contributors: Collection[str], part: str, name: str, thing: Any) -> Edition:
    """Return an edition with one thing to go through, ``name`` in its ``part``, in which the others can be looked up.

    ``units`` are the files, and the folders of documents, that there are; of works and contributors the keys are known.
    """

    def unit(kind: str, path: str) -> Any:
        if path not in units:
            return None
        key, held = key_of(str(root), Unit(kind, path))
        value, faults = read(root, Unit(kind, path), held)
        if key is None or value is None or faults:
            raise Unanswered(path)
        return value

    def entity(id_: str) -> Any:
        return next((found for register in REGISTERS if (found := unit("entity", f"docs/registers/{register}/{id_}.md")) is not None), None)

    def passage(id_: str) -> Any:
        document = documents.get(id_.partition("-")[0])
        return None if document is None else document.by_id.get(id_)

    def one_of(known: Collection[str]) -> LookedUp:
        return LookedUp({}, lambda key: _Unknown() if key in known else None)

    def parts(kind: str, path: str) -> LookedUp:
        return LookedUp({name: thing} if kind == part else {}, lambda id_: unit(_KINDS[kind], path.format(id_)))

    documents = parts("documents", "sources/{}")
    edition = Edition(
        root,
        documents=documents,
        notes=parts("notes", "docs/notes/{}.md"),
        entities=LookedUp({name: thing} if part == "entities" else {}, entity),
        accounts=parts("accounts", "docs/accounts/{}.md"),
        pages=parts("pages", "docs/{}.md"),
        works=one_of(works),
        contributors=one_of(contributors),
        **dict.fromkeys(("citation", "ledger", "changes", "marked"), _Unknown()),  # type: ignore[arg-type]
    )
    vars(edition)["passages"] = LookedUp({}, passage)
    for derived in ("groups", "notes_at"):
        vars(edition)[derived] = _Unknown()
    return edition


def asked_of(edition: Edition) -> Log:
    """Return what was asked, if the checks that go one by one find nothing of what there is to go through.

    Raises Unanswered if one finds anything, or asks for what is not of one document.
    """
    load()
    with logged(Log()) as log:
        found = any(True for one in ONE_BY_ONE for _ in one(edition))
    if found or log.everywhere or log.targets or log.disk:
        raise Unanswered
    return log


_KINDS = {"documents": "document", "notes": "note", "accounts": "account", "pages": "page"}
