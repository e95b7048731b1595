"""The check again after a small edit: what was found before, and what is found of the files that changed.

The outcome of a check is kept with the signs of all files (:mod:`edition.read.look`). If none changed, it stands. If notes
or entries of the registers changed, and still show the same face to everything else (:class:`edition.derive.said.Said`),
then what was found elsewhere stands, and only what is found of each of them alone is found again. Whatever else changed, or
if anything was found in these files that others have a part in, all is checked.

That the checks of the whole edition see no more of a note or an entry than its face is not believed but watched while they
run (:class:`Watched`): after a run in which one saw more, nothing is kept.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ..diagnostics import Diagnostic
from ..inlines import Prose
from ..kinds import MARKS
from ..model import Edition, Entity, Note
from ..read import read, read_edition
from ..read.facts import Unit, key_of, pack, store, stored, unpack
from ..read.look import PARTS, Table, look, touched

OUTCOME = "outcome"
#: if more than these changed, all is read and checked
MOST = 200
#: what the words of a note or an entry are read from
_WORDS = ("paragraphs", "source")
#: kind of unit → the part of an edition that it is of, and the name of its id there
_PARTS = {"note": "notes", "entity": "entities"}


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
        store(str(root), OUTCOME, {"signs": now, "of": of, **outcome(edition, watched, found)} if may_keep(edition, watched) else {})
    return found, of


class Watched:
    """While entered, sees whether anything looks at the words of a note or an entry; is told what was found meanwhile."""

    def __init__(self, edition: Edition) -> None:
        from ..derive.said import said

        said(edition)  # looks at all words, and is what the checks may know of them
        things: list[Note | Entity] = [*edition.notes.values(), *edition.entities.values()]
        for thing in things:
            thing.body.references  # noqa: B018  the same
        self.bodies = {id(thing.body) for thing in things}
        self.seen = False
        self.found: list[Diagnostic] = []
        self._before: dict[str, Any] = {}

    def __enter__(self) -> Watched:
        for name in _WORDS:
            self._before[name] = vars(Prose)[name]
            setattr(Prose, name, _Words(self, name))
        return self

    def __exit__(self, *_: object) -> None:
        for name, value in self._before.items():
            setattr(Prose, name, value)

    def tell(self, found: list[Diagnostic]) -> None:
        self.found = list(found)


class _Words:
    """Stands for a field of prose, and tells when that of a watched one is read."""

    def __init__(self, watched: Watched, name: str) -> None:
        self.watched, self.name = watched, name

    def __get__(self, prose: Prose | None, _: type) -> Any:
        if prose is None:
            return self.watched._before[self.name]
        if id(prose) in self.watched.bodies:
            self.watched.seen = True
        return vars(prose)[self.name]

    def __set__(self, prose: Prose, value: Any) -> None:
        vars(prose)[self.name] = value


def may_keep(edition: Edition, watched: Watched) -> bool:
    """Whether the outcome hangs on nothing but what is looked at, and on no words of notes and entries."""
    return not watched.seen and bool(edition.documents) and not (edition.root / "docs" / "score.yaml").exists() and not _leads_out(edition)


def _leads_out(edition: Edition) -> bool:
    """Whether anything refers to a file in a folder that is not looked at."""
    from ..derive.references import beside, made

    places = [(item.file, item.reference.target) for item in made(edition) if item.reference.role in ("link", "image", "download", "doc")]
    places += [(page.file, item.target) for page in edition.pages.values() for item in page.includes]
    return any(path.partition("/")[0] not in PARTS and "/" in path for file, target in places for path in [beside(file, target.partition("#")[0])])


def outcome(edition: Edition, watched: Watched, found: list[Diagnostic]) -> dict[str, Any]:
    """Return what was found, and of each file what must be the same for it to stand, as plain values."""
    from ..derive.coverage import asked
    from ..derive.said import said

    wanted, spoken = asked(edition), said(edition)
    faces: dict[str, tuple[str, str, bytes, str, str]] = {}
    marked = {file for files in edition.marked.values() for file in files}
    beginnings: Counter[str] = Counter()
    for kind, part in _PARTS.items():
        for id_, thing in getattr(edition, part).items():
            file = thing.span.file
            face = _face(kind, id_, spoken[file], wanted)
            beginnings[face[4]] += 1
            if file not in marked:
                faces[file] = face
    return {
        "keys": dict(edition.digests),
        "faces": faces,
        "beginnings": dict(beginnings),
        "asked": sorted(wanted),
        "released": edition.citation.get("date-released", ""),
        "found": pack(tuple(found)),
        "together": sorted({item.span.file for item in watched.found}),
        "told": "\n".join(f"{item.message}\n{item.mend}" for item in watched.found),
    }


def _face(kind: str, id_: str, spoken: Any, wanted: frozenset[str]) -> tuple[str, str, bytes, str, str]:
    """Of a note or an entry: its kind, its id, its face, those of its words on which coverage hangs, and how a note begins."""
    from ..derive.said import telling

    words = " ".join(word for word in spoken.small.split() if word in wanted)
    return kind, id_, spoken.face, words, spoken.sentence if telling(spoken.sentence) else ""


def _answer(root: Path, held: dict[str, Any], now: Table) -> list[Diagnostic] | None:
    """Return what is to be found, if that can be said without looking at everything."""
    files = touched(held["signs"], now)
    if files is None:
        return None
    changed: list[str] = []
    for unit in dict.fromkeys("/".join(file.split("/")[:2]) if file.startswith("sources/") else file for file in files):
        key = _key(root, unit, held)
        if key is None:
            return None
        if key != held["keys"][unit]:
            changed.append(unit)
    if len(changed) > MOST:
        return None
    found: list[Diagnostic] = list(unpack(held["found"]))
    if changed:
        more = [_changed(root, unit, held) for unit in changed]
        if None in more:
            return None
        found = sorted({*(item for item in found if item.span.file not in changed), *(item for some in more for item in some or ())})
        held["found"] = pack(tuple(found))
    if files:
        held["signs"] = now
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


def _changed(root: Path, unit: str, held: dict[str, Any]) -> tuple[Diagnostic, ...] | None:
    """What is found of a changed note or entry, if nothing else hangs on the change; ``held`` then knows it as it is."""
    from ..derive.said import say
    from . import load, of_one

    face = held["faces"].get(unit)
    if face is None or unit in held["together"] or unit in held["told"] or face[1] in held["told"]:
        return None
    kind, id_, _, _, beginning = face
    key, data = key_of(str(root), Unit(kind, unit))
    thing, faults = read(root, Unit(kind, unit), data)
    if key is None or thing is None or faults or thing.id != id_ or any(mark.encode() in data[unit] for mark in MARKS):
        return None
    new = _face(kind, id_, say(thing), frozenset(held["asked"]))
    if new[:4] != face[:4]:
        return None
    counts = held["beginnings"]
    if new[4] != beginning:
        if (beginning and counts[beginning] > 1) or (new[4] and counts.get(new[4])):
            return None
        counts[beginning] -= 1
        counts[new[4]] = counts.get(new[4], 0) + 1
    load()
    held["faces"][unit], held["keys"][unit] = new, key
    return of_one(root, held["released"], "records", {_PARTS[kind]: {id_: thing}})
