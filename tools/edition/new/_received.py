"""Files as they are received: plain text, HTML, DOCX, and the text in them."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
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


def _taken(text: str, condition: str) -> Received:
    return Received(text.encode("utf-8"), text, condition)


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
        self.blocks: list[str] = [""]
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self.SILENT:
            self.silent += 1
        elif tag in self.BLOCKS:
            self.blocks.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag in self.SILENT:
            self.silent = max(0, self.silent - 1)
        elif tag in self.BLOCKS:
            self.blocks.append("")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.blocks[-1] += data

    def words(self) -> str:
        return "\n\n".join(" ".join(block.split()) for block in self.blocks if block.strip()) + "\n"


_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def _docx(path: Path) -> str:
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
        if words.strip():
            paragraphs.append(" ".join(words.split()))
    return "\n\n".join(paragraphs) + "\n"
