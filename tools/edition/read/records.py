"""Records: YAML with the place of every key and value, and every value a string.

YAML's own types are refused: `1958`, `no` and `2026-11-21` are what was typed.
Duplicate keys, anchors, tags and several documents in one file are faults.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Collection, Iterable, Iterator
from typing import TYPE_CHECKING

from ..diagnostics import Span, nearest, rule
from ..patterns import lazy
from .faults import Faults
from .plain_yaml import Odd, read_plain
from .values import Map as Map
from .values import Scalar as Scalar
from .values import Seq as Seq
from .values import Value as Value

if TYPE_CHECKING:
    import yaml

BROKEN_YAML = rule("E108", "broken-yaml")
WRONG_TYPE = rule("E109", "wrong-type")
UNKNOWN_KEY = rule("E110", "unknown-key")
MISSING_KEY = rule("E111", "missing-key")
UNKNOWN_VALUE = rule("E112", "unknown-value")
DUPLICATE_KEY = rule("E113", "duplicate-key")
EMPTY_VALUE = rule("E114", "empty-value")
TWICE = rule("E128", "listed-twice")
MARKED_UP = rule("E133", "mark-up-in-plain-words")

#: emphasis, a role or words in code, as MyST writes them
_MARKED_UP = re.compile(r"(?<![\w*])\*{1,2}[^\s*][^*]*\*{1,2}(?![\w*])|(?<![\w_])_[^\s_][^_]*_(?![\w_])|\{[a-z][a-z:]*\}`|`[^`]+`")

#: what may be an anchor, an alias or a tag; the scanner then tells whether it is
_SIGN = lazy(r"(?:^|[\s,\[{])[&*!]\S", re.M)
_BRACKET = lazy(r"[\[{\]}]|(?:[-?][ \t]+)+")
#: libyaml's own stack ends somewhere above 10,000 levels, and takes the program with it
_DEEPEST = 1000


def parse(text: str, file: str, faults: Faults, *, line: int = 1) -> Value | None:
    """Parse YAML that begins on ``line`` of ``file``; None if it is empty or broken."""
    with contextlib.suppress(Odd):
        return read_plain(text, file, line)
    return parse_by_pyyaml(text, file, faults, line=line)


def parse_by_pyyaml(text: str, file: str, faults: Faults, *, line: int = 1) -> Value | None:
    """Parse YAML as :func:`parse` does, whether it is plain or not."""
    import yaml  # thirty milliseconds, which a run that has read everything before need not spend

    if _depth(text) > _DEEPEST:
        faults.add(BROKEN_YAML, Span(file, line), "this is nested too deeply to be read", "write one level of lists and keys")
        return None
    try:
        signs = list(_signs(text)) if _SIGN.search(text) else []
        node = yaml.compose(text, Loader=getattr(yaml, "CLoader", yaml.Loader)) if not signs else None
    except yaml.YAMLError as error:
        faults.add(
            BROKEN_YAML,
            _place(error, text, file, line),
            f"this is not YAML: {getattr(error, 'problem', None) or getattr(error, 'reason', None) or 'it cannot be read'}",
            "quote values that hold “: ”, “#”, brackets or quotation marks, and align the lines",
        )
        return None
    for mark in signs:  # words that YAML would take away, or put elsewhere
        word = text[mark.index :].split(None, 1)[0].rstrip(",]}")
        faults.add(
            BROKEN_YAML,
            Span(file, line + mark.line, mark.column + 1),
            f"“{word}” is YAML’s own here",
            "quote the value; anchors, aliases and tags are not used",
        )
    if node is None:
        return None
    return _value(node, file, line, faults)


def _signs(text: str) -> Iterator[yaml.Mark]:
    """Yield the places of anchors, aliases and tags."""
    import yaml

    for token in yaml.scan(text):
        if isinstance(token, (yaml.AnchorToken, yaml.AliasToken, yaml.TagToken)):
            yield token.start_mark


def _place(error: yaml.YAMLError, text: str, file: str, line: int) -> Span:
    import yaml

    mark, opening = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
    if mark is not None:
        if opening is not None and not text[mark.index :].strip():  # what is opened is not closed: its beginning says more than the end
            mark = opening
        return Span(file, line + mark.line, mark.column + 1)
    odd = yaml.reader.Reader.NON_PRINTABLE.search(text)
    at = odd.start() if odd else 0
    return Span(file, line + text.count("\n", 0, at), at - text.rfind("\n", 0, at))


def _depth(text: str) -> int:
    """How deep the brackets of a text nest at most, or the dashes of one line; brackets within quotation marks are taken along."""
    deepest = now = 0
    for match in _BRACKET.finditer(text):
        sign = match[0]
        if sign[0] in "-?":
            deepest = max(deepest, len(sign.split()))
        else:
            now = max(0, now + (1 if sign in "[{" else -1))
            deepest = max(deepest, now)
    return deepest


def _value(node: yaml.Node, file: str, line: int, faults: Faults) -> Value:
    import yaml

    span = Span(file, line + node.start_mark.line, node.start_mark.column + 1)
    if isinstance(node, yaml.ScalarNode):
        return Scalar(node.value, span)
    if isinstance(node, yaml.SequenceNode):
        return Seq(tuple(_value(item, file, line, faults) for item in node.value), span)
    items: dict[str, Value] = {}
    keys: dict[str, Span] = {}
    for key_node, value_node in node.value:
        key = key_node.value if isinstance(key_node, yaml.ScalarNode) else ""
        at = Span(file, line + key_node.start_mark.line, key_node.start_mark.column + 1)
        if not isinstance(key_node, yaml.ScalarNode):
            faults.add(WRONG_TYPE, at, "a key must be a word", "write “key: value”")
            continue
        if key in items:
            faults.add(DUPLICATE_KEY, at, f"the key “{key}” stands twice", "keep one of them")
            continue
        items[key] = _value(value_node, file, line, faults)
        keys[key] = at
    return Map(span, items, keys)


class Record:
    """A mapping with its expectations: keys it must have and may have; every departure is a fault, each once."""

    def __init__(self, value: Value | None, faults: Faults, *, span: Span, what: str, need: Iterable[str], may: Iterable[str] = ()) -> None:
        self.faults = faults
        self.what = what
        self.ok = isinstance(value, Map)
        self.map = value if isinstance(value, Map) else Map(span)
        self.span = self.map.span
        if value is not None and not self.ok:
            faults.add(WRONG_TYPE, value.span, f"{what} must be keys with values", "write “key: value” lines")
            return
        need, may = tuple(need), tuple(may)
        missing = [key for key in need if key not in self.map.items]
        for key in self.map.items:
            if key not in need and key not in may:
                near = nearest(key, (*need, *may))
                faults.add(UNKNOWN_KEY, self.map.keys[key], f"{what} has no key “{key}”{near}", "correct the key, or remove the line")
                for meant in [one for one in missing if f"“{one}”" in near]:  # mistyped, and so missing: one fault
                    missing.remove(meant)
                    self.ok = False
        if missing:
            names = ", ".join(f"“{key}”" for key in missing)
            faults.add(MISSING_KEY, span, f"{what} lacks {names}", f"add {'a line' if len(missing) == 1 else 'lines'} “{missing[0]}: …”")
            self.ok = False

    def __contains__(self, key: str) -> bool:
        return key in self.map.items

    def at(self, key: str) -> Span:
        """The place of a key's value, or of the record."""
        value = self.map.items.get(key)
        return value.span if value is not None else self.span

    @property
    def spans(self) -> dict[str, Span]:
        return {key: self.at(key) for key in self.map.items}

    def drop(self, key: str) -> None:
        """Take a key away whose value a reader has found unusable, and said so."""
        self.map = Map(self.map.span, {name: item for name, item in self.map.items.items() if name != key}, self.map.keys)

    def raw(self, key: str) -> Value | None:
        return self.map.items.get(key)

    def text(self, key: str, *, empty: bool = False) -> str:
        """The string under ``key``; an absent key gives ``""``, a list or an empty value is a fault."""
        value = self.map.items.get(key)
        if value is None:
            return ""
        if not isinstance(value, Scalar):
            self.faults.add(WRONG_TYPE, value.span, f"“{key}” must be words, not a list or keys", "write one value")
            self.ok = False
            return ""
        if not value.value.strip() and not empty:
            self.faults.add(EMPTY_VALUE, self.map.keys[key], f"“{key}” is empty", "fill it, or remove the line")
            self.ok = False
        return value.value

    def plain(self, key: str) -> str:
        """The string under ``key`` where every output prints it as it stands, so that mark-up in it would be read as signs."""
        words = self.text(key)
        value = self.map.items.get(key)
        if value is not None and (found := _MARKED_UP.search(words)):
            self.faults.add(MARKED_UP, value.span, f"“{key}” is printed as it stands, and “{found[0]}” is mark-up", "write the words alone; a title goes into quotation marks")
        return words

    def choice(self, key: str, among: Collection[str], *, instead: str = "") -> str:
        """The string under ``key``, which must be one of a closed list; with ``instead``, the record is read on with that."""
        value = self.text(key)
        if value and value not in among:
            among = tuple(among)
            self.faults.add(UNKNOWN_VALUE, self.at(key), f"“{value}” is no {key} of {self.what}{nearest(value, among)}", f"write one of: {', '.join(among)}")
            if instead:
                return instead
            self.ok = False
        return value

    def texts(self, key: str) -> tuple[tuple[str, Span], ...]:
        """The strings under ``key`` with their places; one string counts as a list of one."""
        value = self.map.items.get(key)
        if value is None:
            return ()
        if isinstance(value, Scalar):
            return ((value.value, value.span),) if value.value.strip() else ()
        if isinstance(value, Seq):
            out: list[tuple[str, Span]] = []
            for item in value.items:
                if isinstance(item, Scalar) and any(item.value == other for other, _ in out):
                    self.faults.add(TWICE, item.span, f"“{item.value}” stands twice under “{key}”", "remove one of the two")
                elif isinstance(item, Scalar):
                    out.append((item.value, item.span))
                else:
                    self.faults.add(WRONG_TYPE, item.span, f"“{key}” must be a list of words", "write “[one, two]”")
            return tuple(out)
        self.faults.add(WRONG_TYPE, value.span, f"“{key}” must be a list of words", "write “[one, two]”")
        return ()

    def items(self, key: str) -> tuple[Value, ...]:
        """The values of a list under ``key``, whatever they are."""
        value = self.map.items.get(key)
        if value is None:
            return ()
        if isinstance(value, Seq):
            return value.items
        self.faults.add(WRONG_TYPE, value.span, f"“{key}” must be a list", "begin each item with “- ”")
        return ()

    def mapping(self, key: str) -> dict[str, str]:
        """The strings of a mapping under ``key``."""
        value = self.map.items.get(key)
        if value is None:
            return {}
        if not isinstance(value, Map):
            self.faults.add(WRONG_TYPE, value.span, f"“{key}” must be keys with values", "write “{key: value}”")
            return {}
        out = {}
        for name, item in value.items.items():
            if isinstance(item, Scalar):
                out[name] = item.value
            else:
                self.faults.add(WRONG_TYPE, item.span, f"“{name}” must be words", "write one value")
        return out
