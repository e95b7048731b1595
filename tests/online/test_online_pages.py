"""The pages of the codes of addresses outside are run against the server of the tests, which stands in for every host."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from server import misbehaving

import overlay
from edition.check.online import Settings, check_online
from edition.diagnostics import Diagnostic
from edition.read import read_edition

PAGES = {path.stem: path for path in sorted(overlay.PAGES.glob("E*.md")) if re.search(r"^needs: network$", path.read_text(encoding="utf-8"), re.M)}
QUICK = Settings(delay=0.0, timeout=0.3, retries=1, ignore=("https://*",))


def found(root: Path, blocks: tuple[overlay.Block, ...]) -> list[Diagnostic]:
    with misbehaving() as server:
        return check_online(read_edition(overlay.lay(root, blocks)), given=QUICK, proxies={"http": server.address})


def test_the_codes() -> None:
    assert list(PAGES) == ["E651", "E652", "E653"]


@pytest.mark.parametrize("code", PAGES)
def test_fails(code: str, tmp_path: Path) -> None:
    page = overlay.read_page(PAGES[code])
    items = found(tmp_path, page.fails)
    assert [item.code for item in items] == [code]
    assert items[0].severity == page.severity
    assert items[0].mend


@pytest.mark.parametrize("code", PAGES)
def test_mended(code: str, tmp_path: Path) -> None:
    assert found(tmp_path, overlay.read_page(PAGES[code]).mended) == []
