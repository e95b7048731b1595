"""Points of contradiction: a fault is told at the words that are wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from edition.check import run
from edition.read import read_edition
from overlay import PAGES, lay, read_page


@pytest.mark.parametrize(
    ("stance", "against", "says"),
    [
        ("contradicts", "[date, shipp]", "said to be against “shipp”, of which it states nothing; did you mean “ship”?"),
        ("contradicts", "[ship]", "a date that cannot be right, and “against” does not name it"),
        ("implies", "[date]", "does not contradict, and yet is “against” something"),
    ],
)
def test_a_wrong_point_is_told_at_its_line(tmp_path: Path, stance: str, against: str, says: str) -> None:
    root = lay(tmp_path / "edition", read_page(PAGES / "E680.md").mended)
    path = root / "docs/accounts/voyage.md"
    lines = path.read_text(encoding="utf-8").replace("    stance: contradicts\n    against: [date]", f"    stance: {stance}\n    against: {against}").splitlines()
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    (found,) = [item for item in run(read_edition(root)) if item.code == "E680"]
    assert says in found.message
    assert lines[found.span.line - 1] == f"    against: {against}"
    wrong = against.strip("[]").split(", ")[-1]
    assert found.span.col == lines[found.span.line - 1].index(wrong) + 1
