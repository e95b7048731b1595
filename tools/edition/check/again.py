"""The check again after a small edit: what was found before, and what is found of the files that changed.

The outcome of a check is kept with the signs of all files (:mod:`edition.read.look`). If none changed, it stands.

A record, a page or a document has a *face*: a hash of all that anything else can see of it, such as its head, its
references, and what it quotes (:func:`edition.derive.said.face_of`). Behind the face are its running words. If what changed
still shows the same face, then what was found elsewhere stands, and only what is found of it alone is found again.
Whatever else changed, or if anything was found in these files that others have a part in, all is checked.

Of the words of the texts all sorts of things are asked: whether a lemma stands in a passage, or a name anywhere. So they are
behind the face of their document, and what was asked of them is kept with its answer; of an edited document it is asked again
(:mod:`.asked`).

That the checks of the whole edition see nothing behind a face, and of the texts only what they ask, is not believed but
*watched* while they run (:class:`Watched`): what one of them did look into is kept without a face, so that every edit of it is
checked with all. A check that sees the same faces and answers goes the same way again, and so looks behind no other.

Of the references of a record, and of its authors, others know only to what they lead (:mod:`edition.derive.targets`), and it
itself hangs on what it names: of a record that refers otherwise than before, those checks are asked again that go through the
records one by one, with the edition to look things up in (:mod:`.lookup`).

Checked with all is every edit of the bibliography, of where a note hangs, of an event's dates and tellings, of a name's forms,
of what heads a document, of the citation, the contributors and the ledger, and of settings.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from hashlib import sha256
from pathlib import Path
from secrets import token_bytes
from typing import Any, TypeAlias

from ..diagnostics import Diagnostic
from ..inlines import Prose
from ..kinds import MARKS
from ..model import Account, Document, Edition, Entity, Note, Page, Passage
from ..read import read, read_edition
from ..read.facts import Unit, key_of, pack, store, stored, unpack
from ..read.look import PARTS, Table, look, touched

OUTCOME, ASKED = "outcome", "asked"
#: if more than these changed, all is read and checked
MOST = 200
#: the roles of references that lead to files
_TO_FILES = ("link", "image", "download", "doc")
#: by which what was asked is known to belong to an outcome
_MARK = ("", "mark")
_NOTHING = object()
#: kind of unit → the part of an edition that it is of, the kind of checks that look at it alone, and its name's name
_PARTS = {
    "note": ("notes", "records", "id"),
    "entity": ("entities", "records", "id"),
    "account": ("accounts", "records", "id"),
    "page": ("pages", "pages", "name"),
    "document": ("documents", "documents", "siglum"),
}
Thing: TypeAlias = Note | Entity | Account | Page | Document


def check_again(root: Path, describe: Callable[[Edition], str]) -> tuple[list[Diagnostic], str]:
    """Return every diagnostic, and what ``describe`` says of the edition: those of :func:`edition.check.run` on all that there is."""
    now = look(root)
    held = stored(str(root), OUTCOME) if now is not None else {}
    if now is not None and held and (found := _answer(root, held, now)) is not None:
        return found, held["of"]
    from . import run

    edition = read_edition(root, keep=True)
    watched = Watched(edition)
    found = run(edition, watched)
    of = describe(edition)
    if now is not None:
        kept = outcome(edition, watched, found) if may_keep(edition) else None
        if kept is not None:
            from .asked import asked

            store(str(root), ASKED, {_MARK: kept["asked"], **asked(edition, watched.log)})
        store(str(root), OUTCOME, {"signs": now, "of": of, **kept} if kept is not None else {})
    return found, of


class Watched:
    """While entered, sees what looks at anything behind its face, and keeps what is asked; is told what was found meanwhile.

    ``seen`` has the units that something looked into, ``documents`` the faces of the documents, ``texts`` the hashes of
    their passages' words.
    """

    def __init__(self, edition: Edition) -> None:
        from ..derive.questions import Log
        from ..derive.said import BEHIND, Said, face_of, said
        from ..derive.targets import targets

        targets(edition)
        said(edition)  # looks at all words, and is what the checks may know of them
        units, texts = [f"sources/{siglum}" for siglum in edition.documents], list(edition.documents.values())
        shown = edition.remember_each("face", units, lambda number: (face_of(texts[number], Said()), _words(texts[number])))
        self.documents = {unit: face for unit, (face, _) in zip(units, shown, strict=True)}
        self.texts = {unit: words for unit, (_, words) in zip(units, shown, strict=True)}
        self.log = Log()
        self.units: dict[int, str] = {}
        for _, unit, _, thing in things(edition):
            if isinstance(thing, Note | Entity | Account):
                thing.body.references  # noqa: B018  the same
                self.units[id(thing.body)] = unit
            self.units[id(thing)] = unit
        self.behind = [(owner, name) for owner, names in BEHIND.items() for name in names]
        self.seen: set[str] = set()
        self.found: list[Diagnostic] = []
        self.before: dict[tuple[type, str], Any] = {}
        self.open = ExitStack()

    def __enter__(self) -> Watched:
        from ..derive.questions import logged

        self.open.enter_context(logged(self.log))
        for name in ("remember", "remember_each"):
            self._put(Edition, name, self._remembering(getattr(Edition, name)))
        self._hide(*self.behind)
        return self

    def __exit__(self, *_: object) -> None:
        self._show(*list(self.before))
        self.open.close()

    def looking_up(self) -> AbstractContextManager[object]:
        """While entered, references and authors of the records may be read: what hangs on them is looked up again (:mod:`.lookup`)."""
        return self._shown(*(one for one in self.behind if one[0] in (Note, Entity, Account) or one == (Prose, "references")))

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
        from .asked import FOUND_AGAIN

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


def _words(document: Document) -> bytes:
    """The hash of the words of a document's passages."""
    from ..derive.questions import words_of

    return sha256(repr([words_of(passage) for passage in document.passages]).encode("utf-8", "surrogateescape")).digest()


