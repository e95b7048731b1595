"""The words taken back out of a PDF, by its tags: what a reader with a screen reader hears of each passage and note.

This is the half of the proof of parity that belongs to the PDF: it reads the file alone, and knows nothing of how it was made.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pikepdf

from ...kinds import NOTE_KINDS
from .tags import RECTO, VERSO, children, kind

_RANGE = re.compile(r"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>\s*(?:<([0-9a-fA-F]+)>|\[(.*?)\])", re.S)
_PAIR = re.compile(r"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>")


#: what kind of note it is, in small capitals after its lemma
_KIND = re.compile(rf"^(?:{'|'.join(NOTE_KINDS)}) ")
_STATUS = re.compile(r" ?\[(?:partly|not) verified\]$")
_PAGES = re.compile(r" ?\(p\. \d+\)|, p\. \d+(?:, n\. \d+)?|, n\. \d+")


@dataclass
class Taken:
    """Words by label: passages; notes with their numbers; and the page on which each destination opens."""

    passages: dict[str, str] = field(default_factory=dict)
    notes: dict[str, tuple[str, str]] = field(default_factory=dict)
    destinations: dict[str, int] = field(default_factory=dict)


@dataclass
class Run:
    """The words of one marked content, and where they begin."""

    words: str = ""
    x: float = 0.0


def take(path: Path) -> Taken:
    """Return what a PDF made by this builder holds."""
    out = Taken()
    with pikepdf.open(path) as book:
        reader = _Reader(book)
        names = book.Root.StructTreeRoot.IDTree.Names
        for at in range(0, len(names), 2):
            name, element = str(names[at]), names[at + 1]
            if kind(element) == "Note":
                number, _, words = reader.words(element, note=True).partition("\0")
                out.notes[name] = number.strip(), _STATUS.sub("", _KIND.sub("", joined(words).removeprefix("]").strip()))
            elif kind(element) not in ("TH", "TD"):
                out.passages[name] = joined(reader.words(element))
        places = book.Root.Names.Dests.Names
        for at in range(0, len(places), 2):
            where = places[at + 1]
            out.destinations[str(places[at])] = reader.pages[where[0].objgen]
    return out


def joined(words: str) -> str:
    """Close up the hyphens of line ends, and runs of blanks."""
    return " ".join(words.replace("\xad ", "").replace("\xad", "").split())


def without_pages(words: str) -> str:
    """Leave out the pages and numbers of notes that the book adds to its references."""
    return _PAGES.sub("", words)


class _Reader:
    def __init__(self, book: pikepdf.Pdf) -> None:
        self.pages: dict[Any, int] = {page.objgen: number for number, page in enumerate(book.pages, 1)}
        self._by_page: dict[Any, pikepdf.Page] = {page.objgen: page for page in book.pages}
        self._runs: dict[Any, dict[int, Run]] = {}
        self._fonts: dict[Any, dict[int, str]] = {}

    def words(self, element: Any, *, note: bool = False, page: Any = None) -> str:
        """The words of an element, without raised marks, labels, and notes within it; of a note, its number first, parted by a NUL, and not its lemma."""
        page = element.get("/Pg", page)
        out = ""
        for child in children(element):
            if not isinstance(child, pikepdf.Dictionary):
                out += self._run(page, int(child))
            elif "/MCID" in child:
                out += self._run(child.get("/Pg", page), int(child.MCID))
            elif "/S" not in child or kind(child) == "Note":
                continue
            elif kind(child) == "Lbl":
                out += self._all(child, page) + "\0" if note else ""
            elif note and kind(child) == "P":
                out += " " * ("\0" in out) + self.words(child, note="\0" not in out, page=page)
            elif note and kind(child) == "Em" and out.endswith("\0"):
                continue
            elif kind(child) != "Strong" and not _raised(child):
                out += self.words(child, page=page)
        return out

    def _all(self, element: Any, page: Any) -> str:
        """Every word of an element."""
        page = element.get("/Pg", page)
        out = ""
        for child in children(element):
            if not isinstance(child, pikepdf.Dictionary):
                out += self._run(page, int(child))
            elif "/MCID" in child:
                out += self._run(child.get("/Pg", page), int(child.MCID))
            elif "/S" in child:
                out += self._all(child, page)
        return out

    def _run(self, page: Any, number: int) -> str:
        runs = self._runs.get(page.objgen)
        if runs is None:
            runs = self._runs[page.objgen] = self._read(self._by_page[page.objgen])
        run = runs.get(number, Run())
        left, right = RECTO if self.pages[page.objgen] % 2 else VERSO
        return run.words if left <= run.x <= right else ""

    def _read(self, page: pikepdf.Page) -> dict[int, Run]:
        runs: dict[int, Run] = {}
        current: list[Run | None] = []
        fonts = page.obj.Resources.get("/Font", pikepdf.Dictionary())
        font: dict[int, str] = {}
        instead = ""
        x = 0.0
        for instruction in pikepdf.parse_content_stream(page):
            operands: Any = instruction.operands
            name = str(instruction.operator)
            if name == "cm":
                x = float(operands[4])
            elif name in ("BDC", "BMC"):
                about = operands[1] if len(operands) > 1 and isinstance(operands[1], pikepdf.Dictionary) else pikepdf.Dictionary()
                run = runs.setdefault(int(about.MCID), Run()) if "/MCID" in about else current[-1] if current else None
                instead = str(about.ActualText) if "/ActualText" in about else ""
                current.append(run)
                if run is not None and instead:
                    run.words += instead
            elif name == "EMC" and current:
                current.pop()
                instead = ""
            elif name == "Tf":
                font = self._font(fonts[str(operands[0])])
            elif name in ("Tj", "TJ") and current and current[-1] is not None:
                run = current[-1]
                if not run.words or run.x == 0.0:
                    run.x = x
                if not instead:
                    run.words += _decoded(operands[0], font)
        return runs

    def _font(self, font: Any) -> dict[int, str]:
        found = self._fonts.get(font.objgen)
        if found is None:
            found = self._fonts[font.objgen] = _unicode(font.ToUnicode.read_bytes().decode("latin-1"))
        return found


def _raised(element: Any) -> bool:
    """Whether an element is a raised mark."""
    attributes = element.get("/A")
    several = attributes if isinstance(attributes, pikepdf.Array) else [attributes] if attributes is not None else []
    return any("/BaselineShift" in one or "/TextPosition" in one for one in several if isinstance(one, pikepdf.Dictionary))


def _decoded(operand: Any, font: dict[int, str]) -> str:
    pieces = operand if isinstance(operand, pikepdf.Array) else [operand]
    out = ""
    for piece in pieces:
        if isinstance(piece, pikepdf.String):
            data = bytes(piece)
            out += "".join(font.get(int.from_bytes(data[at : at + 2], "big"), "") for at in range(0, len(data), 2))
    return out


def _unicode(cmap: str) -> dict[int, str]:
    """Read a ToUnicode map."""
    out: dict[int, str] = {}
    for body in re.findall(r"beginbfchar(.*?)endbfchar", cmap, re.S):
        for code, value in _PAIR.findall(body):
            out[int(code, 16)] = bytes.fromhex(value).decode("utf-16-be")
    for body in re.findall(r"beginbfrange(.*?)endbfrange", cmap, re.S):
        for first, last, value, several in _RANGE.findall(body):
            values = re.findall(r"<([0-9a-fA-F]+)>", several) if several else []
            for step, code in enumerate(range(int(first, 16), int(last, 16) + 1)):
                text = bytes.fromhex(values[step] if values else value).decode("utf-16-be")
                out[code] = text if values or not step else text[:-1] + chr(ord(text[-1]) + step)
    return out
