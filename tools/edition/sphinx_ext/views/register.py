"""``{ed:register} people``: the entries of a register, each with its index of passages and the words around each mention."""

from __future__ import annotations

from docutils import nodes

from ...derive.mentions import by_entity, keyword
from ..nodes import make
from ..prose import paragraphs
from . import View, link


def build(view: View) -> list[nodes.Node]:
    edition = view.edition
    loci = by_entity(edition)
    entries = sorted((entity for entity in edition.entities.values() if entity.register == view.argument), key=lambda entity: (_letters(entity.sort), entity.id))
    out = make("dl", class_="register")
    for entity in entries:
        here = loci[entity.id]
        used = list(dict.fromkeys(edition.passages[mention.passage].text[mention.start : mention.end] for mention in here))
        term = make("dt", make("span", entity.name, class_="r-name"), id=entity.id)
        term["ids"] = [entity.id]
        if entity.dates:
            term += [nodes.Text(" "), make("span", entity.dates, class_="r-dates")]
        body = make("dd", make("p", entity.gloss, class_="r-gloss"), *paragraphs(edition, entity.body))
        others = [form for form in used if form != entity.name]
        if others:
            body += make("p", "In the texts: " + ", ".join(f"“{form}”" for form in others) + ".", class_="r-forms")
        if entity.wikidata:
            body += make("p", nodes.reference("", f"Wikidata {entity.wikidata}", refuri=f"https://www.wikidata.org/wiki/{entity.wikidata}", internal=False), class_="r-ids")
        if here:
            passages = len({mention.passage for mention in here})
            items = make("ul", class_="kwic")
            for mention in here:
                before, words, after = keyword(edition.passages[mention.passage].text, mention.start, mention.end)
                items += make(
                    "li", *link(view, "loc", mention.passage), " ", make("span", before, class_="k-l"), make("b", words), make("span", after, class_="k-r"),
                )  # fmt: skip
            body += make("details", make("summary", f"{passages} passage{'s' * (passages != 1)}"), items, class_="r-where")
        out += [term, body]
    return [out]


def _letters(words: str) -> str:
    import unicodedata

    return "".join(letter for letter in unicodedata.normalize("NFKD", words).casefold() if letter.isalnum() or letter == " ")


