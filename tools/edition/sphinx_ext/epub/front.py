"""The pages before the edition's own: cover, title page, and how the e-book is read."""

from __future__ import annotations

from html import escape
from typing import NamedTuple

from ...derive.dates import shown
from ...model import Edition

#: file names in the book
COVER, TITLE_PAGE, READING, NAV = "cover.xhtml", "title-page.xhtml", "this-e-book.xhtml", "nav.xhtml"
COVER_IMAGE, STYLE = "images/cover.png", "epub.css"

READING_TITLE = "How this e-book is read"
_READING = (
    ("14", "A number before a passage is permanent: it is the same in every form and release of the edition, and passages are cited by it. "
           "Where it is underlined, press it to see where else the same is told, which documents disagree, and what refers to the passage."),
    ("<sup>5</sup>", "A small raised number is that of an editors’ note. Press it and the note opens."),
    ("<sup>[iv]</sup>", "A mark in brackets calls a note of the document itself."),
    ("°", "The word before was emended by the editors. Press the sign for the reading of the witness, and for the reason."),
    ("[sic]", "The words are doubtful, and stand so in the witness."),
    ("|2|", "A page of the original begins."),
)  # fmt: skip
_MORE = (
    "Names and terms look like the text. Pressed where a passage first has them, they say who or what is meant, and lead to the register.",
    "A reader that cannot open notes in place goes to the end of the chapter instead, where all of this is listed; the number before an entry leads back.",
)


class Words(NamedTuple):
    """The words of the title page and of the package, from ``CITATION.cff``."""

    title: str
    subtitle: str
    whole: str
    editors: tuple[str, ...]
    version: str
    date: str
    abstract: str
    rights: str
    address: str


def words_of(edition: Edition) -> Words:
    citation = edition.citation
    whole = citation.get("title", "")
    title, _, subtitle = whole.partition(": ")
    licence = citation.get("license", "")
    address = f"https://doi.org/{citation['doi']}" if citation.get("doi") else citation.get("url", "")
    return Words(
        title=title,
        subtitle=subtitle,
        whole=whole,
        editors=tuple(name for name in citation.get("authors", "").split("; ") if name),
        version=citation.get("version", ""),
        date=citation.get("date-released", ""),
        abstract=" ".join(citation.get("abstract", "").split()),
        rights=(f"The editors’ words: {licence}. " if licence else "") + "The rights of each document are stated with it.",
        address=address,
    )


def cover_words(words: Words) -> dict[str, str]:
    """What the cover prints."""
    editors = "; ".join(words.editors)
    editors = editors[:1].upper() + editors[1:]
    title = words.title.replace("–", "\u2060–\u2060")  # no line ends within a span of years
    return {"title": title, "subtitle": words.subtitle, "editors": editors, "version": f"Edition {words.version}" if words.version else ""}


def cover_page(words: Words) -> str:
    alt = f"Cover: {'. '.join(part for part in cover_words(words).values() if part)}.".replace("\u2060", "")
    return f'<div class="cover" id="cover"><img src="{COVER_IMAGE}" alt="{escape(alt)}" role="doc-cover"/></div>'


def title_page(words: Words, identifier: str) -> str:
    date = shown(words.date) if words.date else ""
    lines = [
        '<section class="title-page" id="title-page" epub:type="titlepage">',
        f'<h1 class="title">{escape(words.title, quote=False)}</h1>',
        f'<p class="subtitle" role="doc-subtitle">{escape(words.subtitle, quote=False)}</p>' if words.subtitle else "",
        f'<p class="editors">Edited by {escape(_within("; ".join(words.editors)), quote=False)}</p>' if words.editors else "",
        f'<p class="release">Edition {escape(words.version, quote=False)}{f", {escape(date, quote=False)}" if date else ""}</p>' if words.version else "",
        f'<p class="abstract">{escape(words.abstract, quote=False)}</p>' if words.abstract else "",
        f'<p class="imprint">{escape(words.rights, quote=False)}</p>',
        f'<p class="imprint"><a href="{escape(words.address)}">{escape(words.address, quote=False)}</a></p>' if words.address else "",
        f'<p class="imprint">{escape(identifier, quote=False)}</p>',
        "</section>",
    ]
    return "\n".join(line for line in lines if line)


def _within(words: str) -> str:
    """Words that begin with an article, within a sentence."""
    return words[:1].lower() + words[1:] if words.startswith(("The ", "A ", "An ")) else words


def reading_page() -> str:
    rows = "\n".join(f"<dt>{sign}</dt>\n<dd>{text}</dd>" for sign, text in _READING)
    more = "\n".join(f"<p>{text}</p>" for text in _MORE)
    return f'<section class="reading" id="this-e-book">\n<h1>{READING_TITLE}</h1>\n<dl class="signs">\n{rows}\n</dl>\n{more}\n</section>'
