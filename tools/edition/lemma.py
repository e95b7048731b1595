"""Lemmata: the exact words of a passage that a note or an emendation hangs on (TEI P5, 12.1 “lem”)."""

from __future__ import annotations

from typing import NamedTuple

from .diagnostics import NOWHERE, Span


class Lemma(NamedTuple):
    """Words of a text and which occurrence of them is meant, counted from one; ``nth`` 0 means “the only one”."""

    words: str
    nth: int = 0
    span: Span = NOWHERE

    def __str__(self) -> str:
        return f"“{self.words}”" if not self.nth else f"“{self.words}” ({self.nth})"


def occurrences(text: str, words: str) -> list[int]:
    """Return the offsets of every occurrence of ``words`` in ``text``, overlapping ones included."""
    out, at = [], text.find(words) if words else -1
    while at >= 0:
        out.append(at)
        at = text.find(words, at + 1)
    return out


def locate(text: str, lemma: Lemma) -> int | None:
    """Return the offset at which the lemma stands, or None if it does not, or not unambiguously."""
    found = occurrences(text, lemma.words)
    if lemma.nth:
        return found[lemma.nth - 1] if lemma.nth <= len(found) else None
    return found[0] if len(found) == 1 else None


def explain(text: str, lemma: Lemma, where: str) -> tuple[str, str]:
    """Return message and mend for a lemma that :func:`locate` did not find in the passage ``where``."""
    found = len(occurrences(text, lemma.words))
    if lemma.nth and found:
        return (
            f"lemma “{lemma.words}” occurs {found} time{'s' * (found != 1)} in {where}, not {lemma.nth}",
            "correct the number after the words",
        )
    if found > 1:
        return (
            f"lemma “{lemma.words}” occurs {found} times in {where}",
            f"say which: “lemma: [{lemma.words}, 1]”, or quote more words",
        )
    near = likeliest(text, lemma.words)
    named = f", “{near}”" if near else ""
    mend = f"quote the words as the text has them{named}, or correct “at”, or the text if it was spoilt"
    return f"lemma “{lemma.words}” is not in {where}", mend


def likeliest(text: str, words: str) -> str:
    """Return the stretch of ``text``, as many words long as ``words``, that is most like it, or ``""``."""
    import difflib

    want = words.split()
    have = text.split()
    best, score = "", 0.6
    for size in {len(want), max(1, len(want) - 1), len(want) + 1}:
        for start in range(len(have) - size + 1):
            stretch = " ".join(have[start : start + size])
            matcher = difflib.SequenceMatcher(None, words, stretch, autojunk=False)
            if matcher.real_quick_ratio() > score and matcher.quick_ratio() > score and matcher.ratio() > score:
                best, score = stretch, matcher.ratio()
    return best.strip(".,;:")
