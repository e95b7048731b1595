"""TEI P5: a file for each document, ``tei/<siglum>.xml``, and one ``teiCorpus`` for the whole, ``tei/edition.xml``.

After the Text Encoding Initiative's Guidelines P5 4.3.0: 2 (header), 3.5 and 12.3 (emendations), 14 (names), 17.10 (``standOff``).
Valid against ``tei_all.rng``. Editorial notes stand in ``standOff`` and point with ``target`` and ``targetEnd`` to the anchors about their lemma.
"""

from __future__ import annotations

from pathlib import Path

from ..derive.apparatus import corrections
from ..derive.reading import text_view, withdrawn_notes
from ..kinds import EMENDATION_KINDS
from ..locus import printed
from ..model import Document, Edition, Emendation, Note
from ._facts import facts, write
from ._tei_body import body
from ._tei_header import corpus_header, document_header
from ._tei_lists import lists
from ._tei_place import Held, Place, holds, note_id, responsible
from ._tei_prose import paragraphs
from ._tei_source import certainty
from ._tei_text import anchor_ids, witness_reading
from ._xml import block, esc, tag, uri

NAME = "tei"
NAMESPACE = "http://www.tei-c.org/ns/1.0"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'


def export(edition: Edition, out: Path) -> list[Path]:
    """Write the files of the documents, then that of the whole."""
    folder = out / NAME
    written = []
    whole = []
    everything = Place(edition, "edition")
    for document in edition.documents.values():
        held = holds(edition, document, served(edition, document))
        place = Place(edition, document.siglum, held.ids(document))
        written.append(write(folder / f"{document.siglum}.xml", f"{_DECLARATION}{comment(edition)}{document_element(place, document, held, alone=True)}\n"))
        whole.append(document_element(everything, document, held, alone=False))
    held = Held((), tuple(edition.entities.values()), tuple(edition.accounts.values()), tuple(sorted(edition.works)))
    found = lists(everything, held)
    shared = block("standOff", None, *found) if found else ""
    written.append(
        write(
            folder / "edition.xml",
            f"{_DECLARATION}{comment(edition)}{block('teiCorpus', {'xmlns': NAMESPACE, 'version': '4.3.0', 'xml:lang': 'en'}, corpus_header(edition), shared, *whole)}\n",
        )
    )
    return written


def comment(edition: Edition) -> str:
    """Return the line in which a file states its edition and rights before anything else."""
    return f"<!-- {esc(facts(edition).statement).replace('--', '–')} -->\n"


def served(edition: Edition, document: Document) -> tuple[Note, ...]:
    """Return the editorial notes that serve a document, in the order of their numbers there."""
    return tuple(view.note for view in text_view(edition, document).notes)


def document_element(place: Place, document: Document, held: Held, *, alone: bool) -> str:
    """Return ``TEI`` of one document: header, text, and what is said of it; ``alone`` it also holds the lists it needs."""
    remarks = [*_notes(place, document, held.notes), *_emendations(document), *(lists(place, held) if alone else ())]
    attributes = {"xmlns": NAMESPACE if alone else "", "version": "4.3.0" if alone else "", "xml:id": document.siglum, "xml:lang": "en"}
    return block("TEI", attributes, document_header(place.edition, document), block("standOff", None, *remarks) if remarks else "", body(place, document))


def _notes(place: Place, document: Document, notes: tuple[Note, ...]) -> list[str]:
    out = []
    for number, note in enumerate(notes, 1):
        here = [anchor for anchor in note.anchors if anchor.at in document.by_id]
        ends = [anchor_ids(note, document.siglum, count) for count in range(1, len(here) + 1)]
        copy = note_id(note, document.siglum) != note_id(note)
        attributes = {
            "xml:id": note_id(note, document.siglum),
            "type": "editorial",
            "subtype": note.kind,
            "n": str(number),
            "target": " ".join(f"#{first}" for first, _ in ends),
            "targetEnd": " ".join(f"#{last}" for _, last in ends),
            "resp": " ".join("#" + responsible(document.siglum, key) for key in note.authors),
            "cert": certainty(note.status),
            "sameAs": place.point(note_id(note)) if copy else "",
        }
        heads = [
            tag(
                "label",
                None,
                tag("ref", {"type": "locus", "target": f"#{anchor.at}"}, esc(printed(anchor.at))),
                " ",
                tag("mentioned", None, esc(anchor.lemma.words)),
            )
            for anchor in here
        ]
        seen = [tag("bibl", {"type": "seen"}, tag("ref", {"target": uri(address)}, esc(address))) for address in note.seen if "://" in address]
        out.append(block("note", attributes, *heads, *paragraphs(place, note.body), *seen))
    for note in withdrawn_notes(place.edition, document):
        target = f"#{note.at}" if note.at in document.by_id else ""
        attributes = {"xml:id": note_id(note, document.siglum), "type": "withdrawn", "target": target}
        out.append(block("note", attributes, tag("p", None, tag("mentioned", None, esc(note.lemma.words)), esc(f" withdrawn: {note.withdrawn}"))))
    return out


def _emendations(document: Document) -> list[str]:
    """The reason of each emendation, hung on its id."""
    out = []
    for passage in document.passages:
        for fix in corrections(document, passage):
            out.append(_reason(fix.id, fix.emendation, fix.emendation.lemma.words if fix.emendation.lemma else "", witness_reading(fix)))
        for number, emendation in enumerate((item for item in document.emendations_at.get(passage.id, ()) if item.place), 1):
            if emendation.witness:
                out.append(_reason(f"em-{passage.id}-out-{number}", emendation, "", " ".join(emendation.witness.split())))
    return out


def _reason(id_: str, emendation: Emendation, lemma: str, witness: str) -> str:
    readings = [tag("quote", {"type": name}, esc(words)) + " " for name, words in (("lemma", lemma), ("witness", witness)) if words]
    return tag(
        "note",
        {"type": "emendation", "subtype": emendation.kind, "target": f"#{id_}"},
        *readings,
        esc(emendation.why or EMENDATION_KINDS[emendation.kind].gloss),
    )
