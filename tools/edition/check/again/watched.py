"""What looks behind a face while the checks of the whole edition run, and what they ask."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from hashlib import sha256
from typing import Any

from ...derive.coverage import claims
from ...derive.questions import Log, logged, words_of
from ...derive.said import BEHIND, Said, face_of, said
from ...derive.targets import targets
from ...diagnostics import Diagnostic
from ...inlines import Prose
from ...model import Account, Document, Edition, Entity, Note, Passage
from .asked import FOUND_AGAIN
from .things import things, unit_of

#: what a check that goes one by one may see behind a face: that of which :attr:`Said.made` is a hash
LOOKED_UP: dict[type, tuple[str, ...]] = {
    Prose: ("references",),
    Note: ("at", "lemma", "also", "spans", "authors", "reviewers"),
    Entity: ("authors",),
    Account: ("authors",),
}
_NOTHING = object()


class Watched:
    """While entered, sees what looks at anything behind its face, and keeps what is asked; is told what was found meanwhile.

    ``seen`` has the units that something looked into, ``documents`` the faces of the documents, ``texts`` the hashes of
    their passages' words.
    """

    def __init__(self, edition: Edition) -> None:
        for known in (said, targets, claims):  # they look at all words, and are what the checks may know of them
            known(edition)
        units, texts = [f"sources/{siglum}" for siglum in edition.documents], list(edition.documents.values())
        shown = edition.remember_each("face", units, lambda number: (face_of(texts[number], Said()), words_hash(texts[number])))
        self.documents = {unit: face for unit, (face, _) in zip(units, shown, strict=True)}
        self.texts = {unit: words for unit, (_, words) in zip(units, shown, strict=True)}
        self.log = Log()
        self.units: dict[int, str] = {}
        for _, unit, _, thing in things(edition):
            if isinstance(thing, Note | Entity | Account):
                thing.body.references  # noqa: B018  the same
                self.units[id(thing.body)] = unit
            self.units[id(thing)] = unit
        for work in edition.works.values():
            work.shown  # noqa: B018  what others may see of it
            self.units[id(work)] = work.file
        self.behind = [(owner, name) for owner, names in BEHIND.items() for name in names]
        self.seen: set[str] = set()
        self.found: list[Diagnostic] = []
        self.before: dict[tuple[type, str], Any] = {}
        self.open = ExitStack()

    def __enter__(self) -> Watched:
        self.open.enter_context(logged(self.log))
        for name in ("remember", "remember_each"):
            self._put(Edition, name, self._remembering(getattr(Edition, name)))
        self._hide(*self.behind)
        return self

    def __exit__(self, *_: object) -> None:
        self._show(*list(self.before))
        self.open.close()

    def looking_up(self) -> AbstractContextManager[object]:
        """While entered, what a record refers to, where a note hangs, and whose they are may be read: what hangs on that is looked up again (:mod:`.lookup`)."""
        return self._shown(*(one for one in self.behind if one[1] in LOOKED_UP.get(one[0], ())))

    @contextmanager
    def _shown(self, *some: tuple[type, str]) -> Iterator[None]:
        self._show(*some)
        try:
            yield
        finally:
            self._hide(*some)

    def _hide(self, *some: tuple[type, str]) -> None:
        for owner, name in some:
            self._put(owner, name, _BehindPassage(self, name) if owner is Passage else _Behind(self, owner, name))

    def _put(self, owner: type, name: str, value: Any) -> None:
        self.before[owner, name] = vars(owner).get(name, _NOTHING)  # a field without a default is in no class
        setattr(owner, name, value)

    def _show(self, *some: tuple[type, str]) -> None:
        for owner, name in some:
            before = self.before.pop((owner, name))
            if before is _NOTHING:
                delattr(owner, name)
            else:
                setattr(owner, name, before)

    def _remembering(self, remember: Callable[..., Any]) -> Callable[..., Any]:
        """What is kept of files from run to run hangs on all that is in them, though nothing looks into them now."""

        def remembering(edition: Edition, what: str, of: Iterable[str], *more: Any, **rest: Any) -> Any:
            if what not in FOUND_AGAIN:
                of = list(of)
                self.seen.update(map(unit_of, of))
                return remember(edition, what, of, *more, **rest)
            if not any(owner is Passage for owner, _ in self.before):
                return remember(edition, what, of, *more, **rest)
            with self._shown(*[key for key in self.before if key[0] is not Edition]):
                return remember(edition, what, of, *more, **rest)

        return remembering

    def tell(self, found: list[Diagnostic]) -> None:
        self.found = list(found)


class _Behind:
    """Stands for a field behind a face, and tells whose was read."""

    def __init__(self, watched: Watched, owner: type, name: str) -> None:
        self.watched, self.owner, self.name = watched, owner, name

    def __get__(self, item: Any, _: type) -> Any:
        if item is None:
            return self.watched.before[self.owner, self.name]
        if unit := self.watched.units.get(id(item)):
            self.watched.seen.add(unit)
        return vars(item)[self.name] if self.name in vars(item) else self.watched.before[self.owner, self.name].__get__(item, self.owner)

    def __set__(self, item: Any, value: Any) -> None:
        vars(item)[self.name] = value


class _BehindPassage:
    """Stands for a field of the passages, and tells of which document one was read; the words of a tombstone are no secret."""

    def __init__(self, watched: Watched, name: str) -> None:
        self.watched, self.name = watched, name

    def __get__(self, item: Passage | None, _: type) -> Any:
        field = self.watched.before[Passage, self.name]
        if item is None:
            return field
        if not (item.withdrawn and self.name == "text"):
            self.watched.seen.add(f"sources/{item.siglum}")
        return field.__get__(item)


def words_hash(document: Document) -> bytes:
    """The hash of the words of a document's passages."""
    return sha256(repr([words_of(passage) for passage in document.passages]).encode("utf-8", "surrogateescape")).digest()
