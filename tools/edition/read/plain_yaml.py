"""Plain YAML, read at once: the lines that records are nearly always made of.

Keys with values on their own line, lists of such, and flow lists and mappings closed on their line. Anything else (a
value on several lines, an escape, an anchor, a null, a sign where YAML might see its own) is :class:`Odd`, and is read
by PyYAML, which is the judge of what is right: ``tests/read/test_plain_yaml.py`` holds the two equal, values and places.
"""

from __future__ import annotations

from typing import NamedTuple

from ..diagnostics import Span
from ..patterns import lazy
from .values import Map, Scalar, Seq, Value


class Odd(Exception):
    """This is not plain; ask PyYAML."""


class _Line(NamedTuple):
    number: int
    indent: int
    text: str


#: characters of which YAML takes none for a line end, a space or a fault
CLEAN = lazy(r"[\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]*")
_KEY = lazy(r"([A-Za-z][A-Za-z0-9_-]*):(?: +(?=[^ #])|$)")
#: a plain scalar in a block; “: ”, “ #” and an end in a colon or blank are for PyYAML
_PLAIN = lazy(r"[\w“”‘’(£$€₨…–—/.](?:[^:# ]++|:(?=[^ ])|(?<! )#| (?=[^ #]))*")
#: a plain scalar in a flow list or mapping
FLOW_WORDS = r"[\w“”‘’(£$€₨…–—/.](?:[^:# ,\[\]{}]++|:(?=[^ ,\[\]{}])|(?<! )#| (?=[^ #,\[\]{}]))*"
_FLOW_PLAIN = lazy(FLOW_WORDS)
_SINGLE = lazy(r"'((?:[^']|'')*)'")
_DOUBLE = lazy(r'"([^"\\]*)"')
#: a key of a flow mapping, after a comma if it is not the first, and its value if that is plain
_FLOW_KEY = lazy(rf"( *, +)?([A-Za-z][A-Za-z0-9_-]*): +(?=[^ #])({FLOW_WORDS})?")
_DEEPEST = 8


def read_plain(text: str, file: str, line: int) -> Value:
    """Read YAML that begins on ``line`` of ``file``; raises :class:`Odd`."""
    if not CLEAN.fullmatch(text):
        raise Odd
    lines = []
    remarks = False
    for number, words in enumerate(text.split("\n"), line):
        bare = words.lstrip(" ")
        if bare.startswith("#"):
            remarks = True
        elif not bare:
            remarks = remarks or bool(words)
        else:
            if len(bare) == len(words) and bare.startswith(("---", "...")):
                raise Odd
            lines.append(_Line(number, len(words) - len(bare), bare))
    if not lines:
        raise Odd
    return _Reader(lines, file, remarks=remarks).whole()


