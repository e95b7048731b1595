"""XHTML from the HTML of the translators: well formed, and without what an e-book does not need.

The visitors of the web pages write for a browser: attributes without a value, scripts, templates, hooks for the theme.
Here their output is read as HTML and written again as XML, with the attributes of a closed list, so that a visitor
added tomorrow cannot make the book invalid.
"""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from html.parser import HTMLParser

VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})
DROPPED = frozenset({"script", "template", "style", "button", "input", "noscript", "colgroup", "col"})
#: an element that opens and shuts has no place on paper: its content stands open
RENAMED = {"details": "div", "summary": "p"}
KEPT = frozenset(
    {"id", "class", "href", "src", "alt", "title", "lang", "role", "scope", "colspan", "rowspan", "start", "value", "dir", "epub:type", "datetime"}
)
#: classes that no style of the book asks for
NOISE = frozenset({"reference", "internal", "external", "docutils", "align-default", "row-odd", "row-even", "simple", "loc", "std", "std-doc", "doc"})
#: what a role says to assistive technology, ``epub:type`` says to the reading system
TYPES = {
    "doc-noteref": "noteref", "doc-footnote": "footnote", "doc-endnotes": "endnotes", "doc-pagebreak": "pagebreak",
    "doc-backlink": "backlink", "doc-bibliography": "bibliography", "doc-glossary": "glossary",
}  # fmt: skip

PAGE = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="{lang}" xml:lang="{lang}">
<head>
<meta charset="utf-8"/>
<title>{title}</title>
<link rel="stylesheet" type="text/css" href="{css}"/>
</head>
<body{attributes}>
{body}
</body>
</html>
"""


def page(*, title: str, lang: str, css: str, body: str, type_: str = "") -> str:
    """Return a whole page; ``body`` is XHTML, ``title`` plain words."""
    return PAGE.format(title=escape(title, quote=False), lang=lang, css=css, body=body.strip(), attributes=f' epub:type="{type_}"' if type_ else "")


def readable(words: str) -> str:
    """Name the characters that XML forbids or no fount has: form feeds, private use."""
    return "".join(f"[U+{ord(letter):04X}]" if _unprintable(letter) else letter for letter in words)


def _unprintable(letter: str) -> bool:
    code = ord(letter)
    return (code < 32 and letter not in "\t\n\r") or 127 <= code < 160 or 0xE000 <= code <= 0xF8FF or 0xFFFE <= code <= 0xFFFF


def tidy(html: str, address: Callable[[str], str | None]) -> str:
    """Return HTML as XHTML; ``address`` gives a link's address in the book, or None if it leads out of it.

    Raises ValueError where elements are not closed in order.
    """
    parser = _Tidy(address)
    parser.feed(html)
    parser.close()
    if parser.open:
        raise ValueError(f"<{parser.open[-1][0]}> is not closed")
    return "".join(parser.out)


class _Tidy(HTMLParser):
    def __init__(self, address: Callable[[str], str | None]) -> None:
        super().__init__(convert_charrefs=True)
        self.address = address
        self.out: list[str] = []
        #: elements that are open: as read, and as written (empty if their tags are left out)
        self.open: list[tuple[str, str]] = []
        self.dropping = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in DROPPED or self.dropping:
            if tag not in VOID:
                self.dropping += 1
            return
        written = RENAMED.get(tag, tag)
        found = self._attributes(tag, attrs)
        if tag == "a" and "href" not in found:
            written = "span"
        if written == "span" and not found:
            self.open.append((tag, ""))
            return
        opening = f"<{written}" + "".join(f' {name}="{escape(readable(value))}"' for name, value in found.items())
        if tag in VOID:
            self.out.append(opening + "/>")
            return
        self.out.append(opening + ">")
        self.open.append((tag, written))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if self.dropping:
            self.dropping -= tag not in VOID
            return
        if tag in VOID:
            return
        if not self.open or self.open[-1][0] != tag:
            expected = f"where </{self.open[-1][0]}> is due" if self.open else "with nothing open"
            raise ValueError(f"</{tag}> {expected}")
        written = self.open.pop()[1]
        if written:
            self.out.append(f"</{written}>")

    def handle_data(self, data: str) -> None:
        if not self.dropping:
            self.out.append(escape(readable(data), quote=False))

    def _attributes(self, tag: str, attrs: list[tuple[str, str | None]]) -> dict[str, str]:
        found = {name: value for name, value in attrs if value and (name in KEPT or name.startswith("aria-"))}
        if "class" in found:
            found["class"] = " ".join(name for name in found["class"].split() if name not in NOISE)
            if not found["class"]:
                del found["class"]
        if tag in RENAMED:
            found["class"] = f"{found.get('class', '')} {tag}".strip()
        if "href" in found:
            href = self.address(found["href"])
            if href is None:
                for name in ("href", "role", "epub:type", "aria-label"):
                    found.pop(name, None)
            else:
                found["href"] = href
        if "lang" in found:
            found["xml:lang"] = found["lang"]
        if found.get("role") in TYPES:
            found.setdefault("epub:type", TYPES[found["role"]])
        return found
