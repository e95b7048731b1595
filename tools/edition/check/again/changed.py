"""What is found of things that were changed, of a note that came, and of all works, if nothing else hangs on it."""

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
from .unanswered import Unanswered
from .watched import words_hash


def differing(root: Path, held: Mapping[str, Any], files: Iterable[str]) -> list[str]:
    """Return the units of files whose bytes are others than they were. Raises Unanswered if one is of no known kind, or cannot be read."""
    out: list[str] = []
    for unit in dict.fromkeys(map(unit_of, files)):
        if unit not in held["keys"]:
            raise Unanswered(unit)
        key, _ = key_of(str(root), Unit(_kind(held, unit), unit))
        if key is None:
            raise Unanswered(unit)
        if key != held["keys"][unit]:
            out.append(unit)
    return out


def _kind(held: Mapping[str, Any], unit: str) -> str:
    before = held["faces"].get(unit)
    return str(before[0]) if before else kind_of(unit)


class Answer:
    """Finds what is found of changed things, one after another; the outcome then knows each as it is.

    Every method raises Unanswered where all must be checked, and then nothing here holds. ``asked`` is what was asked of the
    texts and references, loaded when it is first needed.
    """

    def __init__(self, root: Path, held: dict[str, Any]) -> None:
        self.root, self.held = root, held
        self.asked: dict[Any, Any] = {}
        #: the keys of works that came, which somebody must cite
        self.uncited: set[str] = set()
        load()

    def changed(self, unit: str) -> tuple[Diagnostic, ...]:
        """Return what is found of a thing that changed."""
        before = self.held["faces"].get(unit)
        if before is None or unit in self.held["together"]:
            raise Unanswered(unit)
        return self._found(unit, Face(*before))

    def came(self, unit: str) -> tuple[Diagnostic, ...]:
        """Return what is found of a note that came; nothing else may come."""
        name = unit.removeprefix("docs/notes/").removesuffix(".md")
        if kind_of(unit) != "note" or not unit.endswith(".md") or self.held["together"]:
            raise Unanswered(unit)  # what is found elsewhere may come to offer its name
        found = self._found(unit, Face("note", name))
        self.held["counts"]["notes"] += 1
        return found

    def works(self) -> tuple[Diagnostic, ...]:
        """Return what is found of all works, whose fields nobody else sees but those that the model shows (:attr:`edition.model.Work.shown`)."""
        held, faults, listings = self.held, Faults(), []
        if {*held["bib"]} & {*held["together"]}:
            raise Unanswered("bib")
        for unit in held["bib"]:
            key, listing = self._read("bib", unit)
            listings.append(listing)
            held["keys"][unit] = key
        works = works_of(listings, faults)
        come = works.keys() - held["works"].keys()
        if faults.found or any(works[key].shown for key in come) or (come and held["together"]):
            raise Unanswered("bib")  # what is found elsewhere may come to offer the new key
        if any(key not in works or works[key].shown != shown for key, shown in held["works"].items()):
            raise Unanswered("bib")
        if come:
            self._recall()
        for key in come:
            held["works"][key] = {}
            self.asked["", "targets"]["cited", key] = 0
        self.uncited |= come
        return of_one(self.root, held["released"], "works", {"works": works})

    def see_cited(self) -> None:
        """See that the works that came are cited, now that everything was looked at."""
        if not all(self.asked["", "targets"]["cited", key] for key in self.uncited):
            raise Unanswered("bib")

    def _found(self, unit: str, before: Face) -> tuple[Diagnostic, ...]:
        held, (kind, name) = self.held, before[:2]
        if name in held["told"]:
            raise Unanswered(unit)
        part, alone, called = PARTS_OF[kind]
        key, thing = self._read(kind, unit)
        if getattr(thing, called) != name or (isinstance(thing, Note) and thing.withdrawn and not before.shown):
            raise Unanswered(unit)
        spoken = Said(face=face_of(thing, Said())) if kind == "document" else say(thing)
        now = face(kind, name, spoken, held["wanted"])
        if before.shown not in (b"", now.shown) or not self._same_for_all(before, now):
            raise Unanswered(unit)
        if isinstance(thing, Document):
            self._text(unit, thing)
        elif now.refers != before.refers:
            self._refers(unit, part, name, thing, spoken)
        held["faces"][unit], held["keys"][unit] = tuple(now), key  # a plain tuple, to be stored
        return of_one(self.root, held["released"], alone, {part: {name: thing}})

    def _read(self, kind: str, unit: str) -> tuple[bytes, Any]:
        """The key of a unit, and what is in it, if no fault is, nor a mark that others look for."""
        key, data = key_of(str(self.root), Unit(kind, unit))
        if key is None or unit in self.held["told"] or any(mark.encode() in text for mark in MARKS for text in data.values()):
            raise Unanswered(unit)
        thing, faults = read(self.root, Unit(kind, unit), data)
        if thing is None or faults:
            raise Unanswered(unit)
        return key, thing

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

    def _recall(self) -> None:
        """Load what was asked, once, if it is there and belongs to the outcome."""
        if not self.asked:
            found = stored(str(self.root), ASKED)
            if not found or found[MARK] != self.held["asked"]:
                raise Unanswered(ASKED)
            self.asked = found
            self.asked[MARK] = self.held["asked"] = token_bytes(16)

    def _text(self, unit: str, document: Document) -> None:
        """See that the words of a document answer as they did, if they are others."""
        words = words_hash(document)
        if words != self.held["texts"][unit]:
            self._recall()
            self._covered(unit, unmoved(self.asked, document))
            self.held["texts"][unit] = words
        elif unit in self.held["open"]:
            raise Unanswered(unit)

    def _covered(self, unit: str, covered: bool) -> None:
        self.held["open"] = [*(one for one in self.held["open"] if one != unit), *([] if covered else [unit])]

    def _refers(self, unit: str, part: str, name: str, thing: Thing, spoken: Said) -> None:
        """See that nothing is found of a record that refers, or hangs, otherwise than before, nor of what it was about."""
        if any(role in TO_FILES and "://" not in target for role, target in spoken.targets):
            raise Unanswered(unit)
        self._recall()
        held = self.held
        edition = looked_up(self.root, held["keys"].keys(), held["works"], held["contributors"], part, name, thing)
        log = asked_of(edition)
        if not refers_elsewhere(self.asked, unit, spoken.targets, {("cited", key) for key in self.uncited}):
            raise Unanswered(unit)
        also_asked(self.asked, log)
        if isinstance(thing, Note):
            for siglum, covered in hangs_elsewhere(self.asked, name, hung(thing), edition.documents).items():
                place = f"sources/{siglum}"
                if place not in held["faces"] or place in held["together"]:
                    raise Unanswered(place)
                self._covered(place, covered)
