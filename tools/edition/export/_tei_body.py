"""The text of one document as TEI (TEI P5, 4 “Default text structure”): divisions, headings, paragraphs, quotations, lists, notes.

A passage is one element with its id; ``@part`` says where the document's own paragraph is divided (TEI P5, 16.3 “Fragmentation”).
"""

from __future__ import annotations

from ..derive.apparatus import lost_ranges, own_label
from ..locus import parse
from ..model import Document, Passage
from ._tei_place import Place
from ._tei_text import words
from ._xml import block, esc, tag

#: classes that are set as blocks of their own type
_TYPED = ("abstract", "caption", "pull-quotation", "rubric", "comment")


def body(place: Place, document: Document) -> str:
    """Return ``text`` with its passages in order."""
    parts = _parts(document)
    open_: list[tuple[int, list[str]]] = [(1, [])]  # the heading level of each open division, and what it holds

    def close(level: int) -> None:
        while len(open_) > 1 and open_[-1][0] >= level:
            _, content = open_.pop()
            open_[-1][1].append(block("div", None, *content))

    items: list[str] = []

    def end_list() -> None:
        if items:
            open_[-1][1].append(block("list", None, *items))
            items.clear()

    for passage in document.passages:
        before, after = _left_out(document, passage, "before"), _left_out(document, passage, "after")
        element = passage_element(place, document, passage, parts.get(passage.id, ""))
        if "item" in passage.classes and not _own(passage):
            items.extend((*before, element, *after))
            continue
        end_list()
        if passage.kind == "heading":
            close(passage.level)
            open_.append((passage.level, [*before, element, *after]))
            continue
        if len(open_) == 1:
            open_.append((2, []))
        open_[-1][1].extend((*before, element, *after))
    end_list()
    close(0)
    return block("text", {"xml:lang": document.meta.get("language", "en")}, block("body", None, *open_[0][1]), _back(document))


def passage_element(place: Place, document: Document, passage: Passage, part: str = "") -> str:
    """Return the element of one passage."""
    content = words(place, document, passage)
    attributes = {"xml:id": passage.id}
    kind = next((name for name in _TYPED if name in passage.classes), "")
    if passage.withdrawn:
        return tag("ab", {**attributes, "type": "withdrawn"}, content)
    if _own(passage):
        return tag("note", {**attributes, "type": "own", "place": "end", "n": own_label(document, passage)}, content)
    if passage.kind == "heading":
        return tag("head", {**attributes, "type": kind}, content)
    if "item" in passage.classes:
        return tag("item", attributes, content)
    if passage.kind == "quotation" or kind == "pull-quotation":
        return tag("quote", {**attributes, "type": kind or "block"}, content)
    if kind:
        return tag("ab", {**attributes, "type": kind, "part": part}, content)
    return tag("p", {**attributes, "part": part}, content)


def _own(passage: Passage) -> bool:
    locus = parse(passage.id)
    return locus is not None and locus.series == "n"


def _parts(document: Document) -> dict[str, str]:
    """Return initial, middle and final of the paragraphs that the editors' numbering divides; quotations within them have none."""
    out: dict[str, str] = {}
    group: list[str] = []

    def close() -> None:
        if len(group) > 1:
            out.update(dict.fromkeys(group[1:-1], "M") | {group[0]: "I", group[-1]: "F"})
        group.clear()

    for passage in document.passages:
        if passage.kind == "heading" or _own(passage) or passage.withdrawn:
            close()
            continue
        if passage.kind == "quotation":
            continue
        if "continues" not in passage.classes:
            close()
        group.append(passage.id)
    close()
    return out


def _left_out(document: Document, passage: Passage, where: str) -> list[str]:
    """The gaps where matter of the witness is left out, numbered as everywhere (:mod:`edition.derive.reading`)."""
    out = []
    for number, emendation in enumerate((item for item in document.emendations_at.get(passage.id, ()) if item.place), 1):
        if emendation.place == where and emendation.witness:
            out.append(tag("gap", {"xml:id": f"em-{passage.id}-out-{number}", "reason": "editorial"}, tag("desc", None, esc(emendation.why))))
    return out


def _back(document: Document) -> str:
    if not document.lost_notes:
        return ""
    gap = tag(
        "gap",
        {"xml:id": f"{document.siglum}-lost", "reason": "lost", "unit": "note", "quantity": str(len(document.lost_notes))},
        tag("desc", None, esc(f"Note{'s' * (len(document.lost_notes) > 1)} {lost_ranges(document.lost_notes)}: {document.lost_why}")),
    )
    return block("back", None, block("div", {"type": "lost-notes"}, tag("p", None, gap)))
