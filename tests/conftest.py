"""What all tests share.

The tools are tested on the fabricated edition in ``tests/specimen``. Golden files are compared whole;
``pytest --update`` rewrites those that differ (look at the difference before you commit it).
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

sys.path.insert(0, str(Path(__file__).parents[1] / "tools"))

from edition.model import Edition
from edition.read import read_edition

# The same examples every time: a find of chance belongs into a test of its own. `--hypothesis-profile=search` looks for new ones.
settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile("search", derandomize=False, deadline=None)
settings.load_profile("same")

TESTS = Path(__file__).parent
SPECIMEN = TESTS / "specimen"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="rewrite golden files that differ from what the tools now make")


@pytest.fixture(scope="session")
def specimen() -> Edition:
    """The fabricated edition, read once."""
    return read_edition(SPECIMEN)


@pytest.fixture
def specimen_copy(tmp_path: Path) -> Callable[..., Path]:
    """A copy of the specimen in which some files are changed: path → new text, or a pair (old words, new words)."""

    def make(changes: dict[str, str | tuple[str, str]] | None = None) -> Path:
        root = tmp_path / "specimen"
        shutil.copytree(SPECIMEN, root)
        for name, change in (changes or {}).items():
            path = root / name
            if isinstance(change, tuple):
                old = path.read_text(encoding="utf-8")
                assert change[0] in old, f"{name} has no “{change[0]}” to change"
                text = old.replace(*change)
            else:
                text = change
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        return root

    return make


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Iterator[Callable[[Path, bytes], None]]:
    """Compare bytes with a golden file, or with ``--update`` write it."""
    update = bool(request.config.getoption("--update"))

    def compare(path: Path, made: bytes) -> None:
        if update and (not path.exists() or path.read_bytes() != made):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(made)
        assert path.exists(), f"there is no golden file {path.name}; make it with pytest --update"
        assert path.read_bytes().decode("utf-8") == made.decode("utf-8"), f"{path.name} differs; if that is meant, pytest --update"

    yield compare


# --- the real edition, and files that a test writes itself


@pytest.fixture(scope="session")
def edition() -> Edition:
    """This edition as it is, read once."""
    return read_edition(TESTS.parent)


@pytest.fixture
def put(tmp_path: Path) -> Callable[[str, str | bytes], Path]:
    """Write a file of an edition under the test’s own folder: ``put("sources/let/text.md", …)``."""

    def write(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
        return path

    return write
