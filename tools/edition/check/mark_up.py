"""E6: the mark-up of the free pages: roles, directives and their options, headings, pictures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from ..derive.said import said
from ..diagnostics import Diagnostic, Span, nearest, rule
from ..model import Edition
from ..patterns import lazy
from . import check, each

UNKNOWN_ROLE = rule("E660", "unknown-role-on-page")
UNKNOWN_DIRECTIVE = rule("E661", "unknown-directive")
UNKNOWN_OPTION = rule("E662", "unknown-option")
HEADING_TWICE = rule("E666", "heading-twice")
NO_ALTERNATIVE = rule("E667", "image-without-alternative")
LEVEL_SKIPPED = rule("E669", "heading-level-skipped")
NO_TITLE = rule("E670", "page-without-one-title")
NO_HEADING = rule("E673", "malformed-heading")

#: extensions whose roles and directives are known here; with others, only what is nearly a known name is a fault
KNOWN_EXTENSIONS = frozenset(("myst_parser", "sphinxcontrib.bibtex", "edition.sphinx_ext"))
_DOMAINS = ("py", "c", "cpp", "js", "rst", "std", "math", "cite")
ROLES = frozenset(
    "doc ref numref download any envvar token keyword option term eq abbr abbreviation command dfn file guilabel kbd mailheader makevar manpage menuselection"
    " mimetype newsgroup program regexp samp pep pep-reference rfc rfc-reference cve cwe math sub subscript sup superscript code emphasis strong literal"
    " title title-reference t raw index cite footcite footcite:t footcite:p attr class data exc func meth mod obj const deco type".split()
)
DIRECTIVES = frozenset(
    "toctree note warning tip important attention caution danger error hint admonition seealso versionadded versionchanged deprecated versionremoved figure image"
    " include literalinclude code code-block sourcecode highlight list-table csv-table table glossary epigraph highlights pull-quote rubric container div class"
    " centered hlist only index tabularcolumns math raw contents sectnum topic sidebar parsed-literal compound line-block footer header meta title replace unicode"
    " date role default-role productionlist option program cmdoption envvar describe object acks codeauthor sectionauthor bibliography footbibliography eval-rst"
    " default-domain currentmodule module function class attribute method exception data target-notes".split()
)
OPTIONS = {
    "toctree": "maxdepth name class caption glob hidden includehidden numbered titlesonly reversed",
    "image": "alt width height scale align target class name loading",
    "figure": "alt width height scale align target class name figwidth figclass loading",
    "include": "start-line end-line start-after end-before literal code number-lines encoding tab-width parser heading-offset relative-images relative-docs name class",
}
_HEADING = lazy(r"(#{1,6})(?:[ \t]+(.*?))?[ \t]*#*$")


@cache
def views() -> frozenset[str]:
    """The names of the edition's own directives: a view is a module of its folder, found by being there."""
    folder = Path(__file__).parent.parent / "sphinx_ext" / "views"
    return frozenset(("ed:text", "ed:bibliography", *(f"ed:{path.stem}" for path in folder.glob("*.py") if path.stem != "__init__")))


@check
def names(edition: Edition) -> Iterator[Diagnostic]:
    """The roles and directives of a page, and the options of the commonest, are known."""
    closed = _closed(edition)
    directives = DIRECTIVES | views()
    for page in edition.pages.values():
        for role, span in page.roles:
            if role not in ROLES and role.partition(":")[0] not in _DOMAINS:
                among = ROLES | {
                    f"ed:{name}" for name in ("loc", "note", "event", "person", "place", "body", "agreement", "conflict", "vessel", "work", "lang")
                }
                near = nearest(role, sorted(among), 0.6 if closed else 0.8)
                if closed or near:
                    yield UNKNOWN_ROLE(span, f"there is no role “{role}”{near}", "correct it; what is only shown is set as `code`")
            elif role.startswith("cite:"):
                yield UNKNOWN_ROLE(span, f"“{role}” is no role of the edition", "write {cite:p} or {cite:t}, whose keys and locators are checked")
        for item in page.includes:
            name = item.role
            if name not in directives and (name.startswith("ed:") or name.partition(":")[0] not in _DOMAINS):
                near = nearest(name, sorted(directives), 0.6 if closed else 0.8)
                if closed or near or name.startswith("ed:"):
                    yield UNKNOWN_DIRECTIVE(item.span, f"there is no directive “{name}”{near}", "correct it, or the page will lack what it should show")
            known = OPTIONS.get(name, "").split()
            for number, line in enumerate(item.words.split("\n") if known else (), 1):
                option = line.strip().lstrip(":").partition(":")[0]
                if option and option not in known:
                    yield UNKNOWN_OPTION(
                        Span(item.span.file, item.span.line + number),
                        f"“{name}” has no option “{option}”{nearest(option, known)}",
                        f"use one of: {', '.join(known)}",
                    )


