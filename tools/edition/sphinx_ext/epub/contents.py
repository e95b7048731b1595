"""The pages of the book as they were written, and what is found in them: ids, links, pictures, headings, pages of the originals."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

XHTML = "{http://www.w3.org/1999/xhtml}"
OPS_TYPE = "{http://www.idpf.org/2007/ops}type"
#: marks of the editors within words: not part of what a heading or a passage says
MARKS = frozenset({"pn", "nref", "own", "em-w", "own-mark", "pb", "em-out"})


@dataclass(frozen=True)
class Page:
    """A page of the book: ``name`` of the file in the book, title, and its tree."""

    name: str
    title: str
    root: Element
    part: str = "bodymatter"


@dataclass
class Entry:
    """A line of the table of contents; without an address it is the head of a group."""

    words: str
    address: str = ""
    children: list[Entry] = field(default_factory=list)


def read(name: str, text: str, title: str, part: str = "bodymatter") -> Page:
    """Return a page from its text; raises ``ElementTree.ParseError`` if it is not well formed."""
    return Page(name, title, ElementTree.fromstring(text), part)


def classes(element: Element) -> frozenset[str]:
    return frozenset(element.get("class", "").split())


def words(element: Element) -> str:
    """The words of an element without the editors' marks in it, blanks made one."""
    return " ".join("".join(_words(element)).split())


def _words(element: Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if not MARKS & classes(child):
            yield from _words(child)
        yield child.tail or ""


def faults(pages: Iterable[Page], files: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield page and words for each link that leads nowhere, each id given twice, each picture without an alternative."""
    pages = list(pages)
    ids: dict[str, set[str]] = {name: set() for name in files}
    for page in pages:
        seen: set[str] = set()
        for element in page.root.iter():
            id_ = element.get("id")
            if id_ in seen:
                yield page.name, f"the id “{id_}” is given twice"
            if id_:
                seen.add(id_)
        ids[page.name] = seen
    for page in pages:
        for element in page.root.iter():
            address = element.get("href") or element.get("src")
            if address and not urlsplit(address).scheme:
                path, _, fragment = address.partition("#")
                target = posixpath.normpath(posixpath.join(posixpath.dirname(page.name), unquote(path))) if path else page.name
                if target not in ids or (fragment and fragment not in ids[target]):
                    yield page.name, f"the link to “{address}” leads nowhere"
            if element.tag == XHTML + "img" and element.get("alt") is None:
                yield page.name, f"the picture “{address}” has no alternative"


def pictures(pages: Iterable[Page]) -> list[str]:
    """Return the files of the pictures that the pages show, sorted."""
    found = set()
    for page in pages:
        for image in page.root.iter(XHTML + "img"):
            found.add(posixpath.normpath(posixpath.join(posixpath.dirname(page.name), unquote(image.get("src", "")))))
    return sorted(found)


def page_breaks(pages: Iterable[Page]) -> list[tuple[str, str, str]]:
    """Return the pages of the originals: title of the page of the book, address, number."""
    return [
        (page.title, f"{page.name}#{element.get('id')}", element.get("title", ""))
        for page in pages
        for element in page.root.iter(XHTML + "span")
        if element.get(OPS_TYPE) == "pagebreak"
    ]


def headings(page: Page, deepest: int = 3) -> list[Entry]:
    """Return the headings of a page below its title, as the table of contents has them."""
    found: list[tuple[int, Entry]] = []
    top: list[Entry] = []

    def visit(element: Element, holder: str) -> None:
        for child in element:
            level = _level(child)
            if level is None:
                visit(child, child.get("id") or holder)
            elif 1 < level <= deepest:
                mine = child.get("id")  # where it only names its section, the section is the place
                at = mine if mine and mine != element.get("aria-labelledby") else holder
                _place(level, Entry(words(child), f"{page.name}#{at}"))

    def _place(level: int, entry: Entry) -> None:
        if not entry.words or entry.address.endswith("#"):
            return
        while found and found[-1][0] >= level:
            found.pop()
        (found[-1][1].children if found else top).append(entry)
        found.append((level, entry))

    visit(page.root, "")
    return top


def _level(element: Element) -> int | None:
    name = element.tag.removeprefix(XHTML)
    return int(name[1]) if len(name) == 2 and name[0] == "h" and name[1].isdigit() else None
