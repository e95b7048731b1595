"""Where words stand in the documents: exactly, but for marks and capitals, or nearly."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from ..locus import printed
from ..model import Edition
from .receipt import normal

#: words less alike than this are other words
ALIKE = 0.6
#: so many places are named; of more the number
MOST_PLACES = 8


def seek(text: str, wanted: str, start: int = 0) -> int:
    """Return where ``wanted`` stands in ``text``, or -1; the beginning or end of a longer word does not count."""
    if not wanted:
        return -1
    before = r"(?<!\w)" if re.match(r"\w", wanted[0]) else ""
    after = r"(?!\w)" if re.match(r"\w", wanted[-1]) else ""
    match = re.compile(before + re.escape(wanted) + after).search(text, start)
    return match.start() if match else -1


def folded(words: str) -> str:
    """Return words without capitals, accents and marks."""
    plain = unicodedata.normalize("NFKD", words).casefold()
    return " ".join("".join(sign if sign.isalnum() else " " for sign in plain if not unicodedata.combining(sign)).split())


def exactly(edition: Edition, words: str) -> list[str]:
    """Return the passages in which words stand; tombstones are not searched."""
    wanted = normal(words)
    return [passage.id for passage in edition.passages.values() if not passage.withdrawn and seek(normal(passage.text), wanted) >= 0]


def loosely(edition: Edition, words: str) -> list[str]:
    """Return the passages in which words stand but for capitals, accents and marks."""
    wanted = folded(words)
    return [passage.id for passage in edition.passages.values() if not passage.withdrawn and seek(folded(passage.text), wanted) >= 0]


def nearest(edition: Edition, words: str) -> tuple[str, str]:
    """Return the passage and the stretch of it that are most like words, or nothing if none is like them."""
    best, score, stretch = "", ALIKE, ""
    for passage in edition.passages.values():
        if not passage.withdrawn:
            alike, piece = likest(passage.text, words, score)
            if piece and (alike > score or not best):
                best, score, stretch = passage.id, alike, piece
    return best, stretch


def likest(text: str, words: str, least: float = 0.0) -> tuple[float, str]:
    """Return the stretch of a text that is most like words, of about their length, and how like; nothing below ``least``."""
    import difflib

    wanted, tokens = normal(words).split(), normal(text).split()
    size, score, stretch = len(wanted), least, ""
    matcher = difflib.SequenceMatcher(None, b=wanted, autojunk=False)
    for start in range(0, max(1, len(tokens) - size + 1), max(1, size // 8)):
        piece = tokens[start : start + size]
        matcher.set_seq1(piece)
        if matcher.real_quick_ratio() >= score and matcher.quick_ratio() >= score and (ratio := matcher.ratio()) >= score and (ratio > score or not stretch):
            score, stretch = ratio, " ".join(piece)
    return score, stretch


def places(ids: Iterable[str]) -> str:
    """Return passages as printed, with commas; a long row is cut short."""
    shown = [printed(id_) for id_ in ids]
    more = len(shown) - MOST_PLACES
    return ", ".join(shown[:MOST_PLACES]) + (f" and {more} more" if more > 0 else "")
