"""Each kind of page, at three widths, light and dark: accessible, within its width, still while it loads, and alone with its host."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from edition.model import Edition

pytestmark = pytest.mark.browser

WIDTHS = (360, 768, 1440)
PAGES = {
    "start": "index.html",
    "long text": "texts/{longest}.html",
    "short text": "texts/{shortest}.html",
    "account": "accounts/u2.html",
    "register": "registers/people.html",
    "glossary": "glossary.html",
    "pictures": "introduction.html",
    "collation": "collation.html",
    "table": "concordance.html",
    "search": "search.html?q=Zulfikar",
    "index": "genindex.html",
    "bibliography": "bibliography.html",
    "verify": "verify.html",
    "404": "no/such/page.html",
}
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
#: rules that colours can break; the others need not be asked again in the dark
COLOURS = ["color-contrast", "link-in-text-block"]
#: of very many entries that are alike, these need not be looked at one by one
LIKE = [
    [selector]
    for selector in (
        ".bib > li:nth-child(n+40)",
        "tbody > tr:nth-child(n+40)",
        ".register > dd:nth-of-type(n+40)",
        ".doc-text > .pg:nth-child(n+40)",
        "li.note:nth-child(n+60)",
        "li.app:nth-child(n+20)",
    )
]
MOST_SHIFT = 0.01
MOST_BYTES, MOST_SCRIPT = 250_000, 15_000


@pytest.fixture
def path(request: pytest.FixtureRequest, longest: str, shortest: str) -> str:
    return PAGES[request.param].format(longest=longest, shortest=shortest)


def each(name: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize(name, PAGES, indirect=True)


def settled(page: Any) -> Any:
    """Wait until founts and notes are in their places, and the search has answered."""
    page.evaluate("document.fonts.ready.then(function () {})")
    if "search" in page.url:
        page.wait_for_selector(".hits li")
    page.wait_for_timeout(250)
    return page


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
@each("path")
def test_accessible(visit: Callable[..., Any], path: str, width: int, dark: bool) -> None:
    """Each page at each width, light and dark; of long lists of like things the beginning, and in the wide light page all."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed").Axe()
    page = settled(visit(path, width=width, dark=dark))
    only = {"type": "rule", "values": COLOURS} if dark else {"type": "tag", "values": TAGS}
    where = None if width == 1440 and not dark else {"exclude": LIKE}
    found = axe.run(page, context=where, options={"runOnly": only, "resultTypes": ["violations"]}).response["violations"]
    assert [f"{fault['id']}: {node['html'][:200]} ({node.get('failureSummary', '')})" for fault in found for node in fault["nodes"][:3]] == []


@pytest.mark.parametrize("width", WIDTHS)
@each("path")
def test_within_its_width_and_still(visit: Callable[..., Any], path: str, width: int) -> None:
    """No page scrolls sideways, also in the largest type; nothing moves while it loads."""
    page = settled(visit(path, width=width))
    assert page.evaluate("window.shifts") <= MOST_SHIFT
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.evaluate("document.documentElement.dataset.size = '3'; document.dispatchEvent(new CustomEvent('edition:layout'))")
    assert page.evaluate("document.documentElement.scrollWidth") <= width, "in the largest type"


@each("path")
def test_alone_with_its_host(visit: Callable[..., Any], path: str) -> None:
    """Nothing is asked of another host, whatever the reader points at (``visit`` looks at every request)."""
    page = settled(visit(path))
    for what in (".men", "a.loc", "a.cite"):
        for link in page.locator(f"main {what}").all()[:2]:
            if link.is_visible():
                link.hover(force=True)
                page.wait_for_timeout(400)


def test_light_to_carry(visit: Callable[..., Any], longest: str, capsys: pytest.CaptureFixture[str], site: Path) -> None:
    """The longest document with all its notes, compressed, with everything that the page loads."""
    path = f"texts/{longest}.html"
    page = visit("_static/favicon.svg")  # nothing of the page is in the cache
    sizes: dict[str, int] = {}

    def came(response: Any) -> None:
        body = response.body()
        name = urlsplit(response.url).path
        sizes[name] = len(body) if name.endswith((".woff2", ".png")) else len(gzip.compress(body, 6))

    page.on("response", came)
    page.goto(page.url.replace("_static/favicon.svg", path))
    settled(page)
    page.mouse.wheel(0, 20_000)
    page.wait_for_timeout(300)
    founts = {name for name in sizes if name.endswith(".woff2")}
    inline = re.findall(r"<script>(.+?)</script>", (site / path).read_text(encoding="utf-8"), re.S)
    scripts = sum(size for name, size in sizes.items() if name.endswith(".js")) + len(gzip.compress("".join(inline).encode(), 6))
    whole = sum(sizes.values())
    html = next(size for name, size in sizes.items() if name.endswith(".html"))
    with capsys.disabled():
        print(
            f"\n{path}: {whole / 1000:.1f} kB compressed: HTML {html / 1000:.1f}, founts {sum(sizes[name] for name in founts) / 1000:.1f}, "
            f"style {sum(size for name, size in sizes.items() if name.endswith('.css')) / 1000:.1f}, scripts {scripts / 1000:.1f}"
        )
    assert whole < MOST_BYTES
    assert scripts < MOST_SCRIPT


def test_first_search_is_light(visit: Callable[..., Any], site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What a first search loads, compressed; ``tests/benchmarks/search.py`` sets it beside Sphinx's own index."""
    page = visit("search.html")
    page.wait_for_selector(".search-by select")
    page.wait_for_timeout(300)
    sizes: list[int] = []
    names = page.evaluate("performance.getEntriesByType('resource').map(function (e) { return e.name; })")
    page.on("response", lambda response: names.append(response.url))
    page.fill("#q", "Tashkent")
    page.wait_for_selector(".hits li")
    page.wait_for_timeout(500)
    for name in dict.fromkeys(names):
        if "/_search/" in name:
            body = (site / urlsplit(name).path.lstrip("/")).read_bytes()
            sizes.append(len(gzip.compress(body, 6)))
    with capsys.disabled():
        print(f"\nfirst search: {sum(sizes) / 1000:.1f} kB compressed in {len(sizes)} files")
    assert len(sizes) > 5
    assert sum(sizes) < 50_000


def test_a_page_does_not_grow_with_the_edition(site: Path, edition: Edition) -> None:
    """The frame of a page names no document but its own, and holds no list of all."""
    frame = re.sub(r"<main.*?</main>", "", (site / "help.html").read_text(encoding="utf-8"), flags=re.S)
    assert [siglum for siglum in edition.documents if f"{siglum}.html" in frame] == []
    assert len(frame) < 8_000
