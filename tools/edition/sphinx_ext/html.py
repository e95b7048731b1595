"""HTML of the edition's doctree, as ``theme/CONTRACT.md`` fixes it. One function a node; the translator looks them up by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from ..derive.ledger import stands
from ..derive.reading import note_html_id
from ..derive.receipt import fingerprint
from . import nodes as ed
from .html_notes import NotesTranslator
from .state import atlas_of, edition_of
from .words import NOTE_KIND_WORDS, esc, visible

if TYPE_CHECKING:
    from docutils.nodes import Element


class EditionTranslator(NotesTranslator):
    """Sphinx's HTML translator with the edition's nodes, and docutils' lists of citations made accessible."""

    # sections of a text's page

    def visit_section(self, node: Element) -> None:
        if "siglum" in node:
            siglum = node["siglum"]
            self.section_level += 1
            self.body.append(f'<article class="text" id="{esc(node["ids"][0])}" data-doc="{siglum}" data-siglum="{siglum.upper()}">\n')
        else:
            super().visit_section(node)  # type: ignore[arg-type]

    def depart_section(self, node: Element) -> None:
        if "siglum" in node:
            self.section_level -= 1
            self.body.append("</article>\n")
        else:
            super().depart_section(node)  # type: ignore[arg-type]

    def visit_title(self, node: nodes.title) -> None:
        parent = node.parent
        if isinstance(parent, nodes.section) and "siglum" in parent:
            self.body.append(f'<header class="doc-head">\n<p class="doc-siglum">{esc(parent["siglum"].upper())}</p>\n<h1>')
            self.context.append("</h1>\n")
        else:
            super().visit_title(node)

    def depart_title(self, node: nodes.title) -> None:
        parent = node.parent
        if isinstance(parent, nodes.section) and "siglum" in parent:
            self.body.append(self.context.pop())
            document = edition_of(self.builder.env).documents[parent["siglum"]]
            author = document.meta.get("author", "unknown")
            self.body.append(
                f'<p class="doc-by">{esc("Author unknown" if author == "unknown" else _sentence(author))}, {esc(document.meta.get("genre", ""))}, {esc(document.meta.get("date", ""))}.</p>\n'
            )
            if not any(isinstance(child, ed.headnote) for child in parent.children):
                self.body.append("</header>\n")
        else:
            super().depart_title(node)

    def visit_headnote(self, node: Element) -> None:
        self.body.append('<div class="headnote">\n')

    def depart_headnote(self, node: Element) -> None:
        self.body.append("</div>\n</header>\n")

    def visit_text_block(self, node: Element) -> None:
        self.body.append(f'<div class="doc-text" lang="{esc(node["lang"])}">\n')

    def depart_text_block(self, node: Element) -> None:
        self.body.append("</div>\n")

    # passages

    def visit_passage(self, node: Element) -> None:
        own = node["label"]
        extra = ["head"] if node["kind"] == "heading" else ["own-note"] if own else []
        classes = " ".join(["pg", *extra, *node["classes"]])
        id_, loc = node["ids"][0], node["loc"]
        siglum, _, number = loc.partition(" ")
        edition = edition_of(self.builder.env)
        signs = fingerprint(edition.passages[id_].text)
        standing = stands(edition, id_)
        since = f' data-since="{standing.since}"' if standing.since else ""
        self.body.append(
            f'<div class="{classes}" id="{id_}" data-loc="{loc}" data-fp="{signs}"{since}>\n'
            f'<a class="pn" href="#{id_}" title="{standing.words}"><span class="vh">{siglum} </span>{number}</a>\n'
        )

    def depart_passage(self, node: Element) -> None:
        self.body.append("</div>\n")

    def visit_words(self, node: Element) -> None:
        tag = node["tag"]
        self.body.append("<blockquote><p>" if tag == "blockquote" else f"<{tag}>")
        parent = node.parent
        if parent.get("label"):
            called = parent["called"]
            words = esc(parent["label"])
            self.body.append(
                f'<a class="own-mark" href="#{called[0]}" aria-label="{words}, back to the text">{words}</a> '
                if called
                else f'<span class="own-mark">{words}</span> '
            )

    def depart_words(self, node: Element) -> None:
        tag = node["tag"]
        self.body.append("</p></blockquote>\n" if tag == "blockquote" else f"</{tag}>\n")

    def visit_lemma_run(self, node: Element) -> None:
        self.body.append(f'<span class="lem" data-notes="{" ".join(note.replace("/", "-") for note in node["notes"])}">')

    def depart_lemma_run(self, node: Element) -> None:
        self.body.append("</span>")

    def visit_note_reference(self, node: Element) -> None:
        kind = NOTE_KIND_WORDS[node["kind"]].lower()
        self.body.append(
            f'<a class="nref" id="{node["anchor"]}" href="#{note_html_id(node["note"])}" data-kind="{node["kind"]}" role="doc-noteref" aria-label="{node["number"]}, note on {kind}">'
        )

    def depart_note_reference(self, node: Element) -> None:
        self.body.append("</a>")

    def visit_own_mark(self, node: Element) -> None:
        label = esc(node["label"])
        lost = not node["target"]
        target = node["target"] or "own-lost"
        says = f"{label}, the document’s note, lost" if lost else f"{label}, the document’s note"
        role = "" if lost else ' role="doc-noteref"'
        self.body.append(f'<sup class="own{" lost" if lost else ""}"><a id="{node["anchor"]}" href="#{target}"{role} aria-label="{says}">')

    def depart_own_mark(self, node: Element) -> None:
        self.body.append("</a></sup>")

    def visit_page_mark(self, node: Element) -> None:
        self.body.append(f'<span class="pb" id="{node["anchor"]}" data-page="{esc(node["page"])}"></span>')

    def depart_page_mark(self, node: Element) -> None:
        pass

    def visit_correction(self, node: Element) -> None:
        self.body.append(f'<span class="em" data-kind="{node["kind"]}">')
        if node["kind"] != "sic":
            inside = isinstance(node.parent, ed.mention)
            witness = f"<del>{esc(visible(node['witness']))}</del>" if node["witness"] else ""
            self.body.append(
                f'<span class="em-w">{witness}</span>' if inside else f'<a class="em-w" href="#{node["anchor"]}">{witness}</a>'
            )
        self.body.append('<span class="em-t">')

    def depart_correction(self, node: Element) -> None:
        self.body.append("</span>")
        if node["kind"] == "sic":
            self.body.append(f'<a class="em-w" href="#{node["anchor"]}">[sic]</a>')
        self.body.append("</span>")

    def visit_mention(self, node: Element) -> None:
        found = atlas_of(self.builder.env).entity(node["entity"])
        if found:
            again = ' tabindex="-1"' if node["again"] else ""
            self.body.append(f'<a class="men" href="{esc(self.uri(*found))}" data-e="{node["entity"]}"{again}>')
            self.context.append("</a>")
        else:
            self.context.append("")

    def depart_mention(self, node: Element) -> None:
        self.body.append(self.context.pop())

    def visit_foreign(self, node: Element) -> None:
        self.body.append(f'<span lang="{esc(node["lang"])}">')

    def depart_foreign(self, node: Element) -> None:
        self.body.append("</span>")

    def visit_left_out(self, node: Element) -> None:
        self.body.append(f'<p class="em-out"><a class="em-w" href="#{node["anchor"]}"><del>{esc(node["witness"])}</del></a></p>\n')

    def depart_left_out(self, node: Element) -> None:
        pass

    # derived views

    def visit_element(self, node: Element) -> None:
        attrs = "".join(f' {name}="{esc(value)}"' for name, value in node["attrs"].items())
        self.body.append(f"<{node['tag']}{attrs}>")

    def depart_element(self, node: Element) -> None:
        block = node["tag"] not in ("a", "span", "b", "i", "em", "strong", "mark", "del", "ins", "sup")
        self.body.append(f"</{node['tag']}>" + ("\n" if block else ""))

    def visit_picture(self, node: Element) -> None:
        self.body.append(f'<div class="scroll" tabindex="0" role="group" aria-label="{esc(node["alt"])}">{node["svg"]}</div>\n')

    def depart_picture(self, node: Element) -> None:
        pass


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]
