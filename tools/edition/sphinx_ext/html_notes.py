"""HTML of what follows the passages of a text: notes, apparatus, cards, and the data for citations."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from ..derive.apparatus import MARKS, emendation_id
from ..derive.fidelity import normalise, placed
from ..derive.mentions import by_entity
from ..kinds import EMENDATION_KINDS
from .html_beside import BesideTranslator
from .state import atlas_of, edition_of
from .words import NOTE_KIND_WORDS, STATUS_WORDS, elided, esc, visible

if TYPE_CHECKING:
    from docutils.nodes import Element

MOST_ELSEWHERE = 4


class NotesTranslator(BesideTranslator):
    """Sets the document's own notes, the editors' notes, the departures from the witness, and the cards."""

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
        edition = edition_of(self.builder.env)
        house = next(iter(edition.contributors), "")
        names = ", ".join(edition.contributors.get(author, author) for author in node["authors"] if author != house)
        by = f'<p class="note-f">{esc(names)}</p>\n' if names else ""
        self.body.append(f"</div>\n{by}</li>\n")

    def visit_apparatus(self, node: Element) -> None:
        document = edition_of(self.builder.env).documents[node["siglum"]]
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
        edition, atlas = edition_of(self.builder.env), atlas_of(self.builder.env)
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

        data = json.dumps(citation_of(self.builder, node["siglum"]), ensure_ascii=False, sort_keys=True).replace("<", "\\u003c")
        self.body.append(f'<script type="application/json" id="ed-cite">{data}</script>\n')

    def depart_citation_data(self, node: Element) -> None:
        pass
