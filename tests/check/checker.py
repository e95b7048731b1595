"""A folder that is checked again and again, and each time compared with a fresh check."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from edition.check import again, run
from edition.check.again import check_again
from edition.diagnostics import Diagnostic
from edition.model import Edition
from edition.read import look, read_edition


class Checker:
    """Checks a folder again and again, and counts what it had to do; ``wait`` makes the files older than the look that follows."""

    def __init__(self, root: Path, monkeypatch: pytest.MonkeyPatch, wait: float = 0.0) -> None:
        self.root, self.wait = root, wait
        self.whole = self.opened = 0
        read_all, key_of = again.read_edition, again.key_of

        def counted_read(root: Path, *, keep: bool = False) -> Edition:
            self.whole += 1
            return read_all(root, keep=keep)

        def counted_key(*unit: object) -> object:
            self.opened += 1
            return key_of(*unit)  # type: ignore[arg-type]

        monkeypatch.setattr(again, "read_edition", counted_read)
        monkeypatch.setattr(again, "key_of", counted_key)
        if wait:
            monkeypatch.setattr(look, "SHORTLY", int(wait * 5e8))

    def __call__(self) -> list[Diagnostic]:
        """Check, and compare with a fresh check; the counters are those of this time alone."""
        time.sleep(self.wait)
        self.whole = self.opened = 0
        found, of = check_again(self.root, lambda edition: f"{len(edition.passages)} {len(edition.notes)}")
        fresh = read_edition(self.root)
        assert found == run(fresh)
        assert of == f"{len(fresh.passages)} {len(fresh.notes)}"
        return found

    def put(self, name: str, old: str, new: str) -> None:
        path = self.root / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
