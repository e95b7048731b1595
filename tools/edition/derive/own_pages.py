"""The repository's own pages beside the edition, such as ``README.md``: what they link to, and the places in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from ..diagnostics import Span
from ..patterns import lazy

_FENCED = lazy(r"^ {0,3}(`{3,}|~{3,}).*?(?:^ {0,3}\1[`~]*[ \t]*$|\Z)", re.M | re.S)
_CODE = lazy(r"(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)", re.S)
_COMMENT = lazy(r"<!--.*?-->", re.S)
_LINK = lazy(
    r"\]\((?:<(?P<between>[^<>\n]*)>|(?P<address>[^()\s]+(?:\([^()\s]*\)[^()\s]*)*))(?:\s+\"[^\"]*\")?\)"
    r"|^ {0,3}\[(?!\^)[^\[\]\n]+\]:[ \t]*<?(?P<defined>[^\s<>]+)"
    r"|\b(?:href|src)=\"(?P<html>[^\"]+)\"",
    re.M,
)
_HEADING = lazy(r"^ {0,3}#{1,6}[ \t]+(.+?)[ \t]*#*$", re.M)


def own_pages(root: Path) -> list[str]:
    """Return their names, in order."""
    return sorted(path.name for path in root.glob("*.md") if path.is_file())


def links(text: str, file: str) -> Iterator[tuple[str, Span]]:
    """Yield each address that a page links to, and its place; what stands in code is none."""
    plain = _masked(text)
    for match in _LINK.finditer(plain):
        name = str(match.lastgroup)
        at = match.start(name)
        yield match[name], Span(file, plain.count("\n", 0, at) + 1, at - plain.rfind("\n", 0, at))


def anchors(text: str) -> set[str]:
    """Return the places in a page that have an address, as GitHub makes it of the words of a heading."""
    out: dict[str, int] = {}
    for match in _HEADING.finditer(_FENCED.sub(_blanks, text)):
        words = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", match[1])
        slug = re.sub(r"[^\w\- ]", "", words.strip().lower()).replace(" ", "-")
        number = out[slug] = out.get(slug, -1) + 1
        if number:
            out[f"{slug}-{number}"] = 0
    return set(out)


def _masked(text: str) -> str:
    for pattern in (_FENCED, _COMMENT, _CODE):
        text = pattern.sub(_blanks, text)
    return text


def _blanks(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match[0])
