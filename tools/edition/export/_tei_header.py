"""The TEI header (TEI P5, 2): what a file is, whose it is, where its text comes from and how it was made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from ..derive.fidelity import silent
from ..kinds import EMENDATION_KINDS, NOTE_KINDS
from ..locus import printed
from ..model import Document, Edition
from ._facts import Facts, facts, person, rights
from ._tei_place import responsible
from ._tei_source import availability, dates, licence, relations, source
from ._xml import block, esc, tag


def corpus_header(edition: Edition) -> str:
    """Return the header of the file that holds the whole edition."""
    about = facts(edition)
    return block(
        "teiHeader",
        None,
        block(
            "fileDesc",
            None,
            block("titleStmt", None, tag("title", None, esc(about.title)), *_editors(edition, about, "edition")),
            _edition(about),
            block(
                "publicationStmt",
                None,
                tag("authority", None, esc("; ".join(about.editors))),
                tag("date", {"when": about.date}, esc(about.date)),
                block(
                    "availability",
                    None,
                    licence(about),
                    *(tag("p", None, esc(f"{document.title}: {rights(document)}")) for document in edition.documents.values()),
                ),
            ),
            block(
                "sourceDesc",
                None,
                block(
                    "list",
                    None,
                    *(tag("item", None, tag("ref", {"target": f"{siglum}.xml"}, esc(document.title))) for siglum, document in edition.documents.items()),
                ),
                *relations(edition),
            ),
        ),
        _encoding([emendation.kind for document in edition.documents.values() for emendation in document.emendations], {}),
        _revision(edition, edition.documents.values()),
    )


def document_header(edition: Edition, document: Document) -> str:
    """Return the header of the file of one document."""
    about = facts(edition)
    return block(
        "teiHeader",
        None,
        block(
            "fileDesc",
            None,
            block(
                "titleStmt",
                None,
                tag("title", {"type": "main"}, esc(document.title)),
                tag("title", {"type": "edition"}, esc(about.title)),
                tag("author", None, esc(document.meta.get("author", "unknown"))),
                *_editors(edition, about, document.siglum),
            ),
            _edition(about),
            block(
                "publicationStmt",
                None,
                tag("authority", None, esc("; ".join(about.editors))),
                tag("idno", {"type": "siglum"}, esc(document.siglum)),
                tag("date", {"when": about.date}, esc(about.date)),
                availability(document, about),
            ),
            block("sourceDesc", None, *source(document)),
        ),
        _encoding([emendation.kind for emendation in document.emendations], silent(document)),
        _profile(document),
        _revision(edition, [document]),
    )


def _editors(edition: Edition, about: Facts, scope: str) -> list[str]:
    keys = sorted({*edition.contributors} | {key for note in edition.notes.values() for key in note.authors})
    out = [tag("editor", None, esc(name)) for name in about.editors]
    out += [block("respStmt", {"xml:id": responsible(scope, key)}, tag("resp", None, "editing"), tag("name", None, esc(person(edition, key)))) for key in keys]
    return out


def _edition(about: Facts) -> str:
    return block(
        "editionStmt", None, tag("edition", {"n": about.number}, "Edition ", esc(about.number), ", ", tag("date", {"when": about.date}, esc(about.date)))
    )


def _encoding(kinds: list[str], normalised: dict[str, int]) -> str:
    """State the principles, and each kind of departure from the witness that was made, with its count."""
    counts = Counter(kinds)
    made = [
        tag("item", {"n": str(counts[name])}, tag("term", None, esc(name)), esc(f": {kind.gloss} ({counts[name]})"))
        for name, kind in EMENDATION_KINDS.items()
        if counts[name]
    ]
    quietly = "; ".join(f"{what}: {number}" for what, number in normalised.items() if number)
    return block(
        "encodingDesc",
        None,
        block(
            "editorialDecl",
            None,
            block(
                "correction",
                {"status": "high", "method": "markup"},
                tag(
                    "p",
                    None,
                    "Every departure from the witness is marked and has a kind; facts that the text has wrong are left and get a note.",
                    block("list", None, *made) if made else "",
                ),
            ),
            block(
                "normalization",
                {"method": "silent"},
                tag("p", None, "White space and line ends are normalised, and nothing else", esc(f" ({quietly})." if quietly else ".")),
            ),
            block("quotation", {"marks": "all"}, tag("p", None, "Quotation marks stand as in the witness.")),
            block(
                "segmentation",
                None,
                tag("p", None, "The unit of citation is the passage; its xml:id is permanent. Where a paragraph of the document is divided, part says so."),
            ),
            block(
                "interpretation",
                None,
                tag(
                    "p",
                    None,
                    esc(
                        f"Names are found from the registers’ forms. Editorial notes are of the kinds {', '.join(NOTE_KINDS)}; cert tells whether their evidence was seen."
                    ),
                ),
            ),
        ),
        block(
            "refsDecl",
            None,
            tag(
                "citeStructure",
                {
                    "unit": "passage",
                    "match": "//body//*[self::head or self::p or self::ab or self::quote or self::item or self::note][@xml:id]",
                    "use": "@xml:id",
                },
            ),
        ),
    )


def _profile(document: Document) -> str:
    return block(
        "profileDesc",
        None,
        block("creation", None, tag("date", dates(document), esc(" ".join(document.meta.get("date", "").split())))),
        block(
            "langUsage",
            None,
            *(
                tag("language", {"ident": lang}, esc(lang))
                for lang in dict.fromkeys([document.meta.get("language", "en"), *(lang for _, lang in document.foreign)])
            ),
        ),
        block("textClass", None, block("keywords", None, tag("term", {"type": "genre"}, esc(document.meta.get("genre", ""))))),
    )


def _revision(edition: Edition, documents: Iterable[Document]) -> str:
    """Return the release, and what the ledger says of words that changed since the last one."""
    about = facts(edition)
    ids = {id_ for document in documents for id_ in document.by_id}
    changed = [
        tag("change", {"n": about.number, "when": about.date}, tag("ref", {"target": f"#{change.id}"}, esc(printed(change.id))), esc(f": {change.why}"))
        for change in edition.changes
        if change.id in ids
    ]
    return block("revisionDesc", None, tag("change", {"n": about.number, "when": about.date}, esc(f"Edition {about.number} released.")), *changed)
