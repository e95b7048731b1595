"""The short ways of reading what is plain: passages, emendations and faults, with their places, are those that the long ways find."""

from __future__ import annotations

import random
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from edition.derive.fidelity import _CLOSED_UP, _OTHER_SPACE, normalise
from edition.read import emendations, text
from edition.read.emendations import read_emendations
from edition.read.faults import Faults
from edition.read.text import read_text_file

ROOT = Path(__file__).parents[2]
#: what breaks lines, ids, words, marks and values
_SIGNS = ["\n", "\n\n", " ", "  ", "\t", "\r", "\xa0", "\u2003", "\u2028", "\x1c", "\x85", "\\", "*", "_", "`", "$", "&amp;", "{", "}", "#", "> ", "## ", "-", "1.", "é", "Ж", "“", "…", "'", '"', ", ", ": ", " #", "[", "]", "9", "a"]
_TEXT = ["{#let-1}\n", "{#let-2}\n", "{#let-10}\n", "{#let-2a}\n", "{#let-s1}\n", "{#let-n1}\n", "{#let-01}\n", "{#kee-3}\n", "{#let-3 .note}\n", "{#let-4 .withdrawn}\n", "{#let-n6 .note .item}\n", "{#let-6 .nix}\n", "{#let-7  .note}\n", "{#let-5}", "words", "The words.\n", "## A\n", "> so\n", *_SIGNS]
_LINES = [
    "- {at: let-1, lemma: the, witness: teh, kind: misprint, why: a slip}\n", "- {at: let-1, lemma: of it, witness: ofit, kind: run-together, why: …}\n", "- {at: let-1, lemma: the, witness: the, kind: sic, why: so}\n",
    "- {at: let-1, lemma: [the, 2], witness: teh, kind: misprint, why: 'a, b'}\n", "- {at: let-1, lemma: the, witness: 17 the, kind: page-number, why: so, page: 17}\n", "- {at: let-1, lemma: the, kind: misprint, why: so}\n",
    "- {at: let-1, lemma: the, witness: teh, kind: slip, why: so}\n", "- {at: let-1, at: let-2}\n", "# so\n", "- at: let-1\n", "  lemma: the\n", "- {at: let-1,\n", "why: so}\n", *_SIGNS,
]  # fmt: skip


def short_and_long(source: str, which: str) -> None:
    """Read a file in both ways, and compare."""
    read = (lambda faults: read_text_file(source, "f", "let", faults)) if which == "text" else (lambda faults: read_emendations(source, "f", faults))
    faults, others = Faults(), Faults()
    found = read(faults)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(text, "_PLAIN", re.compile("(?!)"))
        patch.setattr(emendations, "_line_by_line", lambda *_: None)
        assert found == read(others), source
    assert faults == others, source


@settings(max_examples=1000, deadline=None)
@given(st.lists(st.sampled_from(_TEXT), max_size=12).map("".join))
@example("{#let-1}\nwords\n\n{#let-1}\nwords\n")
@example("{#let-2}\nwords\n{#let-1}\nwords")
@example("{#let-5}\nwords\n{#let-3}\nwords\n{#let-4}\nwords")
def test_texts(source: str) -> None:
    short_and_long(source, "text")


@settings(max_examples=1000, deadline=None)
@given(st.lists(st.sampled_from(_LINES), max_size=8).map("".join))
def test_emendations(source: str) -> None:
    short_and_long(source, "emendations")


def broken(source: str, number: int, chance: random.Random) -> Iterator[str]:
    """Texts with something put in, taken out, exchanged or doubled, once or a few times."""
    for _ in range(number):
        out = source
        for _ in range(chance.choice((1, 1, 2, 4))):
            at = chance.randrange(len(out) + 1)
            to = min(len(out), at + chance.choice((0, 0, 1, 2, 9, 60)))
            out = out[:at] + chance.choice((*_SIGNS, "", "", out[at:to] * 2)) + out[to:]
        yield out


@pytest.mark.parametrize("path", sorted([*ROOT.glob("sources/*/*.*"), *ROOT.glob("tests/specimen/sources/*/*.*")]), ids=lambda path: "-".join(path.parts[-3:]))
def test_files_of_the_editions_however_broken(path: Path) -> None:
    which = {"text.md": "text", "emendations.yaml": "emendations"}.get(path.name)
    if which is None:
        return
    source = path.read_text(encoding="utf-8").replace(path.parent.name + "-", "let-")
    for one in (source, *broken(source[: source.find("\n\n", 3000)], 80, random.Random(str(path.relative_to(ROOT))))):
        short_and_long(one, which)


def test_most_of_a_text_is_plain(monkeypatch: pytest.MonkeyPatch) -> None:
    source = (ROOT / "sources" / "art" / "text.md").read_text(encoding="utf-8")
    blocks = []
    read_block = text._read_block
    monkeypatch.setattr(text, "_read_block", lambda *args: blocks.append(args) or read_block(*args))
    passages = read_text_file(source, "f", "art", Faults())
    assert len(blocks) < len(passages) * 0.6  # the others are headings, quotations and lines with a backslash


def test_all_white_space_is_known() -> None:
    assert {*_OTHER_SPACE, " ", "\n"} == {chr(number) for number in range(sys.maxunicode + 1) if chr(number).isspace()}


@settings(max_examples=1000, deadline=None)
@given(st.text(st.sampled_from("ab-é—\u2003\xa0\t\r\n\n   "), max_size=20))
def test_a_witness_is_brought_to_one_form(witness: str) -> None:
    assert normalise(witness) == " ".join(re.sub(r"(?<=\w-)[^\S\n]*\n\s*(?=\w)", "", witness).split())
    assert len(_CLOSED_UP.findall(witness)) == len(re.findall(r"(?<=\w-)[^\S\n]*\n\s*(?=\w)", witness))
