"""Words in a file of YAML: how they are written there, and how others are put in their place without touching the rest."""

from __future__ import annotations

import re

_PLAIN_FORBIDDEN = re.compile(r"^[\s\-?:,\[\]{}#&*!|>'\"%@`]|: |:$| #|[\[\]{},]|\s$|\n")


def scalar_at(text: str, offset: int, words: str) -> tuple[int, int] | None:
    """Return where the scalar that begins at an offset ends, if it is written as plainly as ``words`` read; else None."""
    if offset < 0:
        return None
    sign = text[offset : offset + 1]
    if sign in ("'", '"'):
        inner = words.replace("'", "''") if sign == "'" else words.replace("\\", "\\\\").replace('"', '\\"')
        whole = f"{sign}{inner}{sign}"
        return (offset, offset + len(whole)) if text.startswith(whole, offset) else None
    end = offset + len(words)
    if text[offset:end] != words or not re.match(r"[ \t]*(?:\n|$|[,\]}]|#)", text[end : end + 3]):
        return None
    return offset, end


def written(words: str, like: str) -> str:
    """Return words as a scalar: in the quotation marks of the one it replaces, or in some where they need them."""
    if like[:1] == "'":
        return "'" + words.replace("'", "''") + "'"
    if like[:1] == '"' or _PLAIN_FORBIDDEN.search(words):
        return '"' + words.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return words
