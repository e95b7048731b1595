"""The tags of the text: each passage and note in the structure tree gets its id, so that its words can be taken back out.

Typst writes them in the order of the source. A passage begins with its number, a link that stands in the margin.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from typing import Any

import pikepdf
from sphinx.util import logging

logger = logging.getLogger(__name__)

#: the text of a right-hand and of a left-hand page, in points from the left (inner 21 mm, outer 27 mm of 156 mm; heads.typ)
RECTO, VERSO = (58.5, 370.0), (75.5, 384.0)


def kind(element: Any) -> str:
    """The name of an element: P, H2, Note …"""
    return str(element.S)[1:]


def children(element: Any) -> list[Any]:
    found = element.get("/K")
    return [] if found is None else list(found) if isinstance(found, pikepdf.Array) else [found]


def elements(element: Any) -> Iterator[Any]:
    """Yield an element and all below it, in the order of reading."""
    yield element
    for child in children(element):
        if isinstance(child, pikepdf.Dictionary) and "/S" in child:
            yield from elements(child)


def begins_in_margin(element: Any, names: Set[str], pages: Mapping[Any, Any]) -> bool:
    """Whether the first thing of an element is a link beside the text that leads to where it stands itself."""
    first = next(iter(children(element)), None)
    if not isinstance(first, pikepdf.Dictionary) or first.get("/S") != pikepdf.Name.Link:
        return False
    for child in children(first):
        if isinstance(child, pikepdf.Dictionary) and "/Obj" in child and "/Dest" in child.Obj:
            left, _, right, top = (float(side) for side in child.Obj.Rect)
            if VERSO[0] - 9 < right and left < RECTO[1] + 6:
                return False
            target = child.Obj.Dest
            if not isinstance(target, pikepdf.Array):
                return str(target) in names and kind(element).startswith("H")
            return target[0].objgen == pages.get(child.Obj.objgen) and abs(float(target[3]) - top) < 30
    return False


def name_tags(book: pikepdf.Pdf, passages: Sequence[str], notes: Sequence[str]) -> set[int]:
    """Give the elements of passages and notes their ids; returns the numbers of the objects that were changed."""
    root = book.Root.StructTreeRoot
    pages: dict[Any, Any] = {link.objgen: page.objgen for page in book.pages for link in page.obj.get("/Annots", [])}
    wanted = set(passages)
    found_passages, found_notes = [], []
    for top in children(root):
        for element in elements(top):
            if kind(element) == "Note":
                found_notes.append(element)
            elif begins_in_margin(element, wanted, pages):
                found_passages.append(element)
    for found, names, what in ((found_passages, passages, "passages"), (found_notes, notes, "notes")):
        if len(found) != len(names):
            logger.warning("the PDF has %d tags of %s for %d of them: they cannot be told apart", len(found), what, len(names), type="edition", subtype="pdf")
            return {0}
        for element, name in zip(found, names, strict=True):
            element.ID = pikepdf.String(name)
    ids = {bytes(element.ID): element for top in children(root) for element in elements(top) if "/ID" in element}
    tree = pikepdf.Array()
    for id_ in sorted(ids):
        tree.append(pikepdf.String(id_))
        tree.append(ids[id_])
    root.IDTree = pikepdf.Dictionary(Names=tree)
    return {found.objgen[0] for found in (root, *found_passages, *found_notes)}
