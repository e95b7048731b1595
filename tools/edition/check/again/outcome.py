"""The outcome of a check as it is kept: what was found, and of each file what must be the same for it to stand."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable
from hashlib import sha256
from pathlib import Path
from secrets import token_bytes
from typing import Any, NamedTuple

from ...derive.coverage import asked
from ...derive.said import Said, said, telling
from ...diagnostics import Diagnostic
from ...model import Edition
from ...read.facts import pack
from ...read.look import looked_at
from ..own_pages import own_pages
from .things import kind_of, things, unit_of
from .watched import Watched

#: what may be a name, or the path of a file, in the words of a diagnostic
_NAME = re.compile(r"[\w./-]+")
#: the roles of references that lead to files
TO_FILES = ("link", "image", "download", "doc")


def outcome(edition: Edition, watched: Watched, found: list[Diagnostic]) -> dict[str, Any]:
    """Return what was found, and of each file what must be the same for it to stand, as plain values.

    - ``found``: the diagnostics, packed; ``counts``: how much was looked at; ``signs``: those of all files when they were looked at;
    - ``keys``: by unit the hash of its bytes; ``faces``: by unit its face, where nothing looked behind it;
    - ``texts``: by document the hash of its words; ``open``: those that are only covered because their words are not the witness's;
    - ``works``: by key what others see of a work; ``bib``: the files of the bibliography, if nothing looked behind their works;
    - ``contributors``: who they are; ``released``: the day of the edition; ``asked``: the mark of what was asked (:mod:`.asked`);
    - ``beginnings``: how many notes begin with a sentence; ``wanted``: in how many records a word stands on which coverage hangs;
    - ``together``: the units of which the checks of the whole edition found something; ``told``: the words in which they said so;
    - ``beside``: by file of a test that an answer names, or page of the repository, its hash; ``disk``: by path beside the edition whether something is there.
    """
    spoken = said(edition)
    wanted = dict.fromkeys(sorted(asked(edition)), 0)
    for some in spoken.values():
        for word in wanted.keys() & some.small.split():
            wanted[word] += 1
    spoken = {**spoken, **{unit: Said(face=face) for unit, face in watched.documents.items()}}
    hidden = {unit for units in edition.marked.values() for unit in units} | watched.seen
    faces = {unit: tuple(face(kind, name, spoken[unit], wanted)) for kind, unit, name, _ in things(edition) if unit not in hidden}
    bib = {name for name in edition.digests if kind_of(name) == "bib"}
    return {
        "keys": dict(edition.digests),
        "faces": faces,
        "texts": watched.texts,
        "works": {key: dict(work.shown) for key, work in edition.works.items()},
        "bib": [] if bib & hidden else sorted(bib),
        "contributors": list(edition.contributors),
        "open": [],
        "asked": token_bytes(16),
        "beginnings": dict(Counter(spoken[note.span.file].sentence for note in edition.notes.values() if telling(spoken[note.span.file].sentence))),
        "wanted": wanted,
        "released": edition.citation.get("date-released", ""),
        "found": pack(tuple(found)),
        "together": sorted({unit_of(item.span.file) for item in watched.found}),
        "told": _names(watched.found),
        "beside": hashes(edition.root, [*_named_tests(edition), *own_pages(edition.root)]),
        "disk": {path: there for path, there in watched.log.disk.items() if not looked_at(path)},
    }


def _names(found: Iterable[Diagnostic]) -> list[str]:
    """Everything in the words of diagnostics that may be the name of a thing, its file, or the siglum before a number."""
    names = {name.strip("./-") for item in found for name in _NAME.findall(f"{item.message} {item.mend}")}
    return sorted(names | {part for name in names for part in re.split("[-/]", name.lower())})


def _named_tests(edition: Edition) -> list[str]:
    """The files of tests by which ``docs/score.yaml`` proves an answer."""
    if not (edition.root / "docs" / "score.yaml").exists():
        return []
    from ...derive.score import said

    return sorted({one.test.partition("::")[0] for one in said(edition)[0].values() if one.test})


def hashes(root: Path, files: Iterable[str]) -> dict[str, bytes]:
    """The hashes of files beside the edition; of one that cannot be read, nothing."""
    out = {}
    for file in files:
        try:
            out[file] = sha256(Path(root, file).read_bytes()).digest()
        except (OSError, ValueError):
            out[file] = b""
    return out


class Face(NamedTuple):
    """Of a thing: its kind, its name, the hash of what it shows, those of its words on which coverage hangs, how a note begins, and a hash of what it refers to."""

    kind: str
    name: str
    shown: bytes = b""
    wanted: str = ""
    begins: str = ""
    refers: bytes = b""


def face(kind: str, name: str, spoken: Said, wanted: Collection[str]) -> Face:
    """Return the face of a thing by what it says."""
    words = " ".join(word for word in spoken.small.split() if word in wanted)
    return Face(kind, name, spoken.face, words, spoken.sentence if telling(spoken.sentence) else "", spoken.made)
