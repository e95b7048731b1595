"""Running prose: the nodes of docutils and Sphinx, as the editors’ pages have them."""

from __future__ import annotations

import re

from docutils import nodes

from ...locus import printed
from .escape import call, escape, string
from .places import SCHEME
from .writer import Writer, sets

#: inline nodes that have no page numbers with them, because their words stand for something that a reader finds by its letters
_LOCUS = re.compile(r"^([A-Z]+) (\S+)$")
_ENTITY_ROLES = ("person", "place", "body", "agreement", "conflict", "vessel", "work", "term")


@sets("comment", "toctree", "compound_toctree", "index", "substitution_definition", "meta", "pending", "system_message", "tabular_col_spec")
def nothing(writer: Writer, node: nodes.Element) -> str:
    return ""


@sets("compound", "container", "start_of_file", "only", "centered", "compact_paragraph")
def through(writer: Writer, node: nodes.Element) -> str:
    return writer.inside(node)


@sets("section")
def section(writer: Writer, node: nodes.section) -> str:
    top = isinstance(node.parent, nodes.document)
    if top:
        writer.places.title(writer.docname, node["ids"])
        return writer.inside(node)
    with writer.having(level=writer.level + 1):
        return writer.inside(node)


@sets("title")
def title(writer: Writer, node: nodes.title) -> str:
    parent = node.parent
    if isinstance(parent, nodes.section) and isinstance(parent.parent, nodes.document):
        return document_title(writer, node)
    if isinstance(parent, nodes.table):
        return ""
    ids: list[str] = parent.get("ids", []) if parent is not None else []
    first = writer.label(ids[0]) if ids else writer.label(f"heading-{len(writer.places.defined)}")
    writer.places.define(first)
    body = writer.inside(node)
    extra = "".join(writer.mark(id_) for id_ in ids[1:])
    return call("section-heading", writer.heading(writer.level), string(first), f"[{body}]") + extra + "\n\n"


def document_title(writer: Writer, node: nodes.title) -> str:
    """The title of a document of the project: a chapter, a text, an account, a register …"""
    depth, docname = writer.level, writer.docname
    writer.places.define(docname)
    siglum = node.parent.get("siglum", "")
    level = writer.heading(depth)
    arguments = [level, string(docname), f"[{writer.inside(node)}]"]
    writer.titles.append((int(level), siglum, node.astext()))
    register = next((register for register, page in writer.atlas.registers.items() if page == docname), "")
    if depth == 1 and not siglum:
        arguments.append(f"left: [{writer.inside(node)}]")
        if not writer.begun or writer.app.env.toctree_includes.get(docname):
            arguments.append("recto: true")
        writer.begun = True
    if siglum:
        document = writer.edition.documents[siglum]
        arguments += [
            "recto: true",
            f"siglum: [{escape(siglum.upper())}]",
            f"right: [{escape(siglum.upper())}: {escape(document.short)}]",
            f"ranges: {string(siglum)}",
        ]
    elif register:
        arguments += [f"ranges: {string(register)}", *(["fresh: true"] if depth > 1 else [])]
    return call("doc-heading", *arguments) + "\n\n"


@sets("paragraph")
def paragraph(writer: Writer, node: nodes.Element) -> str:
    body = writer.marks(node) + writer.inside(node)
    return body if isinstance(node.parent, nodes.entry) and len(node.parent.children) == 1 else body.strip() + "\n\n"


@sets("line_block")
def line_block(writer: Writer, node: nodes.line_block) -> str:
    return " \\ ".join(writer.inside(line) for line in node.findall(nodes.line)) + "\n\n"


@sets("block_quote")
def block_quote(writer: Writer, node: nodes.Element) -> str:
    return call("quote", "block: true", body=writer.inside(node).strip()) + "\n\n"


