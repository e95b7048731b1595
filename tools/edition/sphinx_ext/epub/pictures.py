"""Pictures of the book: drawings as files that stand alone, and the cover."""

from __future__ import annotations

import re
from importlib.resources import files

from ...derive.svg import with_style

_LINK = re.compile(r"</?a\b[^>]*>")
_OPENING = re.compile(r"(</style>)")


def drawing(svg: str) -> str:
    """Return a drawing as a file: with its style, on white (so that it can be seen at night), without links, which an image cannot have."""
    whole = with_style(svg) if "<style" not in svg else svg
    return '<?xml version="1.0" encoding="utf-8"?>\n' + _OPENING.sub(r'\1<rect width="100%" height="100%" fill="#fff"/>', _LINK.sub("", whole), count=1) + "\n"


def cover(words: dict[str, str]) -> bytes:
    """Return the cover as PNG, which the shelf of every reading system can show: ``title``, ``subtitle``, ``editors``, ``version``."""
    import typst

    template = files(__package__).joinpath("cover.typ").read_text(encoding="utf-8")
    made = typst.compile(template.encode("utf-8"), format="png", ppi=144, sys_inputs=words, ignore_system_fonts=True)
    return bytes(made[0] if isinstance(made, list) else made)