class _Reader:
    def __init__(self, lines: list[_Line], file: str, *, remarks: bool) -> None:
        self.remarks = remarks  # a line that begins with “#”, or of blanks, means nothing here, but something within a folded value
        self.lines = lines
        self.file = file
        self.at = 0

    def whole(self) -> Value:
        value = self._block(self.lines[0].indent, 0)
        if self.at < len(self.lines):
            raise Odd
        return value

    def _block(self, indent: int, depth: int) -> Value:
        if depth > _DEEPEST:
            raise Odd
        return self._sequence(indent, depth) if self.lines[self.at].text.startswith("- ") else self._mapping(indent, depth)

    def _sequence(self, indent: int, depth: int) -> Seq:
        items: list[Value] = []
        start = Span(self.file, self.lines[self.at].number, indent + 1)
        while self.at < len(self.lines):
            number, here, text = self.lines[self.at]
            if here < indent or (here == indent and not text.startswith("- ")):
                break
            rest = text[2:].lstrip(" ")
            if here > indent or not rest:
                raise Odd
            column = indent + len(text) - len(rest)
            if _KEY.match(rest):
                self.lines[self.at] = _Line(number, column, rest)
                items.append(self._mapping(column, depth + 1))
            else:
                items.append(self._value(number, column, rest))
                self.at += 1
        return Seq(tuple(items), start)

    def _mapping(self, indent: int, depth: int) -> Map:
        items: dict[str, Value] = {}
        keys: dict[str, Span] = {}
        start = Span(self.file, self.lines[self.at].number, indent + 1)
        while self.at < len(self.lines):
            number, here, text = self.lines[self.at]
            if here < indent or (here == indent and items and text.startswith("- ")):
                break
            match = _KEY.match(text)
            if here > indent or match is None or match[1] in items:
                raise Odd
            key = match[1]
            keys[key] = Span(self.file, number, indent + 1)
            if text[match.end() :] == ">-":
                items[key] = self._folded(number, indent, indent + match.end())
                continue
            if match.end() < len(text):
                items[key] = self._value(number, indent + match.end(), text[match.end() :])
                self.at += 1
                continue
            self.at += 1
            if self.at == len(self.lines):
                raise Odd
            below = self.lines[self.at]
            if below.indent <= indent and not (below.indent == indent and below.text.startswith("- ")):
                raise Odd  # a null
            items[key] = self._block(below.indent, depth + 1)
        return Map(start, items, keys)

    def _folded(self, number: int, indent: int, column: int) -> Scalar:
        """A value on the lines below, folded into one; blank lines and deeper ones are for PyYAML."""
        self.at += 1
        words: list[str] = []
        inner = self.lines[self.at].indent if self.at < len(self.lines) else 0
        while self.at < len(self.lines) and self.lines[self.at].indent > indent:
            below = self.lines[self.at]
            if below.number != number + 1 + len(words) or below.indent != inner or below.text.endswith(" "):
                raise Odd
            words.append(below.text)
            self.at += 1
        if not words or self.remarks:
            raise Odd
        return Scalar(" ".join(words), Span(self.file, number, column + 1))

    def _value(self, number: int, column: int, text: str) -> Value:
        """A value that ends with its line; ``column`` is counted from nought."""
        first = text[0]
        if first in "[{":
            value, end = self._flow(number, column, text, 0, 0)
        elif first in "'\"":
            value, end = self._quoted(number, column, text, 0)
        else:
            match = _PLAIN.fullmatch(text)
            if match is None:
                raise Odd
            return Scalar(text, Span(self.file, number, column + 1))
        if end < len(text):
            raise Odd
        return value

    def _quoted(self, number: int, column: int, text: str, at: int) -> tuple[Scalar, int]:
        single = text[at] == "'"
        match = (_SINGLE if single else _DOUBLE).match(text, at)
        if match is None:
            raise Odd
        words = match[1].replace("''", "'") if single else match[1]
        return Scalar(words, Span(self.file, number, column + at + 1)), match.end()

    def _flow(self, number: int, column: int, text: str, at: int, depth: int) -> tuple[Value, int]:
        if depth > _DEEPEST:
            raise Odd
        if at < len(text) and text[at] in "'\"":
            return self._quoted(number, column, text, at)
        span = Span(self.file, number, column + at + 1)
        opening = text[at : at + 1]
        if opening not in ("[", "{"):
            match = _FLOW_PLAIN.match(text, at)
            if match is None:
                raise Odd
            return Scalar(match[0], span), match.end()
        at = _skip(text, at + 1)
        if opening == "{":
            return self._flow_mapping(number, column, text, at, depth, span)
        parts: list[Value] = []
        while text[at : at + 1] != "]":
            if parts:
                if not text.startswith(", ", at):
                    raise Odd
                at = _skip(text, at + 2)
            value, at = self._flow(number, column, text, at, depth + 1)
            parts.append(value)
            at = _skip(text, at)
        return Seq(tuple(parts), span), at + 1

    def _flow_mapping(self, number: int, column: int, text: str, at: int, depth: int, span: Span) -> tuple[Map, int]:
        items: dict[str, Value] = {}
        keys: dict[str, Span] = {}
        while match := _FLOW_KEY.match(text, at):
            comma, key, words = match.groups()
            if bool(comma) != bool(items) or key in items:
                raise Odd
            keys[key] = Span(self.file, number, column + match.start(2) + 1)
            at = match.end()
            if words:
                items[key] = Scalar(words, Span(self.file, number, column + match.start(3) + 1))
            else:
                items[key], at = self._flow(number, column, text, at, depth + 1)
        at = _skip(text, at)
        if not text.startswith("}", at):
            raise Odd
        return Map(span, items, keys), at + 1


def _skip(text: str, at: int) -> int:
    while text.startswith(" ", at):
        at += 1
    return at
