"""The package document, the navigation and the container (EPUB 3.3; EPUB Accessibility 1.1)."""

from __future__ import annotations

import posixpath
import uuid
from collections.abc import Iterable, Sequence
from html import escape
from typing import NamedTuple

from .contents import Entry, Page
from .front import COVER, COVER_IMAGE, NAV, TITLE_PAGE, Words

PACKAGE = "package.opf"
MEDIA_TYPES = {
    ".xhtml": "application/xhtml+xml", ".css": "text/css", ".svg": "image/svg+xml", ".png": "image/png",
    ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".gif": "image/gif", ".webp": "image/webp",
}  # fmt: skip
CONTAINER = """<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
  <rootfiles>
    <rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/>
  </rootfiles>
</container>
"""
SUMMARY = (
    "The book is text with headings, links and notes throughout; it keeps the reader’s own founts, sizes and colours, and can be read by ear. "
    "Each picture has an alternative in words. Notes carry roles for assistive technology, and each leads back to its place. "
    "Conformance to a level of EPUB Accessibility is not claimed, because nobody has certified it."
)


class Book(NamedTuple):
    """All that the package document says: language, words, pages in reading order, pictures, pages of the originals."""

    language: str
    languages: tuple[str, ...]
    words: Words
    pages: Sequence[Page]
    pictures: Sequence[str]
    breaks: Sequence[tuple[str, str, str]]


def identifier(words: Words) -> str:
    """The identifier of a release: the same for the same title and number, whoever builds it."""
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'{words.whole}, {words.version}')}"


def _item_id(name: str) -> str:
    return "item-" + "".join(letter if letter.isalnum() and letter.isascii() else "-" for letter in name)


def package(book: Book, style: str) -> str:
    """Return the package document."""
    names = [page.name for page in book.pages]
    lines = ['<?xml version="1.0" encoding="UTF-8"?>']
    lines.append(f'<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="release" xml:lang="{book.language}">')
    lines += ['<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">', *_metadata(book), "</metadata>", "<manifest>"]
    for name in [*names, style, *book.pictures]:
        properties = " ".join(value for value, holds in (("nav", name == NAV), ("cover-image", name == COVER_IMAGE)) if holds)
        media = MEDIA_TYPES[posixpath.splitext(name)[1]]
        lines.append(f'<item id="{_item_id(name)}" href="{escape(name)}" media-type="{media}"' + (f' properties="{properties}"/>' if properties else "/>"))
    lines += ["</manifest>", "<spine>"]
    lines += [f'<itemref idref="{_item_id(name)}"/>' for name in names]
    lines += ["</spine>", "</package>"]
    return "\n".join(lines) + "\n"


def _metadata(book: Book) -> Iterable[str]:
    words = book.words
    modified = f"{words.date or '1980-01-01'}T00:00:00Z"

    def dc(name: str, value: str, id_: str = "") -> str:
        return f"<dc:{name}" + (f' id="{id_}"' if id_ else "") + f">{escape(value, quote=False)}</dc:{name}>"

    def meta(name: str, value: str, refines: str = "", scheme: str = "") -> str:
        more = (f' refines="#{refines}"' if refines else "") + (f' scheme="{scheme}"' if scheme else "")
        return f'<meta property="{name}"{more}>{escape(value, quote=False)}</meta>'

    yield dc("identifier", identifier(words), "release")
    yield dc("title", words.whole, "title")
    for number, name in enumerate(words.editors, 1):
        yield dc("creator", name, f"editor-{number}")
        yield meta("role", "edt", f"editor-{number}", "marc:relators")
    for language in dict.fromkeys((book.language, *book.languages)):
        yield dc("language", language)
    if words.date:
        yield dc("date", words.date)
    if words.abstract:
        yield dc("description", words.abstract)
    yield dc("rights", words.rights)
    if words.address:
        yield dc("relation", words.address)
    yield meta("dcterms:modified", modified)
    if words.version:
        yield meta("schema:version", words.version)
    for mode in ("textual", "visual"):
        yield meta("schema:accessMode", mode)
    yield meta("schema:accessModeSufficient", "textual")
    features = ["tableOfContents", "structuralNavigation", "readingOrder", "displayTransformability", "alternativeText", "ARIA", "unlocked"]
    features += ["pageBreakMarkers", "pageNavigation"] if book.breaks else []
    for feature in features:
        yield meta("schema:accessibilityFeature", feature)
    yield meta("schema:accessibilityHazard", "none")
    yield meta("schema:accessibilitySummary", SUMMARY)
    for source in dict.fromkeys(title for title, _, _ in book.breaks):
        yield meta("pageBreakSource", source)
    yield f'<meta name="cover" content="{_item_id(COVER_IMAGE)}"/>'


def navigation(entries: Sequence[Entry], landmarks: Sequence[tuple[str, str, str]], breaks: Sequence[tuple[str, str, str]]) -> str:
    """Return the body of the navigation document: contents, landmarks (type, words, address), pages of the originals."""
    lines = ['<nav epub:type="toc" role="doc-toc" id="contents" aria-labelledby="contents-h">\n<h1 id="contents-h">Contents</h1>', *_list(entries), "</nav>"]
    lines += ['<nav epub:type="landmarks" id="landmarks" hidden="hidden" aria-labelledby="landmarks-h">\n<h2 id="landmarks-h">Landmarks</h2>\n<ol>']
    lines += [f'<li><a epub:type="{type_}" href="{escape(address)}">{escape(said, quote=False)}</a></li>' for type_, said, address in landmarks]
    lines += ["</ol>\n</nav>"]
    if breaks:
        many = len({title for title, _, _ in breaks}) > 1
        lines += [
            '<nav epub:type="page-list" role="doc-pagelist" id="pages" hidden="hidden" aria-labelledby="pages-h">\n<h2 id="pages-h">Pages of the originals</h2>\n<ol>'
        ]
        lines += [f'<li><a href="{escape(at)}">{escape(f"{title}, {number}" if many else number, quote=False)}</a></li>' for title, at, number in breaks]
        lines += ["</ol>\n</nav>"]
    return "\n".join(lines)


def _list(entries: Sequence[Entry]) -> Iterable[str]:
    yield "<ol>"
    for entry in entries:
        said = escape(entry.words, quote=False)
        yield "<li>" + (f'<a href="{escape(entry.address)}">{said}</a>' if entry.address else f"<span>{said}</span>")
        if entry.children:
            yield from _list(entry.children)
        yield "</li>"
    yield "</ol>"


def landmarks(body: str, more: Iterable[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """Return the landmarks: the fixed ones, where the text begins, and those of the back matter."""
    return [
        ("cover", "Cover", COVER), ("titlepage", "Title page", TITLE_PAGE), ("toc", "Contents", f"{NAV}#contents"), ("bodymatter", "Beginning of the edition", body), *more,
    ]  # fmt: skip
