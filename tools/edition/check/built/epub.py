"""The e-book: ``epub/*.epub``, read as what it is, a ZIP of XHTML (EPUB 3.3)."""

from __future__ import annotations

import posixpath
import struct
import zipfile
import zlib
from pathlib import Path
from urllib.parse import unquote

from ...derive.dates import shown
from ...diagnostics import Span
from . import AGAIN, MISSING_PASSAGE, NO_EDITION, Proof
from .compare import compare
from .links import Site, check_links, css
from .markup import Broken, Element, read_xml
from .pages import texts


def prove(proof: Proof) -> None:
    for path in sorted((proof.folder / "epub").glob("*.epub")):
        _book(proof, path)


def _book(proof: Proof, path: Path) -> None:
    file = proof.name(path)
    members: dict[str, bytes] = {}
    try:
        with zipfile.ZipFile(path) as book:
            members = {info.filename: book.read(info) for info in book.infolist() if not info.is_dir()}
    except (OSError, ValueError, EOFError, IndexError, KeyError, NotImplementedError, RuntimeError, zipfile.BadZipFile, zlib.error, struct.error) as error:
        proof.unreadable(file, error)
        return
    pages: dict[str, Element] = {}
    package: tuple[str, Element] | None = None
    for name, data in members.items():
        if name.endswith((".xhtml", ".opf", ".xml", ".svg", ".ncx")):
            try:
                root = read_xml(data)
            except Broken as error:
                proof.unreadable(f"{file}!{name}", error, error.line, error.col)
                continue
            if name.endswith(".xhtml"):
                pages[name] = root
            elif name.endswith(".opf"):
                package = (name, root)
    site = Site(pages, frozenset(members), lambda name: f"{file}!{name}")
    shown_in: set[str] = set()
    for name, page in pages.items():
        for seen in texts(page, site.file(name)):
            if seen.siglum in proof.edition.documents:
                shown_in.add(seen.siglum)
                compare(proof, proof.edition.documents[seen.siglum], seen)
    for siglum, document in proof.edition.documents.items():
        if siglum not in shown_in and not proof.has_unreadable(site.file("")):
            proof.missing.update((site.file(name), passage.id) for name in pages for passage in document.passages)
            proof.add(MISSING_PASSAGE(Span(file), f"no page has the text of {siglum.upper()}", AGAIN))
    links = check_links(proof, site)
    for name, data in members.items():
        if name.endswith(".css"):
            css(proof, data.decode("utf-8", "replace"), Span(site.file(name)))
    _package(proof, site, package)
    proof.compared.append(f"epub: {len(pages)} pages, {links} links; words, ids, notes and numbers to the last sign (white space as single blanks)")


def _package(proof: Proof, site: Site, package: tuple[str, Element] | None) -> None:
    """The package states number and date, and every file that it lists is there."""
    if package is None:
        proof.unreadable(site.file("META-INF/container.xml"), ValueError("the book has no package"))
        return
    name, root = package
    text = " ".join((root.text, *(element.get("content") for element in root.walk())))
    lacks = [what for what, words in (("number", (proof.number,)), ("date", (proof.date, shown(proof.date)))) if not any(one and one in text for one in words)]
    if lacks and (proof.number or proof.date):
        proof.add(NO_EDITION(Span(site.file(name)), f"the package does not state the {' and '.join(lacks)} of the edition", AGAIN))
    for element in root.walk():
        if element.tag == "item" and element.get("href") and ":" not in element.get("href"):
            target = posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(element.get("href"))))
            if target not in site.files:
                proof.unreadable(site.file(name), ValueError(f"“{target}”, which the package lists, is not in the book"), element.line, element.col)
