"""A document: ``edition new document FILE --siglum let``. Reads plain text, HTML or DOCX, and makes its folder.

The witness of a plain text is the file itself, byte for byte; of HTML and DOCX it is the text taken out of the file,
which ``document.yaml`` says. Paragraphs become passages; what is plainly mechanical is proposed as an emendation.
"""

from __future__ import annotations

import argparse
import datetime
import hashlib
import re
from collections.abc import Sequence
from pathlib import Path

from ..locus import SIGLUM
from ..model import Edition
from . import TO_FILL, Refused, quoted, slug, write
from ._received import Block, Received, received

HELP = "a document, from a file of text, HTML or DOCX"

_ACTIVE = re.compile(r"([\\`*_\[\]{}<>~$^])")


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="the file received")
    parser.add_argument("--siglum", default="", help="its siglum: small letters and digits (default: from the file's name)")


def make(edition: Edition, args: argparse.Namespace) -> list[Path]:
    siglum = args.siglum or slug(args.file.stem, 1)[:8]
    if not SIGLUM.fullmatch(siglum):
        raise Refused(f"“{siglum}” is no siglum; give one with --siglum, of small letters and digits, a letter first")
    folder = edition.root / "sources" / siglum
    if folder.exists():
        raise Refused(f"there is a document “{siglum}” already; choose another siglum with --siglum")
    source = received(args.file)
    blocks = source.blocks or tuple(Block(words) for words in split(source.text))
    passages, emendations = proposed(siglum, blocks)
    if not passages:
        raise Refused(f"{args.file} has no words")
    title = next((_HASHES.sub("", block.words, count=1) for block in blocks[:1] if block.level or _HASHES.match(block.words)), "")
    witness = folder / "witness.txt"
    folder.mkdir(parents=True)
    witness.write_bytes(source.data)
    made = [
        witness,
        write(folder / "text.md", "\n".join(passages)),
        write(folder / "emendations.yaml", "".join(emendations) or "[]\n"),
        write(folder / "document.yaml", metadata(edition, siglum, source, title)),
    ]
    page = edition.root / "docs" / "texts" / f"{siglum}.md"
    if page.parent.is_dir():
        made.append(write(page, f"# {escaped(title) or f'{TO_FILL}: the title'}\n\n{TO_FILL}: the headnote, on origin, condition and worth.\n\n```{{ed:text}} {siglum}\n```\n"))
    return made


def split(text: str) -> list[str]:
    """Return the paragraphs of a text: parted by blank lines, or each line one if there are none; an item of a list is one."""
    text = re.sub(r"(?<=\w-)[^\S\n]*\n\s*(?=\w)", "", text.strip())
    blocks = re.split(r"\n\s*\n|\n(?=[^\S\n]*[*•·‣▪]\s)", text) if re.search(r"\n\s*\n", text) else text.split("\n")
    return [" ".join(block.split()) for block in blocks if block.strip()]


_BULLET = re.compile(r"[*•·‣▪–-]\s+(?=\S)")
_HASHES = re.compile(r"#{1,6}\s+(?=\S)")
_DOUBLED = re.compile(r"\b(?P<word>the|a|an|of|and|to|in|at|by|for|from|with|on|upon|is|was|it|he)\s(?P=word)\s(?P<next>\w+)")


def proposed(siglum: str, blocks: Sequence[Block]) -> tuple[list[str], list[str]]:
    """Return the passages as ``text.md`` has them, and lines for what is plainly mechanical: bullets, hashes, page numbers, doubled words."""
    passages: list[str] = []
    emendations: list[str] = []
    counts = {"": 0, "s": 0}
    last = ""

    def emend(at: str, lemma: str, witness: str, kind: str, why: str) -> None:
        emendations.append(f"- {{at: {at}, lemma: {quoted(lemma)}, witness: {quoted(witness)}, kind: {kind}, why: {why}}}\n")

    for words, stated, kind in blocks:
        if re.fullmatch(r"\d{1,4}", words) and last and kind != "row":
            emendations.append(f"- {{at: {last}, place: after, witness: {quoted(words)}, kind: left-out, why: a page number}}\n")
            continue
        hashes, bullet = _HASHES.match(words), _BULLET.match(words)
        level = stated or (min(4, max(2, words.index(" "))) if hashes else 0)
        series = "s" if level else ""
        counts[series] += 1
        last = f"{siglum}-{series}{counts[series]}"
        mark = hashes or (None if level else bullet)
        text = words[mark.end() :] if mark else words
        if mark:
            first = text.split()[0]
            emend(last, first if text.count(first) == 1 else text, mark[0].split()[0] + " " + (first if text.count(first) == 1 else text), "markup", "a bullet" if mark is bullet else "the mark of a heading")
        for match in reversed(list(_DOUBLED.finditer(text))):
            lemma = f"{match['word']} {match['next']}"
            text = f"{text[: match.start()]}{lemma}{text[match.end() :]}"
            if text.count(lemma) == 1:
                emend(last, lemma, match[0], "surplus", "a word doubled")
            else:
                text = f"{text[: match.start()]}{match[0]}{text[match.start() + len(lemma) :]}"
        classes = " .item" if (mark is bullet and bullet) or kind == "item" else ""
        sign = f"{'#' * level} " if level else "> " if kind == "quotation" else ""
        passages.append(f"{{#{last}{classes}}}\n{sign}{escaped(text)}\n")
    return passages, emendations


def escaped(words: str) -> str:
    """Return words with what Markdown would take for its own escaped."""
    words = _ACTIVE.sub(r"\\\1", words)
    words = re.sub(r"^(\d+)([.)])(?=\s)", r"\1\\\2", words)
    return re.sub(r"^([-+#=|])(?=\s|$)", r"\\\1", words)


def metadata(edition: Edition, siglum: str, source: Received, title: str) -> str:
    """Return ``document.yaml`` for a new document: what is known of it, and what is to fill."""
    order = 1 + max((int(document.meta.get("order", "0") or 0) for document in edition.documents.values()), default=0)
    relations = "relations: []\n"
    return (
        f"order: {order}\ntitle: {quoted(title) if title else TO_FILL}\ntitle-supplied: no\nauthor: unknown\ngenre: {TO_FILL}\ndate: {TO_FILL}\n"
        f"seen: {datetime.date.today().isoformat()}\nrights: {TO_FILL}\n"
        f"condition: {quoted(source.condition)}\nsha256: {hashlib.sha256(source.data).hexdigest()}\n{relations}"
        f"# each other document states its relation to this one: “- {{to: {siglum}, kind: …, certainty: …, why: …}}”\n"
    )
