"""Collation: two documents passage by passage, the passages paired by their words."""

from __future__ import annotations

from ..model import Document, Passage
from .align import opcodes


def collate(one: Document, other: Document, *, like: float = 0.5) -> list[tuple[Passage | None, Passage | None]]:
    """Pair the passages of two documents in order; one that has no counterpart stands alone.

    Passages of the same words are anchors; between anchors, those are paired whose likeness is at least ``like``.
    """
    left, right = list(one.passages), list(other.passages)
    out: list[tuple[Passage | None, Passage | None]] = []
    for tag, a0, a1, b0, b1 in opcodes([passage.text for passage in left], [passage.text for passage in right]):
        if tag == "equal":
            out.extend(zip(left[a0:a1], right[b0:b1], strict=True))
        else:
            out.extend(_between(left[a0:a1], right[b0:b1], like))
    return out


def _between(left: list[Passage], right: list[Passage], like: float) -> list[tuple[Passage | None, Passage | None]]:
    import difflib

    out: list[tuple[Passage | None, Passage | None]] = []
    rest = list(right)
    for passage in left:
        ratios = [difflib.SequenceMatcher(None, passage.text.split(), candidate.text.split(), autojunk=False).ratio() for candidate in rest]
        best = max(range(len(rest)), key=lambda index: ratios[index], default=-1)
        if best >= 0 and ratios[best] >= like:
            out.extend((None, skipped) for skipped in rest[:best])
            out.append((passage, rest[best]))
            rest = rest[best + 1 :]
        else:
            out.append((passage, None))
    out.extend((None, passage) for passage in rest)
    return out
