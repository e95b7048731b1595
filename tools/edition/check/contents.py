"""E6: what the pages show together: each page is reached from the contents, each document and register is shown once."""

from __future__ import annotations

import fnmatch
import posixpath
from collections.abc import Iterator

from ..derive.disk import disk_of
from ..derive.references import beside
from ..diagnostics import Diagnostic, Span, nearest, rule
from ..kinds import REGISTERS
from ..model import Edition
from . import check
from .links import UNKNOWN_PAGE
from .mark_up import views
from .sound import sound

NOT_IN_CONTENTS = rule("E665", "page-in-no-contents")
LISTED_TWICE = rule("E668", "page-listed-twice")
NOT_SHOWN = rule("E672", "shown-nowhere")
UNKNOWN_PART = rule("E674", "unknown-part")

_SELF = ("self", "genindex", "modindex", "search")


def named(edition: Edition) -> set[str]:
    """Every page that Sphinx will make, records that are pages of their own included."""
    return {*edition.pages, *(f"accounts/{account}" for account in edition.accounts)}


@check
def contents(edition: Edition) -> Iterator[Diagnostic]:
    """What the contents list is there, is listed once, and every page is listed."""
    pages = named(edition)
    listed: set[str] = set()
    for page in edition.pages.values():
        mine: dict[str, Span] = {}
        for item in page.contents:
            if item.target in _SELF or ":" in item.target:
                continue
            path = beside(page.file, item.target).removeprefix("docs/")
            if item.role == "glob":
                listed.update(name for name in pages if fnmatch.fnmatchcase(name, path))
            elif path in pages:
                listed.add(path)
                if path in mine:
                    yield LISTED_TWICE(item.span, f"“{item.target}” is listed already on line {mine[path].line}", "remove one of the two")
                mine.setdefault(path, item.span)
            elif path.startswith("../") or not any(disk_of(edition).there(f"docs/{path}{end}") is True for end in (".md", ".rst")):
                near = nearest(path, [name for name in pages if not name.startswith("checks/")])
                yield UNKNOWN_PAGE(item.span, f"there is no page “{item.target}”{near}", "correct the name, seen from this page, without “.md”")
    if not listed:
        return  # a project without contents
    if any(item.role != "toctree" and nearest(item.role, ["toctree"], 0.8) for page in edition.pages.values() for item in page.includes):
        return  # E661
    included = {beside(page.file, item.target) for page in edition.pages.values() for item in page.includes if item.role == "include"}
    meant = {
        posixpath.basename(item.target)
        for page in edition.pages.values()
        for item in page.contents
        if item.role == "page" and beside(page.file, item.target).removeprefix("docs/") not in pages
    }
    for name, page in edition.pages.items():
        if name in listed or name == "index" or page.file in included or page.orphan:
            continue
        if not any(nearest(posixpath.basename(name), [other]) for other in meant):  # a mistyped line of the contents is one fault
            yield NOT_IN_CONTENTS(
                Span(page.file),
                f"no table of contents lists the page “{name}”",
                "list it in the {toctree} of a page above it, or put “orphan: true” in its head",
            )


@check
def parts(edition: Edition) -> Iterator[Diagnostic]:
    """A page shows each document, and names registers and bibliographies that there are."""
    shown: dict[str, list[tuple[str, Span]]] = {"ed:text": [], "ed:register": [], "ed:bibliography": []}
    for page in edition.pages.values():
        for item in page.includes:
            if item.role in shown:
                shown[item.role].append((item.target, item.span))
    files = {path.stem for path in edition.root.glob("bib/*.bib")}
    for role, among, what in (("ed:register", set(REGISTERS), "register"), ("ed:bibliography", files, "file of bib/")):
        for target, span in shown[role]:
            if among and target and target.split(" ")[0] not in among:
                yield UNKNOWN_PART(span, f"there is no {what} “{target}”{nearest(target, sorted(among))}", f"name one of: {', '.join(sorted(among))}")
    once: dict[str, Span] = {}
    for siglum, span in shown["ed:text"]:
        if siglum in once:
            yield LISTED_TWICE(
                span,
                f"{siglum} is shown already at {once[siglum].file}:{once[siglum].line}",
                "show each document on one page, so that an address of a passage is one",
            )
        once.setdefault(siglum, span)
    if any(item.role.startswith("ed:") and item.role not in views() for page in edition.pages.values() for item in page.includes):
        return  # E661
    twice = len(once) < len(shown["ed:text"]) or any(siglum not in edition.documents for siglum in once)
    for siglum in edition.documents:
        if once and siglum not in once and not twice and sound(edition, siglum):
            yield NOT_SHOWN(
                Span(f"sources/{siglum}/document.yaml"), f"no page shows the text of {siglum}", f"put “{{ed:text}} {siglum}” on a page of docs/texts/"
            )
    if any(target not in REGISTERS for target, _ in shown["ed:register"]):
        return
    there = {target for target, _ in shown["ed:register"]}
    for register in dict.fromkeys(entity.register for entity in edition.entities.values()):
        if there and register not in there:
            yield NOT_SHOWN(Span(f"docs/registers/{register}"), f"no page shows the register “{register}”", f"put “{{ed:register}} {register}” on a page")
