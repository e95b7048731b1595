"""The reader of plain YAML and PyYAML are one: whatever the first reads, the second reads so too, values and places."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from edition.read.faults import Faults
from edition.read.plain_yaml import Odd, read_plain
from edition.read.records import parse_by_pyyaml

ROOT = Path(__file__).parents[2]

#: what plain files are made of, and what makes them odd
_PIECES = st.sampled_from(
    [
        "at: ", "lemma: ", "also:", "why:", "key:  ", "- ", "  - ", "    - ", "  ", "    ", "\n", "\n\n", "\n  ", "\n- ", "\n  - ", "[", "]", "{", "}", ", ", ",", ": ", ":",
        "let-14", "let-14a", "[let, 2]", "{at: let-1, lemma: words}", "words", "two words", "https://a.b/c?d=e&f#g", "1958", "no", "null", "~", "a:b", "a: b", "a #b", "a#b", "# c",
        "'", "''", '"', "\\", "'it''s'", '"so"', "“so”", "‘so’", "₨ 5", "£1", "…", "–", "—", "(a)", "*a", "&a", "!a", "|", ">", "%", "@", "`", "?", "? ", "-", "--", "---", "...", "=", "+1", ".5", "/x",
        ">-", "why: >-\n  ", "why: >-\n    words\n    more", ">", "|-", "\n    ",
        "\t", "\r", " ", " ", "\u2028", "\ufeff", "\x85", "é", "Й", "😀", "x" * 30, " " * 3,
    ]
)  # fmt: skip


def check(text: str) -> bool:
    """Hold the two readers together; returns whether the text was plain."""
    try:
        value = read_plain(text, "file", 7)
    except Odd:
        return False
    faults = Faults()
    assert value == parse_by_pyyaml(text, "file", faults, line=7), text
    assert repr(value) == repr(parse_by_pyyaml(text, "file", faults, line=7))  # the order of keys
    assert faults.found == []
    return True


@settings(max_examples=1500, deadline=None)
@given(st.lists(_PIECES, max_size=14).map("".join))
@example("at: let-1\nlemma: [words, 2]\nkind: fact\n")
@example("a:\n- b\n- c: d\n  e: f\nwhy: 'it''s'\n")
@example("- {at: let-1, lemma: 'a, b', witness: \"c\"}\n# so\n- {at: let-2}\n")
@example("a: >-\n  b c\n  d\n\ne: f\n")
@example("a: >-\n  b\n  # c\n")
@example("a: >-\n  b\n   c\n")
@example("- a: >-\n    b\n  c: d\n")
@example("a: b\n  c\n")
@example("a: b: c\n")
@example("a: [b, c]d\n")
@example("a: [b:, c]\n")
@example("a:\n  b: c\n d: e\n")
def test_what_is_plain_is_what_pyyaml_reads(text: str) -> None:
    check(text)


@settings(max_examples=600, deadline=None)
@given(st.text(max_size=40))
def test_any_value_in_its_place(words: str) -> None:
    for text in (f"at: {words}\n", f"at: [{words}, b]\n", f"at: {{b: {words}}}\n", f"at:\n  - {words}\n  - c\n", f"- {words}\n", f"'{words}': a\n", f'a: "{words}"\n'):
        check(text)


def _sources() -> list[str]:
    texts = []
    for path in sorted([*ROOT.glob("docs/**/*.md"), *ROOT.glob("tests/specimen/docs/**/*.md")]):
        text = path.read_text(encoding="utf-8")
        if text.startswith("---\n") and (end := text.find("\n---\n", 3)) > 0:
            texts.append(text[4 : end + 1])
    texts += [path.read_text(encoding="utf-8") for path in sorted([*ROOT.glob("sources/*/*.yaml"), *ROOT.glob("tests/specimen/sources/*/*.yaml")])]
    return texts


@pytest.mark.parametrize("extra", ["", "\n", "# end\n", "odd: |\n  words\n"])
def test_the_records_of_the_edition_are_read_alike(extra: str) -> None:
    plain = [check(text + extra) for text in _sources()]
    if not extra.startswith("odd"):
        assert sum(plain) > 0.9 * len(plain), "the fast reader is of use only where nearly all is plain"
