"""Words and signs that several formats print alike."""

from __future__ import annotations

import html

NOTE_KIND_WORDS = {
    "fact": "Fact", "context": "Context", "contradiction": "Contradiction", "term": "Term",
    "source": "Source", "language": "Language", "transmission": "Transmission",
}  # fmt: skip
STATUS_WORDS = {"verified": "", "partly": "partly verified", "unverified": "not verified"}


def esc(text: str) -> str:
    return html.escape(text, quote=True)


def visible(text: str) -> str:
    """Show characters of the private use area, which no fount has, by their numbers."""
    return "".join(f"[U+{ord(sign):04X}]" if 0xE000 <= ord(sign) <= 0xF8FF else sign for sign in text)


def elided(text: str, most: int = 60) -> str:
    """Shorten words in the middle: first words … last words."""
    if len(text) <= most:
        return text
    words = text.split()
    head, tail = [words[0]], [words[-1]]
    rest = words[1:-1]
    while rest and len(" ".join((*head, *tail))) + len(rest[0]) < most - 3:
        head.append(rest.pop(0))
        if rest and len(" ".join((*head, *tail))) + len(rest[-1]) < most - 3:
            tail.insert(0, rest.pop())
    return f"{' '.join(head)} … {' '.join(tail)}"
