"""Seeded edits of a copy of an edition, as people make them, and the check after each compared with a fresh one.

``python tests/check/edits.py [EDITION] [--edits 500] [--seed 1]`` makes as many as are wanted; a few are an ordinary test.
Words of texts come and go; of any other file a word or a line changes; records gain and lose references, change their states, their authors and where they hang; notes
come and go; fields of works are edited, and works come. Half of what was edited is put back, so that there is something left
that can be answered without everything.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from edition.check import again, run
from edition.check.again import check_again, counts
from edition.model import Edition
from edition.read import look, read_edition

REFERENCE = re.compile(r"\{[\w:]+\}`[^`]+`")
_GAP = re.compile(r"(?<=[a-z]) (?=[a-z])")
_PASSAGE = re.compile(r"\{#([a-z]+-\w+)[^}]*\}\n(.+)")
#: longer than the clock's tick by which the system dates changes
_TICK = 0.012
#: a file and what it is to have; nothing if it goes
Edit = tuple[Path, str | None]


class Editor:
    """Makes edits of the edition under ``root`` by chance."""

    def __init__(self, root: Path, seed: int, back: float = 0.5) -> None:
        self.root, self.chance, self.back = root, random.Random(seed), back
        self.records = [path for part in ("notes", "registers", "accounts") for path in sorted((root / "docs" / part).rglob("*.md")) if path.name != "index.md"]
        self.texts, self.bib = sorted(root.glob("sources/*/text.md")), sorted(root.glob("bib/*.bib"))
        self.others = sorted(path for pattern in ("docs/**/*.md", "sources/*/*.yaml", "docs/*.yaml", "*.cff", "*.md") for path in root.glob(pattern))
        self.first = {path: path.read_text(encoding="utf-8") for path in dict.fromkeys((*self.records, *self.texts, *self.bib, *self.others))}
        self.references = [one for path in self.records for one in REFERENCE.findall(self.first[path])]
        self.words = [word for path in self.records for word in self.first[path].rpartition("\n---\n")[2].split() if word.isalpha()]
        self.came: list[Path] = []
        self.deeds: list[tuple[Callable[[], Iterator[Edit]], int]] = [
            (self.text, 3), (self.reference, 4), (self.head, 2), (self.place, 2), (self.note, 2), (self.work, 2), (self.sentence, 1), (self.word, 2), (self.line, 1),
        ]  # fmt: skip

    def next(self) -> dict[Path, str | None]:
        """Return what is to be written next: one edit mostly, at times two."""
        out: dict[Path, str | None] = {}
        for _ in range(self.chance.choice((1, 1, 1, 2))):
            changed = [path for path, text in self.first.items() if path.read_text(encoding="utf-8") != text]
            if changed and self.chance.random() < self.back:
                path = self.chance.choice(changed)
                out[path] = self.first[path]
            else:
                deeds, weights = zip(*self.deeds, strict=True)
                out.update(self.chance.choices(deeds, weights)[0]())
        return out

    def text(self) -> Iterator[Edit]:
        path = self.chance.choice(self.texts)
        lines = path.read_text(encoding="utf-8").split("\n")
        at = self.chance.choice([number for number, line in enumerate(lines) if line and not line.startswith(("{", "#"))])
        words = lines[at].split(" ")
        place, deed = self.chance.randrange(len(words)), self.chance.randrange(4)
        if deed == 0:
            del words[place]
        elif deed == 1:
            words[place] = words[place].swapcase()
        else:
            words[place : place + deed - 2] = [self.chance.choice(" ".join(self.first[self.chance.choice(self.texts)].split("\n")[1::3]).split() or ["so"])]
        lines[at] = " ".join(words)
        yield path, "\n".join(lines)

    def _record(self) -> tuple[Path, str, str]:
        path = self.chance.choice(self.records)
        head, _, body = path.read_text(encoding="utf-8").rpartition("\n---\n")
        return path, head, body

    def reference(self) -> Iterator[Edit]:
        path, head, body = self._record()
        found = list(REFERENCE.finditer(body))
        deed = self.chance.randrange(3)
        if deed and found:
            one = self.chance.choice(found)
            body = body[: one.start()] + ("" if deed == 1 else one[0][:-1] + "x`") + body[one.end() :]
        else:
            body = self._into(body, self.chance.choice(self.references))
        yield path, f"{head}\n---\n{body}"

    def sentence(self) -> Iterator[Edit]:
        path, head, body = self._record()
        yield path, f"{head}\n---\n{self._into(body, self.chance.choice(self.words))}"

    def word(self) -> Iterator[Edit]:
        """A word of any file: of a page, of a head, of what is known of a document, of the citation."""
        path = self.chance.choice(self.others)
        words = re.split(r"([^\S\n]+|\n)", self._text(path))
        at = self.chance.randrange(0, len(words), 2)
        words[at] = self.chance.choice((words[at].swapcase(), self.chance.choice(self.words), self.chance.choice(words[::2])))
        yield path, "".join(words)

    def line(self) -> Iterator[Edit]:
        path = self.chance.choice(self.others)
        lines = self._text(path).split("\n")
        at = self.chance.randrange(len(lines))
        lines[at : at + 1] = self.chance.choice(((), (lines[at], lines[at])))
        yield path, "\n".join(lines)

    def _text(self, path: Path) -> str:
        return path.read_text(encoding="utf-8")

    def _into(self, body: str, words: str) -> str:
        at = self.chance.choice([gap.start() for gap in _GAP.finditer(body)] or [0])
        return f"{body[:at]} {words}{body[at:]}"

    def head(self) -> Iterator[Edit]:
        path, head, body = self._record()
        key, values = self.chance.choice(
            (("status", ("verified", "partly", "unverified")), ("kind", ("fact", "context", "source")), ("author", ("[editors]", "[nobody]")), ("seen", ("[internal]", "[]")))
        )
        yield path, re.sub(rf"^{key}: .*$", lambda _: f"{key}: {self.chance.choice(values)}", head, count=1, flags=re.M) + f"\n---\n{body}"

    def _lemma(self, siglum: str) -> tuple[str, str]:
        """A passage of a document, and words of it."""
        at, text = self.chance.choice(_PASSAGE.findall((self.root / "sources" / siglum / "text.md").read_text(encoding="utf-8")))
        words = text.split()
        start = self.chance.randrange(len(words))
        return at, json.dumps(" ".join(words[start : start + self.chance.randrange(1, 5)]).strip(".,"), ensure_ascii=False)

    def place(self) -> Iterator[Edit]:
        path = self.chance.choice([path for path in self.records if path.parent.parent.name == "notes"])
        at, lemma = self._lemma(path.parent.name)
        text = path.read_text(encoding="utf-8")
        yield path, re.sub(r"^at: .*\nlemma: .*$", lambda _: f"at: {at}\nlemma: {lemma}", text, count=1, flags=re.M)

    def note(self) -> Iterator[Edit]:
        there = [path for path in self.came if path.exists()]
        if there and self.chance.random() < 0.5:
            yield self.chance.choice(there), None
            return
        siglum = self.chance.choice(self.texts).parent.name
        at, lemma = self._lemma(siglum)
        path = self.root / "docs" / "notes" / siglum / f"zz{len(self.came)}.md"
        self.came.append(path)
        said = f"{self.chance.choice(self.words).capitalize()} {' '.join(self.chance.choices(self.words, k=9))} {self.chance.choice(self.references)}."
        yield path, f"---\nat: {at}\nlemma: {lemma}\nkind: fact\nstatus: verified\nseen: [internal]\nauthor: [editors]\n---\n{said}\n"

    def work(self) -> Iterator[Edit]:
        path = self.chance.choice(self.bib)
        lines = path.read_text(encoding="utf-8").split("\n")
        at = self.chance.choice([number for number, line in enumerate(lines) if "=" in line])
        deed = self.chance.randrange(5)
        if deed < 2:
            lines[at] = lines[at].replace("{", f"{{{self.chance.choice(self.words)} ", 1)
        elif deed == 2:
            del lines[at]
        else:
            key = f"zork{self.chance.randrange(1990, 2010)}"
            lines.append(f"@book{{{key}, title = {{{key}}}, publisher = {{X}}, author = {{A, B}}, year = {{{key[4:]}}}, standing = {{verified}}, keywords = {{press}}}}\n")
            if deed == 4:
                citing, head, body = self._record()
                yield citing, f"{head}\n---\n{body.rstrip()} {{cite:p}}`{key}`.\n"
        yield path, "\n".join(lines)


def copied(edition: Path, root: Path) -> None:
    """Copy an edition without its ledger and its answers: those make every edit of a text a fault, and every check a proof."""
    for part in ("docs", "sources", "bib"):
        shutil.copytree(edition / part, root / part)
    shutil.copy(edition / "CITATION.cff", root)
    (root / "README.md").write_text("# An edition\n\nIts [pages](docs/index.md) and its [citation](CITATION.cff).\n", encoding="utf-8")
    for name in ("ledger.jsonl", "changes.yaml", "score.yaml"):
        (root / "docs" / name).unlink(missing_ok=True)


def compare(root: Path, edits: int, seed: int) -> Counter[bool]:
    """Make edits, and compare; returns how many were answered without everything, and how many not."""
    whole, read_all = 0, again.read_edition

    def counted(root: Path, **more: bool) -> Edition:
        nonlocal whole
        whole += 1
        return read_all(root, **more)

    out: Counter[bool] = Counter()
    editor = Editor(root, seed)
    again.read_edition = counted
    shortly, look.SHORTLY = look.SHORTLY, 0
    try:
        check_again(root)
        for number in range(edits):
            made = editor.next()
            time.sleep(_TICK)
            for path, text in made.items():
                if text is None:
                    path.unlink()
                else:
                    path.parent.mkdir(exist_ok=True)
                    path.write_text(text, encoding="utf-8")
            time.sleep(_TICK)
            whole = 0
            found, looked_at = check_again(root)
            out[not whole] += 1
            fresh = read_edition(root)
            right = run(fresh)
            assert found == right, f"seed {seed}, edit {number} of {[path.name for path in made]}: {set(found) ^ set(right)}"
            assert looked_at == counts(fresh)
    finally:
        again.read_edition, look.SHORTLY = read_all, shortly
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("edition", type=Path, nargs="?", default=Path(__file__).parents[1] / "specimen")
    parser.add_argument("--edits", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder, "edition")
        root.mkdir()
        copied(args.edition, root)
        found = compare(root, args.edits, args.seed)
    sys.stdout.write(f"{args.edits} edits, none differs; {found[True]} answered from what was kept, {found[False]} with everything\n")


if __name__ == "__main__":
    main()
