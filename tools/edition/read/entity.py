"""Register entries: ``docs/registers/<register>/<slug>.md``."""

from __future__ import annotations

from pathlib import Path

from ..diagnostics import Span, rule
from ..kinds import REGISTERS, STATUSES
from ..locus import SLUG
from ..model import Entity, Form
from .faults import Faults
from .frontmatter import read_parts
from .prose import read_prose
from .records import WRONG_TYPE, Map, Record, Scalar

MALFORMED_ENTRY_NAME = rule("E401", "malformed-entry-name")

NEED = ("name", "gloss", "forms", "status", "author")
MAY = ("sort", "dates", "exclude", "seen", "wikidata", "reviewer", "withdrawn", "waive")


def read_entity(root: Path, path: Path, faults: Faults) -> Entity | None:
    """Read one entry; None if what it lacks makes it none."""
    parts = read_parts(root, path, faults)
    if parts is None:
        return None
    if not SLUG.fullmatch(path.stem):
        faults.add(MALFORMED_ENTRY_NAME, Span(parts.file), f"“{path.stem}” is no name for an entry", "use small letters, digits and single hyphens")
        return None
    record = Record(parts.record, faults, span=Span(parts.file, 2), what="an entry", need=NEED, may=MAY)
    status = record.choice("status", STATUSES, instead="unverified")
    body = read_prose(parts.body, parts.file, parts.line, faults, what="the entry")
    if not record.ok:
        return None
    name = record.plain("name")
    return Entity(
        id=path.stem,
        register=path.parent.name,
        name=name,
        span=Span(parts.file),
        spans=record.spans,
        forms=_read_forms(record, faults),
        body=body,
        sort=record.plain("sort") or name,
        dates=record.plain("dates"),
        gloss=record.plain("gloss"),
        exclude=record.texts("exclude"),
        status=status,
        seen=tuple(word for word, _ in record.texts("seen")),
        authors=tuple(word for word, _ in record.texts("author")),
        wikidata=record.text("wikidata"),
        withdrawn=record.plain("withdrawn"),
    )


def _read_forms(record: Record, faults: Faults) -> tuple[Form, ...]:
    out = []
    for item in record.items("forms"):
        if isinstance(item, Scalar) and item.value.strip():
            out.append(Form(item.value, item.span))
        elif isinstance(item, Map):
            form = Record(item, faults, span=item.span, what="a form", need=("form",), may=("in",))
            if form.ok:
                out.append(Form(form.text("form"), item.span, tuple(word for word, _ in form.texts("in"))))
        else:
            faults.add(WRONG_TYPE, item.span, "a form must be words", "write “- words” or “- {form: words, in: [let]}”")
    return tuple(out)


def is_register(name: str) -> bool:
    return name in REGISTERS
