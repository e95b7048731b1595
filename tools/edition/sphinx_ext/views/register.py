"""``{ed:register} people``: the entries of a register, each with its index of passages and the words around each mention."""

from __future__ import annotations

from docutils import nodes
from sphinx import addnodes

from ...derive.index import letters
from ...derive.mentions import by_entity, keyword
from ..nodes import make
from ..prose import paragraphs, told
from . import View, link, plural

#: an index of so few mentions stands open; a register of so many entries gets its letters
MOST_OPEN, LONG = 2, 20
#: characters shown on either side of a mention
AROUND = 36


def build(view: View) -> list[nodes.Node]:
    edition = view.edition
    loci = by_entity(edition)
    entries = sorted(
        (entity for entity in edition.entities.values() if entity.register == view.argument), key=lambda entity: (letters(entity.sort), entity.id)
    )
    out = make("dl", class_="register")
    firsts: dict[str, str] = {}
    for entity in entries:
        here = loci[entity.id]
        firsts.setdefault(letters(entity.sort)[:1].upper(), entity.id)
        used = list(dict.fromkeys(edition.passages[mention.passage].text[mention.start : mention.end] for mention in here))
        term = make("dt", make("span", entity.name, class_="r-name"), id=entity.id)
        term["ids"] = [entity.id]
        if entity.dates:
            term += [nodes.Text(" "), make("span", entity.dates, class_="r-dates")]
        if entity.withdrawn:
            out += [term, make("dd", make("p", "Withdrawn: ", *told(edition, entity.withdrawn), class_="r-gloss"))]
            continue
        body = make("dd", make("p", entity.gloss, class_="r-gloss"), *paragraphs(edition, entity.body))
        others = [form for form in used if form != entity.name]
        if others:
            body += make("p", "In the texts: " + ", ".join(f"“{form}”" for form in others) + ".", class_="r-forms")
        if entity.wikidata:
            body += make(
                "p",
                nodes.reference("", f"Wikidata {entity.wikidata}", refuri=f"https://www.wikidata.org/wiki/{entity.wikidata}", internal=False),
                class_="r-ids",
            )
        if here:
            passages = len({mention.passage for mention in here})
            items = make("ul", class_="kwic")
            for mention in here:
                before, words, after = keyword(edition.passages[mention.passage].text, mention.start, mention.end, AROUND)
                line = make("span", make("span", before, class_="k-l"), make("b", words), make("span", after, class_="k-r"), class_="k")
                items += make("li", *link(view, "loc", mention.passage), " ", line)
            opened = {"open": "open"} if len(here) <= MOST_OPEN else {}
            body += make("details", make("summary", plural(passages, "passage")), items, class_="r-where", **opened)
        out += [term, body]
    return [*_jumps(firsts, len(entries)), out]


def _jumps(firsts: dict[str, str], entries: int) -> list[nodes.Node]:
    """The first letters as links, where a page is long; on paper they would lead nowhere."""
    if entries < LONG:
        return []
    only = addnodes.only(expr="html")
    only += make("p", *(node for letter, id_ in firsts.items() for node in (make("a", letter, href=f"#{id_}"), nodes.Text(" "))), class_="r-letters")
    return [only]
