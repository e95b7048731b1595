"""The fault matrix: a fault made by chance anywhere in a sound edition is reported once, by its code, and by no other."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest
from faults import MAKERS

from edition.check import run
from edition.read import read_edition

TESTS = Path(__file__).parent.parent
EDITIONS = {name: read_edition(TESTS / name) for name in ("specimen", "specimen_checks")}
SEEDS = range(3)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("fault", sorted(MAKERS))
@pytest.mark.parametrize("name", sorted(EDITIONS))
def test_one_fault_one_diagnostic(name: str, fault: str, seed: int, tmp_path: Path) -> None:
    edition = EDITIONS[name]
    spoilt = MAKERS[fault](edition, random.Random(f"{fault} {seed}"))
    if spoilt is None:
        pytest.skip(f"{name} has no place for it")
    file, old, new = spoilt
    root = tmp_path / "edition"
    shutil.copytree(edition.root, root)
    path = root / file
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")
    found = run(read_edition(root))
    shown = f"{file}: {old!r} became {new!r}\n" + "\n".join(map(str, found))
    assert [item.code for item in found] == [fault.split()[0]], shown
    assert found[0].span.file == file or fault.startswith("E5"), shown
