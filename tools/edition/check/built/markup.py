"""Markup that was built, read back into a small tree: every element knows its line and column.

HTML is read by one expression, which is enough for pages that are well formed; XML by Python's own parser (expat),
which refuses what is not. Written apart from the code that writes the pages, so that a fault of the one is not the other's.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
#: no page has elements within elements to this depth
MOST_DEEP = 200
_UNSEEN = frozenset(("script", "style", "template"))
_RAW = frozenset(("script", "style"))
_TOKEN = re.compile(
    r"<!--(?:.*?-->|.*+)|<[!?][^>]*+(?:>|\Z)|</(?P<end>[a-zA-Z][^\s>]*+)\s*+>"
    r"|<(?P<tag>[a-zA-Z][^\s/>]*+)(?P<attributes>(?:[^>\"']++|\"[^\"]*\"|'[^']*')*+)>",
    re.S,
)
_ATTRIBUTE = re.compile(r"([^\s=\"'>/]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+)))?")


@dataclass(slots=True)
class Element:
    """An element: its name without prefix, attributes by their written names, and what it holds."""

    tag: str
    attributes: dict[str, str]
    line: int = 1
    col: int = 1
    children: list[Element | str] = field(default_factory=list)

    @property
    def id(self) -> str:
        return self.attributes.get("id") or self.attributes.get("xml:id", "")

    @property
    def classes(self) -> list[str]:
        return self.attributes.get("class", "").split()

    def get(self, name: str) -> str:
        return self.attributes.get(name, "")

    def walk(self) -> Iterator[Element]:
        """Yield the element and all below it, in the order of the file."""
        stack = [self]
        while stack:
            here = stack.pop()
            yield here
            stack.extend(child for child in reversed(here.children) if isinstance(child, Element))

    def elements(self) -> Iterator[Element]:
        return (child for child in self.children if isinstance(child, Element))

    def first(self, class_: str) -> Element | None:
        """Return the first element below that has a class."""
        return next((one for one in self.walk() if class_ in one.classes), None)

    @property
    def seen(self) -> str:
        """The words that a reader sees: no scripts, styles or templates."""
        return "".join(child if isinstance(child, str) else "" if child.tag in _UNSEEN else child.seen for child in self.children)

    @property
    def text(self) -> str:
        return "".join(child if isinstance(child, str) else child.text for child in self.children)


class Broken(ValueError):
    """The file cannot be read; ``line`` and ``col`` say where."""

    def __init__(self, message: str, line: int = 1, col: int = 1) -> None:
        super().__init__(message)
        self.line, self.col = line, col


def read_html(text: str) -> Element:
    """Read a page of HTML; what is not closed is closed with what holds it, as browsers do."""
    starts = [0, *(match.end() for match in re.finditer("\n", text))]

    def place(offset: int) -> tuple[int, int]:
        line = bisect_right(starts, offset)
        return line, offset - starts[line - 1] + 1

    root = Element("", {})
    stack = [root]
    at = 0
    while match := _TOKEN.search(text, at):
        if match.start() > at:
            stack[-1].children.append(html.unescape(text[at : match.start()]))
        at = match.end()
        if match["end"]:
            name = match["end"].lower()
            depth = next((number for number in range(len(stack) - 1, 0, -1) if stack[number].tag == name), 0)
            if depth:
                del stack[depth:]
        elif match["tag"]:
            line, col = place(match.start())
            inside = match["attributes"]
            element = Element(match["tag"].lower(), _attributes(inside), line, col)
            stack[-1].children.append(element)
            if element.tag in _RAW:
                end = text.lower().find(f"</{element.tag}", at)
                if end < 0:
                    raise Broken(f"<{element.tag}> is not closed", line, col)
                element.children.append(text[at:end])
                at = text.index(">", end) + 1 if ">" in text[end:] else len(text)
            elif element.tag not in _VOID and not inside.endswith("/"):
                if len(stack) > MOST_DEEP:
                    raise Broken(f"<{element.tag}> stands {MOST_DEEP} elements deep", line, col)
                stack.append(element)
    stack[-1].children.append(html.unescape(text[at:]))
    if next(root.elements(), None) is None:
        raise Broken("the file has no element")
    return root


def _attributes(source: str) -> dict[str, str]:
    out: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(source):
        value = next((part for part in match.groups()[1:] if part is not None), "")
        out.setdefault(match[1].lower(), html.unescape(value) if "&" in value else value)
    return out


def read_xml(data: bytes) -> Element:
    """Read a file of XML; raises :class:`Broken` where it is not well formed."""
    root = Element("", {})
    stack = [root]
    parser = expat.ParserCreate()
    parser.buffer_text = True

    def start(name: str, attributes: dict[str, str]) -> None:
        element = Element(name.rpartition(":")[2], attributes, parser.CurrentLineNumber, parser.CurrentColumnNumber + 1)
        if len(stack) > MOST_DEEP:
            raise Broken(f"<{name}> stands {MOST_DEEP} elements deep", element.line, element.col)
        stack[-1].children.append(element)
        stack.append(element)

    def end(name: str) -> None:
        stack.pop()

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = lambda data: stack[-1].children.append(data)
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise Broken(expat.errors.messages[error.code] if error.code in expat.errors.messages else str(error), error.lineno, error.offset + 1) from None
    return root
