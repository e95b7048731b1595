"""Texts: ``sources/<siglum>/text.md``, a passage a block, each under its id.

The notation is MyST's: an attribute line ``{#let-14 .class}``, then the block on one line.
No inline mark-up is known here: a backslash makes the ASCII punctuation after it a plain character
(CommonMark 0.31, 2.4), and a character that Markdown would take for its own must carry one.
"""

from __future__ import annotations

import re

from ..diagnostics import Span, nearest, rule
from ..kinds import PASSAGE_CLASSES
from ..locus import parse as parse_locus
from ..model import Passage
from ..patterns import lazy
from .faults import Faults

MALFORMED_ID = rule("E202", "malformed-id")
DUPLICATE_ID = rule("E203", "duplicate-id")
OUT_OF_ORDER_ID = rule("E204", "out-of-order-id")
OTHER_SIGLUM = rule("E205", "id-of-another-document")
UNESCAPED = rule("E206", "unescaped-character")
NO_ID = rule("E207", "passage-without-id")
NO_WORDS = rule("E208", "id-without-passage")
UNKNOWN_CLASS = rule("E209", "unknown-class")
STRAY_SPACE = rule("E210", "stray-white-space")

_ATTRIBUTES = lazy(r"\{#([^\s}]*)((?:\s+\.[^\s}]+)*)\s*\}\s*")
_ATTRIBUTE_LIKE = lazy(r"\{[#.]")
_BLOCK = lazy(r"(?P<heading>#{2,4}) |(?P<quotation>>) ")
#: characters that begin or end inline mark-up in MyST and so must be escaped wherever they stand
_ACTIVE = lazy(r"(?<!\\)(?:\\\\)*([`*_\[\]{}<>~$^]|&(?=#?\w+;))")
_ACTIVE_SIGN = lazy(r"[`*_\[\]{}<>~$^&]")
#: what begins a block in MyST where a line begins
_BLOCK_START = lazy(r"(?:[-+](?=\s|$)|#{1,6}(?=\s|$)|>|\||={1,}$|-{3,}$|\+{3,}|:{3,}|%|\d+[.)](?=\s|$)|\(.+\)=$)")
_ESCAPE = lazy(r"\\([!-/:-@\[-`{-~])")
#: what nearly all of a text is made of: an id with a number, known classes, and a line that begins with a letter, does not end with
#: a blank, and has no other white space and no sign of Markdown’s
_PLAIN = lazy(
    rf"\{{#([a-z][a-z0-9]*)-(n?)([1-9][0-9]{{0,5}})((?: \.(?:{'|'.join(PASSAGE_CLASSES)}))*)\}}\n"
    r"([^\W\d_][^`*_\[\]{}<>~$^&\\\t-\r\x1c-\x1f\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]*)(?<! )(?:\n+|\Z)"
)


def read_text_file(text: str, file: str, siglum: str, faults: Faults) -> tuple[Passage, ...]:
    """Read the passages of one document; each fault is added once, and what can be read is."""
    passages: list[Passage] = []
    seen: dict[str, Span] = {}
    last: dict[str, tuple[tuple[int, str], str]] = {}
    pending: tuple[str, tuple[str, ...], Span] | None = None
    at, number, single = 0, 1, "  " not in text
    while at < len(text):
        if single and pending is None and (match := _PLAIN.match(text, at)):
            of, series, count, classes, words = match.groups()
            place = int(count), ""
            if of == siglum and (series not in last or last[series][0] < place):
                id_ = f"{of}-{series}{count}"
                seen[id_] = span = Span(file, number, 3)
                last[series] = place, id_
                passages.append(Passage(id_, "paragraph", words, span, Span(file, number + 1), 0, tuple(classes[2:].split(" .")) if classes else ()))
                number += text.count("\n", at, match.end())
                at = match.end()
                continue
        end = text.find("\n", at)
        line, span = text[at : end if end >= 0 else None], Span(file, number)
        at, number = at + len(line) + 1, number + 1
        if not line.strip():
            continue
        match = _ATTRIBUTES.fullmatch(line)
        if match:
            if pending:
                faults.add(NO_WORDS, pending[2], f"“{pending[0]}” has no passage", "put its words on the next line, or remove the id")
            pending = _read_attributes(match, siglum, span, seen, last, faults)
            continue
        if _ATTRIBUTE_LIKE.match(line):
            faults.add(MALFORMED_ID, span, f"“{line.strip()}” is no id line", f"write “{{#{siglum}-1}}” or “{{#{siglum}-1 .class}}”")
            pending = ("", (), span)
            continue
        if pending is None:
            faults.add(
                NO_ID,
                span,
                f"the passage “{line[:40].strip()}…” has no id of its own",
                f"put “{{#{siglum}-…}}” on the line before it, or join it to the passage above",
            )
            continue
        id_, classes, id_span = pending
        pending = None
        block = _read_block(line, span.line, file, id_, classes, id_span, faults)
        if id_:
            passages.append(block)
    if pending and pending[0]:
        faults.add(NO_WORDS, pending[2], f"“{pending[0]}” has no passage", "put its words on the next line, or remove the id")
    return tuple(passages)


