"""Lemmata as records write them: `words`, or `[words, 2]` for the second occurrence."""

from __future__ import annotations

import re

from ..diagnostics import Span
from ..lemma import Lemma
from .faults import Faults
from .records import WRONG_TYPE, Scalar, Seq, Value


def read_lemma(value: Value | None, faults: Faults, key: str = "lemma") -> Lemma | None:
    """Read a lemma; None (with a fault, unless the value is absent) if it is not one."""
    if value is None:
        return None
    if isinstance(value, Scalar) and value.value:
        return Lemma(value.value, 0, value.span)
    if isinstance(value, Seq) and len(value.items) == 2:
        words, nth = value.items
        if isinstance(words, Scalar) and isinstance(nth, Scalar) and words.value and re.fullmatch("[1-9][0-9]{0,5}", nth.value):
            return Lemma(words.value, int(nth.value), words.span)
    faults.add(WRONG_TYPE, value.span, f"“{key}” must be the words, or “[words, 2]” for their second occurrence", "quote the words if they hold a comma")
    return None


def at_span(lemma: Lemma | None, default: Span) -> Span:
    return lemma.span if lemma is not None else default
