"""Variants of two documents, as lines of a collation."""

from __future__ import annotations

from collections.abc import Iterator

from ..locus import printed
from ..model import Document
from .align import differences
from .collation import collate


def variants(one: Document, other: Document) -> Iterator[str]:
    """Yield a line for each passage that one lacks and each place where paired passages differ, and a sum."""
    same = differing = alone = 0
    for left, right in collate(one, other):
        if left is None or right is None:
            passage = left or right
            lacking = other if left else one
            alone += 1
            if passage is not None:
                yield f"{printed(passage.id):8} not in {lacking.siglum}: {passage.text[:70]}{'…' if len(passage.text) > 70 else ''}"
            continue
        found = differences(left.text, right.text)
        if not found:
            same += 1
        else:
            differing += 1
        for _, have, want in found:
            yield f"{printed(left.id)} / {printed(right.id)}: {have or '(nothing)'}] {other.siglum}: {want or '(nothing)'}"
    yield f"{one.siglum} and {other.siglum}: {same} passages alike, {differing} with variants, {alone} in one alone"