def things(edition: Edition) -> Iterator[tuple[str, str, str, Thing]]:
    """Yield everything that has a face: kind, unit (its file, or the folder of a document), name, and the thing."""
    for kind, (part, *_) in _PARTS.items():
        for name, thing in getattr(edition, part).items():
            yield kind, f"sources/{name}" if kind == "document" else thing.file if kind == "page" else thing.span.file, name, thing


def may_keep(edition: Edition) -> bool:
    """Whether the outcome hangs on nothing but what is looked at (and the tests that answers name)."""
    return bool(edition.documents) and not _leads_out(edition)


def _leads_out(edition: Edition) -> bool:
    """Whether anything refers to a file in a folder that is not looked at."""
    from ..derive.references import beside, made

    places = [(item.file, item.reference.target) for item in made(edition) if item.reference.role in _TO_FILES]
    places += [(page.file, item.target) for page in edition.pages.values() for item in page.includes]
    return any(path.partition("/")[0] not in PARTS and "/" in path for file, target in places for path in [beside(file, target.partition("#")[0])])


def outcome(edition: Edition, watched: Watched, found: list[Diagnostic]) -> dict[str, Any]:
    """Return what was found, and of each file what must be the same for it to stand, as plain values."""
    from ..derive.coverage import asked
    from ..derive.said import Said, said, telling

    wanted, spoken = asked(edition), said(edition)
    spoken = {**spoken, **{unit: Said(face=face) for unit, face in watched.documents.items()}}
    hidden = {unit for units in edition.marked.values() for unit in units} | watched.seen
    faces = {unit: _face(kind, name, spoken[unit], wanted) for kind, unit, name, _ in things(edition) if unit not in hidden}
    return {
        "keys": dict(edition.digests),
        "faces": faces,
        "texts": watched.texts,
        "works": list(edition.works),
        "contributors": list(edition.contributors),
        "open": [],
        "asked": token_bytes(16),
        "beginnings": dict(Counter(spoken[note.span.file].sentence for note in edition.notes.values() if telling(spoken[note.span.file].sentence))),
        "wanted": sorted(wanted),
        "released": edition.citation.get("date-released", ""),
        "found": pack(tuple(found)),
        "together": sorted({unit_of(item.span.file) for item in watched.found}),
        "told": "\n".join(f"{item.message}\n{item.mend}" for item in watched.found),
        "tests": _tests(edition.root, _named_tests(edition)),
    }


def _named_tests(edition: Edition) -> list[str]:
    """The files of tests by which ``docs/score.yaml`` proves an answer."""
    if not (edition.root / "docs" / "score.yaml").exists():
        return []
    from ..derive.score import said

    return sorted({one.test.partition("::")[0] for one in said(edition)[0].values() if one.test})


def _tests(root: Path, files: Iterable[str]) -> dict[str, bytes]:
    """The hashes of files beside the edition; of one that cannot be read, nothing."""
    out = {}
    for file in files:
        try:
            out[file] = sha256(Path(root, file).read_bytes()).digest()
        except (OSError, ValueError):
            out[file] = b""
    return out


def _face(kind: str, name: str, spoken: Any, wanted: frozenset[str]) -> tuple[str, str, bytes, str, str, bytes]:
    """Of a thing: its kind, its name, its face, those of its words on which coverage hangs, how a note begins, and what it refers to."""
    from ..derive.said import telling

    words = " ".join(word for word in spoken.small.split() if word in wanted)
    return kind, name, spoken.face, words, spoken.sentence if telling(spoken.sentence) else "", spoken.made


def unit_of(file: str) -> str:
    """The unit that a file is part of: itself, or the folder of a document."""
    return "/".join(file.split("/")[:2]) if file.startswith("sources/") else file


