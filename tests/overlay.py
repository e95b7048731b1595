"""Overlays: an example of a page of ``docs/checks/`` laid over the small edition ``tests/specimen_checks``.

A page has a part “Fails” and a part “Mended”. Each block there changes one file, which its first line names:

``file: PATH``      the file is what follows
``change: PATH``    each run of lines ``< old`` becomes the run ``> new`` after it; the old words stand once in the file
``add: PATH``       what follows is added at the end
``bytes: PATH``     the file is the one line that follows, with Python's escapes
``received: PATH``  a witness is what follows, and its sha256 is stated anew
``remove: PATH``    the file or folder is removed
``folder: PATH``    the file is replaced by an empty folder
"""

from __future__ import annotations

import hashlib
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
BASE = Path(__file__).parent / "specimen_checks"
PAGES = ROOT / "docs" / "checks"

_BLOCK = re.compile(r"^```text\n(.*?)^```$", re.S | re.M)
_CHANGE = re.compile(r"((?:^<.*\n)+)((?:^>.*(?:\n|\Z))*)", re.M)


@dataclass(frozen=True)
class Block:
    """One change of one file."""

    verb: str
    path: str
    body: str


@dataclass(frozen=True)
class Page:
    """A page of a code: its front matter and its two examples."""

    code: str
    name: str
    severity: str
    fails: tuple[Block, ...]
    mended: tuple[Block, ...]


def read_page(path: Path) -> Page:
    """Read a page; a part that is missing is empty."""
    text = path.read_text(encoding="utf-8")
    head = dict(re.findall(r"^(code|name|severity): (.+)$", text.split("\n---\n")[0], re.M))
    parts = dict(re.findall(r"^## (\w+)\n(.*?)(?=^## |\Z)", text, re.S | re.M))
    return Page(head.get("code", ""), head.get("name", ""), head.get("severity", ""), blocks(parts.get("Fails", "")), blocks(parts.get("Mended", "")))


def blocks(text: str) -> tuple[Block, ...]:
    """Read the fenced blocks of a part."""
    out = []
    for match in _BLOCK.finditer(text):
        head, _, body = match[1].partition("\n")
        verb, _, path = head.partition(": ")
        out.append(Block(verb, path.strip(), body))
    return tuple(out)


def lay(root: Path, changes: tuple[Block, ...] | list[Block]) -> Path:
    """Copy the base to ``root`` and lay the changes over it; returns ``root``."""
    shutil.copytree(BASE, root, dirs_exist_ok=True)
    for block in changes:
        _apply(root, block)
    return root


def _apply(root: Path, block: Block) -> None:
    path = root / block.path
    if block.verb == "remove":
        shutil.rmtree(path) if path.is_dir() else path.unlink()
        return
    if block.verb == "folder":
        path.unlink()
        path.mkdir()
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    if block.verb == "change":
        text = path.read_text(encoding="utf-8")
        for match in _CHANGE.finditer(block.body):
            old, new = (re.sub(r"^[<>] ?", "", run.rstrip("\n"), flags=re.M) for run in match.groups())
            assert text.count(old) == 1, f"“{old}” stands {text.count(old)} times in {block.path}"
            text = text.replace(old, new)
        path.write_text(text, encoding="utf-8")
    elif block.verb == "add":
        path.write_text(path.read_text(encoding="utf-8") + block.body, encoding="utf-8")
    elif block.verb == "bytes":
        path.write_bytes(block.body.strip("\n").encode("latin-1").decode("unicode_escape").encode("latin-1"))
    else:
        assert block.verb in ("file", "received"), f"no such change: {block.verb}"
        path.write_text(block.body, encoding="utf-8")
    if path.name == "witness.txt" and block.verb in ("received", "change"):
        document = path.parent / "document.yaml"
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        document.write_text(re.sub(r"^sha256: .*$", f"sha256: {digest}", document.read_text(encoding="utf-8"), flags=re.M), encoding="utf-8")
