"""Distributed Text Services 1.0, level 0: a static endpoint of files (specification, “URI Templates examples for static website”).

``dts/index.json`` is the entry point. Its templates use path expansion (RFC 6570, 3.2.6 and 3.2.7), so that every valid call
is a file: ``navigation/let;down=1/index.json``, ``document/let/let-14/index.xml``. The citation tree of a document has one
level, the passages. A static server cannot refuse: a call that is not valid finds no file (404).
The siblings of a passage (``down=0``) are the whole document again, so that they are written for documents of at most
:data:`SIBLINGS` passages only; else the endpoint would grow with the square of the text.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ..locus import parse, printed
from ..model import Document, Edition, Passage
from . import tei
from ._facts import facts, licence_url, rights, write, write_json
from ._tei_body import body, passage_element
from ._tei_header import document_header
from ._tei_place import Place, up
from ._tei_source import availability
from ._xml import block, esc, tag

NAME = "dts"
VERSION = "1.0"
CONTEXT = "https://dtsapi.org/context/v1.0.json"
WRAPPER = "https://w3id.org/api/dts#"
ROOT = "edition"
SIBLINGS = 400


def export(edition: Edition, out: Path) -> list[Path]:
    """Write every response of the endpoint."""
    folder = out / NAME
    written = [write_json(folder / "index.json", _entry(edition))]
    for path, value in _collections(edition):
        written.append(write_json(folder / "collection" / path / "index.json", value))
    for document in edition.documents.values():
        for path, value in _navigation(edition, document):
            written.append(write_json(folder / "navigation" / path / "index.json", value, compact=True))
        written.append(write(folder / "document" / document.siglum / "index.xml", _whole(edition, document)))
        for passage in document.passages:
            written.append(write(folder / "document" / document.siglum / passage.id / "index.xml", _part(edition, document, passage)))
    return written


def _base(edition: Edition) -> str:
    about = facts(edition)
    return f"{about.data_url}{NAME}/" if about.data_url else ""


def _templates(edition: Edition, document: Document | None = None) -> dict[str, str]:
    """The URI templates of the three endpoints, for one document or for all."""
    base = _base(edition)
    if document is None:
        return {
            "collection": f"{base}collection{{/id}}{{;nav}}/index.json",
            "navigation": f"{base}navigation{{/resource}}{{;down}}{{/ref}}/index.json",
            "document": f"{base}document{{/resource,ref}}/index.xml",
        }
    siglum = document.siglum
    return {
        "collection": f"{base}collection/{siglum}{{;nav}}/index.json",
        "navigation": f"{base}navigation/{siglum}{{;down}}{{/ref}}/index.json",
        "document": f"{base}document/{siglum}{{/ref}}/index.xml",
    }


def _entry(edition: Edition) -> dict[str, Any]:
    return {"@context": CONTEXT, "@id": f"{_base(edition)}index.json", "@type": "EntryPoint", "dtsVersion": VERSION, **_templates(edition), "dublinCore": _core(edition)}


def _core(edition: Edition) -> dict[str, Any]:
    """The Dublin Core of the whole: edition number, date and rights."""
    about = facts(edition)
    return {
        "title": [{"lang": "en", "value": about.title}],
        "creator": [{"lang": "en", "value": name} for name in about.editors],
        "issued": [{"lang": "en", "value": about.date}],
        "hasVersion": [{"lang": "en", "value": about.number}],
        "rights": [{"lang": "en", "value": about.statement}],
    }


def _resource(edition: Edition, document: Document) -> dict[str, Any]:
    about = facts(edition)
    core: dict[str, Any] = {
        "title": [{"lang": "en", "value": document.title}],
        "creator": [{"lang": "en", "value": document.meta.get("author", "unknown")}],
        "language": [{"lang": "en", "value": document.meta.get("language", "en")}],
        "rights": [{"lang": "en", "value": rights(document)}, {"lang": "en", "value": about.statement}],
        "hasVersion": [{"lang": "en", "value": about.number}],
    }
    if address := licence_url(document.meta.get("licence", "")):
        core["license"] = [address]
    return {
        "@id": document.siglum,
        "@type": "Resource",
        "dtsVersion": VERSION,
        "title": document.title,
        "totalParents": 1,
        "totalChildren": 0,
        "dublinCore": core,
        **_templates(edition, document),
        "download": f"{about.data_url or '../'}tei/{document.siglum}.xml",
        "mediaTypes": ["application/tei+xml"],
        "citationTrees": [
            {
                "@type": "CitationTree",
                "citeStructure": [
                    {"@type": "CiteStructure", "citeType": kind} for kind in dict.fromkeys(_unit(passage)["citeType"] for passage in document.passages)
                ],
            }
        ],
    }


def _collections(edition: Edition) -> Iterator[tuple[str, dict[str, Any]]]:
    members = [_resource(edition, document) for document in edition.documents.values()]
    about = facts(edition)
    root: dict[str, Any] = {
        "@id": ROOT,
        "@type": "Collection",
        "dtsVersion": VERSION,
        "title": about.title,
        "totalParents": 0,
        "totalChildren": len(members),
        "dublinCore": _core(edition),
        "collection": f"{_base(edition)}collection/{ROOT}{{;nav}}/index.json",
    }
    head = {"@context": CONTEXT}
    for path in ("", ROOT, f"{ROOT};nav=children"):
        yield path, {**head, **root, "member": members}
    yield f"{ROOT};nav=parents", {**head, **root, "member": []}
    for siglum, resource in zip(edition.documents, members, strict=True):
        for path in (siglum, f"{siglum};nav=children"):
            yield path, {**head, **resource, "member": []}
        yield f"{siglum};nav=parents", {**head, **resource, "member": [root]}


def _unit(passage: Passage) -> dict[str, Any]:
    locus = parse(passage.id)
    kind = "note" if locus and locus.series == "n" else passage.kind
    return {
        "identifier": passage.id,
        "@type": "CitableUnit",
        "level": 1,
        "parent": None,
        "citeType": kind,
        "dublinCore": {"title": [{"lang": "en", "value": printed(passage.id)}]},
    }


def _navigation(edition: Edition, document: Document) -> Iterator[tuple[str, dict[str, Any]]]:
    resource = _resource(edition, document)
    base = f"{_base(edition)}navigation/"
    units = [_unit(passage) for passage in document.passages]

    def response(path: str, **more: Any) -> tuple[str, dict[str, Any]]:
        return path, {"@context": CONTEXT, "dtsVersion": VERSION, "@id": f"{base}{path}/index.json", "@type": "Navigation", "resource": resource, **more}

    siglum = document.siglum
    for down in ("1", "-1"):
        yield response(f"{siglum};down={down}", member=units)
    for unit in units:
        yield response(f"{siglum}/{unit['identifier']}", ref=unit)
        for down in ("1", "-1"):
            yield response(f"{siglum};down={down}/{unit['identifier']}", ref=unit, member=[unit])
        if len(units) <= SIBLINGS:
            yield response(
                f"{siglum};down=0/{unit['identifier']}", ref=unit, member=[{key: value for key, value in one.items() if key != "dublinCore"} for one in units]
            )


def _whole(edition: Edition, document: Document) -> str:
    """The document itself: header and text; the notes are in the TEI file."""
    place = Place(edition, document.siglum, frozenset((*document.by_id, f"{document.siglum}-lost")), up(3, f"tei/{document.siglum}.xml"))
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n{tei.comment(edition)}'
        + block("TEI", {"xmlns": tei.NAMESPACE}, document_header(edition, document), body(place, document))
        + "\n"
    )


def _part(edition: Edition, document: Document, passage: Passage) -> str:
    """One passage in its wrapper, under a short header."""
    about = facts(edition)
    header = block(
        "teiHeader",
        None,
        block(
            "fileDesc",
            None,
            block("titleStmt", None, tag("title", None, esc(f"{document.title}, {printed(passage.id)}"))),
            block("editionStmt", None, tag("edition", {"n": about.number}, esc(f"Edition {about.number}, {about.date}"))),
            block("publicationStmt", None, tag("authority", None, esc("; ".join(about.editors))), availability(document, about)),
            block("sourceDesc", None, tag("p", None, tag("ref", {"target": up(4, f"tei/{document.siglum}.xml") + f"#{passage.id}"}, esc(about.title)))),
        ),
    )
    far = Place(edition, document.siglum, frozenset(), up(4, f"tei/{document.siglum}.xml"))
    wrapper = tag("dts:wrapper", {"xmlns:dts": WRAPPER}, passage_element(far, document, passage))
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n{tei.comment(edition)}'
        + block("TEI", {"xmlns": tei.NAMESPACE}, header, block("text", None, block("body", None, wrapper)))
        + "\n"
    )
