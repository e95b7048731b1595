"""The edition of a build: read once, kept with the application, and asked for by everything else."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from sphinx.environment import BuildEnvironment
from sphinx.errors import SphinxError
from sphinx.util import logging

from ..diagnostics import ERROR, Diagnostic
from ..model import Edition
from ..read import read_edition
from ..read.bib import BROKEN_BIBTEX
from ..read.files import NOT_UTF8

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder

logger = logging.getLogger(__name__)


class Atlas:
    """Where on the pages the objects of an edition are shown, from the directives that its pages hold."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.texts: dict[str, str] = {}
        #: the documents by their pages, which have the headnotes
        self.headnotes: dict[str, str] = {}
        self.registers: dict[str, str] = {}
        self.bibliography = "bibliography"
        for page in edition.pages.values():
            for include in page.includes:
                if include.role == "ed:text":
                    self.texts.setdefault(include.target, page.name)
                    self.headnotes.setdefault(page.name, include.target)
                elif include.role == "ed:register":
                    self.registers.setdefault(include.target, page.name)
                elif include.role in ("bibliography", "ed:bibliography"):
                    self.bibliography = page.name

    def find(self, role: str, target: str) -> tuple[str, str] | None:
        """Return page and anchor of an object, or None if there is no such object or no page shows it."""
        edition = self.edition
        if role == "loc":
            page = self.texts.get(target.partition("-")[0])
            return (page, target) if page and target in edition.passages else None
        if role == "note":
            note = edition.notes.get(target)
            page = self.texts.get(note.at.partition("-")[0]) if note else None
            return (page, "note-" + target.replace("/", "-")) if page else None
        if role == "event":
            return (f"accounts/{target}", "") if target in edition.accounts else None
        entity = edition.entities.get(target)
        if entity is None or entity.role != role:
            return None
        page = self.registers.get(entity.register)
        return (page, target) if page else None

    def entity(self, id_: str) -> tuple[str, str] | None:
        entity = self.edition.entities.get(id_)
        return self.find(entity.role, id_) if entity else None


#: by the environment of the build, which roles and domains have and the application has too; not pickled with it
_ATLASES: WeakKeyDictionary[BuildEnvironment, Atlas] = WeakKeyDictionary()


def edition_of(build: Sphinx | Builder | BuildEnvironment) -> Edition:
    return atlas_of(build).edition


def atlas_of(build: Sphinx | Builder | BuildEnvironment) -> Atlas:
    return _ATLASES[build if isinstance(build, BuildEnvironment) else build.env]


#: an edition that the process has read already, for the build that is being set up
_GIVEN: list[Edition] = []


@contextmanager
def given(edition: Edition) -> Iterator[None]:
    """Let the build that is set up within take this edition and read none."""
    _GIVEN.append(edition)
    try:
        yield
    finally:
        _GIVEN.pop()


def show(env: BuildEnvironment, edition: Edition) -> Atlas:
    """Let a build show another state of its edition from now on."""
    _ATLASES[env] = Atlas(edition)
    return _ATLASES[env]


def read(app: Sphinx) -> None:
    """Read the edition at the beginning of a build (``builder-inited``), and report its faults at their own places."""
    root = Path(app.config.edition_root)
    if not root.is_absolute():
        root = Path(app.confdir, root)
    edition = _GIVEN[-1] if _GIVEN else read_edition(root.resolve())
    show(app.env, edition)
    for diagnostic in edition.faults:
        report(edition, diagnostic)
    unread = {fault.span.file for fault in edition.faults if fault.code in (NOT_UTF8.code, BROKEN_BIBTEX.code) and fault.span.file.startswith(("docs/", "bib/"))}
    if unread:  # Sphinx reads these itself, and would stop with a traceback
        raise SphinxError(f"these files cannot be read: {', '.join(sorted(unread))}")


def report(edition: Edition, diagnostic: Diagnostic) -> None:
    """Report a diagnostic as a Sphinx warning at the source's own line."""
    span = diagnostic.span
    place = f"{Path(edition.root, span.file)}:{span.line}"
    text = f"{diagnostic.code} {diagnostic.message}" + (f" ({diagnostic.mend})" if diagnostic.mend else "")
    if diagnostic.severity == ERROR:
        logger.warning(text, location=place, type="edition", subtype=diagnostic.code)
    else:
        logger.info(f"{place}: {text}")
