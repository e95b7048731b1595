"""The editors’ prose, held equal to MyST’s own tokens: whatever the reader takes without a fault means the same to MyST."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from myst_parser.config.main import MdParserConfig
from myst_parser.parsers.mdit import create_md_parser

from edition.diagnostics import Span
from edition.model import Edition, Inline, Prose
from edition.read.faults import Faults
from edition.read.prose import ROLES, read_citations, read_prose, read_role

HERE = "docs/notes/let/x.md"


def read(source: str, line: int = 1) -> tuple[Prose, list[tuple[str, int, int]]]:
    faults = Faults()
    prose = read_prose(source, HERE, line, faults)
    assert all(fault.message and fault.mend and fault.span.file == HERE for fault in faults.found)
    return prose, [(fault.code, fault.span.line, fault.span.col) for fault in faults.found]


# MyST’s tokens and ours, brought to one form: nested tuples


@cache
def myst() -> MarkdownIt:
    return create_md_parser(MdParserConfig(enable_extensions={"attrs_inline", "attrs_block", "colon_fence", "deflist"}), RendererHTML)


def merged(items: Iterator[tuple]) -> list[tuple]:
    out: list[tuple] = []
    for item in items:
        if item[0] == "text" and out and out[-1][0] == "text":
            out[-1] = ("text", out[-1][1] + item[1])
        elif item[0] != "text" or item[1]:
            out.append(item)
    return out


def of_role(name: str, content: str) -> list[tuple]:
    return [(item.kind, item.text, item.target, item.locator, item.prefix) for item in read_role(name, content, Span(""), Faults())]


def of_tokens(tokens: list[Token]) -> list[tuple]:
    """The children of an inline token as nested tuples."""
    stack: list[list[tuple]] = [[]]
    opened: list[Token] = []
    for token in tokens:
        if token.nesting == 1:
            opened.append(token)
            stack.append([])
        elif token.nesting == -1:
            inner, opening = merged(iter(stack.pop())), opened.pop()
            if opening.type == "link_open":
                stack[-1].append(("link", "".join(item[1] if item[0] == "text" else str(item) for item in inner), str(opening.attrs["href"])))
            else:
                stack[-1].append((opening.tag, inner, dict(opening.attrs)))
        elif token.type in ("text", "text_special"):
            stack[-1].append(("text", token.content))
        elif token.type == "softbreak":
            stack[-1].append(("text", " "))
        elif token.type == "myst_role":
            stack[-1].extend(of_role(token.meta["name"], token.content))
        elif token.type == "code_inline":
            stack[-1].append(("code", token.content))
        else:
            stack[-1].append((token.type, token.content))
    return merged(iter(stack[0]))


def as_myst_reads(source: str) -> list[object]:
    out: list[object] = []
    tokens = myst().parse(source)
    for at, token in enumerate(tokens):
        if token.type == "inline":
            out.append(of_tokens(token.children or []) if tokens[at - 1].type == "paragraph_open" else tokens[at - 1].type)
        elif token.type not in ("paragraph_open", "paragraph_close"):
            out.append(token.type)
    return out


def of_inlines(inlines: tuple[Inline, ...]) -> Iterator[tuple]:
    for item in inlines:
        if item.kind in ("em", "strong"):
            yield item.kind, merged(of_inlines(item.children)), {}
        elif item.kind == "link":
            yield "link", item.text, myst().normalizeLink(item.target)
        elif item.kind in ("text", "code"):
            yield item.kind, item.text
        else:
            yield item.kind, item.text, item.target, item.locator, item.prefix


def as_read(prose: Prose) -> list[object]:
    return [merged(of_inlines(paragraph)) for paragraph in prose.paragraphs]


CASES = (
    "Plain words.",
    "Two lines\nof one paragraph.\n\nAnd another.",
    "  Indented,\n   and again.",
    "*One* and **two**, *Pravda*’s “*third*” (*fourth*).",
    "**A *b* c** and *a **b** c*.",
    "2 * 3 * 4, and an asterisk * alone; a* at its end",
    r"Escaped \*stars\*, \[brackets\], \`ticks\`, \\, \{braces\} and \q.",
    "snake_case_words and 3_000",
    "`code`, `` a `tick` `` and ` padded `; `two\nlines`",
    "[words](https://example.org/a_(b)?c=d&e=f#g) and <https://example.org/ä>.",
    "[two\nlines](../index.md) [](x) [] [a] [a][b] (c)",
    "{ed:loc}`let-1`, {ed:loc}`the words <let-1>`, {ed:note}`let/a`, {ed:person}`varn`, {ed:event}`voyage`, {term}`brig`",
    "{cite:p}`kux2001`, {cite:p}`kux2001{p. 12}, orr1801`, {cite:t}`{see}kux2001{pp. 1–2}`; {ed:lang}`la:ad lucem`.",
    "{ed:loc}`the words\nover two lines <let-1>` and {ed:loc}``a `tick` <let-1>``",
    "*{ed:person}`varn` in emphasis* and **[a link](x)**",
    "Snyder & Jervis, AT&T, 5 < 6 > 4; 50 %, $5, a~b, x^2, “quoted”, – — … #5 a|b",
    "One.{cite:p}`a`Two",
    "1950–53 was\nthe year of 1958. 5. was it?",
    "A line\n#hash and\n+plus and\n-minus",
    "no-break\u00a0space and\ttab",
    "ends with a backslash\\",
)


@pytest.mark.parametrize("source", CASES)
def test_myst_reads_the_same(source: str) -> None:
    prose, faults = read(source)
    assert faults == []
    assert as_read(prose) == as_myst_reads(source)


def test_every_body_of_this_edition_is_read_as_myst_reads_it(edition: Edition, specimen: Edition) -> None:
    wrong = []
    for one in (edition, specimen):
        for record in (*one.notes.values(), *one.entities.values(), *one.accounts.values()):
            if as_read(record.body) != as_myst_reads(record.body.source):
                wrong.append(record.span.file)
    assert wrong == []


_PIECES = st.sampled_from(
    [
        "a", "b c", "é", "1", " ", "  ", "\n", "\n\n", "*", "**", "***", "_", "__", "`", "``", "\\", "[", "]", "(", ")", "](x)", "[a](", "<", ">", "!", "&amp;", "&", ";", "#", "# ", "-", "- ", "+", "=",
        "1. ", "1)", ":", ": ", "~", "|", "%", "{", "}", "{ed:loc}`a`", "{ed:loc}`", "{a}", "’", "“", "—", ".", ",", "\t", "    ", "https://a.b", "<https://a.b>", "(a)=", "[^1]", "[a]: b", "^", "$", "'", '"', "/",
        "\u00a0", "\u2028", "---", "===", ":::", "```", "+++", "\x0b", "\x1f", "javascript:", "€",
    ]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(_PIECES, max_size=12).map("".join))
@example("[a](javascript:x)").via("an address that MyST refuses")
@example("``a`").via("ticks that do not pair")
@example("*a `*` b*").via("an asterisk within code")
@example("a _b_ c").via("the other emphasis")
@example("a | b\n--- | ---").via("a table")
def test_what_is_read_without_fault_is_what_myst_reads(source: str) -> None:
    prose, faults = read(source)
    if not faults:
        assert as_read(prose) == as_myst_reads(source)


@given(st.lists(_PIECES, max_size=12).map("".join))
def test_places_are_within_the_source(source: str) -> None:
    prose, faults = read(source, line=7)
    lines = source.split("\n")
    for _, line, col in faults:
        assert 7 <= line < 7 + len(lines) + (not source)
        assert 1 <= col <= len(lines[line - 7]) + 1
    for reference in prose.references:
        assert 7 <= reference.span.line < 7 + len(lines)


@pytest.mark.parametrize(
    ("source", "faults"),
    [
        ("", [("E604", 1, 1)]),
        ("\n \n", [("E604", 1, 1)]),
        ("# Heading", [("E602", 1, 1)]),
        ("Words.\n\n- one\n- two", [("E602", 3, 1)]),
        ("Words.\n\n1. one", [("E602", 3, 1)]),
        ("Words.\n- one", [("E602", 2, 1)]),
        ("Words.\n    code", [("E602", 2, 1)]),
        ("Words\n===", [("E602", 2, 1)]),
        ("Words.\n\n> quoted", [("E602", 3, 1)]),
        ("Words.\n\n```python\ncode\n```", [("E602", 3, 1)]),
        ("Words.\n\n:::{note}\nx\n:::", [("E602", 3, 1)]),
        ("Words.\n\n| a | b |\n|---|---|", [("E602", 4, 1)]),
        ("Words.\n\n(label)=\nMore.", [("E602", 3, 1)]),
        ("Words.\n\n{#id}\nMore.", [("E602", 3, 1)]),
        ("Words.\n\n[^1]: a footnote", [("E602", 3, 1)]),
        ("Words.[^1]", [("E602", 1, 7)]),
        ("See ![](x.png).", [("E602", 1, 5), ("E602", 1, 7)]),
        ("See <b>this</b>.", [("E602", 1, 5), ("E602", 1, 12)]),
        ("A &nbsp; blank", [("E602", 1, 3)]),
        ("One _word_ here", [("E602", 1, 5), ("E602", 1, 10)]),
        ("One*word*here", [("E602", 1, 4), ("E602", 1, 9)]),
        ("***both***", [("E602", 1, 1), ("E602", 1, 8)]),
        ("An *open star", [("E603", 1, 4)]),
        ("Line one,\nan **open star", [("E603", 2, 4)]),
        ("**a *b** c*", [("E602", 1, 7), ("E603", 1, 1)]),
        ("A {brace}", [("E602", 1, 3), ("E602", 1, 9)]),
        ("A `tick", [("E602", 1, 3)]),
        ("Broken  \nline", [("E602", 1, 7)]),
        ("Broken\\\nline", [("E602", 1, 7)]),
        ("[*a*](b)", [("E602", 1, 5)]),
        ('[a](b "title")', [("E602", 1, 3)]),
        ("A {ed:lco}`let-1`", [("E601", 1, 3)]),
        ("One\n{note}`x`", [("E601", 2, 1)]),
        ("{ed:lang}`Рубль`", [("E602", 1, 1)]),
        ("{cite:p}`{p. 12}`", [("E602", 1, 1)]),
        ("{cite:p}`one two`", [("E602", 1, 1)]),
        ("{cite:p}`one{p. 1`", [("E602", 1, 1)]),
        ("{cite:p}`one,`", [("E602", 1, 1)]),
    ],
)
def test_outside_the_subset(source: str, faults: list[tuple[str, int, int]]) -> None:
    prose, found = read(source)
    assert found == faults
    assert isinstance(prose.paragraphs, tuple)


def test_references_with_their_places() -> None:
    source = "See {ed:loc}`the words <let-3>`,\nand *{ed:person}`Jon <varn>`*\nor [a page](../x.md){cite:p}`{see}kux2001{p. 3},\norr1801`.\n\n{term}`brig`"
    prose, faults = read(source, line=12)
    assert faults == []
    assert [(item.role, item.target, item.words, item.locator, item.prefix, item.span.line, item.span.col) for item in prose.references] == [
        ("loc", "let-3", "the words", "", "", 12, 5),
        ("person", "varn", "Jon", "", "", 13, 6),
        ("link", "../x.md", "a page", "", "", 14, 4),
        ("cite:p", "kux2001", "", "p. 3", "see", 14, 21),
        ("cite:p", "orr1801", "", "", "", 14, 21),
        ("term", "brig", "", "", "", 17, 1),
    ]


def test_citations_as_sphinxcontrib_bibtex_reads_them() -> None:
    """The keys, prefixes and locators are those that the extension which sets them finds."""
    from sphinxcontrib.bibtex.citation_target import parse_citation_targets

    for content in ("a", "a,b", "{see}a{p. 1},b", "a{p. 1, 2},{and }b", "{ see } a {x} , b", "a-b1{pp. 1–2}"):
        mine = [(item.prefix, item.target, item.locator) for item in read_citations("cite:p", content, Span(""), Faults())]
        theirs = [(target.pre, target.key, target.post) for target in parse_citation_targets(content)]
        assert mine == theirs, content


def test_every_role_is_read() -> None:
    for role in ROLES:
        faults = Faults()
        assert read_role(role, "la:x" if role == "ed:lang" else "x", Span(""), faults)
        assert faults.found == []
    assert not re.search("[A-Z]", "".join(ROLES))