def _read_attributes(
    match: re.Match[str], siglum: str, span: Span, seen: dict[str, Span], last: dict[str, tuple[tuple[int, str], str]], faults: Faults
) -> tuple[str, tuple[str, ...], Span]:
    id_, classes = match[1], tuple(name[1:] for name in match[2].split())
    span = Span(span.file, span.line, 3)
    for name in classes:
        if name not in PASSAGE_CLASSES:
            faults.add(UNKNOWN_CLASS, span, f"“.{name}” is no class of a passage{nearest(name, PASSAGE_CLASSES)}", f"use one of: {', '.join(PASSAGE_CLASSES)}")
    locus = parse_locus(id_)
    if locus is None:
        faults.add(MALFORMED_ID, span, f"“{id_}” is not an id", f"write the siglum, a hyphen and a number: “{siglum}-14”, “{siglum}-s2”, “{siglum}-n3”")
        return "", classes, span
    if locus.siglum != siglum:
        faults.add(OTHER_SIGLUM, span, f"“{id_}” is an id of another document", f"write “{siglum}-{id_.partition('-')[2]}”")
        return "", classes, span
    if id_ in seen:
        faults.add(DUPLICATE_ID, span, f"“{id_}” stands already on line {seen[id_].line}", f"give this passage its own number, such as “{id_}a”")
        return "", classes, span
    seen[id_] = span
    before = last.get(locus.series)
    if before and locus.order < before[0]:
        faults.add(
            OUT_OF_ORDER_ID, span, f"“{id_}” stands after “{before[1]}”", "put the passages in the order of their numbers; an inserted one takes a letter"
        )
    else:
        last[locus.series] = (locus.order, id_)
    return id_, classes, span


def _read_block(line: str, number: int, file: str, id_: str, classes: tuple[str, ...], id_span: Span, faults: Faults) -> Passage:
    block = _BLOCK.match(line)
    kind, level, start = "paragraph", 0, 0
    if block:
        start = block.end()
        if block["heading"]:
            kind, level = "heading", len(block["heading"])
        else:
            kind = "quotation"
    if id_ and (kind == "heading") != (id_.partition("-")[2][:1] == "s"):
        siglum = id_.partition("-")[0]
        faults.add(
            MALFORMED_ID,
            id_span,
            f"“{id_}” is the id of a {'passage' if kind == 'heading' else 'heading'}, and a {'heading' if kind == 'heading' else 'passage'} stands under it",
            f"a heading begins with “## ” and has an id such as “{siglum}-s2”, and nothing else has",
        )
    source = line[start:]
    if not source.strip() and id_:
        faults.add(NO_WORDS, id_span, f"“{id_}” has no words", "put them after the sign of its block, or remove the id")
    for found in _ACTIVE.finditer(source) if _ACTIVE_SIGN.search(source) else ():
        at = found.start(1)
        faults.add(UNESCAPED, Span(file, number, start + at + 1), f"“{found[1]}” is Markdown's own here", f"write “\\{found[1]}” for the plain character")
    opening = _BLOCK_START.match(source)
    if opening:
        at = opening.end() - 1
        faults.add(
            UNESCAPED, Span(file, number, start + at + 1), f"“{opening[0]}” begins a Markdown block here", f"write “{opening[0][:-1]}\\{opening[0][-1]}”"
        )
    single = " ".join(source.split())
    if source != single:
        odd = re.search(r"\s\s|[^\S ]|^\s|\s$", source)
        faults.add(
            STRAY_SPACE,
            Span(file, number, start + (odd.start() if odd else 0) + 1),
            "the passage has white space other than single blanks",
            "keep one blank between words and none at the ends",
        )
        source = single
    if "\\" not in source:
        return Passage(id_, kind, source, id_span, Span(file, number, start + 1), level, classes)
    pieces, escapes, length, at = [], [], 0, 0
    for found in _ESCAPE.finditer(source):
        pieces.append(source[at : found.start()])
        length += found.start() - at
        escapes.append(length)
        at = found.start() + 1
    pieces.append(source[at:])
    return Passage(id_, kind, "".join(pieces), id_span, Span(file, number, start + 1), level, classes, tuple(escapes))
