"""What the fuzzers have found, kept: each input once ended in a traceback or without end."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from edition.check import run
from edition.read import read_edition

LONG = "a" * 300
#: file → what is put at its end, or a pair of words in it and what they become
FOUND: dict[str, dict[str, str | tuple[str, str]]] = {
    # guided, 22 November 2026: “File name too long” where a target was looked for on the disk
    "an account with a name that no file can have": {"docs/index.md": f"\nSee {{ed:event}}`{LONG}`.\n"},
    "a note with a name that no file can have": {"docs/index.md": f"\nSee {{ed:note}}`{LONG}`.\n"},
    "an entry with a name that no file can have": {"docs/index.md": f"\nSee {{ed:person}}`{LONG}`.\n"},
    "a page with a name that no file can have": {"docs/index.md": f"\n```{{toctree}}\n{LONG}\n```\n"},
    "a link to what no file can be": {"docs/index.md": f"\nSee [it]({LONG}/{LONG}).\n"},
    "a picture that no file can be": {"docs/index.md": f"\n![it]({LONG}.svg)\n"},
    "a test with a name that no file can have": {"docs/score.yaml": f"- {{question: 44, score: 2, says: x, test: 'tests/{LONG}.py::a', date: 2026-01-01}}\n"},
}


@pytest.mark.parametrize("what", FOUND)
def test_found(what: str, specimen_copy: Callable[..., Path]) -> None:
    root = specimen_copy()
    for name, change in FOUND[what].items():
        path = root / name
        text = path.read_text(encoding="utf-8") if path.exists() else ""
        path.write_text(text + change if isinstance(change, str) else text.replace(*change), encoding="utf-8")
    found = run(read_edition(root))
    assert found
    assert all(item.mend and item.span.line >= 1 for item in found)
