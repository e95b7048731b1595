"""The words by which a text is found; ``theme/static/search.js`` takes a question apart in the same way.

Case, accents, full stops, apostrophes and the ending of a possessive do not count: “U.S.S.R.’s” is *ussr*. A word with a hyphen is found whole and by
its parts, and as if it were written in one: “co-operation” by *cooperation*, *co* and *operation*. A sign of money is a word.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_DROPPED = re.compile(r"[’']s\b|[\u0300-\u036f.’']")
# what ECMAScript calls \p{L}, \p{N} and \p{Sc}: Python's \w less the low line, and the signs of currency
_MONEY = "$\u00a2-\u00a5\u058f\u060b\u09f2\u09f3\u0e3f\u17db\u20a0-\u20c0\ufdfc"
_TERM = re.compile(rf"[^\W_]+(?:-[^\W_]+)*|[{_MONEY}]")


def plain(text: str) -> str:
    """Return a text without case, accents, full stops, apostrophes and possessives."""
    return _DROPPED.sub("", unicodedata.normalize("NFD", text.lower()))


def terms(text: str) -> Iterator[str]:
    """Yield the words of a text, of one with hyphens the whole and each part."""
    for word in _TERM.findall(plain(text)):
        if "-" in word:
            yield word.replace("-", "")
            yield from word.split("-")
        else:
            yield word


def flat(text: str) -> str:
    """Return the words of a text one after another, with a space before each and at the end: what a phrase is looked for in."""
    return f" {' '.join(_TERM.findall(plain(text))).replace('-', ' ')} "
