"""The website: ``html/``."""

from __future__ import annotations

import zlib
from pathlib import Path

from ...derive.dates import shown
from ...diagnostics import Span
from . import AGAIN, BROKEN_LINK, MISSING_PASSAGE, NO_EDITION, Proof, found
from .compare import compare
from .links import Site, check_links, css, script
from .markup import Broken, Element, read_html
from .pages import texts

#: folders of machinery, whose pages nobody reads
_MACHINERY = ("_static", "_search", "_sources")


def prove(proof: Proof) -> None:
    folder = proof.folder / "html"
    pages, shown_as = _read(proof, folder), proof.name(folder)
    site = Site(
        pages,
        frozenset(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()),
        lambda path: f"{shown_as}/{path}",
        _base(pages),
    )
    _documents(proof, site)
    links = check_links(proof, site)
    _assets(proof, folder)
    _inventory(proof, folder, site)
    records = found.prove(proof, folder / "_search", site) if (folder / "_search").is_dir() else 0
    for path, page in pages.items():
        _edition(proof, site.file(path), page)
    proof.compared.append(f"html: {len(pages)} pages, {links} links, {records} places to be found; words, ids, notes and numbers to the last sign (white space as single blanks)")


def _read(proof: Proof, folder: Path) -> dict[str, Element]:
    out = {}
    for path in sorted(folder.rglob("*.html")):
        name = path.relative_to(folder).as_posix()
        if name.split("/")[0] in _MACHINERY:
            continue
        try:
            out[name] = read_html(path.read_text(encoding="utf-8"))
        except Broken as error:
            proof.unreadable(proof.name(path), error, error.line, error.col)
        except (OSError, UnicodeDecodeError) as error:
            proof.unreadable(proof.name(path), error)
    return out


def _base(pages: dict[str, Element]) -> str:
    """The address at which the pages are to stand, from the first canonical link."""
    for path, page in pages.items():
        for element in page.walk():
            if element.tag == "link" and element.get("rel") == "canonical" and element.get("href").endswith(path):
                return element.get("href").removesuffix(path)
            if element.tag == "body":
                break
    return ""


def _documents(proof: Proof, site: Site) -> None:
    shown_in: set[str] = set()
    for path, page in site.pages.items():
        for seen in texts(page, site.file(path)):
            if seen.siglum in proof.edition.documents:
                shown_in.add(seen.siglum)
                compare(proof, proof.edition.documents[seen.siglum], seen)
    for siglum, document in proof.edition.documents.items():
        if siglum not in shown_in and not proof.has_unreadable(site.file("")):
            proof.missing.update((site.file(path), passage.id) for path in site.pages for passage in document.passages)
            proof.add(MISSING_PASSAGE(Span(site.file("index.html")), f"no page has the text of {siglum.upper()}", AGAIN))


def _assets(proof: Proof, folder: Path) -> None:
    for path in sorted((*folder.rglob("*.css"), *folder.rglob("*.js"))):
        if path.relative_to(folder).parts[0] == "_search":
            continue  # the index for searching: data, no address of its own
        (css if path.suffix == ".css" else script)(proof, path.read_text(encoding="utf-8", errors="replace"), Span(proof.name(path)))


def _inventory(proof: Proof, folder: Path, site: Site) -> None:
    """Check that what ``objects.inv`` offers to other projects stands where it says (the file is Sphinx's, version 2)."""
    path = folder / "objects.inv"
    if not path.is_file():
        return
    data = path.read_bytes()
    try:
        head = [data.index(b"\n")]
        for _ in range(3):
            head.append(data.index(b"\n", head[-1] + 1))
        lines = zlib.decompress(data[head[-1] + 1 :]).decode("utf-8").splitlines()
    except (ValueError, zlib.error, UnicodeDecodeError) as error:
        proof.unreadable(proof.name(path), error)
        return
    for number, line in enumerate(lines, 1):
        name, _, rest = line.partition(" ")
        while rest and not rest.split(" ", 1)[0].count(":"):  # names may have blanks
            more, _, rest = rest.partition(" ")
            name = f"{name} {more}"
        parts = rest.split(" ", 3)
        if len(parts) < 3 or name in ("modindex", "py-modindex"):  # which Sphinx offers whether they are built or not
            continue
        target, _, anchor = parts[2].partition("#")
        anchor = name if anchor == "$" else anchor.replace("$", name)
        stands = target in site.files and (not anchor or target not in site.pages or anchor in site.ids[target])
        if not stands and (site.file(target), anchor) not in proof.missing:
            proof.add(BROKEN_LINK(Span(proof.name(path), number), f"“{name}” is offered to other projects at “{parts[2]}”, which is not there", AGAIN))


def _edition(proof: Proof, file: str, page: Element) -> None:
    text = next((element.seen for element in page.walk() if element.tag == "body"), page.seen)
    lacks = [what for what, words in (("number", (proof.number,)), ("date", (proof.date, shown(proof.date)))) if not any(one and one in text for one in words)]
    if lacks and (proof.number or proof.date):
        proof.add(
            NO_EDITION(
                Span(file), f"the page does not state the {' and '.join(lacks)} of the edition", "the foot of each page states them; mend the page’s template"
            )
        )
