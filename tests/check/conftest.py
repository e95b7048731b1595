"""What the tests of checks share."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from checker import Checker

from edition.read.facts import FOLDER


@pytest.fixture
def checker(specimen_copy: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> Checker:
    """A copy of the specimen, checked once, whose files are old enough to be believed."""
    made = Checker(specimen_copy(), monkeypatch, 0.05)
    shutil.rmtree(made.root / FOLDER, ignore_errors=True)
    (made.root / "docs" / "conf.py").write_text('extensions = ["edition.sphinx_ext"]\n', encoding="utf-8")
    made()
    assert made.whole == 1
    return made
