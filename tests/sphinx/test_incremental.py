"""An incremental build is a cold one: after any of the seeded edits the pages are byte for byte those of a fresh build.

Plain Sphinx fails this: a label that is removed leaves dead links in other pages, in silence. ``EDITS=100`` makes more
edits than the few of an ordinary run; each hangs on its number alone, and they follow one another in one folder.
"""

from __future__ import annotations

import os
import random
import re
from collections.abc import Callable
from pathlib import Path

from test_html import build, prepared

EDITS = int(os.environ.get("EDITS", "6"))


def files(root: Path, pattern: str) -> list[Path]:
    return sorted(path for path in root.glob(pattern) if path.is_file())


def change(path: Path, old: str, new: str, *, regex: bool = False) -> str:
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(old, new, text, count=1, flags=re.M) if regex else text.replace(old, new, 1), encoding="utf-8")
    return f"{path.name}: {old} → {new}"


def label(root: Path, chance: random.Random) -> str:
    """A label is removed, or given back."""
    path = root / "docs/place.md"
    return change(path, "(the-spot)=\n", "") if "(the-spot)=" in path.read_text(encoding="utf-8") else change(path, "## Here", "(the-spot)=\n## Here")


def note_moved(root: Path, chance: random.Random) -> str:
    """A note hangs on another passage of its document."""
    path = chance.choice(files(root, "docs/notes/*/*.md"))
    text = (root / "sources" / path.parent.name / "text.md").read_text(encoding="utf-8")
    place, words = chance.choice(re.findall(r"^\{#([\w-]+)[^}]*\}\n(\w+ \w+ \w+)", text, re.M))
    path.write_text(re.sub(r"^lemma: .*$", f"lemma: {words}", re.sub(r"^at: .*$", f"at: {place}", path.read_text(encoding="utf-8"), flags=re.M), flags=re.M), encoding="utf-8")
    return f"{path.name} moved to {place}"


def note_renamed(root: Path, chance: random.Random) -> str:
    path = chance.choice(files(root, "docs/notes/*/*.md"))
    path.rename(path.with_stem(f"{path.stem}-x"))
    return f"{path.name} renamed"


def note_words(root: Path, chance: random.Random) -> str:
    path = chance.choice(files(root, "docs/notes/*/*.md"))
    path.write_text(path.read_text(encoding="utf-8").rstrip("\n") + f" And {chance.randrange(1000)} more.\n", encoding="utf-8")
    return f"{path.name} longer"


def note_removed(root: Path, chance: random.Random) -> str:
    path = chance.choice(files(root, "docs/notes/*/*.md"))
    path.unlink()
    return f"{path.name} removed"


def form(root: Path, chance: random.Random) -> str:
    """A register's entry takes another form, which other words of the texts then name."""
    path = chance.choice(files(root, "docs/registers/*/*.md"))
    words = chance.choice(("keeper", "the light", "reef", "storm", "harbour", "the ship"))
    return change(path, r"^forms:(?: \[.*\])?$", f"forms: [{words}]", regex=True) if "forms: [" in path.read_text(encoding="utf-8") else change(path, "forms:\n", f"forms:\n  - {words}\n")


def entity_renamed(root: Path, chance: random.Random) -> str:
    path = chance.choice(files(root, "docs/registers/*/*.md"))
    return change(path, r"^name: (.*)$", rf"name: \1 the {chance.randrange(100)}th", regex=True)


def entity_removed(root: Path, chance: random.Random) -> str:
    path = chance.choice(files(root, "docs/registers/*/*.md"))
    path.unlink()
    return f"{path.name} removed"


def text(root: Path, chance: random.Random) -> str:
    path = chance.choice(files(root, "sources/*/text.md"))
    return change(path, r"(?<=\}\n)(\w+)", r"\1 indeed", regex=True)


def page_renamed(root: Path, chance: random.Random) -> str:
    """A page of prose has another name, and the table of contents follows."""
    old, new = ("place", "elsewhere") if (root / "docs/place.md").exists() else ("elsewhere", "place")
    (root / f"docs/{old}.md").rename(root / f"docs/{new}.md")
    change(root / "docs/index.md", f"\n{old}\n", f"\n{new}\n")
    return f"{old} renamed {new}"


def heading(root: Path, chance: random.Random) -> str:
    path = chance.choice(files(root, "docs/*.md"))
    return change(path, r"^# (.*)$", rf"# \1 {chance.randrange(10)}", regex=True)


def work(root: Path, chance: random.Random) -> str:
    path = chance.choice(files(root, "bib/*.bib"))
    return change(path, r"title(\s*)= \{", r"title\1= {New ", regex=True)


def account(root: Path, chance: random.Random) -> str:
    path = chance.choice(files(root, "docs/accounts/*.md"))
    return change(path, r"^title: (.*)$", r"title: \1 again", regex=True)


def emendation(root: Path, chance: random.Random) -> str:
    path = chance.choice(files(root, "sources/*/emendations.yaml"))
    return change(path, r"why: (\w)", r"why: so, \1", regex=True)


KINDS: tuple[Callable[[Path, random.Random], str], ...] = (
    label, form, note_moved, note_words, entity_renamed, note_renamed, text, work, account, heading, emendation, entity_removed, page_renamed, note_removed,
)  # fmt: skip


def test_after_each_seeded_edit_the_pages_are_those_of_a_fresh_build(tmp_path: Path) -> None:
    root = prepared(tmp_path)
    build(root)
    done: list[str] = []
    for number in range(EDITS):
        chance = random.Random(number)
        deed = KINDS[number % len(KINDS)] if number < len(KINDS) else chance.choice(KINDS)
        if deed in (note_moved, note_renamed, note_words, note_removed) and len(files(root, "docs/notes/*/*.md")) < 3:
            continue
        done.append(deed(root, chance))
        incremental, fresh = build(root).files(), build(root, f"fresh-{number}").files()
        differ = sorted(name for name in {*incremental, *fresh} if incremental.get(name) != fresh.get(name) and name in fresh)
        assert differ == [], f"after {done}"
