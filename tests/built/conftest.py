"""The specimen, built once in every format, and copies of it in which one thing is broken."""

from __future__ import annotations

import dataclasses
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from building import laid

from edition.check.built import check_built
from edition.cli import main
from edition.diagnostics import Diagnostic
from edition.model import Edition
from edition.read import read_edition


@pytest.fixture(scope="session")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The specimen with every format built; nobody may change it."""
    root = laid(tmp_path_factory.mktemp("built") / "specimen")
    assert main(["-C", str(root), "build"]) == 0
    return root


@pytest.fixture(scope="session")
def model(whole: Path) -> Edition:
    return read_edition(whole)


@pytest.fixture
def copy(whole: Path, tmp_path: Path) -> Path:
    """The built formats again, as links: what is changed must be written anew (``building.put``)."""
    target = tmp_path / "specimen"
    shutil.copytree(whole, target, copy_function=os.link, ignore=shutil.ignore_patterns(".doctrees"))
    return target


@pytest.fixture
def found(model: Edition) -> Callable[[Path], list[Diagnostic]]:
    """What is found in a copy, each place as from its root."""

    def check(root: Path) -> list[Diagnostic]:
        edition = dataclasses.replace(model, root=root)
        return check_built(edition, root / "build").found

    return check
