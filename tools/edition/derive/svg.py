"""Pictures as SVG 1.1 text, the same bytes each time: the few elements that the edition's drawings are made of.

A drawing carries classes and no colours; a page's style sheet colours it. Where there is none (PDF, EPUB, the file
alone), :func:`with_style` puts a small style sheet inside. Widths of words are estimated, so that no fount is needed.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

#: drawings for the screen have this width, in units that are CSS pixels at full size
WIDTH = 960
#: and those for the page of a book this, so that their smallest words are of 7 points on it
PAGE_WIDTH = 660

_STYLE = (
    'text{fill:#21201d;font-family:"Source Sans 3","Source Sans Pro","Segoe UI","Helvetica Neue",Arial,sans-serif;font-size:14px}'
    ".small{font-size:12px;fill:#5f5b53}.strong{font-weight:600}"
    ".axis,.grid{stroke:#8b867a;stroke-width:1;fill:none}.grid{stroke:#e2ddd1}"
    ".event{fill:#21201d;stroke:none}.told{fill:#0a566a;stroke:#0a566a}"
    ".slip{fill:#fff;stroke:#8f1d1d;stroke-width:2}.off{stroke:#8f1d1d;stroke-width:1.5;stroke-dasharray:4 3;fill:none}"
    ".bar{fill:#f4f1e9;stroke:#8b867a}.note{fill:#0a566a}.emendation{fill:#7c3a10}.against{fill:#8f1d1d}"
    ".frame{stroke:#8b867a;fill:none}.link{stroke:#21201d;stroke-width:1.5;fill:none}.arrow{fill:#21201d}.probable{stroke-dasharray:7 4}"
    ".open,.possible{stroke-dasharray:1.5 4;stroke-linecap:round}.lost{fill:#fff;stroke:#5f5b53;stroke-dasharray:3 3}.backing{fill:#fff}"
)

# widths in thousandths of an em of a common sans serif
_NARROW, _WIDE = frozenset("fijlrt.,:;’‘'|!()[] I-·"), frozenset("mwMWABCDEGHKNOPQRUVXYÄÖÜ—%&")


def width(words: str, size: float = 14) -> float:
    """Return about how wide words are when set."""
    return sum(290 if letter in _NARROW else 640 if letter in _WIDE else 505 for letter in words) * size / 1000


def wrapped(words: str, most: float, size: float = 14) -> list[str]:
    """Break words into lines of at most this width; a single word may be wider."""
    lines: list[str] = []
    for word in words.split():
        if lines and width(f"{lines[-1]} {word}", size) <= most:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def number(value: float) -> str:
    """Return a coordinate with at most one decimal."""
    return f"{value:.1f}".removesuffix(".0")


def element(name: str, content: str = "", /, **attributes: str | float) -> str:
    """Return an element; attribute names lose a trailing underscore, and underscores become hyphens."""
    attrs = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(value) if isinstance(value, str) else number(value)}"' for key, value in attributes.items()
    )
    return f"<{name}{attrs}>{content}</{name}>" if content else f"<{name}{attrs}/>"


def text(x: float, y: float, words: str, class_: str = "label", anchor: str = "") -> str:
    """Return words at a place; ``anchor`` is ``middle`` or ``end``."""
    more = {"text_anchor": anchor} if anchor else {}
    return element("text", escape(words, quote=False), class_=class_, x=x, y=y, **more)


def line(x1: float, y1: float, x2: float, y2: float, class_: str) -> str:
    return element("line", class_=class_, x1=x1, y1=y1, x2=x2, y2=y2)


def box(x: float, y: float, wide: float, high: float, class_: str, **more: str | float) -> str:
    return element("rect", class_=class_, x=x, y=y, width=wide, height=high, **more)


def disc(x: float, y: float, class_: str, radius: float = 4.5) -> str:
    return element("circle", class_=class_, cx=x, cy=y, r=radius)


def diamond(x: float, y: float, class_: str, half: float = 5.5) -> str:
    corners = ((x, y - half), (x + half, y), (x, y + half), (x - half, y))
    return element("polygon", class_=class_, points=" ".join(f"{number(a)},{number(b)}" for a, b in corners))


def drawing(id_: str, title: str, description: str, height: float, parts: Iterable[str], wide: float = WIDTH) -> str:
    """Return a whole drawing, named and described; ``id_`` must be unique on the page."""
    head = element("title", escape(title, quote=False), id=f"{id_}-title") + element("desc", escape(description, quote=False), id=f"{id_}-desc")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="timeline" role="img" aria-labelledby="{id_}-title {id_}-desc" '
        f'viewBox="0 0 {number(wide)} {number(height)}">\n{head}\n' + "\n".join(parts) + "\n</svg>"
    )


def with_style(svg: str) -> str:
    """Return a drawing with its size and a small style sheet inside, for where the page's own is absent."""
    opening, close, rest = svg.partition(">")
    _, _, box_ = opening.partition('viewBox="0 0 ')
    wide, _, high = box_.rstrip('"').partition(" ")
    return f'{opening} width="{wide}" height="{high}"{close}\n<style>{_STYLE}</style>{rest}'
