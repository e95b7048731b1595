"""The editors' prose as TEI (TEI P5, 3.7 “Simple links and cross-references”, 3.3 “Highlighting and quotation”)."""

from __future__ import annotations

from collections.abc import Iterable

from ..derive.plain import Run, runs, words
from ..model import Inline, Prose
from ._tei_place import Place
from ._xml import esc, tag, uri


def paragraphs(place: Place, prose: Prose) -> list[str]:
    """Return the paragraphs of a note, an entry or a finding as ``p``."""
    return [tag("p", None, inline(place, found)) for found in prose.paragraphs]


def inline(place: Place, inlines: Iterable[Inline]) -> str:
    """Return inlines as the content of a paragraph."""
    return "".join(_run(place, run) for run in runs(place.edition, inlines))


def _run(place: Place, run: Run) -> str:
    if run.kind in ("em", "strong"):
        return tag("hi", {"rend": "italic" if run.kind == "em" else "bold"}, *(_run(place, child) for child in run.children))
    if run.kind == "code":
        return tag("code", None, esc(run.text))
    if run.kind == "link":
        return tag("ref", {"target": uri(run.target)}, esc(run.text))
    if run.kind == "lang":
        return tag("foreign", {"xml:lang": run.target}, esc(run.text))
    if run.kind == "ref":
        target = place.reference(run.role, run.target)
        if not target:
            return esc(run.text)
        if run.role == "term":
            return tag("term", {"ref": target}, esc(run.text))
        return tag("ref", {"type": {"cite": "citation", "loc": "locus"}.get(run.role, run.role), "target": target}, esc(run.text))
    return esc(run.text or words(run.children))
