"""E6: the links of the repository's own pages, such as ``README.md``, which a contributor reads first."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ..derive.disk import disk_of
from ..diagnostics import Diagnostic
from ..model import Edition
from ..read.faults import Faults
from ..read.pages import read_page
from . import check
from .links import link


def own_pages(root: Path) -> list[str]:
    """Return the names of the pages that stand at the root, in order."""
    return sorted(path.name for path in root.glob("*.md") if path.is_file())


@check
def own_links(edition: Edition) -> Iterator[Diagnostic]:
    """What such a page links to is there, and so is the place in it."""
    pages = {name: page for name in own_pages(edition.root) if (page := read_page(edition.root, edition.root / name, Faults()))}
    for name, page in pages.items():
        for reference in page.references:
            if reference.role in ("link", "image"):
                yield from link(edition, disk_of(edition), name, reference.target, reference.span, pages)
