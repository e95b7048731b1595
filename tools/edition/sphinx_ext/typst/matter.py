"""What a book has before and after its chapters: titles, imprint, contents, signs, indexes, colophon. All from the model."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, version

from ...derive.dates import shown
from ...kinds import REGISTERS
from ...model import Edition, Entity
from ...read.faults import Faults
from ...read.records import Map, Scalar, Seq, parse
from .escape import array, call, content, escape, string
from .places import Places

_INDEX_WORDS = {
    "people": "Index of people", "places": "Index of places", "bodies": "Index of bodies", "agreements": "Index of agreements",
    "conflicts": "Index of conflicts", "vessels": "Index of ships and aircraft", "works": "Index of works", "terms": "Index of terms",
}  # fmt: skip


def title_parts(edition: Edition, fallback: str) -> tuple[str, str]:
    """Return title and subtitle."""
    whole = edition.citation.get("title") or fallback
    title, _, subtitle = whole.partition(": ")
    return title, subtitle


def authors(edition: Edition) -> list[str]:
    return [name for name in edition.citation.get("authors", "").split("; ") if name]


def keywords(edition: Edition) -> list[str]:
    """Return the keywords of ``CITATION.cff``."""
    path = edition.root / "CITATION.cff"
    value = parse(path.read_text(encoding="utf-8"), path.name, Faults()) if path.exists() else None
    found = value.items.get("keywords") if isinstance(value, Map) else None
    return [word.value for word in found.items if isinstance(word, Scalar)] if isinstance(found, Seq) else []


def edition_line(edition: Edition) -> str:
    """“Edition 2026.1, 21 November 2026”."""
    number, date = edition.citation.get("version", ""), shown(edition.citation.get("date-released", ""))
    return ", ".join(part for part in (f"Edition {number}" if number else "", date) if part)


def front(edition: Edition, fallback: str, headings: Iterable[tuple[int, str, str]]) -> str:
    """Half-title, title page, imprint and contents; of each heading that these will list its level, siglum and words."""
    title, subtitle = title_parts(edition, fallback)
    editors = "; ".join(authors(edition))
    abstract = " ".join(edition.citation.get("abstract", "").split())
    pages = call("half-title", content(escape(title)))
    pages += call("title-page", content(escape(title)), content(escape(subtitle)), content(escape(editors)), content(escape(edition_line(edition))))
    return pages + "\n\n" + call("imprint", *(content(part) for part in _imprint(edition, abstract))) + "\n\n" + _contents(headings) + "\n\n"


def _contents(headings: Iterable[tuple[int, str, str]]) -> str:
    return call("contents", array(f"({level}, {string(siglum.upper()) if siglum else 'none'}, {content(escape(words))})" for level, siglum, words in headings))


def _imprint(edition: Edition, abstract: str) -> list[str]:
    citation = edition.citation
    parts = [escape(abstract)] if abstract else []
    parts.append(escape(edition_line(edition) + "."))
    if citation.get("doi"):
        parts.append(call("link", string(f"https://doi.org/{citation['doi']}")))
    if citation.get("license"):
        parts.append(escape(f"The editors’ words: {citation['license']}. The rights in each document are stated with it."))
    if citation.get("url"):
        parts.append(call("link", string(citation["url"])))
    return parts


def signs() -> str:
    """How to read the pages, for whoever opens the book in the middle."""
    rows = [
        (
            "13",
            "in the outer margin: the number of a passage, by which it is cited; a heading has an s before its number, a note of the document’s own an n. The numbers are the same in every form of the edition.",
        ),
        ("→ 96", "under the number of a passage: the page of an account of the event that the passage tells, where the documents are compared."),
        (
            "12",
            "raised, in the editors’ colour: an editors’ note, at the foot of the page under the same number. A number that comes again refers to the same note. The words before the bracket are those that the note is about, the small capitals after it say what kind of note it is; “partly verified” or “not verified” after it says how much of its evidence was seen.",
        ),
        ("iv, 8", "raised, in the colour of the documents: a mark of the document’s own note, which stands after the text or is lost."),
        ("|", "a new page of the original begins; its number is in the inner margin."),
        ("]", "in the departures after each text: before it the words printed, after it the reading of the witness, then kind and reason."),
        ("47, 48", "in the indexes: upright where a document names the thing, italic where the editors do. A page that has both is upright."),
    ]
    pairs = ", ".join(f"([{escape(sign)}], [{escape(words)}])" for sign, words in rows)
    return call("signs", string("signs"), "[Signs]", pairs) + "\n\n"


def index_titles(edition: Edition, places: Places) -> list[str]:
    """The titles of the indexes that the book has."""
    return [_INDEX_WORDS[register] for register in REGISTERS if _indexed(edition, places, register)]


def _indexed(edition: Edition, places: Places, register: str) -> list[Entity]:
    return [entity for entity in edition.entities.values() if entity.register == register and entity.id in places.defined]


def indexes(edition: Edition, places: Places) -> str:
    """An index of each register that the book has, by page."""
    parts = []
    for register in REGISTERS:
        entries = _indexed(edition, places, register)
        if entries:
            rows = array(
                f"({string(entity.id)}, {content(escape(entity.sort or entity.name))})"
                for entity in sorted(entries, key=lambda entity: (_letters(entity.sort or entity.name), entity.id))
            )
            parts.append(call("index-of", "2", string(f"index-{register}"), content(_INDEX_WORDS[register]), rows))
    if not parts:
        return ""
    return call("indexes", string("indexes"), "[Indexes]", body="\n\n".join(parts)) + "\n\n"


def colophon(edition: Edition, fallback: str) -> str:
    title, _ = title_parts(edition, fallback)
    said = [
        f"{title}. {edition_line(edition)}.",
        f"Set in Libertinus Serif by Typst {_version('typst')}, from the sources of the edition and by its own tools; the same sources give the same file, to the byte.",
        "The file is tagged for readers who listen (PDF/UA-1) and made to last (PDF/A-2a). A passage or a note is opened by its address: the file’s name, # and the id, such as that of a passage in small letters with a hyphen.",
    ]
    return call("colophon", *(content(escape(words)) for words in said)) + "\n"


def _version(package: str) -> str:
    try:
        return ".".join(version(package).split(".")[:2])
    except PackageNotFoundError:
        return ""


def _letters(words: str) -> str:
    import unicodedata

    return "".join(letter for letter in unicodedata.normalize("NFKD", words).casefold() if letter.isalnum() or letter == " ")
