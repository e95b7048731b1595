"""HTML of what stands beside a passage."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..derive.beside import beside as beside_of
from ..derive.dependence import number_word
from ..locus import printed
from .html_base import BaseTranslator
from .state import atlas_of, edition_of
from .words import esc

if TYPE_CHECKING:
    from docutils.nodes import Element

MOST_LINKS = 6


class BesideTranslator(BaseTranslator):
    """Sets the accounts that a passage takes part in, who disagrees with it, and what refers to it."""

    def visit_beside(self, node: Element) -> None:
        lines = self._beside_lines(node["locus"])
        if lines:
            self.body.append(f'<aside class="beside" aria-label="Beside {printed(node["locus"])}">\n' + "\n".join(lines) + "\n</aside>\n")

    def depart_beside(self, node: Element) -> None:
        pass

    def _beside_lines(self, locus: str) -> list[str]:
        edition = edition_of(self.builder.env)
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
        edition, atlas = edition_of(self.builder.env), atlas_of(self.builder.env)
        if kind == "note":
            found, words = atlas.find("note", id_), printed(edition.notes[id_].at)
        elif kind == "account":
            found, words = atlas.find("event", id_), edition.accounts[id_].title
        elif kind == "entity":
            found, words = atlas.entity(id_), edition.entities[id_].name
        elif siglum := atlas.headnotes.get(id_):
            if id_ == self.builder.current_docname:
                return "the headnote"
            found, words = (id_, ""), f"the headnote of {siglum.upper()}"
        else:
            found, words = (id_, ""), edition.pages[id_].title
        return f'<a href="{esc(self.uri(*found))}">{esc(words)}</a>' if found else ""
