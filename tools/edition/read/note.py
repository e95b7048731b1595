"""Notes: ``docs/notes/<siglum>/<slug>.md``, one file each; the path is the id."""

from __future__ import annotations

from pathlib import Path

from ..diagnostics import Span, rule
from ..kinds import NOTE_KINDS, STATUSES
from ..lemma import Lemma
from ..locus import SLUG
from ..model import Anchor, Note
from .faults import Faults
from .frontmatter import read_parts
from .lemmas import read_lemma
from .prose import read_prose
from .records import WRONG_TYPE, Map, Record, Scalar, Seq

MALFORMED_NOTE_NAME = rule("E301", "malformed-note-name")

NEED = ("at", "lemma", "kind", "status", "author")
MAY = ("also", "seen", "reviewer", "withdrawn", "waive")


def read_note(root: Path, path: Path, faults: Faults) -> Note | None:
    """Read one note; None if what it lacks makes it no note."""
    parts = read_parts(root, path, faults)
    if parts is None:
        return None
    id_ = f"{path.parent.name}/{path.stem}"
    if not SLUG.fullmatch(path.stem):
        faults.add(MALFORMED_NOTE_NAME, Span(parts.file), f"“{path.stem}” is no name for a note", "use small letters, digits and single hyphens")
        return None
    record = Record(parts.record, faults, span=Span(parts.file, 2), what="a note", need=NEED, may=MAY)
    lemma = read_lemma(record.raw("lemma"), faults)
    kind, status = record.choice("kind", NOTE_KINDS, instead="context"), record.choice("status", STATUSES, instead="unverified")
    at = record.text("at")
    body = read_prose(parts.body, parts.file, parts.line, faults)
    if not record.ok or lemma is None:
        return None
    return Note(
        id=id_,
        at=at,
        lemma=lemma,
        kind=kind,
        status=status,
        span=Span(parts.file),
        body=body,
        spans=record.spans,
        seen=tuple(word for word, _ in record.texts("seen")),
        authors=tuple(word for word, _ in record.texts("author")),
        reviewers=tuple(word for word, _ in record.texts("reviewer")),
        also=_read_also(record, lemma, faults),
        withdrawn=record.plain("withdrawn"),
    )


def _read_also(record: Record, lemma: Lemma, faults: Faults) -> tuple[Anchor, ...]:
    value = record.raw("also")
    items = value.items if isinstance(value, Seq) else (value,) if value is not None else ()
    out = []
    for item in items:
        if isinstance(item, Scalar):
            out.append(Anchor(item.value, Lemma(lemma.words, lemma.nth if item.value == record.text("at") else 0, item.span), item.span))
        elif isinstance(item, Map):
            place = Record(item, faults, span=item.span, what="a further place", need=("at", "lemma"))
            words = read_lemma(place.raw("lemma"), faults)
            if place.ok and words:
                out.append(Anchor(place.text("at"), words, item.span))
        else:
            faults.add(WRONG_TYPE, item.span, "“also” must list passages", "write “[let-50]” or “[{at: ode-1, lemma: words}]”")
    return tuple(out)
