"""E6: the links of the repository's own pages, such as ``README.md``, which a contributor reads first."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ..derive.disk import disk_of
from ..derive.own_pages import anchors, links, own_pages
from ..derive.references import beside
from ..diagnostics import Diagnostic, nearest
from ..model import Edition
from . import check
from .links import EXTERNAL, MISSING_TARGET, OTHER_CASE, UNKNOWN_LABEL


@check
def own_links(edition: Edition) -> Iterator[Diagnostic]:
    """What such a page links to is there, and so is the place in it."""
    disk, texts, pages = disk_of(edition), dict[str, str](), own_pages(edition.root)
    for file in pages:
        texts[file] = _text(edition.root, file)
        for target, span in links(texts[file], file):
            if EXTERNAL.match(target):
                continue
            address, _, fragment = target.partition("#")
            path = beside(file, address.split("?")[0]) if address else file
            there = disk.there(path) if address else True
            if there is False:
                yield MISSING_TARGET(span, f"“{target}” leads to no file", "correct the path, seen from the root")
            elif isinstance(there, str):
                yield OTHER_CASE(span, f"“{target}” is written {there} on the disk", "write the name with its own capitals: most web servers tell them apart")
            elif fragment and path.endswith(".md") and (path in pages or path.startswith("docs/")):
                places = anchors(texts.setdefault(path, _text(edition.root, path)))
                if fragment.lower() not in places:
                    yield UNKNOWN_LABEL(span, f"{path} has no heading for “#{fragment}”{nearest(fragment, places)}", "correct the part after “#”")


def _text(root: Path, file: str) -> str:
    try:
        return Path(root, file).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return ""