def _closed(edition: Edition) -> bool:
    """Whether the project uses no extension whose names are not known here."""
    try:
        settings = Path(edition.root, "docs", "conf.py").read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return True
    found = re.search(r"^extensions\s*=\s*\[(.*?)\]", settings, re.M | re.S)
    return found is not None and set(re.findall(r"[\"']([\w.]+)[\"']", found[1])) <= KNOWN_EXTENSIONS


@each("pages")
def headings(edition: Edition) -> Iterator[Diagnostic]:
    """Headings go down a level at a time, and no two stand under one heading with the same words."""
    for page in edition.pages.values():
        above: list[str] = []
        seen: dict[tuple[str, ...], int] = {}
        for words, span in page.text:
            if not words.startswith("#"):
                continue
            match = _HEADING.fullmatch(words)
            if match is None or not match[2]:
                if re.match(r"#{1,6}[A-Za-z]|#{1,6}\s*$", words):
                    yield NO_HEADING(span, f"“{words.strip()}” is no heading", "write a blank after the “#”, and the words")
                continue
            level = len(match[1])
            if level > len(above) + 1 and above:
                yield LEVEL_SKIPPED(
                    span, f"“{match[2]}” stands at level {level} under a heading of level {len(above)}", f"write it with {'#' * (len(above) + 1)}"
                )
            above = [*above[: level - 1], *[""] * (level - 1 - len(above)), match[2]]
            first = seen.setdefault(tuple(above), span.line)
            if first != span.line and match[2].strip():
                yield HEADING_TWICE(span, f"the heading “{match[2]}” stands already on line {first}", "remove one of the two, or say how they differ")


@check
def titles(edition: Edition) -> Iterator[Diagnostic]:
    """A page has one title, the words by which contents and links call it; a page that others include need not."""
    included = {item.target.rpartition("/")[2] for page in edition.pages.values() for item in page.includes if item.role == "include"}
    for page in edition.pages.values():
        lines = said(edition)[page.file].lines
        tops = [(words, span) for words, span in lines if words.startswith("# ")]
        if len(tops) > 1:
            yield NO_TITLE(tops[1][1], f"“{tops[1][0].strip('# ')}” is a second title of the page", "write it with ##: a page has one title")
        elif not tops and lines and page.file.rpartition("/")[2] not in included and not any(re.fullmatch(r"=+\s*", words) for words, _ in lines):
            yield NO_TITLE(Span(page.file), "the page has no title", "begin it with “# ” and its title")


@each("pages")
def pictures(edition: Edition) -> Iterator[Diagnostic]:
    """A picture has words for those who do not see it."""
    for page in edition.pages.values():
        for item in page.references:
            if item.role == "image" and not item.words.strip():
                yield NO_ALTERNATIVE(item.span, f"the picture “{item.target}” has no words in its place", "write “![what it shows](file)”")
        for item in page.includes:
            if item.role in ("image", "figure") and not re.search(r"^\s*:alt:\s*\S", item.words, re.M):
                yield NO_ALTERNATIVE(item.span, f"the picture “{item.target}” has no words in its place", "add a line “:alt: what it shows”")
