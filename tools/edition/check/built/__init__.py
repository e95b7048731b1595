"""E8: what was built. The words, ids, notes and numbers are taken back out of every output and held against the model.

``check_built`` looks into a folder of outputs; a format that is not there is not checked. A format is a module named in
:data:`FORMATS` with ``prove(proof)``; what all formats share is in :mod:`.held` (what should be there) and :mod:`.compare`.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from ...diagnostics import Diagnostic, Span, rule
from ...model import Edition

OTHER_WORDS = rule("E801", "built-words-differ")
MISSING_PASSAGE = rule("E802", "built-passage-missing")
FOREIGN_PASSAGE = rule("E803", "built-passage-unknown")
OTHER_NOTE = rule("E804", "built-note-differs")
MISSING_NOTE = rule("E805", "built-note-missing")
OTHER_NUMBER = rule("E806", "built-number-differs")
BROKEN_LINK = rule("E807", "built-link-broken")
DUPLICATE_ID = rule("E808", "built-id-twice")
NO_ALTERNATIVE = rule("E809", "picture-without-alternative")
OTHER_HOST = rule("E810", "request-to-another-host")
NO_EDITION = rule("E811", "page-without-edition")
NO_RIGHTS = rule("E812", "data-without-rights")
UNREADABLE = rule("E813", "output-unreadable")

AGAIN = "build it again with “edition build”; if it stays, the builder is at fault"

#: format → the file or folder below the folder of outputs that shows that it was built
FORMATS = {"html": "html/index.html", "epub": "epub", "pdf": "pdf/edition.pdf", "data": "data"}


@dataclass
class Proof:
    """A run: the edition, the folder, and what was found and compared.

    ``missing`` are passages and notes reported missing, as (file, id), so that no link to them is reported besides.
    """

    edition: Edition
    folder: Path
    found: list[Diagnostic] = field(default_factory=list)
    formats: list[str] = field(default_factory=list)
    compared: list[str] = field(default_factory=list)
    missing: set[tuple[str, str]] = field(default_factory=set)

    def add(self, diagnostic: Diagnostic) -> None:
        self.found.append(diagnostic)

    def name(self, path: Path) -> str:
        """The path of a file as it is shown: from the root of the edition where it lies under it."""
        try:
            return path.resolve().relative_to(self.edition.root.resolve()).as_posix()
        except ValueError:
            return path.as_posix()

    def unreadable(self, file: str, error: Exception, line: int = 1, col: int = 1) -> None:
        self.add(UNREADABLE(Span(file, line, col), f"the file cannot be read: {error}", AGAIN))

    def has_unreadable(self, begins: str) -> bool:
        """Whether a file below a path could not be read, so that what is not found may be in it."""
        return any(item.code == UNREADABLE.code and item.span.file.startswith(begins) for item in self.found)

    @property
    def number(self) -> str:
        return self.edition.citation.get("version", "")

    @property
    def date(self) -> str:
        return self.edition.citation.get("date-released", "")


def there(folder: Path) -> list[str]:
    """Return the formats that were built into a folder."""
    out = []
    for name, sign in FORMATS.items():
        path = folder / sign
        if (name == "epub" and path.is_dir() and any(path.glob("*.epub"))) or (name != "epub" and path.exists()):
            out.append(name)
    return out


def check_built(edition: Edition, folder: Path, formats: Iterable[str] | None = None) -> Proof:
    """Prove the outputs in a folder; ``formats`` limits it to some of those that are there."""
    proof = Proof(edition, folder)
    for name in there(folder):
        if formats is None or name in formats:
            proof.formats.append(name)
            importlib.import_module(f"{__name__}.{name}").prove(proof)
    proof.found = sorted(set(proof.found))
    return proof
