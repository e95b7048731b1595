"""Two builds of the specimen give the same bytes, in every format."""

from __future__ import annotations

from pathlib import Path

import twice
from building import laid


def test_every_format_is_the_same_twice(tmp_path: Path) -> None:
    """At paths of different length, with another seed, another day and another number of processes."""
    roots = [laid(tmp_path / place) for place in twice.PLACES]
    for which, root in enumerate(roots):
        twice.build(root, twice.FORMATS, which)
    count, found = twice.differences(*(root / "build" for root in roots))
    assert found == []
    assert {path.name for path in (roots[0] / "build").iterdir() if path.is_dir()} >= {*twice.FORMATS}
    assert count > 100


def test_what_differs_is_named(tmp_path: Path) -> None:
    for name, words in (
        ("one/a", "1"),
        ("one/b/c", "2"),
        ("one/d", "3"),
        ("two/a", "1"),
        ("two/b/c", "4"),
        ("two/e", "5"),
        ("one/.doctrees/x", "6"),
        ("two/b/left", "7"),
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(words, encoding="utf-8")
    assert twice.differences(tmp_path / "one", tmp_path / "two", ["left"]) == (4, ["b/c", "d", "e"])
