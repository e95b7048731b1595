"""The free pages of the editors' prose: ``docs/**/*.md`` outside notes, accounts and registers.

They are full MyST and Sphinx builds them; here only their references, anchors, includes and title are found, each at
its place. Code, literal blocks and comments are masked first, so that an example of a reference is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from ..diagnostics import Span, rule
from ..kinds import CITATIONS
from ..model import Page, Reference
from ..patterns import lazy
from .faults import Faults
from .files import read_text, relative
from .prose import ILL_WRITTEN, ROLES, ill_written, read_role

UNCLOSED_BLOCK = rule("E663", "unclosed-block")

#: directives whose content is prose, not code
_PROSE_DIRECTIVES = (
    "note",
    "warning",
    "tip",
    "important",
    "figure",
    "list-table",
    "glossary",
    "admonition",
    "seealso",
    "epigraph",
    "rubric",
    "container",
    "div",
)

_FENCE = lazy(r"^(?P<indent> {0,3})(?P<fence>`{3,}|~{3,}|:{3,})[ \t]*(?P<info>[^\n`]*)$", re.M)
_DIRECTIVE = lazy(r"\{(?P<name>[\w:.-]+)\}[ \t]*(?P<argument>[^\n]*)")
_ROLE = lazy(r"\{(?P<role>[a-zA-Z][\w:.+-]*)\}(?P<ticks>`+)(?P<target>.+?)(?<!`)(?P=ticks)(?!`)", re.S)
_CODE = lazy(r"(?<!`)(?P<ticks>`+)(?!`)(?P<code>.+?)(?<!`)(?P=ticks)(?!`)", re.S)
_LINK = lazy(r"(?P<image>!?)\[(?P<words>[^\[\]]*)\]\((?:<(?P<between>[^<>\n]*)>|(?P<address>[^()\s]*(?:\([^()\s]*\)[^()\s]*)*))(?:\s+\"[^\"]*\")?\)")
#: the address of a link that is written elsewhere (CommonMark 0.31, 4.7); a footnote is none
_DEFINITION = lazy(r"^ {0,3}\[(?!\^)(?P<words>[^\[\]\n]+)\]:[ \t]*(?:<(?P<between>[^<>\n]*)>|(?P<address>[^\s<]\S*))", re.M)
_LABEL = lazy(r"^\((?P<label>[^()\n]+)\)=[ \t]*$", re.M)
_ATTRIBUTE_ID = lazy(r"\{[^{}\n]*#(?P<id>[\w-]+)[^{}\n]*\}")
_COMMENT = lazy(r"<!--.*?-->|^%[^\n]*$", re.S | re.M)
_OPTIONS = lazy(r"(?:[ \t]*:[\w-]+:[^\n]*(?:\n|$))+")
_WORDS = lazy(r"[^\n]")
_HEADING = lazy(r"^(#{1,6})[ \t]+(.+?)[ \t]*#*$", re.M)


def read_page(root: Path, path: Path, faults: Faults) -> Page | None:
    """Read what a page refers to and what it offers; None if it cannot be read."""
    text = read_text(root, path, faults)
    if text is None:
        return None
    file = relative(root, path)
    name = file.removeprefix("docs/").removesuffix(".md")
    head = text[:400].split("\n---\n")[0] if text.startswith("---\n") else ""
    if head and (end := text.find("\n---\n", 3)) >= 0:
        text = _blank(text, 0, end + 5)
    references: list[Reference] = []
    others: list[tuple[str, Span]] = []
    includes: list[Reference] = []
    text = _COMMENT.sub(lambda match: _blanks(match[0]), text)
    contents: list[Reference] = []
    text = _mask_fences(text, file, includes, contents, faults)

    def place(offset: int) -> Span:
        return Span(file, text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset))

    roles = list(_ROLE.finditer(text))
    spans = [(match.start(), match.end()) for match in roles]
    code = [match for match in _CODE.finditer(text) if not any(start <= match.start() < end for start, end in spans)]
    literal = [(match.start(), match.end()) for match in code]
    for match in roles:
        if any(start <= match.start() < end for start, end in literal):
            continue
        if match["role"] in CITATIONS and text[match.end() : match.end() + 1] == "{":
            faults.add(ILL_WRITTEN, place(match.end()), "the locator stands behind the citation", "write it before the last backtick: “key{p. 12}`”")
        if match["role"] in ROLES:
            for inline in read_role(match["role"], match["target"], place(match.start()), faults):
                references.append(Reference(inline.kind, inline.target, inline.text, inline.span, inline.locator, inline.prefix))
        elif not match["role"].startswith("ed:"):
            others.append((match["role"], place(match.start())))
        if match["role"].startswith("ed:") and match["role"] not in ROLES:
            read_role(match["role"], match["target"], place(match.start()), faults)
        elif match["role"] in ("doc", "ref", "numref", "download"):
            target = match["target"]
            if target.endswith(">") and "<" in target:
                target = target[target.rindex("<") + 1 : -1]
            references.append(Reference(match["role"], target.strip(), "", place(match.start())))
    for match in code:
        ill_written(text[: match.start()], place(match.start()), faults)
        if text[match.end() : match.end() + 1] == "_" and " <" in match["code"]:
            faults.add(ILL_WRITTEN, place(match.start()), f"“{match[0]}_” is a link of reStructuredText", "write “[words](address)”")
    plain = text
    for start, end in (*spans, *literal):
        plain = _blank(plain, start, end)
    for match in _LINK.finditer(plain):
        kind = "image" if match["image"] else "link"
        references.append(Reference(kind, match["address"] or match["between"] or "", match["words"], place(match.start())))
    for match in _DEFINITION.finditer(plain):
        references.append(Reference("link", match["address"] or match["between"] or "", match["words"], place(match.start())))
    anchors = [(match["label"], place(match.start())) for match in _LABEL.finditer(plain)]
    anchors += [(match["id"], place(match.start("id"))) for match in _ATTRIBUTE_ID.finditer(plain)]
    heading = _HEADING.search(text)
    lines = tuple((line, Span(file, number)) for number, line in enumerate(plain.split("\n"), 1) if line.strip())
    return Page(name, heading[2] if heading else name, file, tuple(references), tuple(anchors), tuple(includes), lines, tuple(others), tuple(contents), "\norphan:" in head + "\n")


def _blanks(text: str) -> str:
    return _WORDS.sub(" ", text)


def _blank(text: str, start: int, end: int) -> str:
    return text[:start] + _blanks(text[start:end]) + text[end:]


def _mask_fences(text: str, file: str, includes: list[Reference], contents: list[Reference], faults: Faults) -> str:
    """Blank fenced blocks that are code; keep the content of directives that hold prose, and note what directives name."""
    at = 0
    while True:
        opening = _FENCE.search(text, at)
        if opening is None:
            return text
        closing = re.compile(rf"^ {{0,3}}{re.escape(opening['fence'][0])}{{{len(opening['fence'])},}}[ \t]*$", re.M).search(text, opening.end())
        end = closing.end() if closing else len(text)
        directive = _DIRECTIVE.match(opening["info"])
        span = Span(file, text.count("\n", 0, opening.start()) + 1, 1)
        inside = text[opening.end() : end]
        if closing is None or (directive and re.search(rf"^ {{0,3}}{re.escape(opening['fence'])}+[ \t]*\{{", inside, re.M)):
            faults.add(
                UNCLOSED_BLOCK,
                span,
                f"“{opening[0].strip()}” is not closed before {'the page ends' if closing is None else 'another begins'}",
                f"put a line “{opening['fence']}” after its last line",
            )
        if directive:
            body = text[opening.end() + 1 : closing.start() if closing else end]
            options = _OPTIONS.match(body)
            includes.append(Reference(directive["name"], directive["argument"].strip(), options[0].strip() if options else "", span))
            if directive["name"] == "toctree":
                contents.extend(_contents(body, file, span.line + 1))
        if directive and directive["name"] in _PROSE_DIRECTIVES:
            text = _blank(text, opening.start(), opening.end())
            if closing:
                text = _blank(text, closing.start(), closing.end())
            at = opening.end()
        else:
            text = _blank(text, opening.start(), end)
            at = end


def _contents(body: str, file: str, first: int) -> Iterator[Reference]:
    """What a table of contents lists: pages, or patterns of their names."""
    globbed = re.search(r"^:glob:", body, re.M) is not None
    for number, line in enumerate(body.split("\n"), first):
        words = line.strip()
        if not words or words.startswith((":", "#")):
            continue
        titled = re.fullmatch(r".*\S\s*<([^<>]+)>", words)
        target = titled[1] if titled else words
        span = Span(file, number, len(line) - len(line.lstrip()) + 1)
        yield Reference("glob" if globbed and any(sign in target for sign in "*?[") else "page", target.removesuffix(".md"), "", span)
