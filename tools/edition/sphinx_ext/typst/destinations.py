"""Named destinations: ``edition.pdf#let-14`` opens at the passage.

Typst names only labelled headings. The others are added to the file’s name tree; nothing else of it is changed, so that
it stays tagged and archival, and nothing in it comes from the clock.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import Any

import pikepdf

from .pack import packed
from .tags import name_tags
from .typeset import Position

#: how far above a line its page is opened, in points
_ABOVE = 4.0


def add_destinations(pdf: bytes, positions: Iterable[Position], passages: Sequence[str] = (), notes: Sequence[str] = ()) -> bytes:
    """Return the file with a destination for each position, and ids for the tags of passages and notes."""
    with pikepdf.open(io.BytesIO(pdf)) as book:
        pages = list(book.pages)
        names: dict[bytes, pikepdf.Object] = dict(_present(book))
        for at in positions:
            page = pages[at.page - 1]
            top = float(page.mediabox[3]) - at.y + _ABOVE
            where = pikepdf.Array([page.obj, pikepdf.Name.XYZ, 0, round(top, 2), 0])
            names.setdefault(at.name.encode("utf-8"), where)
        tree = pikepdf.Array()
        for name in sorted(names):
            tree.append(pikepdf.String(name))
            tree.append(names[name])
        root = book.Root
        if "/Names" not in root:
            root.Names = pikepdf.Dictionary()
        root.Names.Dests = pikepdf.Dictionary(Names=tree)  # within the catalogue: to add an object, all of the file are looked through
        changed = {root.objgen[0], *(held.objgen[0] for held in [root.Names] if held.is_indirect)}
        if passages:
            changed |= name_tags(book, passages, notes)
        return packed(book, pdf, changed)


def _present(book: pikepdf.Pdf) -> Iterable[tuple[bytes, pikepdf.Object]]:
    """The destinations that the file has already."""
    found = book.Root.get("/Names", pikepdf.Dictionary()).get("/Dests")
    stack = [found] if found is not None else []
    while stack:
        node = stack.pop()
        stack.extend(node.get("/Kids", []))
        names: Any = node.get("/Names", [])
        for at in range(0, len(names), 2):
            yield bytes(names[at]), names[at + 1]
