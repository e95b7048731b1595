"""Texts: passages with their numbers, the notes called in them, marks, and the apparatus."""

from __future__ import annotations

from docutils import nodes

from ...derive.apparatus import MARKS, emendation_id
from ...derive.beside import beside
from ...derive.fidelity import normalise, placed
from ...derive.reading import note_html_id
from ...locus import printed
from ...model import Emendation
from .. import nodes as ed
from ..words import NOTE_KIND_WORDS, STATUS_WORDS, elided
from .escape import array, call, escape, string
from .writer import Writer, sets


@sets("headnote")
def headnote(writer: Writer, node: nodes.Element) -> str:
    document = writer.edition.documents[node.parent["siglum"]]
    by = ", ".join(part for part in (document.meta.get("author", ""), document.meta.get("genre", ""), document.meta.get("date", "")) if part)
    return call("by-line", f"[{escape(by[:1].upper() + by[1:])}]") + "\n\n" + call("headnote", body=writer.inside(node)) + "\n\n"


@sets("text_block")
def text_block(writer: Writer, node: nodes.Element) -> str:
    writer.siglum = node["siglum"]
    section = node.parent
    for note in section.findall(ed.editors_note):
        writer.notes[note["note"]] = note
    lang = node["lang"]
    body = writer.inside(node)
    return body if lang == writer.app.config.language else call("text", f"lang: {string(lang)}", body=body)


@sets("passage")
def passage(writer: Writer, node: nodes.Element) -> str:
    id_ = node["ids"][0]
    siglum, _, number = node["loc"].partition(" ")
    name = writer.label(id_)
    writer.places.define(name)
    writer.passages.append(name)
    arguments = [string(name), string(number), string(node["loc"]), f"series: {string(siglum.lower())}"]
    told = beside(writer.edition).get(id_)
    accounts = [page for told_of in (told.told if told else ()) if (page := f"accounts/{told_of.account.id}") in writer.places.docnames]
    for page in accounts:
        writer.places.use(page, writer.docname, node)
    if accounts:
        arguments.append(f"see: {array(string(page) for page in accounts)}")
    words = next(child for child in node.children if isinstance(child, ed.words))
    label = own_label(writer, node)
    body = label + writer.inside(words)
    tag = words["tag"]
    if tag[0] == "h" and tag[1:].isdigit():
        level = writer.heading(writer.depth + int(tag[1:]) - 1)
        with writer.having(in_heading=True):
            return call("passage-heading", level, *arguments, body=body) + "\n\n"
    classes = node["classes"]
    if "continues" not in classes and not node["label"]:
        arguments.append("indent: true")
    if tag != "p":
        arguments.append(f"kind: {string(tag)}")
    shape = next((name for name in classes if name != "continues"), "")
    if shape:
        arguments.append(f"class: {string(shape)}")
    return call("passage", *arguments, body=body) + "\n\n"


def own_label(writer: Writer, node: nodes.Element) -> str:
    """The number before one of the document’s own notes, which leads back to its mark."""
    if not node["label"]:
        return ""
    words = escape(node["label"])
    called = node["called"]
    return call("own-label", f"[{writer.link(writer.label(called[0]), words, node) if called else words}]")


@sets("words", "lemma_run")
def words(writer: Writer, node: nodes.Element) -> str:
    return writer.inside(node)


@sets("note_reference")
def note_reference(writer: Writer, node: nodes.Element) -> str:
    """The number of a note: at its first place with the note itself, at a further one as a link to it."""
    id_, number = node["note"], str(node["number"])
    parent = node.parent
    at = parent.index(node) if parent is not None else 0
    apart = "#thin;" if parent is not None and at and isinstance(parent[at - 1], ed.note_reference | ed.own_mark) else ""
    name = writer.label(note_html_id(id_))
    if id_ in writer.noted or id_ not in writer.notes:
        writer.places.use(name, writer.docname, node)
        return apart + call("ednote-again", string(number), string(name))
    writer.noted.add(id_)
    writer.places.define(name)
    ref = writer.label(node["anchor"])
    writer.places.define(ref)
    writer.footnotes.append(name)
    writer.calls[name] = ref
    note = writer.notes[id_]
    with writer.having(in_note=True, in_heading=False):
        body = writer.inside(note).strip()
    kind = f"[{escape(NOTE_KIND_WORDS[note['kind']].lower())}]"
    status = STATUS_WORDS[note["status"]]
    if status:
        body += " " + call("status", f"[{escape(status)}]")
    return apart + call("ednote", string(number), string(name), string(ref), kind, f"[{escape(elided(note['lemma']))}]", body=body)


