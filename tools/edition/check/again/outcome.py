"""The outcome of a check as it is kept: what was found, and of each file what must be the same for it to stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from hashlib import sha256
from pathlib import Path
from secrets import token_bytes
from typing import Any, NamedTuple

from ...derive.coverage import asked
from ...derive.references import beside, made
from ...derive.said import Said, said, telling
from ...diagnostics import Diagnostic
from ...model import Edition
from ...read.facts import pack
from ...read.look import PARTS
from .things import kind_of, things, unit_of
from .watched import Watched

#: the roles of references that lead to files
TO_FILES = ("link", "image", "download", "doc")


def may_keep(edition: Edition) -> bool:
    """Whether the outcome hangs on nothing but what is looked at (and the tests that answers name)."""
    return bool(edition.documents) and not _leads_out(edition)


def _leads_out(edition: Edition) -> bool:
    """Whether anything refers to a file in a folder that is not looked at."""
    places = [(item.file, item.reference.target) for item in made(edition) if item.reference.role in TO_FILES]
    places += [(page.file, item.target) for page in edition.pages.values() for item in page.includes]
    return any(path.partition("/")[0] not in PARTS and "/" in path for file, target in places for path in [beside(file, target.partition("#")[0])])


def outcome(edition: Edition, watched: Watched, found: list[Diagnostic]) -> dict[str, Any]:
    """Return what was found, and of each file what must be the same for it to stand, as plain values."""
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
        "told": "\n".join(f"{item.message}\n{item.mend}" for item in watched.found),
        "tests": hashes(edition.root, _named_tests(edition)),
    }


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
