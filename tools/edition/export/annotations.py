"""The editorial notes as W3C Web Annotations (Web Annotation Data Model, 2017: 3 annotations, 4 selectors, 5 collections).

``annotations/<siglum>.json`` is a collection for each document. A target is the document's plain text (``text/<siglum>.txt``),
found by a TextQuoteSelector and a TextPositionSelector; ``dcterms:isPartOf`` names the passage.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ..derive.plain import text
from ..derive.reading import text_view, withdrawn_notes
from ..lemma import locate
from ..model import Document, Edition, Note
from ._facts import Facts, facts, person, rights, write_json
from ._texts import PlainText, path, plain_text

NAME = "annotations"
#: characters of context on each side of a quotation
CONTEXT = 32


def export(edition: Edition, out: Path) -> list[Path]:
    """Write a collection for each document."""
    return [write_json(out / NAME / f"{document.siglum}.json", collection(edition, document)) for document in edition.documents.values()]


def collection(edition: Edition, document: Document) -> dict[str, Any]:
    """Return the notes on one document as a collection of one page."""
    about = facts(edition)
    base = f"{about.data_url}{NAME}/{document.siglum}.json" if about.data_url else f"{document.siglum}.json"
    whole = plain_text(edition, document)
    items = [_annotation(edition, document, view.note, about, whole, base) for view in text_view(edition, document).notes]
    items += [_tombstone(document, note, about, base) for note in withdrawn_notes(edition, document)]
    page: dict[str, Any] = {"id": f"{base}#page", "type": "AnnotationPage", "startIndex": 0, "items": items}
    return {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": base,
        "type": "AnnotationCollection",
        "label": f"Notes on {document.title}. {about.statement}",
        "rights": about.licence_url or about.licence,
        "dcterms:rights": f"The text: {rights(document)}",
        "dcterms:issued": about.date,
        "total": len(items),
        "first": page,
    }


def _tombstone(document: Document, note: Note, about: Facts, base: str) -> dict[str, Any]:
    """What stands under the id of a note that was withdrawn: where it went; it hangs on the passage, and on no words."""
    source = about.data_url + path(document) if about.data_url else f"../{path(document)}"
    return {
        "id": f"{base}#note-{note.id.replace('/', '-')}",
        "type": "Annotation",
        "motivation": "editing",
        "rights": about.licence_url or about.licence,
        "body": [{"type": "TextualBody", "purpose": "editing", "format": "text/plain", "language": "en", "value": f"Withdrawn: {note.withdrawn}"}],
        "target": [{"type": "SpecificResource", "source": source, "dcterms:isPartOf": f"{source}#{note.at}"}],
    }


def _annotation(edition: Edition, document: Document, note: Note, about: Facts, whole: PlainText, base: str) -> dict[str, Any]:
    source = about.data_url + path(document) if about.data_url else f"../{path(document)}"
    targets = []
    for anchor in note.anchors:
        passage = document.by_id.get(anchor.at)
        start = locate(passage.text, anchor.lemma) if passage else None
        if passage is None or start is None:
            continue
        first = whole.starts[passage.id] + start
        last = first + len(anchor.lemma.words)
        targets.append(
            {
                "type": "SpecificResource",
                "source": source,
                "dcterms:isPartOf": f"{source}#{passage.id}",
                "selector": [
                    {
                        "type": "TextQuoteSelector",
                        "exact": anchor.lemma.words,
                        "prefix": whole.text[max(0, first - CONTEXT) : first],
                        "suffix": whole.text[last : last + CONTEXT],
                    },
                    {"type": "TextPositionSelector", "start": first, "end": last},
                ],
            }
        )
    return {
        "id": f"{base}#note-{note.id.replace('/', '-')}",
        "type": "Annotation",
        "motivation": "commenting",
        "creator": [{"name": person(edition, key)} for key in note.authors],
        "rights": about.licence_url or about.licence,
        "body": [
            {"type": "TextualBody", "purpose": "commenting", "format": "text/plain", "language": "en", "value": text(edition, note.body)},
            {"type": "TextualBody", "purpose": "classifying", "value": note.kind},
        ],
        "target": targets,
    }
