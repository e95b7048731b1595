"""One preview: what its files hold now, the pages made of them, and the faults in them."""

from __future__ import annotations

import threading
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from ..check import load as load_checks
from ..check import run as check
from ..diagnostics import ERROR, Diagnostic
from ..model import Edition
from ..read import load as load_readers
from ..read.warm import Reader
from ..sphinx_ext.warm import Pages

THEME = Path(__file__).parent.parent / "theme"
#: what Sphinx's settings are made of: with another, Sphinx begins anew
SETTINGS = ("docs/conf.py", "CITATION.cff")
#: folders whose files are copied, or frame every page
FRAME = ("docs/_static/", "docs/_templates/")


@dataclass(frozen=True)
class Notice:
    """Something to be mended, as the page and the terminal show it: ``file:line:column``, what is wrong, and how to mend it."""

    place: str
    words: str
    mend: str = ""

    def __str__(self) -> str:
        head = f"{self.place}: {self.words}" if self.place else self.words
        return f"{head}\n    mend: {self.mend}" if self.mend else head


class Session:
    """The preview of the edition under ``root``. Each method may be called from any thread.

    ``count`` goes up with each save; ``changed`` has the count with which each page last became another.
    """

    def __init__(self, root: Path, out: Path, trees: Path, *, jobs: int = 1) -> None:
        self.root, self.out, self.trees, self.jobs = root, out, trees, jobs
        self.lock = threading.RLock()
        self.count = 0
        self.changed: dict[str, int] = {}
        self.found: list[Diagnostic] = []
        self.checked: Edition | None = None
        self.blocked = ""
        self.pages: Pages | None = None
        load_checks()
        load_readers()
        self.reader = Reader(root)
        self._open()

    def _open(self) -> None:
        """Let Sphinx begin; where it cannot, what was made before stays, and the reason is said."""
        if self.pages is not None:
            self.pages.close()
        try:
            pages = Pages(self.root, self.reader.shown, self.out, self.trees, jobs=self.jobs)
        except Exception as error:
            self.blocked = _words(error)
            return
        with self.lock:
            self.blocked = ""
            self.pages = pages

    def saved(self, paths: Collection[Path]) -> set[str]:
        """Take in what was saved; returns the pages that are other than they were."""
        names = {path.relative_to(self.root).as_posix() for path in paths if path.is_relative_to(self.root)}
        frame = any(path.is_relative_to(THEME) for path in paths) or any(name.startswith(FRAME) for name in names)
        try:
            return self._saved(names, frame=frame)
        except Exception as error:  # a fault of ours, or of what we build on: with the next save all begins anew
            self.blocked = _words(error)
            return set()

    def _saved(self, names: set[str], *, frame: bool) -> set[str]:
        with self.lock:
            lists = self._lists()
            other = self.reader.saved({name for name in names if not name.startswith(FRAME)})
            anew = not names.isdisjoint(SETTINGS) or self.blocked or lists != self._lists()
            if not anew:
                stale = self._taken(names, other=other, frame=frame)
                return self._count(stale)
        self._open()
        with self.lock:
            return self._count(set(self.pages.env.found_docs) if self.pages and not self.blocked else set())

    def _taken(self, names: Collection[str], *, other: bool, frame: bool) -> set[str]:
        assert self.pages is not None
        stale = self.pages.look() if frame else set()
        if other or any(name.startswith("docs/") for name in names):
            stale |= self.pages.take(self.reader.shown, names, self.reader.broken)
        return stale

    def _lists(self) -> set[str]:
        return {unit.name for unit in self.reader.held if unit.kind == "bib"}

    def _count(self, stale: set[str]) -> set[str]:
        self.count += 1
        self.changed.update(dict.fromkeys(stale, self.count))
        return stale

    def page(self, name: str) -> bytes | None:
        """Return a page, made now if it is not as it should be; None if there is none of the name."""
        with self.lock:
            path = self.pages.make(name) if self.pages is not None and self.pages.has(name) else None
            return path.read_bytes() if path else None

    def script(self, name: str) -> bytes | None:
        """Return one of the scripts of data that pages load."""
        with self.lock:
            path = self.pages.make(name) if self.pages is not None else None
            return path.read_bytes() if path else None

    def check(self) -> list[Diagnostic]:
        """Find every fault, as ``edition check`` does."""
        edition = self.reader.edition
        if edition is not self.checked:
            try:
                found = check(edition)
            except Exception as error:
                self.blocked = f"the check did not come to its end: {_words(error)}"
                return self.found
            if self.checked is None:
                self.reader.facts.save()  # the command finds it done
            self.found, self.checked = found, edition
        return self.found

    def notices(self, page: str = "") -> list[Notice]:
        """What is to be mended: errors of the edition, pages that cannot be made, and what Sphinx says of one page."""
        out = [Notice("", self.blocked)] if self.blocked else []
        out += [Notice(str(item.span), f"{item.code} {item.message}", item.mend) for item in self.found if item.severity == ERROR]
        if self.pages is not None:
            out += [Notice(f"docs/{name}.md:1:1", f"this page cannot be made: {words}") for name, words in self.pages.failed.items()]
            out += [Notice("", words) for words in self.pages.said.get(page, ())]
        return out


def _words(error: Exception) -> str:
    return " ".join(str(error).split()) or type(error).__name__
