"""After edits such as people make the check gives what a fresh one gives; more of them by ``python tests/check/edits.py``."""

from __future__ import annotations

from pathlib import Path

import pytest
from edits import compare, copied

TESTS = Path(__file__).parents[1]


@pytest.mark.parametrize(("name", "edits", "seed"), [("specimen", 30, 1), ("specimen", 30, 2), ("specimen_checks", 30, 3), ("..", 12, 4)])
def test_after_edits_the_check_gives_what_a_fresh_one_gives(name: str, edits: int, seed: int, tmp_path: Path) -> None:
    copied(TESTS / name, tmp_path)
    found = compare(tmp_path, edits, seed)
    assert found[True], "some are answered without everything"
