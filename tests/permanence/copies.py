"""A copy of the specimen with a way of changing each kind of thing."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from edition.check import run
from edition.cli import main
from edition.derive.receipt import receipt
from edition.derive.verify import Answer, verify
from edition.read import read_edition

SPECIMEN = Path(__file__).parents[1] / "specimen"
FIRST, SECOND = "2030.1", "2031.1"


class Copy:
    """A copy of the specimen that can be changed, checked, released and asked."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def change(self, name: str, old: str, new: str) -> None:
        path = self.root / name
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"“{old}” stands {text.count(old)} times in {name}"
        path.write_text(text.replace(old, new), encoding="utf-8", newline="\n")
        if path.name == "witness.txt":
            self.hash_witness(path)

    def hash_witness(self, path: Path) -> None:
        document = path.with_name("document.yaml")
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        document.write_text(re.sub(r"(?m)^sha256: .*$", f"sha256: {digest}", document.read_text(encoding="utf-8")), encoding="utf-8")

    def add(self, name: str, text: str) -> None:
        path = self.root / name
        old = path.read_text(encoding="utf-8") if path.exists() else ""
        path.write_text(("" if old.strip() == "[]" else old) + text, encoding="utf-8", newline="\n")

    def remove(self, name: str) -> None:
        (self.root / name).unlink()

    def because(self, id_: str, why: str = "a slip of the editors") -> None:
        self.add("docs/changes.yaml", f"- {{id: {id_}, why: {why}}}\n")

    def codes(self) -> list[str]:
        """What ``edition check`` finds: the codes, errors and queries."""
        return [item.code for item in run(read_edition(self.root))]

    def faults(self) -> list[str]:
        return [str(item) for item in run(read_edition(self.root))]

    def release(self, number: str = SECOND, day: str = "2031-02-01") -> int:
        return main(["-C", str(self.root), "release", number, "--date", day])

    def ask(self, words: str) -> Answer:
        return verify(read_edition(self.root), words)

    # ways of changing

    def reword(self) -> None:
        """LET 1 gets another word, as an emendation."""
        self.change("sources/let/text.md", "The keeper is not", "The keeper was not")
        self.add("sources/let/emendations.yaml", "- {at: let-1, lemma: keeper was, witness: keeper is, kind: misprint, why: the tense of the letter}\n")

    def split(self) -> None:
        """LET 1 gives its second sentence to LET 1a."""
        self.change("sources/let/text.md", "as the gazette says. The", "as the gazette says.\n\n{#let-1a}\nThe")

    def merge(self) -> None:
        """GAZ 4 is taken into GAZ 3, and keeps its number as a tombstone."""
        self.change(
            "sources/gaz/text.md",
            "her crew.\n\n{#gaz-4 .item}\nLost: one mate.",
            "her crew. Lost: one mate.\n\n{#gaz-4 .withdrawn}\nWithdrawn; it stands at the end of gaz-3.",
        )
        self.change("sources/gaz/emendations.yaml", "at: gaz-4", "at: gaz-3")

    def withdraw_note(self) -> None:
        self.change("docs/notes/let/dues.md", "status: verified", "status: verified\nwithdrawn: told in the glossary, under “wreckage dues”")

    def receipts(self) -> dict[str, str]:
        """A receipt for every passage as it stands now, under the edition's number."""
        edition = read_edition(self.root)
        return {passage.id: receipt(passage.id, edition.citation["version"], passage.text) for passage in edition.passages.values() if not passage.withdrawn}
