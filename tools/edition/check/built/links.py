"""Links, anchors, pictures and requests of a set of pages that lie in one folder or one book."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from ...diagnostics import Span
from . import AGAIN, BROKEN_LINK, DUPLICATE_ID, NO_ALTERNATIVE, OTHER_HOST, Proof
from .markup import Element

#: attributes that name a place, by element; an element not named here has ``href`` and ``src``
_REFERENCES = ("href", "src", "poster", "data", "xlink:href", "cite")
#: elements whose address is fetched as soon as the page is opened
_FETCHED = frozenset("script img iframe audio video source track embed object input image use".split())
_FETCHED_LINKS = frozenset("stylesheet preload icon prefetch preconnect dns-prefetch modulepreload manifest apple-touch-icon".split())
_LABELS = ("aria-labelledby", "aria-describedby")
_CSS_ADDRESS = re.compile(r"(?:url\(\s*[\"']?|@import\s+[\"'])((?:https?:)?//[^\"')\s]+)")
_SCRIPT_ADDRESS = re.compile(
    r"(?:\bfetch|\bimport|\bimportScripts|\bWorker|\.src\s*=|\.open)\s*\(?\s*(?:[\"'][A-Z]+[\"']\s*,\s*)?[\"'`]((?:https?:)?//[^\"'`\s]+)"
)
_COMMENT = re.compile(r"/\*.*?\*/", re.S)


@dataclass
class Site:
    """Pages by their path, and the files beside them; ``file`` gives the name under which a page is shown."""

    pages: Mapping[str, Element]
    files: frozenset[str]
    file: Callable[[str], str]
    #: the address under which the pages are to be published, with a slash at its end, where they say it
    base: str = ""
    ids: dict[str, set[str]] = field(default_factory=dict)


def check_links(proof: Proof, site: Site) -> int:
    """Check every page; returns the number of internal links that were followed."""
    for path, page in site.pages.items():
        site.ids[path] = _ids(proof, site, path, page)
    broken: dict[tuple[str, str], list[Span]] = {}
    followed = 0
    for path, page in site.pages.items():
        for element in page.walk():
            span = Span(site.file(path), element.line, element.col)
            _picture(proof, site.ids[path], element, span)
            for name in _LABELS:
                for target in element.get(name).split():
                    followed += 1
                    if target not in site.ids[path]:
                        broken.setdefault((path, target), []).append(span)
            if element.tag == "style":
                css(proof, element.text, span)
            elif element.tag == "script" and not element.get("src"):
                script(proof, element.text, span)
            for address in _addresses(element):
                place = _request(proof, site, element, address, span)
                if place is None:
                    continue
                followed += 1
                there = _resolve(site, path, place)
                if not _stands(site, there):
                    broken.setdefault(there, []).append(span)
    for (target, anchor), spans in sorted(broken.items()):
        if (site.file(target), anchor) in proof.missing:
            continue
        first, more = min(spans), len(spans) - 1
        where = f"“{target}” has no anchor “{anchor}”" if anchor and target in site.pages else f"there is no “{target}”"
        tail = f"; {more} more link{'s' * (more > 1)} lead{'s' * (more == 1)} there" if more else ""
        proof.add(BROKEN_LINK(first, f"a link leads nowhere: {where}{tail}", AGAIN))
    return followed


def _ids(proof: Proof, site: Site, path: str, page: Element) -> set[str]:
    seen: dict[str, Element] = {}
    for element in page.walk():
        if not element.id:
            continue
        if element.id in seen:
            first = seen[element.id]
            proof.add(DUPLICATE_ID(Span(site.file(path), element.line, element.col), f"the id “{element.id}” stands already in line {first.line}", AGAIN))
        else:
            seen[element.id] = element
    return set(seen)


def _addresses(element: Element) -> Iterable[str]:
    for name in _REFERENCES:
        value = element.get(name).strip()
        if value or (name in ("href", "src") and name in element.attributes and element.tag != "a"):
            yield value
    for part in element.get("srcset").split(","):
        if part.strip():
            yield part.split()[0]


def _request(proof: Proof, site: Site, element: Element, address: str, span: Span) -> str | None:
    """Return an address that lies within the pages; one that is fetched from elsewhere is a fault, any other is let be."""
    if site.base and address.startswith(site.base):
        return "/" + address[len(site.base) :]
    parts = urlsplit(address)
    if parts.scheme in ("http", "https") or address.startswith("//"):
        rel = element.get("rel").lower().split()
        if element.tag in _FETCHED or (element.tag == "link" and _FETCHED_LINKS.intersection(rel)):
            proof.add(OTHER_HOST(span, f"<{element.tag}> asks another host: {address}", "serve it from the edition itself"))
        return None
    return None if parts.scheme else address


def _resolve(site: Site, path: str, address: str) -> tuple[str, str]:
    parts = urlsplit(address)
    target = unquote(parts.path)
    if not target:
        return path, unquote(parts.fragment)
    joined = posixpath.normpath(target.lstrip("/") if target.startswith("/") else posixpath.join(posixpath.dirname(path), target))
    if target.endswith("/") or joined == ".":
        joined = "index.html" if joined == "." else f"{joined}/index.html"
    return joined, unquote(parts.fragment)


def _stands(site: Site, target: tuple[str, str]) -> bool:
    path, anchor = target
    if path not in site.pages:
        return path in site.files
    return not anchor or anchor in site.ids[path]


def _picture(proof: Proof, ids: set[str], element: Element, span: Span) -> None:
    hidden = element.get("aria-hidden") == "true" or element.get("role") in ("presentation", "none")
    if element.tag in ("img", "area") or (element.tag == "input" and element.get("type") == "image"):
        if not element.get("alt").strip() and not hidden and not element.get("aria-label"):
            proof.add(NO_ALTERNATIVE(span, f"the picture “{element.get('src')}” has no words in its place", "give it an “alt” that says what it shows"))
    elif element.tag == "svg" and not hidden:
        named = element.get("aria-label").strip() or any(target in ids for target in element.get("aria-labelledby").split())
        titled = any(child.tag == "title" and child.text.strip() for child in element.elements())
        if not named and not titled:
            proof.add(NO_ALTERNATIVE(span, "a drawing has neither title nor label", "give it a <title>, or “aria-hidden” if it shows nothing"))


def css(proof: Proof, source: str, span: Span) -> None:
    """Report the addresses of other hosts that a style sheet fetches."""
    for match in _CSS_ADDRESS.finditer(_COMMENT.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), source)):
        proof.add(OTHER_HOST(_inside(source, match.start(), span), f"a style sheet asks another host: {match[1]}", "serve it from the edition itself"))


def script(proof: Proof, source: str, span: Span) -> None:
    """Report the addresses of other hosts that a script fetches, as far as they are written out in it."""
    for match in _SCRIPT_ADDRESS.finditer(source):
        proof.add(OTHER_HOST(_inside(source, match.start(), span), f"a script asks another host: {match[1]}", "serve it from the edition itself"))


def _inside(source: str, offset: int, span: Span) -> Span:
    lines = source.count("\n", 0, offset)
    return Span(span.file, span.line + lines, offset - source.rfind("\n", 0, offset) if lines else span.col)
