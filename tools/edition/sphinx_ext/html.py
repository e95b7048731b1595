"""HTML of the edition's doctree, as ``theme/CONTRACT.md`` fixes it. One function a node; the translator looks them up by name."""

from __future__ import annotations

import html
import json
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.writers.html5 import HTML5Translator

from ..derive.apparatus import MARKS, emendation_id
from ..derive.beside import beside as beside_of
from ..derive.dependence import number_word
from ..derive.fidelity import normalise, placed
from ..derive.ledger import lives
from ..derive.mentions import by_entity
from ..derive.reading import note_html_id
from ..derive.receipt import fingerprint
from ..locus import printed
from ..model import EMENDATION_KINDS
from . import nodes as ed
from .state import atlas_of, edition_of

if TYPE_CHECKING:
    from docutils.nodes import Element

NOTE_KIND_WORDS = {
    "fact": "Fact", "context": "Context", "contradiction": "Contradiction", "term": "Term",
    "source": "Source", "language": "Language", "transmission": "Transmission",
}  # fmt: skip
STATUS_WORDS = {"verified": "", "partly": "partly verified", "unverified": "not verified"}
MOST_LINKS = 6
MOST_ELSEWHERE = 4


def esc(text: str) -> str:
    return html.escape(text, quote=True)


def visible(text: str) -> str:
    """Show characters of the private use area, which no fount has, by their numbers."""
    return "".join(f"[U+{ord(sign):04X}]" if 0xE000 <= ord(sign) <= 0xF8FF else sign for sign in text)


def elided(text: str, most: int = 60) -> str:
    """Shorten words in the middle: first words … last words."""
    if len(text) <= most:
        return text
    words = text.split()
    head, tail = [words[0]], [words[-1]]
    rest = words[1:-1]
    while rest and len(" ".join((*head, *tail))) + len(rest[0]) < most - 3:
        head.append(rest.pop(0))
        if rest and len(" ".join((*head, *tail))) + len(rest[-1]) < most - 3:
            tail.insert(0, rest.pop())
    return f"{' '.join(head)} … {' '.join(tail)}"


