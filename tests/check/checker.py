"""A folder that is checked again and again, and each time compared with a fresh check."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from edition.check import again, run
from edition.check.again import changed, check_again, counts
from edition.diagnostics import Diagnostic
from edition.model import Edition
from edition.read import look, read_edition


class Checker:
    """Checks a folder again and again, and counts what it had to do; ``wait`` makes the files older than the look that follows."""

    def __init__(self, root: Path, monkeypatch: pytest.MonkeyPatch, wait: float = 0.0) -> None:
        self.root, self.wait = root, wait
        self.whole = self.opened = 0
        read_all, key_of = again.read_edition, changed.key_of

        def counted_read(root: Path, **more: bool) -> Edition:
            self.whole += 1
            return read_all(root, **more)

        def counted_key(*unit: object) -> object:
            self.opened += 1
            return key_of(*unit)  # type: ignore[arg-type]

        monkeypatch.setattr(again, "read_edition", counted_read)
        monkeypatch.setattr(changed, "key_of", counted_key)
        if wait:
            monkeypatch.setattr(look, "SHORTLY", int(wait * 5e8))

    def __call__(self) -> list[Diagnostic]:
        """Check, and compare with a fresh check; the counters are those of this time alone."""
        time.sleep(self.wait)
        self.whole = self.opened = 0
        found, looked_at = check_again(self.root)
        fresh = read_edition(self.root)
        assert found == run(fresh)
        assert looked_at == counts(fresh)
        return found

    def put(self, name: str, old: str, new: str) -> None:
        path = self.root / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    def declare(self, siglum: str, at: str, lemma: str, witness: str) -> None:
        """Declare a departure of a text from its witness."""
        path = self.root / "sources" / siglum / "emendations.yaml"
        lines = [*path.read_text(encoding="utf-8").splitlines(), f"- {{at: {at}, lemma: {lemma}, witness: {witness}, kind: supplied, why: it was forgotten}}"]
        order = [f"{siglum}-{number}" for number in ("s1", 1, 2, 3, 4, 5, 6, "s2", 7, "n1", "n2")]
        path.write_text("\n".join(sorted(lines, key=lambda line: order.index(line[7:].partition(",")[0]))) + "\n", encoding="utf-8")
