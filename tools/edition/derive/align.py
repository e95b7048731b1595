"""Alignment of two texts word by word, linear where they agree.

Words that stand once in each text are anchors (patience alignment); between anchors difflib settles the small rest.
"""

from __future__ import annotations

import bisect
from collections import Counter
from collections.abc import Iterator, Sequence

from ..patterns import lazy

_WORD = lazy(r"\S+")

Opcode = tuple[str, int, int, int, int]


def opcodes(one: Sequence[str], other: Sequence[str]) -> Iterator[Opcode]:
    """Yield difflib-style opcodes that turn ``one`` into ``other``; ``equal`` runs are included."""
    yield from _merge(_align(one, other, 0, len(one), 0, len(other), 0))


def in_place(before: str, after: str, around: int = 5) -> list[tuple[str, str]]:
    """Return what differs between two texts with a few words on either side, in order: ("same" | "gone" | "new", words)."""
    one, other = before.split(), after.split()
    out: list[tuple[str, str]] = []
    runs = list(opcodes(one, other))
    for number, (tag, a0, a1, b0, b1) in enumerate(runs):
        if tag != "equal":
            out += [(kind, " ".join(words)) for kind, words in (("gone", one[a0:a1]), ("new", other[b0:b1])) if words]
            continue
        head, tail = (around if number else 0), (around if number + 1 < len(runs) else 0)
        cut = [*one[a0 : a0 + head], "…", *one[a1 - tail : a1]] if a1 - a0 > head + tail + 1 else one[a0:a1]
        out.append(("same", " ".join(cut)))
    return out


def _align(one: Sequence[str], other: Sequence[str], a0: int, a1: int, b0: int, b1: int, depth: int) -> Iterator[Opcode]:
    head = 0
    while a0 + head < a1 and b0 + head < b1 and one[a0 + head] == other[b0 + head]:
        head += 1
    if head:
        yield "equal", a0, a0 + head, b0, b0 + head
    a0, b0 = a0 + head, b0 + head
    tail = 0
    while a1 - tail > a0 and b1 - tail > b0 and one[a1 - tail - 1] == other[b1 - tail - 1]:
        tail += 1
    a2, b2 = a1 - tail, b1 - tail
    if a0 < a2 or b0 < b2:
        anchors = _anchors(one, other, a0, a2, b0, b2) if depth < 8 and (a2 - a0) and (b2 - b0) else []
        if not anchors:
            yield from _small(one, other, a0, a2, b0, b2)
        else:
            at_a, at_b = a0, b0
            for a, b in [*anchors, (a2, b2)]:
                if at_a < a or at_b < b:
                    yield from _align(one, other, at_a, a, at_b, b, depth + 1)
                if a < a2:
                    yield "equal", a, a + 1, b, b + 1
                at_a, at_b = a + 1, b + 1
    if tail:
        yield "equal", a2, a1, b2, b1


def _small(one: Sequence[str], other: Sequence[str], a0: int, a1: int, b0: int, b1: int) -> Iterator[Opcode]:
    import difflib

    if a0 == a1 or b0 == b1:
        yield ("insert" if a0 == a1 else "delete"), a0, a1, b0, b1
        return
    if (a1 - a0) * (b1 - b0) > 4_000_000:  # nothing in common worth the search
        yield "replace", a0, a1, b0, b1
        return
    matcher = difflib.SequenceMatcher(None, one[a0:a1], other[b0:b1], autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        yield tag, a0 + i1, a0 + i2, b0 + j1, b0 + j2


def _anchors(one: Sequence[str], other: Sequence[str], a0: int, a1: int, b0: int, b1: int) -> list[tuple[int, int]]:
    """The longest rising run of words that stand exactly once on each side (patience sorting)."""
    count_a, count_b = Counter(one[a0:a1]), Counter(other[b0:b1])
    where = {other[index]: index for index in range(b0, b1) if count_b[other[index]] == 1}
    pairs = [(index, where[one[index]]) for index in range(a0, a1) if count_a[one[index]] == 1 and one[index] in where]
    tops: list[int] = []
    piles: list[int] = []
    back: list[int] = []
    for number, (_, b) in enumerate(pairs):
        pile = bisect.bisect_left(tops, b)
        back.append(piles[pile - 1] if pile else -1)
        if pile == len(tops):
            tops.append(b)
            piles.append(number)
        else:
            tops[pile] = b
            piles[pile] = number
    out = []
    at = piles[-1] if piles else -1
    while at >= 0:
        out.append(pairs[at])
        at = back[at]
    return out[::-1]


def _merge(codes: Iterator[Opcode]) -> Iterator[Opcode]:
    """Join neighbours: equal runs to one, and whatever lies between two of them to one change."""
    pending: Opcode | None = None
    for code in codes:
        if pending is None:
            pending = code
            continue
        both_equal = pending[0] == code[0] == "equal"
        neither = pending[0] != "equal" and code[0] != "equal"
        if both_equal or neither:
            tag = "equal" if both_equal else "replace"
            pending = (tag, pending[1], code[2], pending[3], code[4])
        else:
            yield _tagged(pending)
            pending = code
    if pending is not None:
        yield _tagged(pending)


def _tagged(code: Opcode) -> Opcode:
    tag, a0, a1, b0, b1 = code
    if tag != "equal":
        tag = "insert" if a0 == a1 else "delete" if b0 == b1 else "replace"
    return tag, a0, a1, b0, b1


def differences(one: str, other: str) -> list[tuple[int, str, str]]:
    """Return where two texts differ: offset in ``one``, its words, the other's words."""
    left, right = list(_WORD.finditer(one)), list(_WORD.finditer(other))
    out = []
    for tag, a0, a1, b0, b1 in opcodes([match[0] for match in left], [match[0] for match in right]):
        if tag == "equal":
            continue
        offset = left[a0].start() if a0 < len(left) else len(one)
        out.append((offset, one[left[a0].start() : left[a1 - 1].end()] if a1 > a0 else "", other[right[b0].start() : right[b1 - 1].end()] if b1 > b0 else ""))
    return out
