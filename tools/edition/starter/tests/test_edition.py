"""The edition is faultless: every word comes from its witness, every reference stands, nothing released is lost."""

from pathlib import Path

from edition.check import run
from edition.read import read_edition


def test_no_fault() -> None:
    assert [str(fault) for fault in run(read_edition(Path(__file__).parent.parent))] == []
