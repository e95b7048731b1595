"""What a first search loads: of our pages, and of the same pages by plain Sphinx, in bytes over the wire.

``python tests/benchmarks/search.py OURS PLAIN [WORDS]``: two folders of built pages (``run.py --sphinx`` leaves them as
``ours.html`` and ``plain.html`` in its own), and the words to look for. Both are asked in a browser with an empty cache;
counted is what the index costs, compressed as any host would, and not the page that holds the form.
"""

from __future__ import annotations

import contextlib
import functools
import gzip
import http.server
import os
import shutil
import sys
import threading
from pathlib import Path
from urllib.parse import quote, urlsplit

from playwright.sync_api import sync_playwright


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass

    def copyfile(self, source: object, outputfile: object) -> None:
        with contextlib.suppress(BrokenPipeError):  # a browser that asks only how long a file is
            super().copyfile(source, outputfile)  # type: ignore[arg-type]


def first_search(folder: Path, words: str, done: str) -> tuple[int, int]:
    """Return the bytes of the index that a first search loads, compressed, and the number of files."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    seen: dict[str, int] = {}
    with sync_playwright() as playwright:
        path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"])
        page = browser.new_page()
        page.on("response", lambda response: seen.setdefault(urlsplit(response.url).path, 1))
        page.goto(f"http://127.0.0.1:{server.server_port}/search.html?q={quote(words)}")
        page.wait_for_selector(done, timeout=60_000)
        page.wait_for_timeout(1000)
        browser.close()
    server.shutdown()
    index = [name for name in seen if "/_search/" in name or name.endswith("searchindex.js")]
    sizes = {name: len(gzip.compress((folder / name.lstrip("/")).read_bytes(), 6)) for name in index}
    for name in sorted(sizes, key=sizes.__getitem__, reverse=True)[:8]:
        print(f"  {sizes[name] / 1000:8.1f} kB {name}")
    return sum(sizes.values()), len(index)


def main() -> None:
    ours, plain = Path(sys.argv[1]), Path(sys.argv[2])
    words = sys.argv[3] if len(sys.argv) > 3 else "tisofast"
    pages = sum(1 for _ in ours.rglob("*.html"))
    mine, files = first_search(ours, words, ".hits li")
    theirs, more = first_search(plain, words, "ul.search li")
    print(f"{pages} pages: {mine / 1000:.0f} kB in {files} files; plain Sphinx {theirs / 1000:.0f} kB in {more}; {mine / theirs:.2f}")


if __name__ == "__main__":
    main()
