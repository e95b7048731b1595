"""What is found of a thing that was changed, or of a note that came, if nothing else hangs on it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from secrets import token_bytes
from typing import Any

from ...derive.coverage import hung
from ...derive.said import Said, face_of, say
from ...diagnostics import Diagnostic
from ...kinds import MARKS
from ...model import Document, Note
from ...read import read, works_of
from ...read.facts import Unit, key_of, stored
from ...read.faults import Faults
from .. import load, of_one
from . import ASKED
from .asked import MARK, also_asked, changes, hangs_elsewhere, refers_elsewhere, unmoved
from .lookup import asked_of, looked_up
from .outcome import TO_FILES, Face, face
from .things import PARTS_OF, Thing, kind_of, unit_of
from .watched import words_hash


def differing(root: Path, held: Mapping[str, Any], files: Iterable[str]) -> list[str] | None:
    """Return the units of files whose bytes are others than they were; None if one is of no known kind, or cannot be read."""
    out: list[str] = []
    for unit in dict.fromkeys(map(unit_of, files)):
        if unit not in held["keys"]:
            return None
        key, _ = key_of(str(root), Unit(_kind(held, unit), unit))
        if key is None:
            return None
        if key != held["keys"][unit]:
            out.append(unit)
    return out


def _kind(held: Mapping[str, Any], unit: str) -> str:
    before = held["faces"].get(unit)
    return str(before[0]) if before else kind_of(unit)


class Answer:
    """Finds what is found of changed things, one after another; the outcome then knows each as it is.

    ``asked`` is what was asked of the texts and references, loaded when it is first needed. After None nothing here holds.
    """

    def __init__(self, root: Path, held: dict[str, Any]) -> None:
        self.root, self.held = root, held
        self.asked: dict[Any, Any] = {}
        #: the keys of works that came, which somebody must cite
        self.uncited: set[str] = set()
        load()

    def changed(self, unit: str) -> tuple[Diagnostic, ...] | None:
        """Return what is found of a thing that changed, or of all works; None if all must be checked."""
        if unit in self.held["bib"]:
            return self._works()
        before = self.held["faces"].get(unit)
        if before is None or unit in self.held["together"]:
            return None
        return self._found(unit, Face(*before))

    def came(self, unit: str) -> tuple[Diagnostic, ...] | None:
        """Return what is found of a note that came; None if it is no note, or all must be checked."""
        name = unit.removeprefix("docs/notes/").removesuffix(".md")
        if kind_of(unit) != "note" or not unit.endswith(".md") or self.held["together"]:
            return None  # what is found elsewhere may come to offer its name
        found = self._found(unit, Face("note", name))
        if found is not None:
            self.held["counts"]["notes"] += 1
        return found

    def cited(self) -> bool:
        """Whether the works that came are cited, now that everything was looked at."""
        return all(self.asked["", "targets"]["cited", key] for key in self.uncited)

    def _works(self) -> tuple[Diagnostic, ...] | None:
        """What is found of the works, whose fields nobody else sees but those that the model shows (:attr:`edition.model.Work.shown`)."""
        held, faults, listings = self.held, Faults(), []
        if {*held["bib"]} & {*held["together"]}:
            return None
        for unit in held["bib"]:
            key, data = key_of(str(self.root), Unit("bib", unit))
            works, found = read(self.root, Unit("bib", unit), data)
            if key is None or found or unit in held["told"] or any(mark.encode() in text for mark in MARKS for text in data.values()):
                return None
            listings.append(works)
            held["keys"][unit] = key
        works = works_of(listings, faults)
        come = works.keys() - held["works"].keys()
        if faults.found or any(works[key].shown for key in come) or (come and held["together"]):
            return None  # what is found elsewhere may come to offer the new key
        if any(key not in works or works[key].shown != shown for key, shown in held["works"].items()) or (come and not self._recall()):
            return None
        for key in come:
            held["works"][key] = {}
            self.asked["", "targets"]["cited", key] = 0
        self.uncited |= come
        return of_one(self.root, held["released"], "works", {"works": works})

    def _found(self, unit: str, before: Face) -> tuple[Diagnostic, ...] | None:
        held, (kind, name) = self.held, before[:2]
        if unit in held["told"] or name in held["told"]:
            return None
        part, alone, called = PARTS_OF[kind]
        key, data = key_of(str(self.root), Unit(kind, unit))
        if key is None or any(mark.encode() in text for mark in MARKS for text in data.values()):
            return None
        thing, faults = read(self.root, Unit(kind, unit), data)
        if thing is None or faults or getattr(thing, called) != name or (isinstance(thing, Note) and thing.withdrawn and not before.shown):
            return None
        spoken = Said(face=face_of(thing, Said())) if kind == "document" else say(thing)
        now = face(kind, name, spoken, held["wanted"])
        if before.shown not in (b"", now.shown) or not self._same_for_all(before, now):
            return None
        if isinstance(thing, Document):
            if not self._text(unit, thing):
                return None
        elif now.refers != before.refers and not self._refers(unit, part, name, thing, spoken):
            return None
        held["faces"][unit], held["keys"][unit] = tuple(now), key  # a plain tuple, to be stored
        return of_one(self.root, held["released"], alone, {part: {name: thing}})

    def _same_for_all(self, before: Face, now: Face) -> bool:
        """Whether the words on which coverage hangs are still in the editors' prose, or still not, and no two notes begin alike."""
        wanted, begins = self.held["wanted"], self.held["beginnings"]
        if not changes(wanted, before.wanted.split(), now.wanted.split()):
            return False
        if now.begins != before.begins:
            if begins.get(before.begins, 0) > 1 or begins.get(now.begins, 0):
                return False
            for sentence, number in ((before.begins, 0), (now.begins, 1)):
                if sentence:
                    begins[sentence] = number
        return True

    def _recall(self) -> bool:
        """Load what was asked, once; whether it is there, and belongs to the outcome."""
        if not self.asked:
            found = stored(str(self.root), ASKED)
            if not found or found[MARK] != self.held["asked"]:
                return False
            self.asked = found
            self.asked[MARK] = self.held["asked"] = token_bytes(16)
        return True

    def _text(self, unit: str, document: Document) -> bool:
        """Whether the words of a document answer as they did, if they are others."""
        words = words_hash(document)
        if words == self.held["texts"][unit]:
            return unit not in self.held["open"]
        covered = unmoved(self.asked, document) if self._recall() else None
        self.held["texts"][unit] = words
        self._covered(unit, covered)
        return covered is not None

    def _covered(self, unit: str, covered: bool | None) -> None:
        self.held["open"] = [*(one for one in self.held["open"] if one != unit), *([] if covered else [unit])]

    def _refers(self, unit: str, part: str, name: str, thing: Thing, spoken: Said) -> bool:
        """Whether nothing is found of a record that refers, or hangs, otherwise than before, nor of what it was about."""
        if any(role in TO_FILES and "://" not in target for role, target in spoken.targets) or not self._recall():
            return False
        held = self.held
        edition = looked_up(self.root, held["keys"].keys(), held["works"], held["contributors"], part, name, thing)
        log = asked_of(edition)
        if log is None or not refers_elsewhere(self.asked, unit, spoken.targets, {("cited", key) for key in self.uncited}):
            return False
        also_asked(self.asked, log)
        if isinstance(thing, Note):
            moved = hangs_elsewhere(self.asked, name, hung(thing), edition.documents)
            if moved is None or any(unit not in held["faces"] or unit in held["together"] for unit in map("sources/{}".format, moved)):
                return False
            for siglum, covered in moved.items():
                self._covered(f"sources/{siglum}", covered)
        return True