class EditionTranslator(HTML5Translator):
    """Sphinx's HTML translator with the edition's nodes, and docutils' lists of citations made accessible."""

    def uri(self, page: str, anchor: str = "") -> str:
        """The address of a place, relative to the page that is being written."""
        here = self.builder.current_docname
        base = "" if page == here and anchor else self.builder.get_relative_uri(here, page)
        return f"{base}#{anchor}" if anchor else base

    def loc(self, locus: str) -> str:
        """A link to a passage, as every one is written."""
        found = atlas_of(self.builder.app).find("loc", locus)
        return f'<a class="loc" href="{esc(self.uri(*found))}">{esc(printed(locus))}</a>' if found else esc(printed(locus))

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
            document = edition_of(self.builder.app).documents[parent["siglum"]]
            self.body.append(
                f'<p class="doc-by">{esc(_sentence(document.meta.get("author", "")))}, {esc(document.meta.get("genre", ""))}, {esc(document.meta.get("date", ""))}.</p>\n'
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
        edition = edition_of(self.builder.app)
        signs = fingerprint(edition.passages[id_].text)
        life = lives(edition).get(id_) if edition.ledger else None
        since = f' data-since="{life.last.release}"' if life else ""
        self.body.append(
            f'<div class="{classes}" id="{id_}" data-loc="{loc}" data-fp="{signs}"{since}>\n'
            f'<a class="pn" href="#{id_}" data-pagefind-ignore><span class="vh">{siglum} </span>{number}</a>\n'
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
            f'<a class="nref" id="{node["anchor"]}" href="#{note_html_id(node["note"])}" role="doc-noteref" data-pagefind-ignore aria-label="{node["number"]}, note on {kind}">'
        )

    def depart_note_reference(self, node: Element) -> None:
        self.body.append("</a>")

    def visit_own_mark(self, node: Element) -> None:
        label = esc(node["label"])
        lost = not node["target"]
        target = node["target"] or "own-lost"
        says = f"{label}, the document’s note, lost" if lost else f"{label}, the document’s note"
        role = "" if lost else ' role="doc-noteref"'
        self.body.append(f'<sup class="own{" lost" if lost else ""}" data-pagefind-ignore><a id="{node["anchor"]}" href="#{target}"{role} aria-label="{says}">')

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
                f'<span class="em-w">{witness}</span>' if inside else f'<a class="em-w" href="#{node["anchor"]}" data-pagefind-ignore>{witness}</a>'
            )
        self.body.append('<span class="em-t">')

    def depart_correction(self, node: Element) -> None:
        self.body.append("</span>")
        if node["kind"] == "sic":
            self.body.append(f'<a class="em-w" href="#{node["anchor"]}" data-pagefind-ignore>[sic]</a>')
        self.body.append("</span>")

    def visit_mention(self, node: Element) -> None:
        found = atlas_of(self.builder.app).entity(node["entity"])
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
        self.body.append(f'<p class="em-out" data-pagefind-ignore><a class="em-w" href="#{node["anchor"]}"><del>{esc(node["witness"])}</del></a></p>\n')

    def depart_left_out(self, node: Element) -> None:
        pass

    def visit_beside(self, node: Element) -> None:
        lines = self._beside_lines(node["locus"])
        if lines:
            self.body.append(f'<aside class="beside" aria-label="Beside {printed(node["locus"])}" data-pagefind-ignore>\n' + "\n".join(lines) + "\n</aside>\n")

    def depart_beside(self, node: Element) -> None:
        pass

    def _beside_lines(self, locus: str) -> list[str]:
        edition = edition_of(self.builder.app)
        view = beside_of(edition).get(locus)
        lines: list[str] = []
        if view is None:
            return lines
        for told in view.told:
            address = self.uri(f"accounts/{told.account.id}")
            words = f'<a href="{esc(address)}">{esc(told.account.title)}</a>'
            if told.elsewhere:
                lines.append(f'<p class="b-told">{words}: also told in {self._some([self.loc(at) for at in told.elsewhere], address)}</p>')
            else:
                lines.append(f'<p class="b-told">{words}</p>')
            if told.against:
                number = number_word(len(told.against))
                lines.append(
                    f'<p class="b-against">{number.capitalize()} other document{"s" * (len(told.against) != 1)} disagree{"s" * (len(told.against) == 1)} on the date.</p>'
                )
        # notes by their passages, each passage once
        at: dict[str, str] = {}
        for origin in view.origins:
            if origin.kind == "note":
                at.setdefault(edition.notes[origin.id].at, origin.id)
        links = [f"the note{'s' * (len(at) > 1)} at {self._origin('note', next(iter(at.values())))}"] if at else []
        links += [self._origin("note", id_) for id_ in list(at.values())[1:]]
        links += [link for origin in view.origins if origin.kind != "note" and (link := self._origin(origin.kind, origin.id))]
        if links:
            lines.append(f'<p class="b-from">Referred to from {self._some(links, "")}</p>')
        return lines

    def _some(self, links: list[str], more: str) -> str:
        shown = ", ".join(links[:MOST_LINKS])
        rest = len(links) - MOST_LINKS
        if rest <= 0:
            return shown
        return f'{shown} and <a href="{esc(more)}">{rest} more</a>' if more else f"{shown} and {rest} more"

    def _origin(self, kind: str, id_: str) -> str:
        edition, atlas = edition_of(self.builder.app), atlas_of(self.builder.app)
        if kind == "note":
            found, words = atlas.find("note", id_), printed(edition.notes[id_].at)
        elif kind == "account":
            found, words = atlas.find("event", id_), edition.accounts[id_].title
        elif kind == "entity":
            found, words = atlas.entity(id_), edition.entities[id_].name
        else:
            page = edition.pages[id_]
            found, words = (id_, ""), page.title
        return f'<a href="{esc(self.uri(*found))}">{esc(words)}</a>' if found else ""

    # after the passages

    def visit_own_notes(self, node: Element) -> None:
        if node["inline"]:
            self.body.append('<div class="own-notes" role="group" aria-label="Notes of the document">\n')
        else:
            self.body.append(
                '<section class="own-notes" id="own-notes" role="doc-endnotes" aria-labelledby="own-notes-h">\n<h2 id="own-notes-h">Notes of the document</h2>\n'
            )
        if node["lost"]:
            self.body.append(f'<p class="own-lost" id="own-lost">{esc(node["lost"])}</p>\n')

    def depart_own_notes(self, node: Element) -> None:
        self.body.append("</div>\n" if node["inline"] else "</section>\n")

    def visit_editors_notes(self, node: Element) -> None:
        self.body.append(
            '<section class="ed-notes" id="notes" role="doc-endnotes" aria-labelledby="notes-h">\n<h2 id="notes-h">Notes by the editors</h2>\n<ol>\n'
        )

    def depart_editors_notes(self, node: Element) -> None:
        self.body.append("</ol>\n</section>\n")

    def visit_editors_note(self, node: Element) -> None:
        status = STATUS_WORDS[node["status"]]
        status_html = f' <span class="note-s">{status}</span>' if status else ""
        number, id_ = node["number"], node["ids"][0]
        first = "ref-" + node["note"].replace("/", "-")
        self.body.append(
            f'<li class="note" id="{id_}" data-kind="{node["kind"]}" data-note="{node["note"]}">\n'
            f'<a class="note-n" href="#{first}" aria-label="{number}, back to the text">{number}</a>\n'
            f'<p class="note-h"><span class="note-k">{NOTE_KIND_WORDS[node["kind"]]}</span>{status_html} '
            f'<span class="note-l">{esc(elided(node["lemma"]))}</span> {self.loc(node["at"])}</p>\n<div class="note-b">\n'
        )

    def depart_editors_note(self, node: Element) -> None:
        # the house's own name need not stand under every note; the colophon has it
        edition = edition_of(self.builder.app)
        house = next(iter(edition.contributors), "")
        names = ", ".join(edition.contributors.get(author, author) for author in node["authors"] if author != house)
        by = f'<p class="note-f">{esc(names)}</p>\n' if names else ""
        self.body.append(f"</div>\n{by}</li>\n")

    def visit_apparatus(self, node: Element) -> None:
        document = edition_of(self.builder.app).documents[node["siglum"]]
        rows = []
        for passage in document.passages:
            for number, item in enumerate(placed(document, passage), 1):
                emendation = item.emendation
                rows.append(self._apparatus_row(emendation_id(passage.id, number), passage.id, emendation))
            for number, emendation in enumerate((item for item in document.emendations_at.get(passage.id, ()) if item.place), 1):
                rows.append(self._apparatus_row(f"em-{passage.id}-out-{number}", passage.id, emendation))
        if not rows:
            return
        corrections = sum(1 for emendation in document.emendations if emendation.kind not in MARKS)
        summary = f"{len(rows)} departures, {corrections} of them in the words" if corrections else f"{len(rows)} departures, none of them in the words"
        self.body.append(
            '<section class="apparatus" id="apparatus" aria-labelledby="apparatus-h">\n<h2 id="apparatus-h">Departures from the witness</h2>\n'
            f"<details><summary>{summary}</summary>\n<ul>\n" + "\n".join(rows) + "\n</ul></details>\n</section>\n"
        )

    def depart_apparatus(self, node: Element) -> None:
        pass

    def _apparatus_row(self, id_: str, locus: str, emendation: Any) -> str:
        lemma = esc(emendation.lemma.words) if emendation.lemma else f"<i>{emendation.place} the passage</i>"
        witness = f' <span class="app-w">{esc(visible(elided(normalise(emendation.witness), 160)))}</span>' if emendation.witness is not None else ""
        page = f" {esc(emendation.page)}" if emendation.page else ""
        note = f" {esc(emendation.note)}" if emendation.note else ""
        why = f' <span class="app-y">{esc(emendation.why)}</span>' if emendation.why else ""
        kind = emendation.kind.replace("-", " ")
        gloss = esc(EMENDATION_KINDS[emendation.kind].gloss)
        return (
            f'<li class="app" id="{id_}" data-kind="{emendation.kind}">{self.loc(locus)} <span class="app-l">{lemma}</span><span class="app-b">]</span>'
            f'{witness} <span class="app-k" title="{gloss}">{kind}{page}{note}</span>{why}</li>'
        )

    def visit_cards(self, node: Element) -> None:
        edition, atlas = edition_of(self.builder.app), atlas_of(self.builder.app)
        loci = by_entity(edition)
        here = atlas.texts and self.builder.current_docname
        out = []
        for id_ in node["entities"]:
            entity, found = edition.entities[id_], atlas.entity(id_)
            if found is None:
                continue
            address = self.uri(*found)
            places = list(dict.fromkeys(mention.passage for mention in loci[id_]))
            others = [locus for locus in places if atlas.texts.get(locus.partition("-")[0]) != here]
            ordered = others + [locus for locus in places if locus not in others]
            shown = [self.loc(locus) for locus in ordered[:MOST_ELSEWHERE]]
            more = len(places) - len(shown)
            where = ", ".join(shown) + (f' and <a href="{esc(address)}">{more} more</a>' if more > 0 else "")
            dates = f' <span class="card-d">{esc(entity.dates)}</span>' if entity.dates else ""
            out.append(
                f'<div data-e="{id_}" data-r="{entity.role}"><p class="card-h"><a href="{esc(address)}">{esc(entity.name)}</a>{dates}</p>'
                f'<p>{esc(entity.gloss)}</p><p class="card-w">Named at {where}</p></div>'
            )
        if out:
            self.body.append('<template id="ed-cards">\n' + "\n".join(out) + "\n</template>\n")

    def depart_cards(self, node: Element) -> None:
        pass

    def visit_citation_data(self, node: Element) -> None:
        from .pages import citation_of

        data = json.dumps(citation_of(self.builder.app, node["siglum"]), ensure_ascii=False, sort_keys=True).replace("<", "\\u003c")
        self.body.append(f'<script type="application/json" id="ed-cite">{data}</script>\n')

    def depart_citation_data(self, node: Element) -> None:
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