@sets("bullet_list", "enumerated_list")
def any_list(writer: Writer, node: nodes.Element) -> str:
    name = "enum" if isinstance(node, nodes.enumerated_list) else "list"
    items = [f"[{writer.inside(item).strip()}]" for item in node.children]
    start = [f"start: {node['start']}"] if "start" in node else []
    return call(name, *start, *items) + "\n\n"


@sets("definition_list")
def definition_list(writer: Writer, node: nodes.Element) -> str:
    pairs = []
    for item in node.children:
        assert isinstance(item, nodes.Element)
        term = "".join(writer.marks(child) + writer.inside(child) for child in item.children if isinstance(child, nodes.term))
        body = "".join(writer.inside(child) for child in item.children if isinstance(child, nodes.definition))
        pairs.append(f"([{term}], [{body.strip()}])")
    return call("facts", *pairs) + "\n\n"


@sets("literal_block")
def literal_block(writer: Writer, node: nodes.literal_block) -> str:
    return call("raw", string(node.astext()), "block: true") + "\n\n"


@sets("transition")
def transition(writer: Writer, node: nodes.Element) -> str:
    if "footnotes" in node["classes"]:  # MyST's, before the notes of a page, which stand at the foot of theirs
        return ""
    return "#line(length: 18mm, stroke: 0.4pt);\n\n"


@sets("rubric", "caption")
def rubric(writer: Writer, node: nodes.Element) -> str:
    return call("strong", body=writer.inside(node)) + "\n\n"


@sets("note", "warning", "tip", "hint", "important", "admonition", "seealso", "caution", "attention", "danger", "error", "topic", "sidebar")
def admonition(writer: Writer, node: nodes.Element) -> str:
    return call("block", "inset: (left: 1.2em)", body=writer.inside(node).strip()) + "\n\n"


@sets("target")
def target(writer: Writer, node: nodes.target) -> str:
    return writer.marks(node) + writer.inside(node)


# inline


@sets("emphasis", "title_reference")
def emphasis(writer: Writer, node: nodes.Element) -> str:
    return call("emph", body=writer.marks(node) + writer.inside(node))


@sets("strong")
def strong(writer: Writer, node: nodes.Element) -> str:
    return call("strong", body=writer.marks(node) + writer.inside(node))


@sets("literal")
def literal(writer: Writer, node: nodes.literal) -> str:
    return call("raw", string(node.astext()))


@sets("superscript")
def superscript(writer: Writer, node: nodes.Element) -> str:
    return call("super", body=writer.inside(node))


@sets("subscript")
def subscript(writer: Writer, node: nodes.Element) -> str:
    return call("sub", body=writer.inside(node))


@sets("inline", "generated", "abbreviation", "problematic")
def inline(writer: Writer, node: nodes.Element) -> str:
    return writer.marks(node) + writer.inside(node)


@sets("pending_xref")
def pending(writer: Writer, node: nodes.Element) -> str:
    return writer.inside(node)


@sets("number_reference", "download_reference")
def words_only(writer: Writer, node: nodes.Element) -> str:
    return writer.inside(node)


@sets("raw")
def raw(writer: Writer, node: nodes.raw) -> str:
    return str(node.astext()) if "typst" in str(node.get("format", "")).split() else ""


@sets("image")
def image(writer: Writer, node: nodes.image) -> str:
    from pathlib import Path

    path = Path(writer.app.srcdir, node["uri"])
    name = re.sub(r"[^a-zA-Z0-9.]+", "-", node["uri"]).strip("-")
    writer.pictures[name] = path.read_bytes()
    return call("image", string(name), f"alt: {string(node.get('alt', ''))}") + "\n\n"


@sets("figure")
def figure(writer: Writer, node: nodes.Element) -> str:
    return call("block", body=writer.inside(node)) + "\n\n"


