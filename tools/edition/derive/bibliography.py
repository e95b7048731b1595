"""The bibliography as it is printed: short labels and full references (Chicago Manual of Style, 18th ed., author–date).

Every output uses these two functions, so that “Marsh 2001” is the same work everywhere.
Titles of articles and papers stand in quotation marks, those of books in italics; stops stand outside the marks.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import quote, unquote
from weakref import WeakKeyDictionary

from ..model import Edition, Work
from ..read.bib import plain
from .dates import MONTHS, shown

#: types whose own title is that of a volume
VOLUMES = ("book", "phdthesis")
NO_DATE = "n.d."


class Label(NamedTuple):
    """The two halves of a citation in the text: “Burke and Ziring”, “1990a”; a shorthand has no year of its own."""

    authors: str
    year: str

    def __str__(self) -> str:
        return f"{self.authors} {self.year}".rstrip()


class Piece(NamedTuple):
    """A stretch of a reference: ``kind`` is ``text``, ``em`` or ``link`` (then ``target`` is its address)."""

    text: str
    kind: str = "text"
    target: str = ""


_CACHE: WeakKeyDictionary[Edition, dict[str, Label]] = WeakKeyDictionary()


def labels(edition: Edition) -> dict[str, Label]:
    """Return the label of every work; works that would share one are told apart by letters after the year."""
    found = _CACHE.get(edition)
    if found is None:
        found = _CACHE[edition] = labels_of(edition.works)
    return found


def labels_of(works: Mapping[str, Work]) -> dict[str, Label]:
    """Return the labels of these works; letters follow the order of the titles, then that of the keys."""
    alike: dict[tuple[str, str], list[Work]] = {}
    out: dict[str, Label] = {}
    for work in works.values():
        if short := shorthand(work):
            out[work.key] = Label(short, "")
            continue
        alike.setdefault((short_names(work), year(work)), []).append(work)
    for (names, when), group in alike.items():
        if len(group) == 1:
            out[group[0].key] = Label(names, when)
            continue
        for number, work in enumerate(sorted(group, key=lambda item: (sortable(field(item, "title")), item.key))):
            out[work.key] = Label(names, f"{when}{'-' if when == NO_DATE else ''}{letters(number)}")
    return {key: out[key] for key in works}


def shorthand(work: Work) -> str:
    """Return the short form by which a series of papers is cited instead of by author and year (“State Papers 3, doc. 12”), or ``""``."""
    return field(work, "shorthand")


def letters(number: int) -> str:
    """Return the n-th letter or pair of letters, counted from nought: a … z, aa, ab …"""
    out = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        out = chr(97 + rest) + out
    return out


def field(work: Work, name: str) -> str:
    """Return a field as plain text with typographic dashes and apostrophes."""
    value = work.fields.get(name, "")
    if not value:
        return ""
    if name in ("url", "doi", "urldate"):
        return value.replace("\\", "") if name != "url" else re.sub(r"\\([#%&_~])", r"\1", value)
    value = value.replace("---", "—").replace("``", "“").replace("''", "”")
    return plain(value).replace("'", "’")


def sortable(words: str) -> str:
    """Return words as they are sorted: without marks, capitals or a leading article."""
    bare = re.sub(r"[^\w\s]", "", words.casefold()).strip()
    return re.sub(r"^(?:the|an?)\s+", "", bare)


def year(work: Work) -> str:
    """Return the year of a work, or “n.d.”."""
    return field(work, "year") or field(work, "date")[:4] or NO_DATE


def people(work: Work) -> tuple[tuple[tuple[str, str], ...], str]:
    """Return those under whose names a work stands, as (family, given), and their role."""
    for role in ("author", "editor"):
        if work.persons.get(role):
            return tuple((_name(family), _name(given)) for family, given in work.persons[role]), role
    return (), ""


def _name(words: str) -> str:
    return plain(words.replace("---", "—")).replace("'", "’").strip()


def short_names(work: Work) -> str:
    """Return the names of a label: one, two, or the first and “et al.”; a short title where there is no name."""
    names, _ = people(work)
    families = [family or given for family, given in names]
    if not families:
        return _short_title(work)
    if len(families) == 1:
        return families[0]
    if len(families) == 2 and families[1] != "others":
        return f"{families[0]} and {families[1]}"
    return f"{families[0]} et al."


def _short_title(work: Work) -> str:
    title = re.split(r"[:.?!]\s", field(work, "title") or work.key)[0].strip()
    words = title.split()
    if len(words) > 6:
        words = words[:5]
        while len(words) > 2 and words[-1].islower() and len(words[-1]) < 5:  # end on a word of weight
            words.pop()
        words.append("…")
    short = " ".join(words)
    return short if work.type in VOLUMES else f"“{inner(short)}”"


def inner(words: str) -> str:
    """Return words with their quotation marks made single, to stand within double ones."""
    return words.replace("“", "‘").replace("”", "’")


def sort_key(work: Work) -> tuple[str, str, str, str]:
    """Return the key by which the bibliography is sorted: names, year (undated last), title, key."""
    names, _ = people(work)
    who = shorthand(work) or " ".join(f"{family} {given}".strip() for family, given in names) or field(work, "title")
    when = year(work)
    return _natural(sortable(who)), "~" if when == NO_DATE else when, sortable(field(work, "title")), work.key


def _natural(words: str) -> str:
    """Return words with their numbers padded, so that doc. 9 comes before doc. 10."""
    return re.sub(r"\d+", lambda match: match[0].zfill(6), words)


def entry(work: Work, label: Label) -> tuple[Piece, ...]:
    """Return the full reference of a work; neighbouring plain pieces are joined."""
    short = shorthand(work)
    pieces = [*([Piece(f"{_stop(short)} ")] if short else []), *_head(work, label), *_title(work), *_container(work), *_facts(work), *_links(work)]
    return tuple(_joined(pieces))


def entry_text(work: Work, label: Label) -> str:
    """Return the full reference as plain text."""
    return "".join(piece.text for piece in entry(work, label))


def _stop(words: str) -> str:
    """Close a sentence, unless it is closed."""
    return words if re.search(r"[.?!…][”’)]?$", words) else words + "."


def _names_in_full(names: tuple[tuple[str, str], ...], *, inverted: bool = True) -> str:
    out: list[str] = []
    for number, (family, given) in enumerate(names):
        if family == "others" and not given:
            return ", ".join(out) + " et al."
        first = inverted and number == 0
        out.append(f"{family}, {given}" if first and given else f"{given} {family}".strip())
    if len(out) < 2:
        return "".join(out)
    comma = "," if len(out) > 2 or (inverted and names[0][1]) else ""
    return ", ".join(out[:-1]) + f"{comma} and {out[-1]}"


def _head(work: Work, label: Label) -> list[Piece]:
    names, role = people(work)
    if not names:
        return []
    who = _names_in_full(names)
    if role == "editor":
        who += ", eds" if len(names) > 1 else ", ed."
    return [Piece(f"{_stop(who)} {_stop(label.year or year(work))} ")]


def _title(work: Work) -> list[Piece]:
    title = field(work, "title") or work.key
    stop = "" if re.search(r"[.?!…]$", title) else "."
    pieces = [Piece(title, "em"), Piece(stop)] if work.type in VOLUMES else [Piece(f"“{inner(title)}”" + stop)]
    if not people(work)[0]:
        pieces.append(Piece(f" {_stop(year(work))}"))
    return pieces


def _container(work: Work) -> list[Piece]:
    """What a work is part of: journal, book, series, report."""
    out: list[Piece] = []
    journal, book = field(work, "journal"), field(work, "booktitle")
    pages = field(work, "pages").replace("-", "–") if re.fullmatch(r"\d+-\d+", field(work, "pages")) else field(work, "pages")
    if journal:
        volume, number = field(work, "volume"), field(work, "number")
        issue = (f" {volume}" if volume else "") + (f" ({number})" if number and volume else f", no. {number}" if number else "")
        out += [Piece(" "), Piece(journal, "em"), Piece(_stop(issue + _when(work, issue) + (f": {pages}" if pages else "")))]
    elif book:
        editors = work.persons.get("editor", ()) if work.persons.get("author") else ()
        by = f", edited by {_names_in_full(tuple((_name(a), _name(b)) for a, b in editors), inverted=False)}" if editors else ""
        volume = f", vol. {field(work, 'volume')}" if field(work, "volume") else ""
        out += [Piece(" In "), Piece(book, "em"), Piece(_stop(by + volume + (f", {pages}" if pages else "")))]
    elif work.type == "book" and work.persons.get("author") and work.persons.get("editor"):
        out.append(Piece(" " + _stop("Edited by " + _names_in_full(tuple((_name(a), _name(b)) for a, b in work.persons["editor"]), inverted=False))))
    return out


def _when(work: Work, before: str) -> str:
    month = _month(work)
    return f" ({month})" if month and "(" not in before else f", {month}" if month else ""


def _month(work: Work) -> str:
    month = field(work, "month")
    if month.isdecimal() and 1 <= int(month) <= 12:
        return MONTHS[int(month) - 1]
    full = [name for name in MONTHS if name.lower().startswith(month.lower())] if re.fullmatch(r"[A-Za-z]{3}", month) else []
    return full[0] if full else month


def _facts(work: Work) -> list[Piece]:
    """Edition, series, kind, publisher, the editors' remark: a sentence each."""
    sentences: list[str] = []

    def get(name: str) -> str:
        return field(work, name)

    if get("edition"):
        sentences.append(get("edition") if "ed" in get("edition").lower() else f"{get('edition')} ed.")
    if work.type == "book" and get("volume"):
        sentences.append(f"Vol. {get('volume')}")
    if get("series"):
        sentences.append(get("series") + (f" {get('number')}" if get("number") else ""))
    if work.type == "phdthesis":
        sentences.append(", ".join(part for part in (get("type") or "PhD thesis", get("school")) if part))
    if work.type == "techreport":
        sentences.append(" ".join(part for part in (get("type") or "Report", get("number")) if part))
    if get("howpublished"):
        sentences.append(get("howpublished"))
    house = get("publisher") or get("institution") or get("organization")
    names = {family for family, _ in people(work)[0]}
    if house and house not in names:
        sentences.append(f"{get('address')}: {house}" if get("address") else house)
    elif get("address") and work.type != "article":
        sentences.append(get("address"))
    month, remark = _month(work), get("note")
    if month and not get("journal") and not any(month in sentence for sentence in (*sentences, remark)):
        dated = f"{month} {year(work)}" if year(work) != NO_DATE else month
        sentences[-1:] = [f"{sentences[-1]}, {dated}" if sentences else dated]
    if remark:
        sentences.append(remark[:1].upper() + remark[1:])
    return [Piece(" " + _stop(sentence)) for sentence in sentences]


