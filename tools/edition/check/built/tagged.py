"""A tagged PDF read the way a screen reader reads it: by its structure tree (ISO 32000-1, 14.7 and 14.8), not by lines on a page.

The tree says what is a paragraph, a note, a note's number or a link, and gives the words in reading order, across lines and
pages, without running heads. Each fount maps its glyphs to Unicode, so that ligatures come back as letters, and a hyphen
that only divides a word at a line's end comes back as a soft hyphen, which is taken out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

_CHARACTERS = re.compile(rb"beginbfchar(.*?)endbfchar", re.S)
_RANGES = re.compile(rb"beginbfrange(.*?)endbfrange", re.S)
_PAIR = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]*)>")
_RANGE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
_LAST_CODE, _LAST_SIGN = 0xFFFF, 0x10FFFF
#: no structure goes so deep, and no tree of names has so many nodes: one that does goes round in a circle
_MOST_DEEP, _MOST_NODES = 100, 100_000
SOFT_HYPHEN = "\xad"
Place = tuple[int, float]  # page from nought, height on it in points


class Piece(str):
    """Words set in one size."""

    size: float

    def __new__(cls, words: str, size: float = 0.0) -> Piece:
        out = super().__new__(cls, words)
        out.size = size
        return out


@dataclass(slots=True, eq=False)
class Tag:
    """An element of the structure: its standard name and id, what it holds, and where it begins."""

    kind: str
    page: int = -1
    id: str = ""
    children: list[Tag | Piece] = field(default_factory=list)
    raised: bool = False
    #: of a link: where it leads (a name or a place), and where it stands
    target: str | Place | None = None
    at: Place | None = None

    @property
    def text(self) -> str:
        return "".join(child.text if isinstance(child, Tag) else child for child in self.children)

    def elements(self) -> Iterator[Tag]:
        return (child for child in self.children if isinstance(child, Tag))

    def walk(self) -> Iterator[Tag]:
        stack = [self]
        while stack:
            here = stack.pop()
            yield here
            stack.extend(child for child in reversed(here.children) if isinstance(child, Tag))


@dataclass
class Book:
    """The structure of a PDF, the places of its named destinations, and what it says of itself."""

    root: Tag
    names: dict[str, Place]
    pages: int
    about: str


def read_pdf(path: Path) -> Book:
    """Read a tagged PDF; raises ``ValueError`` if it is none."""
    import pikepdf

    try:
        with pikepdf.open(path) as pdf:
            return _Reader(pdf, pikepdf).read()
    except (pikepdf.PdfError, AttributeError, IndexError, KeyError, TypeError, ValueError, OverflowError, RuntimeError) as error:
        raise ValueError(f"{type(error).__name__}: {error}") from None


class _Reader:
    def __init__(self, pdf: Any, pike: Any) -> None:
        self.pdf, self.pike = pdf, pike
        self.numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        self.founts: dict[Any, dict[int, str]] = {}
        self.words = [self._page(page) for page in pdf.pages]

    def read(self) -> Book:
        if "/StructTreeRoot" not in self.pdf.Root:
            raise ValueError("the file is not tagged, so that no program can tell its notes from its text")
        root = Tag("Root")
        self._kids(self.pdf.Root.StructTreeRoot.get("/K"), root, -1)
        about = " ".join(str(value) for value in self.pdf.docinfo.values()) + " " + str(self.pdf.open_metadata())
        return Book(root, dict(self._names()), len(self.pdf.pages), about)

    # the structure

    def _kids(self, kids: Any, into: Tag, page: int, depth: int = 0) -> None:
        if depth > _MOST_DEEP:
            raise ValueError("the structure goes round in a circle")
        for kid in list(kids) if isinstance(kids, self.pike.Array) else [kids]:
            if kid is None:
                continue
            if not isinstance(kid, self.pike.Dictionary):
                into.children.extend(self.words[page].get(int(kid), ()) if page >= 0 else ())
                if into.page < 0:
                    into.page = page
                continue
            here = self.numbers.get(kid.Pg.objgen, page) if "/Pg" in kid else page
            kind = str(kid.get("/Type", ""))
            if kind == "/MCR":
                into.children.extend(self.words[here].get(int(kid.MCID), ()))
            elif kind == "/OBJR":
                self._annotation(kid.Obj, into, here)
            else:
                tag = Tag(str(kid.get("/S", "/")).lstrip("/"), here, str(kid.get("/ID", "")), raised=self._raised(kid.get("/A")))
                into.children.append(tag)
                self._kids(kid.get("/K"), tag, here, depth + 1)

    def _raised(self, attributes: Any) -> bool:
        for one in list(attributes) if isinstance(attributes, self.pike.Array) else [attributes]:
            if isinstance(one, self.pike.Dictionary) and float(one.get("/BaselineShift", 0)) > 0:
                return True
        return False

    def _annotation(self, annotation: Any, link: Tag, page: int) -> None:
        rectangle = annotation.get("/Rect")
        if rectangle is not None and link.at is None:
            link.at = (page, max(float(rectangle[1]), float(rectangle[3])))
        target = annotation.get("/Dest")
        if target is None and "/A" in annotation:
            target = annotation.A.get("/D")
        if target is not None:
            link.target = self._place(target) if isinstance(target, self.pike.Array) else str(target)

    def _place(self, target: Any) -> Place:
        return self.numbers.get(target[0].objgen, -1), float(target[3]) if len(target) > 3 else 0.0

    def _names(self) -> Iterator[tuple[str, Place]]:
        stack = [self.pdf.Root.get("/Names", {}).get("/Dests")]
        for _ in range(_MOST_NODES):
            if not stack:
                break
            node = stack.pop()
            if node is None:
                continue
            stack.extend(list(node.get("/Kids", [])))
            names = list(node.get("/Names", []))
            for name, target in zip(names[::2], names[1::2], strict=False):
                target = target.D if isinstance(target, self.pike.Dictionary) else target
                yield str(name), self._place(target)

    # the words of a page

    def _page(self, page: Any) -> dict[int, list[Piece]]:
        """The words of each piece of marked content, by its number."""
        out: dict[int, list[Piece]] = {}
        open_: list[int] = []
        size = 0.0
        fount: dict[int, str] = {}
        names = page.obj.get("/Resources", {}).get("/Font", {})
        for operands, operator in self.pike.parse_content_stream(page, "BDC BMC EMC Tf Tj TJ"):
            name = str(operator)
            if name == "Tf":
                fount, size = self._fount(names[str(operands[0])]), float(operands[1])
            elif name in ("BDC", "BMC"):
                given: Any = operands[1] if len(operands) > 1 else None
                inside = isinstance(given, self.pike.Dictionary)
                open_.append(int(given.MCID) if inside and "/MCID" in given else open_[-1] if open_ and str(operands[0]) != "/Artifact" else -1)
                if inside and "/ActualText" in given and open_[-1] >= 0:
                    out.setdefault(open_[-1], []).append(Piece(str(given.ActualText), size))
                    open_[-1] = -1  # what is shown is not what is meant
            elif name == "EMC":
                if open_:
                    open_.pop()
            elif open_ and open_[-1] >= 0:
                parts = operands[0] if name == "TJ" else [operands[0]]
                found = "".join(_decode(bytes(part), fount) for part in parts if isinstance(part, self.pike.String))
                out.setdefault(open_[-1], []).append(Piece(found, size))
        return out

    def _fount(self, fount: Any) -> dict[int, str]:
        key = fount.objgen
        if key not in self.founts:
            self.founts[key] = _unicode(fount.ToUnicode.read_bytes()) if "/ToUnicode" in fount else {}
        return self.founts[key]


def _decode(codes: bytes, fount: dict[int, str]) -> str:
    return "".join(fount.get(codes[at] << 8 | codes[at + 1], "�") for at in range(0, len(codes) - 1, 2))


def _unicode(cmap: bytes) -> dict[int, str]:
    """Read a fount's map from codes to Unicode (ISO 32000-1, 9.10.3)."""
    out: dict[int, str] = {}
    for block in _CHARACTERS.findall(cmap):
        out.update((int(code, 16), bytes.fromhex(value.decode()).decode("utf-16-be", "replace")) for code, value in _PAIR.findall(block))
    for block in _RANGES.findall(cmap):
        for low, high, value in _RANGE.findall(block):
            first, last, start = int(low, 16), int(high, 16), int(value, 16)
            if last <= _LAST_CODE and start + last - first <= _LAST_SIGN:
                out.update((code, chr(start + code - first)) for code in range(first, last + 1))
    return out
