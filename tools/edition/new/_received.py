"""Files as they are received: plain text, HTML, DOCX, and the text in them."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

from . import Refused


@dataclass(frozen=True)
class Received:
    """The bytes kept as witness, the text they hold, and a sentence on how it was got."""

    data: bytes
    text: str
    condition: str
    #: the blocks of the text that are headings, counted from nought, with their levels
    headings: Mapping[int, int] = field(default_factory=dict)


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
        return _taken(reader.words(), f"Text taken from the web page {path.name}; its mark-up, links and pictures are not kept.")
    return Received(data, text, "Plain text, as received.")


def _taken(blocks: list[tuple[int, str]], condition: str) -> Received:
    """Join blocks, each with the level of its heading or nought."""
    text = "\n\n".join(words for _, words in blocks) + "\n"
    return Received(text.encode("utf-8"), text, condition, {number: level for number, (level, _) in enumerate(blocks) if level})


def _decoded(path: Path, data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refused(f"{path} is not UTF-8 (byte {error.start + 1}); convert it first, and keep the original beside it") from error


class _Html(HTMLParser):
    """The words of a page, a paragraph for each block; script, style and head are no words."""

    BLOCKS = frozenset("p div li blockquote h1 h2 h3 h4 h5 h6 tr section article header footer pre dt dd figcaption br".split())
    SILENT = frozenset("script style head template noscript".split())

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[list[str]] = [["", ""]]  # the tag that began it, its words
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self.SILENT:
            self.silent += 1
        elif tag in self.BLOCKS:
            self.blocks.append([tag, ""])

    def handle_endtag(self, tag: str) -> None:
        if tag in self.SILENT:
            self.silent = max(0, self.silent - 1)
        elif tag in self.BLOCKS:
            self.blocks.append(["", ""])

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.blocks[-1][1] += data

    def words(self) -> list[tuple[int, str]]:
        return [(_level(tag), " ".join(words.split())) for tag, words in self.blocks if words.strip()]


def _level(tag: str) -> int:
    """The level of a heading by its tag or the name of its style; the document’s own begin at two."""
    match = re.fullmatch(r"(?:h|heading\s?)([1-6])|(title)", tag.lower())
    return 0 if match is None else 2 if match[2] else min(4, max(2, int(match[1])))


_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def _docx(path: Path) -> list[tuple[int, str]]:
    """The paragraphs of a word-processor file (ISO/IEC 29500-1, 17.3.1)."""
    try:
        with zipfile.ZipFile(path) as archive:
            root = ElementTree.fromstring(archive.read("word/document.xml"))
    except (zipfile.BadZipFile, KeyError, ElementTree.ParseError) as error:
        raise Refused(f"{path} is no readable DOCX file") from error
    paragraphs = []
    for paragraph in root.iter(f"{_WORD}p"):
        words = "".join(
            "\t" if item.tag == f"{_WORD}tab" else "\n" if item.tag == f"{_WORD}br" else item.text or ""
            for item in paragraph.iter()
            if item.tag in (f"{_WORD}t", f"{_WORD}tab", f"{_WORD}br")
        )
        style = paragraph.find(f"{_WORD}pPr/{_WORD}pStyle")
        if words.strip():
            paragraphs.append((_level(style.get(f"{_WORD}val", "") if style is not None else ""), " ".join(words.split())))
    return paragraphs