def _links(work: Work) -> list[Piece]:
    """DOI, ISBN, ISSN and address, each linked; the day on which an address was seen."""
    out: list[Piece] = []
    doi = re.sub(r"^(?:https?://(?:dx\.)?doi\.org/|doi:)", "", field(work, "doi"))
    url, day = field(work, "url"), field(work, "urldate")
    seen = f", seen {shown(day)}." if day else "."
    by_doi = bool(doi) and (not url or url.endswith(doi))
    if doi:
        out += [Piece(" "), Piece(f"doi:{doi}", "link", f"https://doi.org/{doi}"), Piece(seen if by_doi else ".")]
    isbn = field(work, "isbn")
    if isbn:
        out += [Piece(" "), Piece(f"ISBN {isbn}", "link", "https://openlibrary.org/isbn/" + re.sub(r"[^0-9Xx]", "", isbn)), Piece(".")]
    if field(work, "issn"):
        out.append(Piece(f" ISSN {field(work, 'issn')}."))
    if url and not by_doi:
        out += [Piece(" "), Piece(_readable(url), "link", url), Piece(seen)]
    elif day and not by_doi:
        out.append(Piece(f" Seen {shown(day)}."))
    return out


def _readable(url: str) -> str:
    """Return an address as it is printed: without its scheme, and with the dashes, quotation marks and letters of Europe that it has in code.

    What stands in code for another reason, such as a blank or a sign that has a meaning in addresses, stays so (RFC 3986, 2.4).
    """

    def decoded(match: re.Match[str]) -> str:
        try:
            words = unquote(match[0], errors="strict")
        except UnicodeDecodeError:
            return match[0]
        return "".join(sign if sign in "–—‘’“”'" or (sign.isalpha() and sign < "\u0530") else quote(sign, safe="") for sign in words)

    return re.sub(r"(?:%[0-9A-Fa-f]{2})+", decoded, re.sub(r"^https?://(?:www\.)?|/$", "", url))


def _joined(pieces: list[Piece]) -> list[Piece]:
    out: list[Piece] = []
    for piece in pieces:
        if not piece.text:
            continue
        if out and out[-1].kind == piece.kind == "text":
            out[-1] = Piece(out[-1].text + piece.text)
        else:
            out.append(piece)
    return out