def _answer(root: Path, held: dict[str, Any], now: Table) -> list[Diagnostic] | None:
    """Return what is to be found, if that can be said without looking at everything."""
    files = touched(held["signs"], now)
    if files is None or held["tests"] != _tests(root, held["tests"]):
        return None
    changed: list[str] = []
    for unit in dict.fromkeys(map(unit_of, files)):
        key = _key(root, unit, held)
        if key is None:
            return None
        if key != held["keys"][unit]:
            changed.append(unit)
    if len(changed) > MOST:
        return None
    found: list[Diagnostic] = list(unpack(held["found"]))
    moved: dict[Any, Any] = {}
    if changed:
        more = [_changed(root, unit, held, moved) for unit in changed]
        if None in more:
            return None
        found = sorted({*(item for item in found if unit_of(item.span.file) not in changed), *(item for some in more for item in some or ())})
        held["found"] = pack(tuple(found))
    if files:
        held["signs"] = now
        if moved:
            held["asked"] = moved[_MARK] = token_bytes(16)
            store(str(root), ASKED, moved)
        store(str(root), OUTCOME, held)
    return found


def _key(root: Path, unit: str, held: dict[str, Any]) -> bytes | None:
    """The key of what a unit now holds, if it is one whose kind is known by its place."""
    if unit not in held["keys"]:
        return None
    face = held["faces"].get(unit)
    kind = face[0] if face else kind_of(unit)
    return key_of(str(root), Unit(kind, unit))[0]


def kind_of(unit: str) -> str:
    """The kind of a unit of the edition, by its name alone."""
    from ..read import SINGLES

    folder, _, rest = unit.partition("/")
    if folder == "sources":
        return "document"
    if folder == "bib":
        return "bib"
    for kind, name in SINGLES.items():
        if unit == name:
            return kind
    records = {"notes": "note", "registers": "entity"}
    part, _, name = rest.partition("/")
    if part in records and "/" in name:
        return records[part]
    return "account" if part == "accounts" and name and "/" not in name and name != "index.md" else "page"


def _changed(root: Path, unit: str, held: dict[str, Any], moved: dict[Any, Any]) -> tuple[Diagnostic, ...] | None:
    """What is found of a changed thing, if nothing else hangs on the change; ``held`` then knows it as it is.

    ``moved`` is what was asked of the documents, loaded when the first text has changed.
    """
    from ..derive.said import Said, face_of, say
    from . import load, of_one
    from .asked import unmoved

    face = held["faces"].get(unit)
    if face is None or unit in held["together"] or unit in held["told"] or face[1] in held["told"]:
        return None
    kind, name, _, _, beginning, refers = face
    part, alone, called = _PARTS[kind]
    key, data = key_of(str(root), Unit(kind, unit))
    thing, faults = read(root, Unit(kind, unit), data)
    if key is None or thing is None or faults or getattr(thing, called) != name or any(mark.encode() in text for mark in MARKS for text in data.values()):
        return None
    spoken = Said(face=face_of(thing, Said())) if kind == "document" else say(thing)
    new = _face(kind, name, spoken, frozenset(held["wanted"]))
    if new[:4] != face[:4]:
        return None
    counts = held["beginnings"]
    if new[4] != beginning:
        if (beginning and counts[beginning] > 1) or (new[4] and counts.get(new[4])):
            return None
        counts[beginning] = counts.get(beginning, 0) - 1
        counts[new[4]] = counts.get(new[4], 0) + 1
    load()
    if new[5] != refers and not _refers_well(root, unit, held, moved, part, name, thing, spoken):
        return None
    if isinstance(thing, Document) and (words := _words(thing)) != held["texts"][unit]:
        covered = unmoved(moved, thing) if _recall(root, held, moved) else None
        if covered is None:
            return None
        held["texts"][unit] = words
        held["open"] = [*(one for one in held["open"] if one != unit), *([] if covered else [unit])]
    elif unit in held["open"]:
        return None
    held["faces"][unit], held["keys"][unit] = new, key
    return of_one(root, held["released"], alone, {part: {name: thing}})


def _recall(root: Path, held: dict[str, Any], moved: dict[Any, Any]) -> bool:
    """Load what was asked, once; whether it is there, and belongs to the outcome."""
    if not moved:
        moved.update(stored(str(root), ASKED))
    return bool(moved.get(_MARK) == held["asked"])


def _refers_well(root: Path, unit: str, held: dict[str, Any], moved: dict[Any, Any], part: str, name: str, thing: Any, spoken: Any) -> bool:
    """Whether nothing is found of a record that refers otherwise than before, nor of what it referred to; ``moved`` then knows the record."""
    from .asked import also_asked, refers_elsewhere
    from .lookup import asked_of, looked_up

    if any(role in _TO_FILES and "://" not in target for role, target in spoken.targets) or not _recall(root, held, moved):
        return False
    edition = looked_up(root, held["keys"].keys(), held["works"], held["contributors"], part, name, thing)
    log = asked_of(edition)
    if log is None or not refers_elsewhere(moved, unit, spoken.targets):
        return False
    also_asked(moved, log)
    return True
