"""Texts: passages under their ids, and what a text may not hold."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from myst_parser.config.main import MdParserConfig
from myst_parser.parsers.mdit import create_md_parser

from edition.model import Edition, Passage
from edition.read.faults import Faults
from edition.read.text import read_text_file


def read(source: str) -> tuple[tuple[Passage, ...], list[tuple[str, int, int]]]:
    faults = Faults()
    passages = read_text_file(source, "sources/let/text.md", "let", faults)
    assert all(fault.message and fault.mend for fault in faults.found)
    assert all(fault.span.file == "sources/let/text.md" for fault in faults.found)
    return passages, [(fault.code, fault.span.line, fault.span.col) for fault in faults.found]


def test_every_kind_of_passage() -> None:
    passages, faults = read(
        "{#let-s1}\n## A Heading\n\n{#let-1 .abstract}\nA paragraph.\n\n{#let-2 .pull-quotation .continues}\n> A quotation.\n\n"
        "{#let-s2}\n#### Deeper\n\n{#let-2a .withdrawn}\nGone to let-3.\n\n{#let-n1}\nA note.\n\n{#let-3}\n#nothing here\n"
    )
    assert faults == []
    assert [(passage.id, passage.kind, passage.level, passage.text, passage.classes) for passage in passages] == [
        ("let-s1", "heading", 2, "A Heading", ()),
        ("let-1", "paragraph", 0, "A paragraph.", ("abstract",)),
        ("let-2", "quotation", 0, "A quotation.", ("pull-quotation", "continues")),
        ("let-s2", "heading", 4, "Deeper", ()),
        ("let-2a", "paragraph", 0, "Gone to let-3.", ("withdrawn",)),
        ("let-n1", "paragraph", 0, "A note.", ()),
        ("let-3", "paragraph", 0, "#nothing here", ()),
    ]
    assert (passages[0].span.line, passages[0].span.col, passages[0].text_span.line, passages[0].text_span.col) == (1, 3, 2, 4)
    assert passages[3].siglum == "let"
    assert passages[4].withdrawn


def test_escapes_and_places() -> None:
    passages, faults = read("{#let-1}\n\\[14\\](N2001/P1/5c) a\\*b \\\\ 3 \\# 4\n")
    assert faults == []
    (passage,) = passages
    assert passage.text == "[14](N2001/P1/5c) a*b \\ 3 # 4"
    line = "\\[14\\](N2001/P1/5c) a\\*b \\\\ 3 \\# 4"
    for words in ("14", "(N2001", "b", "3", "4"):
        at = passage.text.index(words) if words != "4" else len(passage.text) - 1
        column = passage.place(at).col
        assert line[column - 1 :].startswith(words), (words, column)


@pytest.mark.parametrize(
    ("source", "faults"),
    [
        ("{#let-1}\nOne.\n\n{#let-1}\nTwo.\n", [("E203", 4, 3)]),
        ("{#let-2}\nOne.\n\n{#let-1}\nTwo.\n", [("E204", 4, 3)]),
        ("{#let-2a}\nOne.\n\n{#let-2}\nTwo.\n", [("E204", 4, 3)]),
        ("{#let-1}\nOne.\n\n{#let-s2}\n## Two\n\n{#let-n1}\nThree.\n\n{#let-s1}\n## Four\n", [("E204", 10, 3)]),
        ("{#log-1}\nOne.\n", [("E205", 1, 3)]),
        ("{#let1}\nOne.\n", [("E202", 1, 3)]),
        ("{#let-01}\nOne.\n", [("E202", 1, 3)]),
        ("{#}\nOne.\n", [("E202", 1, 3)]),
        ("{#LET-1}\nOne.\n", [("E202", 1, 3)]),
        ("{#let-1\nOne.\n", [("E202", 1, 1)]),
        ("{#let-1} {#let-2}\nOne.\n", [("E202", 1, 1)]),
        ("{.item}\nOne.\n", [("E202", 1, 1)]),
        ("{#let-1} One.\n", [("E202", 1, 1)]),
        ("{#let-1 .itme}\nOne.\n", [("E209", 1, 3)]),
        ("{#let-1}\nOne.\n\nTwo.\n", [("E207", 4, 1)]),
        ("One.\n", [("E207", 1, 1)]),
        ("{#let-1}\nOne.\nTwo.\n", [("E207", 3, 1)]),
        ("{#let-1}\n\n{#let-2}\nTwo.\n", [("E208", 1, 3)]),
        ("{#let-1}\nOne.\n\n{#let-2}\n", [("E208", 4, 3)]),
        ("{#let-1}\nOne *two* three.\n", [("E206", 2, 5), ("E206", 2, 9)]),
        ("{#let-1}\n\\\\*two\n", [("E206", 2, 3)]),
        ("{#let-1}\n[14](x)\n", [("E206", 2, 1), ("E206", 2, 4)]),
        ("{#let-1}\na_b `c` <d> ~e $f ^g {h}\n", [("E206", 2, at) for at in (2, 5, 7, 9, 11, 13, 16, 19, 22, 24)]),
        ("{#let-1}\n1. One.\n", [("E206", 2, 2)]),
        ("{#let-1}\n- One.\n", [("E206", 2, 1)]),
        ("{#let-1}\n# One.\n", [("E206", 2, 1)]),
        ("{#let-s1}\n##### One.\n", [("E202", 1, 3), ("E206", 2, 5)]),
        ("{#let-s1}\nOne.\n", [("E202", 1, 3)]),
        ("{#let-1}\n## One\n", [("E202", 1, 3)]),
        ("{#let-1}\n---\n", [("E206", 2, 3)]),
        ("{#let-1}\n(one)=\n", [("E206", 2, 6)]),
        ("{#let-1}\n% one\n", [("E206", 2, 1)]),
        ("{#let-1}\n+++ one\n", [("E206", 2, 3)]),
        ("{#let-1}\n> - one\n", [("E206", 2, 3)]),
        ("{#let-1}\n##\n", [("E206", 2, 2)]),
        ("{#let-1}\n> \n", [("E208", 1, 3)]),
        ("{#let-s1}\n## \n", [("E208", 1, 3)]),
        ("{#let-1}\n> 2) One.\n", [("E206", 2, 4)]),
        ("{#let-1}\nOne  two.\n", [("E210", 2, 4)]),
        ("{#let-1}\n One.\n", [("E210", 2, 1)]),
        ("{#let-1}\nOne. \n", [("E210", 2, 5)]),
        ("{#let-1}\nOne\ttwo.\n", [("E210", 2, 4)]),
        ("{#let-1}\nOne\u00a0two.\n", [("E210", 2, 4)]),
        ("{#let-1}\n>  One.\n", [("E210", 2, 3)]),
        ("{#let-3}\nOne.\n\n{#let-3}\nTwo.\n\nThree.\n\n{#let-1}\nFour\t.\n", [("E203", 4, 3), ("E207", 7, 1), ("E204", 9, 3), ("E210", 10, 5)]),
    ],
)
def test_faults(source: str, faults: list[tuple[str, int, int]]) -> None:
    assert read(source)[1] == faults


def test_a_faulty_id_takes_no_words_with_it() -> None:
    """The passage under a faulty id gives no second fault, and those after it are read."""
    passages, faults = read("{#let 1}\nOne.\n\n{#let-2}\nTwo.\n")
    assert [passage.id for passage in passages] == ["let-2"]
    assert [code for code, *_ in faults] == ["E202"]


_ESCAPED = re.compile(r"[!-/:-@\[-`{-~]")


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Z", "C")), min_size=1, max_size=40))
def test_any_words_can_be_written(words: str) -> None:
    """A passage of any characters can be written with backslashes, and is read as it was."""
    source = _ESCAPED.sub(lambda match: "\\" + match[0], words)
    passages, faults = read(f"{{#let-1}}\n{source}\n")
    assert faults == []
    assert passages[0].text == words
    line = source
    for offset in range(len(words)):
        column = passages[0].place(offset).col
        assert line[column - 1] == words[offset]


@given(st.text(st.sampled_from("{}#.-letabs12 \n\\*>[]\u2028\t"), max_size=60))
def test_nothing_is_raised(source: str) -> None:
    passages, _ = read(source)
    assert len({passage.id for passage in passages}) == len(passages)


@cache
def myst() -> MarkdownIt:
    return create_md_parser(MdParserConfig(enable_extensions={"attrs_block", "attrs_inline", "colon_fence", "deflist"}), RendererHTML)


def plain(children: list[Token]) -> str:
    return "".join(token.content if token.type in ("text", "text_special", "code_inline") else "\0" for token in children)


def as_myst_reads(source: str) -> list[tuple[str, str, str, str]]:
    """The blocks of a text as MyST’s own parser gives them: id, classes, tag of the block, words."""
    tokens = myst().parse(source)
    out, quote = [], None
    for at, token in enumerate(tokens):
        if token.type == "blockquote_open":
            quote = token
        elif token.type == "blockquote_close":
            quote = None
        elif token.type == "inline":
            opening = quote or tokens[at - 1]
            kind = {"blockquote": "quotation", "p": "paragraph"}.get(opening.tag, opening.tag)
            out.append((str(opening.attrs.get("id", "")), str(opening.attrs.get("class", "")), kind, plain(token.children or [])))
        elif token.nesting == 0:
            out.append(("", "", token.type, token.content))
    return out


def as_read(passages: Iterable[Passage]) -> list[tuple[str, str, str, str]]:
    return [
        (passage.id, " ".join(passage.classes), f"h{passage.level}" if passage.level else passage.kind, passage.text) for passage in passages
    ]


def test_the_texts_are_what_myst_would_read(edition: Edition, specimen: Edition) -> None:
    """The notation is MyST’s: its own parser finds the same ids, classes, blocks and words in every text."""
    for one in (edition, specimen):
        for siglum, document in one.documents.items():
            source = (one.root / "sources" / siglum / "text.md").read_text(encoding="utf-8")
            assert as_read(document.passages) == as_myst_reads(source)


@given(st.text(st.sampled_from("abc 12.)(-+*_#>[]{}`~$^:=%|!&;\\<'\"’—"), min_size=1, max_size=24), st.sampled_from(["", "## ", "> "]))
@example("- a", "").via("a list")
@example("&amp;", "").via("an entity")
@settings(max_examples=250)
def test_what_is_read_without_fault_is_what_myst_would_read(words: str, block: str) -> None:
    words = " ".join(words.split())
    source = f"{{#let-{'s1' if block == '## ' else '1'}}}\n{block}{words}\n\n{{#let-2}}\nThe next.\n"
    passages, faults = read(source)
    if words and not faults:
        assert as_read(passages) == as_myst_reads(source)
