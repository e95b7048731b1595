"""The pictures in the README, taken anew: ``python tests/browser/pictures.py http://localhost:8000/texts/let.html#let-13 let-voyage-date``.

The first word is the address of a passage on a server (from a disk the founts come too late), the second a note to open.

A wide page and a narrow one side by side, light and dark, in few colours so that the files stay small.
"""

from __future__ import annotations

import io
import os
import shutil
import sys
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import sync_playwright

OUT = Path(__file__).parents[2] / "docs" / "_static"
WIDE, NARROW, HIGH, GAP = 1440, 390, 900, 30


def shot(browser: Any, address: str, note: str, width: int, scheme: str) -> Image.Image:
    page = browser.new_context(viewport={"width": width, "height": HIGH}, color_scheme=scheme, reduced_motion="reduce").new_page()
    page.goto(address)
    page.evaluate("document.fonts.ready.then(function () {})")
    page.wait_for_timeout(600)
    page.evaluate("id => document.getElementById(id).click()", f"ref-{note}")
    page.evaluate("document.querySelector(location.hash).scrollIntoView(); document.activeElement.blur()")
    if width == WIDE:
        page.evaluate("scrollBy(0, -160)")
    page.wait_for_timeout(400)
    return Image.open(io.BytesIO(page.screenshot())).convert("RGB")


def main(address: str, note: str) -> None:
    OUT.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=os.environ.get("CHROMIUM") or shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"])
        for scheme, ground in (("light", "#d9d5cb"), ("dark", "#000000")):
            both = Image.new("RGB", (WIDE + GAP + NARROW, HIGH), ground)
            both.paste(shot(browser, address, note, WIDE, scheme), (0, 0))
            both.paste(shot(browser, address, note, NARROW, scheme), (WIDE + GAP, 0))
            path = OUT / f"page-{scheme}.png"
            both.quantize(40, dither=Image.Dither.NONE).save(path, optimize=True)
            print(f"{path}: {path.stat().st_size / 1000:.0f} kB")
        browser.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
