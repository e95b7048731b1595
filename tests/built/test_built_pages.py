"""The pages of the codes of built outputs are run on the built specimen: each fails with its code and no other.

``change: FILE`` is as in ``tests/overlay.py``; ``BOOK!MEMBER`` is a member of an archive; ``shows: FILE`` holds if the file has the words.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from building import read, write

import overlay
from edition.diagnostics import Diagnostic

PAGES = {path.stem: path for path in sorted(overlay.PAGES.glob("E*.md")) if re.search(r"^needs: build$", path.read_text(encoding="utf-8"), re.M)}
Found = Callable[[Path], list[Diagnostic]]


def apply(root: Path, blocks: tuple[overlay.Block, ...]) -> None:
    for block in blocks:
        text = read(root, block.path)
        if block.verb == "shows":
            assert block.body.strip() in text, f"{block.path} has no “{block.body.strip()}”"
            continue
        assert block.verb == "change", block.verb
        for match in overlay._CHANGE.finditer(block.body):
            old, new = (re.sub(r"^[<>] ?", "", run.rstrip("\n"), flags=re.M) for run in match.groups())
            assert text.count(old) == 1, f"“{old}” stands {text.count(old)} times in {block.path}"
            text = text.replace(old, new)
        write(root, block.path, text)


def test_every_code_of_the_family_is_here() -> None:
    assert [code for code in PAGES if code.startswith("E8")] == list(PAGES)
    assert len(PAGES) == 13


@pytest.mark.parametrize("code", PAGES)
def test_fails(code: str, copy: Path, found: Found) -> None:
    page = overlay.read_page(PAGES[code])
    apply(copy, page.fails)
    items = found(copy)
    shown = "\n".join(map(str, items))
    assert [item.code for item in items] == [code], shown
    file = page.fails[0].path
    assert items[0].span.file == file, shown
    assert items[0].mend
    assert items[0].severity == page.severity


@pytest.mark.parametrize("code", PAGES)
def test_mended(code: str, copy: Path, found: Found) -> None:
    page = overlay.read_page(PAGES[code])
    assert page.mended
    apply(copy, page.mended)
    assert [str(item) for item in found(copy)] == []