@sets("reference")
def reference(writer: Writer, node: nodes.reference) -> str:
    """A reference: inside the book a link, with the page where that helps; out of it an address."""
    body = writer.marks(node) + writer.inside(node)
    uri = node.get("refuri", "")
    if node.get("refid"):
        name: str | None = writer.label(node["refid"])
    elif uri.startswith(SCHEME):
        name = writer.places.target(writer.docname, uri)
        if name is None:
            return _outside(writer, uri, body)
    elif uri:
        return call("link", string(uri), body=body)
    else:
        return body
    assert name is not None
    classes: list[str] = node.get("classes", [])
    if "loc" in classes:
        return loc(writer, node, name, body)
    role = next((role for role in classes if role in _ENTITY_ROLES), "")
    if role and not writer.in_heading and not writer.in_table:
        kind = "n" if writer.in_note else "e"
        return call("mention", string(name), string(kind)) + writer.link(name, body, node)
    if (name in writer.places.docnames or "event" in classes) and not writer.in_table and name != writer.docname:
        return writer.link_with_page(name, body, node=node, bracket=not _in_bracket(node))
    return writer.link(name, body, node)


def _in_bracket(node: nodes.Node) -> bool:
    """Whether the words before a node of a paragraph have a bracket open."""
    parent = node.parent
    before = "".join(child.astext() for child in parent.children[: parent.index(node)]) if parent is not None else ""
    return before.count("(") > before.count(")")


def loc(writer: Writer, node: nodes.reference, name: str, body: str) -> str:
    """A reference to a passage: the running head finds one of the same text, any other has its page too."""
    tail = _note_before(writer, node)
    body = _LOCUS.sub(r"\1~\2", body)
    if writer.in_table or writer.in_heading or (writer.siglum and name.partition("-")[0] == writer.siglum):
        return writer.link(name, body, node) + (f", n. {tail}" if tail else "")
    return writer.link_with_page(name, body, f", n.~{tail}" if tail else "", node)


def _note_before(writer: Writer, node: nodes.reference) -> str:
    """The number of the note that the words before the bracket name: “the note on “Heron” (LET 22, p. 41, n. 120)”."""
    parent = node.parent
    at = parent.index(node) if parent is not None and node in parent.children else 0
    if parent is None or at < 2 or str(parent[at - 1]) != " (":
        return ""
    before = parent[at - 2]
    if not isinstance(before, nodes.reference) or "note" not in before.get("classes", []):
        return ""
    target = writer.places.target(writer.docname, before.get("refuri", "") or f"#{before.get('refid', '')}")
    number = writer.note_numbers.get(target or "")
    return str(number) if number else ""


def _outside(writer: Writer, uri: str, body: str) -> str:
    """A page that is not in the book: its words, with the address of the website where that is known."""
    page, _, anchor = uri.removeprefix(SCHEME).partition("#")
    base = (writer.app.config.html_baseurl or "").rstrip("/")
    return call("link", string(f"{base}/{page}.html{'#' + anchor if anchor else ''}"), body=body) if base else body


def plain_locus(locus: str) -> str:
    return escape(printed(locus))


@sets("footnote_reference")
def footnote_reference(writer: Writer, node: nodes.Element) -> str:
    """The number of a note on a free page: at its first place with the note itself, at a further one as a link to it."""
    name, number = writer.label(node["refid"]), node.astext()
    if name in writer.calls:
        return call("ednote-again", string(number), string(name))
    found = writer.own_notes.get(node["refid"])
    if found is None or writer.in_note:
        return call("super", f"[{escape(number)}]")
    writer.places.define(name)
    ref = writer.label(node["ids"][0])
    writer.places.define(ref)
    writer.footnotes.append(name)
    writer.calls[name] = ref
    with writer.having(in_note=True, in_heading=False):
        body = writer.inside(child for child in found.children if not isinstance(child, nodes.label)).strip()
    return call("pagenote", string(number), string(name), string(ref), body=body)


@sets("footnote")
def footnote(writer: Writer, node: nodes.Element) -> str:
    """Set where it is called; one that nothing calls is told by the check of the free pages."""
    return ""
