"""XHTML of the edition's doctree for an e-book: where it differs from the web page.

There is no margin and no script. What the web page keeps beside the text opens where it is pressed, and stands at the
end of the chapter in readers that know no pop-ups: the editors' notes, the readings of the witness, who or what a name
is, and what stands beside a passage.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.util.osutil import relative_uri

from ...derive.mentions import by_entity
from .. import nodes as ed
from ..html import EditionTranslator
from ..html_notes import MOST_ELSEWHERE
from ..state import atlas_of, edition_of
from ..words import NOTE_KIND_WORDS, STATUS_WORDS, elided, esc
from .pictures import drawing

if TYPE_CHECKING:
    from docutils.nodes import Element

#: printed after words that the editors emended
EMENDED = "°"


class EpubTranslator(EditionTranslator):
    """The edition's HTML translator, for paper that can be pressed."""

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        #: what stands beside the passages of this page: id, printed locus, lines
        self.besides: list[tuple[str, str, list[str]]] = []
        self.pictures = 0

    # passages

    def visit_passage(self, node: Element) -> None:
        extra = ["head"] if node["kind"] == "heading" else ["own-note"] if node["label"] else []
        id_ = node["ids"][0]
        self.body.append(f'<div class="{" ".join(["pg", *extra, *node["classes"]])}" id="{id_}">\n')

    def visit_words(self, node: Element) -> None:
        tag, parent = node["tag"], node.parent
        self.body.append("<blockquote><p>" if tag == "blockquote" else f"<{tag}>")
        if parent["label"]:
            label, called = esc(parent["label"]), parent["called"]
            back = f'<a class="own-mark" href="#{called[0]}" role="doc-backlink" aria-label="{label}, back to the text">{label}</a> '
            self.body.append(back if called else f'<span class="own-mark">{label}</span> ')
        else:
            self.body.append(self._number(parent))
        self.body.extend(self._left_out(parent, node, before=True))

    def depart_words(self, node: Element) -> None:
        self.body.extend(self._left_out(node.parent, node, before=False))
        super().depart_words(node)

    def _number(self, passage: Element) -> str:
        """The number of a passage; pressed, it shows what stands beside the passage."""
        id_, loc = passage["ids"][0], passage["loc"]
        number = loc.partition(" ")[2]
        lines = self._beside_lines(id_) if any(isinstance(child, ed.beside) for child in passage.children) else []
        if not lines:
            return f'<span class="pn">{number}</span> '
        self.besides.append((id_, loc, lines))
        return f'<a class="pn" id="pn-{id_}" epub:type="noteref" role="doc-noteref" href="#beside-{id_}" aria-label="{loc}, and what stands beside it">{number}</a> '

    def _left_out(self, passage: Element, words: Element, *, before: bool) -> list[str]:
        at = passage.index(words)
        nodes = passage.children[:at] if before else passage.children[at + 1 :]
        return [self._sign(node["anchor"], EMENDED, "words left out here") for node in nodes if isinstance(node, ed.left_out)]

    def visit_left_out(self, node: Element) -> None:
        """Its sign stands with the words of the passage, its matter in the apparatus."""

    def visit_beside(self, node: Element) -> None:
        """Set after the text, and opened from the passage's number."""

    # marks

    def visit_lemma_run(self, node: Element) -> None:
        """A note says itself which words it is about."""

    def depart_lemma_run(self, node: Element) -> None:
        pass

    def _sign(self, anchor: str, sign: str, says: str) -> str:
        return f'<a class="em-w" epub:type="noteref" role="doc-noteref" href="#{anchor}" aria-label="{says}">{sign}</a>'

    def visit_own_mark(self, node: Element) -> None:
        super().visit_own_mark(node)
        self.body.append("[")

    def depart_own_mark(self, node: Element) -> None:
        self.body.append("]")
        super().depart_own_mark(node)

    def visit_page_mark(self, node: Element) -> None:
        page = esc(node["page"])
        self.body.append(f'<span class="pb" id="{node["anchor"]}" role="doc-pagebreak" aria-label="page {page}" title="{page}"></span>')

    def visit_correction(self, node: Element) -> None:
        self.body.append(f'<span class="em {node["kind"]}"><span class="em-t">')

    def depart_correction(self, node: Element) -> None:
        if node["kind"] == "markup":  # a sign of the file’s notation was removed, and no word touched
            self.body.append("</span></span>")
            return
        sign, says = ("[sic]", "doubtful, and so in the witness") if node["kind"] == "sic" else (EMENDED, "emended")
        inside = isinstance(node.parent, ed.mention)  # no link within a link
        self.body.append("</span>" + (f'<span class="em-w">{sign}</span>' if inside else self._sign(node["anchor"], sign, says)) + "</span>")

    def visit_mention(self, node: Element) -> None:
        """The first mention in a passage can be pressed; the others are plain words."""
        if not node["again"] and atlas_of(self.builder.env).entity(node["entity"]):
            self.body.append(f'<a class="men" epub:type="noteref" href="#card-{node["entity"]}">')
            self.context.append("</a>")
        else:
            self.context.append("")

    # after the passages

    def visit_editors_notes(self, node: Element) -> None:
        self.body.append(
            '<section class="ed-notes" id="notes" epub:type="footnotes" aria-labelledby="notes-h">\n<h2 id="notes-h">Notes by the editors</h2>\n'
            '<p class="hint">Each opens at its number in the text.</p>\n'
        )

    def depart_editors_notes(self, node: Element) -> None:
        self.body.append("</section>\n")

    def visit_editors_note(self, node: Element) -> None:
        number, first = node["number"], "ref-" + node["note"].replace("/", "-")
        status = STATUS_WORDS[node["status"]]
        self.body.append(
            f'<aside class="note" id="{node["ids"][0]}" role="doc-footnote">\n'
            f'<p class="note-h"><a class="note-n" href="#{first}" role="doc-backlink" aria-label="{number}, back to the text">{number}</a> '
            f'<span class="note-k">{NOTE_KIND_WORDS[node["kind"]]}</span>'
            + (f' <span class="note-s">({status})</span>' if status else "")
            + f' <span class="note-l">{esc(elided(node["lemma"]))}</span> {self.loc(node["at"])}</p>\n<div class="note-b">\n'
        )

    def depart_editors_note(self, node: Element) -> None:
        edition = edition_of(self.builder.env)
        several = len({author for note in edition.notes.values() for author in note.authors}) > 1
        names = ", ".join(edition.contributors.get(author, author) for author in node["authors"])
        self.body.append("</div>\n" + (f'<p class="note-f">{esc(names)}</p>\n' if several else "") + "</aside>\n")

    def visit_cards(self, node: Element) -> None:
        self.body.extend(self._besides())
        edition, atlas = edition_of(self.builder.env), atlas_of(self.builder.env)
        loci, here = by_entity(edition), self.builder.current_docname
        cards = []
        for id_ in node["entities"]:
            entity, found = edition.entities[id_], atlas.entity(id_)
            if found is None:
                continue
            address = esc(self.uri(*found))
            others = [at for at in dict.fromkeys(mention.passage for mention in loci[id_]) if atlas.texts.get(at.partition("-")[0]) != here]
            more = len(others) - MOST_ELSEWHERE
            links = ", ".join(self.loc(at) for at in others[:MOST_ELSEWHERE]) + (f' and <a href="{address}">{more} more</a>' if more > 0 else "")
            dates = f' <span class="card-d">{esc(entity.dates)}</span>' if entity.dates else ""
            cards.append(
                f'<aside class="card" id="card-{id_}" role="doc-footnote">\n<p class="card-h"><a href="{address}">{esc(entity.name)}</a>{dates}</p>\n'
                f"<p>{esc(entity.gloss)}</p>\n" + (f'<p class="card-w">Also named at {links}.</p>\n' if others else "") + "</aside>\n"
            )
        if cards:
            self.body.append(
                '<section class="cards" id="names" epub:type="footnotes" aria-labelledby="names-h">\n<h2 id="names-h">Names and terms in this document</h2>\n'
            )
            self.body.append('<p class="hint">Each opens at the name in the text.</p>\n')
            self.body.extend([*cards, "</section>\n"])

    def _besides(self) -> list[str]:
        if not self.besides:
            return []
        out = ['<section class="besides" id="beside" epub:type="footnotes" aria-labelledby="beside-h">\n<h2 id="beside-h">Elsewhere in the edition</h2>\n']
        out.append('<p class="hint">Each opens at the number of its passage.</p>\n')
        for id_, loc, lines in self.besides:
            back = f'<p class="b-h"><a href="#pn-{id_}" role="doc-backlink" aria-label="{loc}, back to the text">{loc}</a></p>'
            out.append(f'<aside class="beside" id="beside-{id_}" role="doc-footnote">\n' + "\n".join([back, *lines]) + "\n</aside>\n")
        return [*out, "</section>\n"]

    def visit_citation_data(self, node: Element) -> None:
        """A machine's matter."""

    # derived views

    def visit_picture(self, node: Element) -> None:
        """A file of its own, which reading systems can enlarge."""
        here = self.builder.current_docname
        self.pictures += 1
        name = "images/" + (node.get("name") or f"{here.replace('/', '-')}-{self.pictures}").removesuffix(".svg") + ".svg"
        path = Path(self.builder.outdir, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(drawing(node["svg"]), encoding="utf-8", newline="\n")
        address = relative_uri(self.builder.get_target_uri(here), name)
        self.body.append(f'<div class="picture"><img src="{esc(address)}" alt="{esc(node["alt"])}"/></div>\n')
