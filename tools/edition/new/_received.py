"""Files as they are received: plain text, HTML, DOCX, and the text in them."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

from . import Refused


class Block(NamedTuple):
    """A paragraph received: its words, the level of its heading or nought, and whether it is an item, a quotation or a row of a table."""

    words: str
    level: int = 0
    kind: str = ""


@dataclass(frozen=True)
class Received:
    """The bytes kept as witness, the text they hold, and a sentence on how it was got."""

    data: bytes
    text: str
    condition: str
    #: the paragraphs, where the file tells them apart
    blocks: tuple[Block, ...] = ()


def received(path: Path) -> Received:
    """Read a file; raises :class:`edition.new.Refused` where it is none of the three kinds."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise Refused(f"{path} cannot be read: {error.strerror}") from error
    suffix = path.suffix.lower()
    if suffix == ".docx" or data.startswith(b"PK\x03\x04"):
        return _taken(_docx(path), f"Text taken from the word-processor file {path.name}; its formatting, notes and pictures are not kept.")
    text = _decoded(path, data)
    if suffix in (".html", ".htm", ".xhtml") or re.match(r"\s*<(?:!doctype html|html)\b", text, re.I):
        reader = _Html()
        reader.feed(text)
        reader.close()
        blocks, part = reader.found()
        return _taken(blocks, f"Text taken from the web page {path.name}; its mark-up, links and pictures are not kept{part}.")
    return Received(data, text, "Plain text, as received.")


def _taken(blocks: list[Block], condition: str) -> Received:
    text = "\n\n".join(block.words for block in blocks) + "\n"
    return Received(text.encode("utf-8"), text, condition, tuple(blocks))


def _decoded(path: Path, data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refused(f"{path} is not UTF-8 (byte {error.start + 1}); convert it first, and keep the original beside it") from error


class _Html(HTMLParser):
    """The words of a page, a paragraph for each block; script, style, head and menus are no words.

    If the page marks its main part, that alone is taken. Two line breaks make a paragraph, and one none.
    """

    BLOCKS = frozenset("p div ul ol li blockquote h1 h2 h3 h4 h5 h6 table caption tr section article main header footer aside pre dt dd figcaption hr".split())
    SILENT = frozenset("script style head template noscript nav button select svg".split())

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[tuple[str, str, bool, list[str]]] = []  # the tag that began it, its kind, whether in the main part, its words
        self.depth = dict.fromkeys(("blockquote", "list", "table", "main", "silent"), 0)
        self._begin("")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._deeper(tag, 1)
        if tag == "br":
            self.handle_data("\n")
        elif tag in ("td", "th"):
            self.handle_data(" ")
        elif tag in self.BLOCKS:
            self._begin(tag)

    def handle_endtag(self, tag: str) -> None:
        self._deeper(tag, -1)
        if tag in self.BLOCKS:
            self._begin("")

    def handle_data(self, data: str) -> None:
        if not self.depth["silent"]:
            self.blocks[-1][3].append(data)

    def _deeper(self, tag: str, by: int) -> None:
        name = {"ul": "list", "ol": "list", "article": "main"}.get(tag, "silent" if tag in self.SILENT else tag)
        if name in self.depth:
            self.depth[name] = max(0, self.depth[name] + by)

    def _begin(self, tag: str) -> None:
        kind = "quotation" if self.depth["blockquote"] else "item" if self.depth["list"] else "row" if self.depth["table"] else ""
        self.blocks.append((tag, kind, bool(self.depth["main"]), []))

    def found(self) -> tuple[list[Block], str]:
        """Return the paragraphs, and what is to be said of what was left out."""
        all_ = [
            (main, Block(" ".join(words.split()), _level(tag), "" if _level(tag) else kind))
            for tag, kind, main, pieces in self.blocks
            for words in re.split(r"\n[^\S\n]*\n" if tag != "pre" else r"\n\s*\n", "".join(pieces))
            if words.strip()
        ]
        inside = [block for main, block in all_ if main]
        if inside and len(inside) < len(all_):
            return inside, ", nor what stands outside its main part"
        return [block for _, block in all_], ""


def _level(tag: str) -> int:
    """The level of a heading by its tag or the name of its style; the document’s own begin at two."""
    match = re.fullmatch(r"(?:h|heading\s?)([1-6])|(title)", tag.lower())
    return 0 if match is None else 2 if match[2] else min(4, max(2, int(match[1])))


_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_OLD = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SIGNS = {f"{_WORD}tab": "\t", f"{_WORD}br": "\n", f"{_WORD}cr": "\n", f"{_WORD}noBreakHyphen": "-"}


def _docx(path: Path) -> list[Block]:
    """The paragraphs of a word-processor file (ISO/IEC 29500-1, 17.3.1)."""
    try:
        with zipfile.ZipFile(path) as archive:
            root = ElementTree.fromstring(archive.read("word/document.xml"))
    except (zipfile.BadZipFile, KeyError, ElementTree.ParseError) as error:
        raise Refused(f"{path} is no readable DOCX file") from error
    return [block for block in _paragraphs(root) if block.words]


def _paragraphs(element: ElementTree.Element) -> Iterator[Block]:
    for child in element:
        if child.tag == f"{_WORD}p":
            yield _paragraph(child)
        elif child.tag == f"{_WORD}tr":
            cells = [[block for block in _paragraphs(cell) if block.words] for cell in child.iter(f"{_WORD}tc")]
            if any(len(cell) > 1 for cell in cells):  # a table that only places paragraphs
                yield from (block for cell in cells for block in cell)
            else:
                yield Block(" ".join(block.words for cell in cells for block in cell), 0, "row")
        elif child.tag != _OLD:
            yield from _paragraphs(child)


def _paragraph(paragraph: ElementTree.Element) -> Block:
    style = paragraph.find(f"{_WORD}pPr/{_WORD}pStyle")
    name = style.get(f"{_WORD}val", "") if style is not None else ""
    level = _level(name)
    quotation, item = "quot" in name.lower(), paragraph.find(f"{_WORD}pPr/{_WORD}numPr") is not None
    kind = "" if level else "quotation" if quotation else "item" if item else ""
    return Block(" ".join("".join(_words(paragraph)).split()), level, kind)


def _words(element: ElementTree.Element) -> Iterator[str]:
    for child in element:
        if child.tag == f"{_WORD}t":
            yield child.text or ""
        elif child.tag in _SIGNS:
            yield _SIGNS[child.tag]
        elif child.tag != _OLD:
            yield from _words(child)
