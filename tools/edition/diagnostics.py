"""Diagnostics: what is wrong, where, and how to mend it.

A rule is declared once, beside the code that applies it, and called to make a diagnostic::

    LEMMA_NOT_FOUND = rule("E302", "lemma-not-found")
    yield LEMMA_NOT_FOUND(span, "lemma “…” is not in let-22", mend="quote the words as the text has them")

Codes are permanent and fall into families:
E1 files and metadata, E2 text, witness and emendations, E3 notes, E4 registers and glossary,
E5 bibliography, E6 references and accounts, E7 house style, E8 built output, E9 the tools and waivers.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import takewhile
from typing import NamedTuple

ERROR = "error"
QUERY = "query"

#: Every rule of the program by its code; filled as the modules that declare rules are imported.
RULES: dict[str, Rule] = {}


class Span(NamedTuple):
    """A place in a file of the edition: path relative to its root, line and column counted from one."""

    file: str
    line: int = 1
    col: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.col}"


#: the place of what has none
NOWHERE = Span("")


@dataclass(frozen=True, slots=True, order=True)
class Diagnostic:
    """One fault at one place.

    ``message`` says what is wrong and quotes the offending value; ``mend`` says what to do;
    ``severity`` is ``error`` (fails) or ``query`` (asks a person, and is counted);
    ``fix`` is the ready text to paste, where there is one.
    """

    span: Span
    code: str
    message: str
    mend: str = ""
    severity: str = ERROR
    fix: str = field(default="", compare=False)

    def __str__(self) -> str:
        head = f"{self.span}: {self.code} {self.message}"
        return f"{head}\n    mend: {self.mend}" if self.mend else head


@dataclass(frozen=True, slots=True)
class Rule:
    """A kind of fault: permanent code, a name that names the fault, and a severity."""

    code: str
    name: str
    severity: str = ERROR

    def __call__(self, span: Span, message: str, mend: str = "", *, fix: str = "") -> Diagnostic:
        return Diagnostic(span, self.code, message, mend, self.severity, fix)


def rule(code: str, name: str, severity: str = ERROR) -> Rule:
    """Declare a rule; a code may be declared once in the whole program.

    Raises ``ValueError`` on a malformed or repeated code: that is a fault of the program, not of an edition.
    """
    if not re.fullmatch(r"E[1-9]\d\d", code) or code in RULES:
        raise ValueError(f"malformed or repeated code {code}")
    RULES[code] = Rule(code, name, severity)
    return RULES[code]


def nearest(word: str, among: object, cutoff: float = 0.6) -> str:
    """Return “; did you mean “x”?” for the likeliest of ``among`` (an iterable of str), or the empty string."""
    import difflib

    found = difflib.get_close_matches(word, list(among), n=5, cutoff=cutoff)  # type: ignore[call-overload]
    if not found:
        return ""
    # of equals the one that differs last: numbers are mistyped at their end
    best = max(
        found,
        key=lambda other: (
            difflib.SequenceMatcher(None, other, word).ratio(),
            sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(other, word, strict=False))),
        ),
    )
    return f"; did you mean “{best}”?{_unseen(word, best)}"


def _unseen(word: str, other: str) -> str:
    """Name the first sign of a word that is neither ASCII nor in the word that was meant: two that look the same are told apart."""
    sign = next((sign for sign in word if sign > "\x7f" and sign not in other), "")
    if not sign:
        return ""
    import unicodedata

    return f" (U+{ord(sign):04X}, {unicodedata.name(sign, 'no name').lower()}, stands in the first)"
