"""``{ed:text} siglum``: sets a document from the model, with its notes, marks and apparatus."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from ..derive.apparatus import lost_ranges
from ..derive.reading import WITHDRAWN, PassageView, Piece, TextView, note_html_id, text_view, withdrawn_notes
from ..locus import parse, printed
from ..model import Document, Edition
from . import nodes as ed
from .prose import paragraphs, reference, told
from .state import edition_of

if TYPE_CHECKING:
    from docutils.nodes import Node


class TextDirective(SphinxDirective):
    required_arguments = 1
    has_content = False

    def run(self) -> list[Node]:
        edition = edition_of(self.env)
        siglum = self.arguments[0]
        document = edition.documents.get(siglum)
        if document is None:
            return [self.state.document.reporter.warning(f"there is no document “{siglum}”", line=self.lineno)]
        return text_nodes(edition, text_view(edition, document))


def text_nodes(edition: Edition, view: TextView) -> list[Node]:
    """Return the doctree of a text: passages, own notes, the editors' notes, the apparatus, and what cards and citations need."""
    document = view.document
    block = ed.text_block(siglum=document.siglum, lang=document.meta.get("language", "en"))
    out: list[Node] = [block]
    notes = "Note {} is" if len(document.lost_notes) == 1 else "Notes {} are"
    lost = f"{notes.format(lost_ranges(document.lost_notes))} lost: {document.lost_why}." if document.lost_notes else ""
    at, passages = 0, view.passages
    placed_lost = False
    while at < len(passages):
        if not _is_own_note(passages[at]):
            block += passage_node(passages[at])
            at += 1
            continue
        end = at
        while end < len(passages) and _is_own_note(passages[end]):
            end += 1
        after_heading = at > 0 and passages[at - 1].passage.kind == "heading"
        group = ed.own_notes(siglum=document.siglum, inline=after_heading, lost="" if placed_lost else lost)
        placed_lost = True
        for item in passages[at:end]:
            group += passage_node(item)
        if after_heading or end < len(passages):
            block += group
        else:
            out.append(group)
        at = end
    if lost and not placed_lost:
        out.append(ed.own_notes(siglum=document.siglum, inline=False, lost=lost))
    if view.notes:
        out.append(_notes(edition, view))
    out.extend(_withdrawn_notes(edition, document))
    out.append(ed.apparatus(siglum=document.siglum))
    out.append(ed.cards(entities=list(view.named)))
    out.append(ed.citation_data(siglum=document.siglum))
    return out


def _notes(edition: Edition, view: TextView) -> Node:
    notes = ed.editors_notes(siglum=view.document.siglum)
    for item in view.notes:
        note, anchor = item.note, item.anchors[0]
        node = ed.editors_note(
            ids=[item.html_id],
            note=note.id,
            number=item.number,
            kind=note.kind,
            status=note.status,
            lemma=anchor.lemma.words,
            at=anchor.at,
            authors=list(note.authors),
        )
        node.extend(paragraphs(edition, note.body))
        notes += node
    return notes


def _withdrawn_notes(edition: Edition, document: Document) -> list[Node]:
    """Return the tombstones of the notes: who follows an old citation finds where the note went."""
    gone = withdrawn_notes(edition, document)
    if not gone:
        return []
    items = [
        ed.make(
            "li",
            f"Note “{note.lemma.words}” (",
            *(reference(edition, "loc", note.at, "") if note.at in edition.passages else [nodes.Text(printed(note.at))]),
            ") withdrawn: ",
            *told(edition, note.withdrawn),
            id=note_html_id(note.id),
        )
        for note in gone
    ]
    for note, item in zip(gone, items, strict=True):
        item["ids"] = [note_html_id(note.id)]
    heading = ed.make("h2", WITHDRAWN, id="withdrawn-h")
    return [ed.make("section", heading, ed.make("ul", *items), class_="withdrawn-notes", id="withdrawn", aria_labelledby="withdrawn-h")]


def _is_own_note(view: PassageView) -> bool:
    locus = parse(view.passage.id)
    return locus is not None and locus.series == "n"


def passage_node(view: PassageView) -> Node:
    """Return one passage with what stands in and beside it."""
    passage = view.passage
    node = ed.passage(
        ids=[passage.id],
        classes=[name for name in passage.classes if name != "note"],
        loc=printed(passage.id),
        kind=passage.kind,
        label=view.label,
        called=list(view.called_from),
    )
    for out in view.left_out_before:
        node += ed.left_out(witness=out.witness, anchor=out.id)
    tag = f"h{passage.level}" if passage.kind == "heading" else "blockquote" if passage.kind == "quotation" else "p"
    content: nodes.Element = ed.words(passage.text, tag=tag)
    content.extend(piece_nodes(view.pieces))
    node += content
    for out in view.left_out_after:
        node += ed.left_out(witness=out.witness, anchor=out.id)
    node += ed.beside(locus=passage.id)
    return node


def piece_nodes(pieces: tuple[Piece, ...]) -> list[Node]:
    """Return the pieces of a passage as nodes."""
    return [_piece(piece) for piece in pieces]


def _piece(piece: Piece) -> Node:
    if piece.kind == "text":
        return nodes.Text(piece.text)
    if piece.kind == "lemma":
        return ed.lemma_run(piece.text, piece.text, notes=list(piece.data))
    if piece.kind == "reference":
        note, anchor, kind = piece.data
        return ed.note_reference(piece.text, piece.text, note=note, anchor=anchor, kind=kind, number=piece.number)
    if piece.kind == "mark" and piece.mark is not None:
        return ed.own_mark(piece.text, piece.text, anchor=piece.mark.id, label=piece.mark.label, target=piece.mark.target)
    if piece.kind == "page" and piece.mark is not None:
        return ed.page_mark(anchor=piece.mark.id, page=piece.mark.label)
    node: nodes.Element
    if piece.kind == "mention":
        node = ed.mention(entity=piece.data[0], again=piece.again)
    elif piece.kind == "foreign":
        node = ed.foreign(lang=piece.data[0])
    else:
        assert piece.correction is not None
        fix = piece.correction
        node = ed.correction(kind=fix.emendation.kind, witness=fix.witness, anchor=fix.id)
    node.extend(piece_nodes(piece.children))
    return node