@sets("own_mark")
def own_mark(writer: Writer, node: nodes.Element) -> str:
    name = writer.label(node["anchor"])
    if not writer.places.define(name):
        return ""
    target = writer.label(node["target"] or "own-lost")
    writer.places.use(target, writer.docname, node)
    return call("own-mark", string(name), string(target), f"[{escape(node['label'])}]")


@sets("page_mark")
def page_mark(writer: Writer, node: nodes.Element) -> str:
    name = writer.label(node["anchor"])
    return call("page-mark", string(name), f"[{escape(node['page'])}]") if writer.places.define(name) else ""


@sets("correction")
def correction(writer: Writer, node: nodes.Element) -> str:
    """The reading text has the words alone; the witness’s are in the apparatus."""
    return writer.inside(node)


@sets("mention")
def mention(writer: Writer, node: nodes.Element) -> str:
    """A name: counted for the index; the first in a passage leads to the register."""
    found = writer.atlas.entity(node["entity"])
    body = writer.inside(node)
    if found is None or found[0] not in writer.places.docnames:
        return body
    name = writer.places.label(*found)
    counted = "" if writer.in_heading else call("mention", string(name), string("t"))
    return counted + (body if node["again"] else writer.link(name, body, node))


@sets("foreign")
def foreign(writer: Writer, node: nodes.Element) -> str:
    return call("text", f"lang: {string(node['lang'])}", body=writer.inside(node))


@sets("left_out", "beside", "cards", "citation_data", "editors_notes")
def elsewhere(writer: Writer, node: nodes.Element) -> str:
    """Set with the passage, at its foot or in the apparatus, or of no use in print."""
    return ""


@sets("editors_note")
def editors_note(writer: Writer, node: nodes.Element) -> str:
    return writer.inside(node)


@sets("own_notes")
def own_notes(writer: Writer, node: nodes.Element) -> str:
    head = ""
    if not node["inline"]:
        name = writer.label("own-notes")
        writer.places.define(name)
        head = call("own-heading", writer.heading(writer.depth + 1), string(name), "[Notes of the document]") + "\n\n"
    if node["lost"]:
        head += call("lost-notes", body=writer.mark("own-lost") + escape(node["lost"])) + "\n\n"
    body = writer.inside(node)
    return head + (call("own-notes", body=body) + "\n\n" if body else "")


@sets("apparatus")
def apparatus(writer: Writer, node: nodes.Element) -> str:
    document = writer.edition.documents[node["siglum"]]
    rows = []
    for passage in document.passages:
        for number, item in enumerate(placed(document, passage), 1):
            rows.append(_row(writer, emendation_id(passage.id, number), passage.id, item.emendation))
        for number, emendation in enumerate((item for item in document.emendations_at.get(passage.id, ()) if item.place), 1):
            rows.append(_row(writer, f"em-{passage.id}-out-{number}", passage.id, emendation))
    if not rows:
        return ""
    name = writer.label("apparatus")
    writer.places.define(name)
    words = sum(1 for emendation in document.emendations if emendation.kind not in MARKS)
    summary = f"{len(rows)} departures, {words or 'none'} of them in the words."
    return (
        call(
            "apparatus",
            writer.heading(writer.depth + 1),
            string(name),
            "[Departures from the witness]",
            f"[{escape(document.siglum.upper())}: departures from the witness]",
            f"[{summary}]",
            array(rows),
        )
        + "\n\n"
    )


def _row(writer: Writer, anchor: str, locus: str, emendation: Emendation) -> str:
    name, target = writer.label(anchor), writer.label(locus)
    writer.places.define(name)
    lemma = escape(emendation.lemma.words) if emendation.lemma else call("emph", body=f"{emendation.place} the passage")
    witness = f"[{escape(elided(normalise(emendation.witness), 160))}]" if emendation.witness else "none"
    kind = " ".join(part for part in (emendation.kind.replace("-", " "), emendation.page, emendation.note) if part)
    why = f"[{escape(emendation.why)}]" if emendation.why else "none"
    number = printed(locus).partition(" ")[2]
    return f"apparatus-row({string(name)}, {string(target)}, [{escape(number)}], [{lemma}], {witness}, [{escape(kind)}], {why})"
