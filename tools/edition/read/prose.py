"""The editors' prose: the inline subset in which notes, accounts and register entries are written.

Paragraphs of text with ``*emphasis*``, ``**strong**``, ```code```, ``[words](address)`` and roles
``{role}`target` `` (MyST-Parser 5, “Roles”), and nothing else; a backslash escapes.
A hand-written scanner reads it, because each reference must keep its line and column;
``tests/read/test_prose.py`` holds it equal to MyST's own tokens.
"""

from __future__ import annotations

import re
from dataclasses import replace

from ..diagnostics import Span, nearest, rule
from ..model import REGISTERS, Inline, Prose
from .faults import Faults

UNKNOWN_ROLE = rule("E601", "unknown-role")
NOT_INLINE = rule("E602", "mark-up-outside-the-subset")
UNCLOSED = rule("E603", "unclosed-mark-up")
EMPTY_PROSE = rule("E604", "empty-prose")

#: roles of the edition's own domain, by the word after “ed:”
ENTITY_ROLES = {role: register for register, (role, _) in REGISTERS.items()}
ROLES = ("ed:loc", "ed:note", "ed:event", "ed:lang", "cite:p", "cite:t", "term", *(f"ed:{role}" for role in ENTITY_ROLES if role != "term"))

_TOKEN = re.compile(
    r"(?P<escape>\\[!-/:-@\[-`{-~])"
    r"|\{(?P<role>[a-zA-Z][\w:.+-]*)\}(?P<ticks>`+)(?P<target>.+?)(?<!`)(?P=ticks)(?!`)"
    r"|(?P<codeticks>`+)(?P<code>.+?)(?<!`)(?P=codeticks)(?!`)"
    r"|\[(?P<words>[^\[\]]*)\]\((?P<address>[^()\s]*(?:\([^()\s]*\)[^()\s]*)*)\)"
    r"|<(?P<auto>https?://[^<>\s]+)>"
    r"|(?P<stars>\*{1,2})"
    r"|(?P<odd>[`{}]|!\[|\[\^|<(?=[a-zA-Z/!]))",
    re.S,
)
_BLOCK_LINE = re.compile(r"(?:#{1,6} |>|[-+*] |\d+[.)] |```|~~~|:::|\||\{[#.]|\(.+\)=$|---|===|\[\^|    \S)")
_TITLED = re.compile(r"(?P<words>.*\S)\s*<(?P<target>[^<>]*)>", re.S)
_CITATION = re.compile(r"(?:\{(?P<prefix>[^{}]*)\})?(?P<key>[^{},\s]+)(?:\{(?P<locator>[^{}]*)\})?")


def read_prose(text: str, file: str, line: int, faults: Faults, *, what: str = "the note") -> Prose:
    """Read prose that begins on ``line``; mark-up outside the subset is a fault at its own place."""
    paragraphs = []
    for start, source in _paragraphs(text):
        at = line + text.count("\n", 0, start)
        first = source.split("\n", 1)[0]
        if _BLOCK_LINE.match(first):
            faults.add(
                NOT_INLINE,
                Span(file, at),
                f"{what} holds a block that is no paragraph: “{first[:30]}”",
                "write it as sentences; only *emphasis*, links and roles are known here",
            )
            continue
        paragraphs.append(_inlines(source, file, at, faults, what))
    if not paragraphs:
        faults.add(EMPTY_PROSE, Span(file, line), f"{what} has no words", "write them below the front matter")
    return Prose(tuple(paragraphs), text, Span(file, line))


def _paragraphs(text: str) -> list[tuple[int, str]]:
    return [(match.start(), match[0]) for match in re.finditer(r"[^\n]*\S[^\n]*(?:\n[^\n]*\S[^\n]*)*", text)]


class _Place:
    """Maps offsets in a paragraph to places in its file."""

    def __init__(self, source: str, file: str, line: int) -> None:
        self.source, self.file, self.line = source, file, line

    def __call__(self, offset: int) -> Span:
        before = self.source.rfind("\n", 0, offset)
        return Span(self.file, self.line + self.source.count("\n", 0, offset), offset - before)


def _inlines(source: str, file: str, line: int, faults: Faults, what: str) -> tuple[Inline, ...]:
    place = _Place(source, file, line)
    stack: list[tuple[str, int, list[Inline]]] = [("", 0, [])]
    at = 0

    def words(text: str, offset: int) -> None:
        if text:
            out = stack[-1][2]
            text = re.sub(r"\s*\n\s*", " ", text)
            if out and out[-1].kind == "text":
                out[-1] = replace(out[-1], text=out[-1].text + text)
            else:
                out.append(Inline("text", text, span=place(offset)))

    for match in _TOKEN.finditer(source):
        words(source[at : match.start()], at)
        at, span = match.end(), place(match.start())
        if match["escape"]:
            words(match[0][1], match.start())
        elif match["role"]:
            inlines = read_role(match["role"], match["target"], span, faults)
            stack[-1][2].extend(inlines)
        elif match["code"] is not None:
            stack[-1][2].append(Inline("code", match["code"].replace("\n", " ").strip(), span=span))
        elif match["address"] is not None:
            stack[-1][2].append(Inline("link", " ".join(match["words"].split()), match["address"], span))
        elif match["auto"]:
            stack[-1][2].append(Inline("link", match["auto"], match["auto"], span))
        elif match["stars"]:
            _star(match["stars"], match.start(), stack, source, words)
        else:
            faults.add(
                NOT_INLINE, span, f"{what} holds “{match[0]}”, which begins mark-up that is not known here", f"write “\\{match[0]}” for the plain character"
            )
    words(source[at:], at)
    while len(stack) > 1:
        stars, offset, inner = stack.pop()
        faults.add(UNCLOSED, place(offset), f"“{stars}” opens emphasis that is not closed", f"close it with “{stars}”, or write “\\*” for a plain asterisk")
        stack[-1][2].extend(inner)
    return tuple(stack[0][2])


def _star(stars: str, offset: int, stack: list[tuple[str, int, list[Inline]]], source: str, words: object) -> None:
    if stack[-1][0] == stars:
        _, _, inner = stack.pop()
        stack[-1][2].append(Inline("em" if stars == "*" else "strong", children=tuple(inner)))
    elif source[offset + len(stars) : offset + len(stars) + 1].strip():
        stack.append((stars, offset, []))
    else:
        words(stars, offset)  # type: ignore[operator]


def read_role(role: str, content: str, span: Span, faults: Faults) -> list[Inline]:
    """Read one role's content into inlines: one, or several for a citation of several keys."""
    content = " ".join(content.split())
    if role not in ROLES:
        faults.add(UNKNOWN_ROLE, span, f"there is no role “{role}”{nearest(role, ROLES)}", f"the roles are {', '.join(ROLES)}")
        return [Inline("text", content, span=span)]
    if role in ("cite:p", "cite:t"):
        return read_citations(role, content, span)
    if role == "ed:lang":
        lang, _, text = content.partition(":")
        return [Inline("lang", text.strip(), lang.strip(), span)]
    titled = _TITLED.fullmatch(content)
    kind = role.removeprefix("ed:")
    if titled:
        return [Inline(kind, titled["words"], titled["target"].strip(), span)]
    return [Inline(kind, "", content, span)]


def read_citations(role: str, content: str, span: Span) -> list[Inline]:
    """Read ``{see}key{p. 12}, other`` as sphinxcontrib-bibtex 2.7 does (“Roles”, pre- and post-text)."""
    out = []
    for match in _CITATION.finditer(content):
        out.append(Inline(role, "", match["key"], span, (), match["locator"] or "", match["prefix"] or ""))
    return out
