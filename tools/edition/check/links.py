"""E6: pages, labels, images, includes and links to files of the edition."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from ..derive.disk import Disk, disk_of
from ..derive.references import Made, beside, made
from ..derive.said import said, say
from ..diagnostics import Diagnostic, Span, nearest, rule
from ..model import Edition, Page
from ..patterns import lazy
from . import check, one_by_one
from .references import UNKNOWN_PASSAGE

UNKNOWN_PAGE = rule("E612", "unknown-page")
UNKNOWN_LABEL = rule("E613", "unknown-label")
MISSING_TARGET = rule("E614", "missing-target-file")
OTHER_CASE = rule("E615", "file-name-of-other-case")
DUPLICATE_ANCHOR = rule("E617", "duplicate-anchor")
UNKNOWN_DOCUMENT = rule("E621", "unknown-document")

#: directives whose argument is a file
_FILES = ("include", "literalinclude", "image", "figure")
#: labels and pages that Sphinx makes itself
_SPHINX = ("genindex", "modindex", "search")
_EXTERNAL = lazy(r"[a-zA-Z][\w+.-]*:|//")


@one_by_one
def links(edition: Edition) -> Iterator[Diagnostic]:
    """What a page or a record links to, shows or includes is there, under that very name."""
    labels = {label for page in edition.pages.values() for label, _ in page.anchors}
    small = {label.lower() for label in labels}
    disk = disk_of(edition)
    for item in made(edition):
        role, target, span = item.reference.role, item.reference.target, item.reference.span
        if role == "doc":
            yield from _page(edition, disk, item)
        elif role in ("ref", "numref"):
            if target.lower() not in small and target not in _SPHINX:
                yield UNKNOWN_LABEL(
                    span, f"no page has the label “{target}”{nearest(target, labels)}", "correct the label, or put “(label)=” before the heading"
                )
        elif role in ("link", "image", "download"):
            if item.kind != "page" and not _EXTERNAL.match(target):
                yield MISSING_TARGET(
                    span,
                    f"“{target}” leads nowhere from the page where this is shown",
                    "refer with a role, such as {ed:note}, {ed:event} or {ed:loc}, or write the whole address",
                )
                continue
            yield from link(edition, disk, item.file, target, span)
    for page in edition.pages.values():
        yield from _directives(edition, disk, page)


def _page(edition: Edition, disk: Disk, item: Made) -> Iterator[Diagnostic]:
    target = item.reference.target
    path = beside(item.file, target)
    if target.lstrip("/") in _SPHINX or any(disk.there(f"{path}{end}") is True for end in (".md", ".rst")):
        return
    names = [name for name in edition.pages if not name.startswith(("checks/", "."))]
    yield UNKNOWN_PAGE(
        item.reference.span,
        f"there is no page “{target}”{nearest(path.removeprefix('docs/'), names)}",
        "write the page's path without “.md”; a leading “/” starts from docs/",
    )


def link(edition: Edition, disk: Disk, file: str, target: str, span: Span, own: Mapping[str, Page] = MappingProxyType({})) -> Iterator[Diagnostic]:
    """What is wrong with a link from a file; ``own`` are pages beside those of the edition, by their paths."""
    if _EXTERNAL.match(target):
        return
    address, _, fragment = target.partition("#")
    if address and not (address.startswith(("<", "www.")) or "{" in address):  # E671
        there = disk.there(beside(file, address))
        if there is False:
            yield MISSING_TARGET(span, f"“{target}” leads to no file", "correct the path, seen from this file's folder")
            return
        if isinstance(there, str):
            yield OTHER_CASE(span, f"“{target}” is written {there} on the disk", "write the name with its own capitals: most web servers tell them apart")
            return
    if fragment:
        path = beside(file, address) if address else file
        page = own.get(path) or edition.pages.get(path.removeprefix("docs/").removesuffix(".md"))
        if page is not None and fragment not in {label for label, _ in page.anchors} | _headings(edition, page):
            yield UNKNOWN_LABEL(span, f"{path} has no place “#{fragment}”", "correct the part after “#”, or put “(label)=” before the heading")


def _headings(edition: Edition, page: Page) -> set[str]:
    """The anchors that MyST gives a page's headings (myst_heading_anchors)."""
    lines = [re.match(r"#{1,6}\s+(.*)", words) for words, _ in (said(edition).get(page.file) or say(page)).lines]
    return {re.sub(r"[^\w\- ]", "", line[1].strip().lower()).replace(" ", "-") for line in lines if line}


def _directives(edition: Edition, disk: Disk, page: Page) -> Iterator[Diagnostic]:
    for item in page.includes:
        if item.role in _FILES and item.target and not _EXTERNAL.match(item.target):
            yield from link(edition, disk, page.file, item.target.partition("#")[0], item.span)
        elif item.role == "ed:text" and item.target not in edition.documents:
            yield UNKNOWN_DOCUMENT(item.span, f"there is no document “{item.target}”{nearest(item.target, edition.documents)}", "name a folder of sources/")
        elif item.role == "ed:citation" and item.target and item.target not in edition.passages and item.target.removeprefix("accounts/") not in edition.accounts:
            near = nearest(item.target, [*edition.passages, *(f"accounts/{id_}" for id_ in edition.accounts)])
            yield UNKNOWN_PASSAGE(item.span, f"there is no “{item.target}” to cite{near}", "name a passage, an account as accounts/…, or nothing for the edition")


@check
def duplicate_anchors(edition: Edition) -> Iterator[Diagnostic]:
    """A label stands once in the whole edition: Sphinx takes the last, in silence."""
    first: dict[str, Span] = {}
    for page in edition.pages.values():
        for label, span in page.anchors:
            other = first.setdefault(label.lower(), span)
            if other != span:
                yield DUPLICATE_ANCHOR(
                    span, f"the label “{label}” stands already at {other.file}:{other.line}", "give one of the two another name, and follow its references"
                )
