"""The edition in a real browser: one build of it, one server on this machine, one Chromium.

``pytest -m browser`` runs these tests alone. Where there is no Chromium they are skipped and say so; ``CHROMIUM`` names
another than the usual ones. ``EDITION_SITE`` names a built site to look at, and saves the build.
"""

from __future__ import annotations

import functools
import http.server
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from edition.model import Edition

ROOT = Path(__file__).parents[2]
SOURCES = ("docs", "sources", "bib", "tools/edition", "CITATION.cff")
USUAL = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--no-first-run"]

#: counts what moves while a page loads (Layout Instability API)
SHIFTS = """window.shifts = 0;
new PerformanceObserver(function (l) { l.getEntries().forEach(function (e) { if (!e.hadRecentInput) window.shifts += e.value; }); })
  .observe({ type: 'layout-shift', buffered: true });"""


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """Debian's Chromium, driven by Playwright."""
    path = os.environ.get("CHROMIUM") or next((found for name in USUAL if (found := shutil.which(name))), "")
    if not path:
        pytest.skip("there is no Chromium on this machine: install it, or name one in CHROMIUM")
    library = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed: see requirements-test.txt")
    with library.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages of this edition: build/html if it is newer than all that it is made from, else a build of our own."""
    if "EDITION_SITE" in os.environ:
        return Path(os.environ["EDITION_SITE"])
    there = ROOT / "build" / "html"
    made = there / "_search/index.js"  # written last
    if made.exists() and made.stat().st_mtime > newest():
        return there
    out = tmp_path_factory.mktemp("site")
    build_site(ROOT / "docs", out / "html")
    return out / "html"


def newest() -> float:
    files = (path for name in SOURCES for path in ([ROOT / name] if (ROOT / name).is_file() else (ROOT / name).rglob("*")))
    return max(path.stat().st_mtime for path in files if path.is_file() and "__pycache__" not in path.parts)


def build_site(docs: Path, out: Path, *settings: str) -> None:
    """Build the pages of an edition; ``settings`` are of the form ``name=value``."""
    more = [word for setting in settings for word in ("-D", setting)]
    ran = subprocess.run(
        [sys.executable, "-m", "sphinx", "-b", "html", "-q", "-d", str(out.parent / "doctrees"), *more, str(docs), str(out)],
        env={**os.environ, "SOURCE_DATE_EPOCH": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr


class Quiet(http.server.SimpleHTTPRequestHandler):
    """A plain static host: says nothing, and shows the 404 page where there is no file."""

    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:
        pass

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory, "404.html")
        if code != 404 or not page.exists():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture(scope="session")
def serve() -> Iterator[Callable[[Path], str]]:
    """Serve a folder on a port of its own; returns the address, with its stroke."""
    running = []

    def start(folder: Path) -> str:
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder)))
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        running.append(server)
        return f"http://127.0.0.1:{server.server_port}/"

    yield start
    for server in running:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="session")
def address(site: Path, serve: Callable[[Path], str]) -> str:
    return serve(site)


@pytest.fixture
def visit(chromium: Any, address: str) -> Iterator[Callable[..., Any]]:
    """Open a page of the edition: ``visit("texts/let.html", width=360, dark=True)``; more is passed to the browser's context.

    What the page asked of other hosts, and what went wrong in its scripts, is in ``page.faults`` and must be empty at the end.
    """
    contexts, faults = [], []

    def open_(path: str, *, width: int = 1440, height: int = 900, dark: bool = False, at: str = address, **more: Any) -> Any:
        context = chromium.new_context(viewport={"width": width, "height": height}, color_scheme="dark" if dark else "light", reduced_motion="reduce", **more)
        contexts.append(context)
        context.set_default_timeout(10_000)
        if more.get("java_script_enabled", True):
            context.add_init_script(SHIFTS)
        page = context.new_page()

        def asked(request: Any) -> None:
            parts = urlsplit(request.url)
            if parts.scheme in ("http", "https", "ws", "wss") and parts.netloc != urlsplit(address).netloc and parts.netloc != urlsplit(at).netloc:
                faults.append(f"{path} asked {request.url}")

        page.on("request", asked)
        page.on("pageerror", lambda error: faults.append(f"{path}: {error}"))
        page.goto(at + path)
        return page

    yield open_
    for context in contexts:
        context.close()
    assert faults == []


@pytest.fixture(scope="session")
def longest(edition: Edition) -> str:
    """The siglum of the longest document."""
    return max(edition.documents, key=lambda siglum: sum(len(passage.text) for passage in edition.documents[siglum].passages))


@pytest.fixture(scope="session")
def shortest(edition: Edition) -> str:
    """The siglum of the shortest document."""
    return min(edition.documents, key=lambda siglum: sum(len(passage.text) for passage in edition.documents[siglum].passages))
