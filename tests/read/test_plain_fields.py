"""BibTeX fields as plain text."""

from __future__ import annotations

import pytest

from edition.read.bib import plain


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("The {Log} of {Varnhook}", "The Log of Varnhook"),
        ("1831--1833", "1831–1833"),
        (r"A Lamp for \$3", "A Lamp for $3"),
        (r"Wren \& Sons", "Wren & Sons"),
        (r"Caf\'e", "Café"),
        ("unbalanced {brace", "unbalanced brace"),
    ],
)
def test_fields_are_read_as_words(field: str, words: str) -> None:
    assert plain(field) == words
