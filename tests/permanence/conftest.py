"""An edition that is released, changed, and released again."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from copies import FIRST, SPECIMEN, Copy


@pytest.fixture(scope="session")
def _released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("first") / "edition"
    shutil.copytree(SPECIMEN, root)
    assert Copy(root).release(FIRST, "2030-01-31") == 0
    return root


@pytest.fixture
def fresh(tmp_path: Path) -> Callable[[], Copy]:
    """The specimen, never released."""

    def make() -> Copy:
        shutil.copytree(SPECIMEN, tmp_path / "fresh")
        return Copy(tmp_path / "fresh")

    return make


@pytest.fixture
def copy(_released: Path, tmp_path: Path) -> Copy:
    """The specimen after its first release."""
    shutil.copytree(_released, tmp_path / "edition")
    return Copy(tmp_path / "edition")
