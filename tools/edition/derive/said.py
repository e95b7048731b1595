"""What the editors' prose says that concerns other files: the words that it uses, the addresses and quotations in it.

It is found once for the bytes of a file. The checks of the whole edition see of the running words of a record or a page
this alone, so that it may be rewritten without everything being looked at again (:mod:`edition.check.again`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import fields
from hashlib import sha256
from typing import NamedTuple
from weakref import WeakKeyDictionary

from ..diagnostics import NOWHERE, Span
from ..locus import PRINTED
from ..model import Account, Document, Edition, Entity, Note, Page, Passage, Prose, Reference, Work
from ..patterns import lazy
from .references import records, words
from .shapes import small_words

QUOTED = lazy(r"“([^“”]+)”")
WORD = lazy(r"\w+(?:[’'-]\w+)*")
_RUN = lazy(r"–(?P<number>[sn]?\d+[a-z]?)\b")
_SENTENCE = lazy(r".+?[.?!](?=\s+[A-Z“{]|$)")
#: “has 1831”: what an account says that a text has
_HAS = lazy(r"\b(?:has|have|gives?|dates it(?: to)?|puts it in) (?:the year |only |again )?(?P<year>(?:1\d{3}|20\d\d))(?![\d–-])")
#: so many words has a quotation that is compared with the texts
LONG = 8
#: what a thing has behind its face, by the class of it or of its body; for a record’s references and authors see ``made``
BEHIND: dict[type, tuple[str, ...]] = {
    Prose: ("paragraphs", "source", "references", "span"),
    Note: ("at", "lemma", "also", "spans", "kind", "status", "seen", "authors", "reviewers"),
    Entity: ("status", "seen", "authors", "dates", "gloss", "sort"),
    Account: ("status", "seen", "authors"),
    Page: ("text",),
    Work: ("type", "fields", "persons", "span"),
    Document: ("witness", "sha256", "emendations"),
    Passage: ("text", "span", "text_span", "escapes"),
}


class Said(NamedTuple):
    """Of a record or page: its small words, the addresses of passages, the long quotations, a note's first sentence.

    ``lines`` are those of a page in which something may concern others: the first, headings, and those with an address or
    a quotation; ``years`` those that an account says a text has. ``targets`` are the roles and targets of the references, and
    ``made`` is a hash of all that a record says in them, of its authors, and of where a note hangs: of these nothing is known
    elsewhere but to what the references lead (:mod:`.targets`), and what the notes explain (:mod:`.coverage`). ``face`` is a hash of all that a record, a page or a document shows to others, see
    :func:`face_of`.
    """

    small: str = ""
    addresses: tuple[tuple[str, Span], ...] = ()
    quotations: tuple[tuple[str, Span], ...] = ()
    sentence: str = ""
    lines: tuple[tuple[str, Span], ...] = ()
    years: tuple[tuple[str, Span], ...] = ()
    targets: tuple[tuple[str, str], ...] = ()
    made: bytes = b""
    face: bytes = b""


_CACHE: WeakKeyDictionary[Edition, dict[str, Said]] = WeakKeyDictionary()


def said(edition: Edition) -> dict[str, Said]:
    """Return what each record and page says, by its file; found once for an edition."""
    found = _CACHE.get(edition)
    if found is None:
        things = [*((record.span.file, record) for record in records(edition)), *((page.file, page) for page in edition.pages.values())]
        files = [file for file, _ in things]
        parts = edition.remember_each("said", files, lambda number: tuple(say(things[number][1])))
        found = _CACHE[edition] = dict(zip(files, map(Said._make, parts), strict=True))
    return found


def say(thing: Note | Entity | Account | Page) -> Said:
    stretches = thing.text if isinstance(thing, Page) else tuple(words(thing.body))
    out = Said(
        small_words(stretches),
        tuple((printed, span) for text, span in stretches for match in PRINTED.finditer(text) for printed in _ends(match, text)),
        () if isinstance(thing, Page) else tuple(_quotations(stretches)),
        first_sentence(thing.body.source) if isinstance(thing, Note) else "",
        tuple(_lines(thing)) if isinstance(thing, Page) else (),
        tuple(_years(thing)) if isinstance(thing, Account) else (),
        tuple(dict.fromkeys((reference.role, reference.target) for reference in _references(thing))),
        b"" if isinstance(thing, Page) else _made(thing),
    )
    return out._replace(face=face_of(thing, out))


def _ends(match: re.Match[str], text: str) -> Iterator[str]:
    """The printed address that was found, and the last of a run of them: “LET 14–16”."""
    yield match[0]
    if last := _RUN.match(text, match.end()):
        yield f"{match['siglum']} {last['number']}"


def face_of(thing: Note | Entity | Account | Page | Document, spoken: Said) -> bytes:
    """Return a hash of all that something shows to others; while it is the same, nothing found elsewhere can be other.

    Of a record that is everything but its running words, its references, where a note hangs, and what its head has for the
    reader alone; of a page everything but the lines that concern nobody else, and which lines of the file the others are (not their order, nor what stands in one
    line with what); of a document everything but its witness, its emendations and the words of its passages, of which
    others know only what they ask (:mod:`.questions`). Tombstones show their words.
    """
    hidden = (*BEHIND[type(thing)], "body", "passages")
    shown: list[object] = [getattr(thing, field.name) for field in fields(thing) if field.name not in hidden]
    if isinstance(thing, Page):
        shown = [thing.name, thing.title, thing.file, thing.orphan, *_in_order(thing, spoken.lines)]
    elif isinstance(thing, Document):
        shown += [(one.id, one.kind, one.level, one.classes, one.text if one.withdrawn else "") for one in thing.passages]
    else:
        shown += [[one for one, _ in some] for some in (spoken.addresses, spoken.quotations, spoken.years)]
    return sha256(repr(shown).encode("utf-8", "surrogateescape")).digest()


def _references(thing: Note | Entity | Account | Page) -> tuple[Reference, ...]:
    if isinstance(thing, Page):
        return thing.references
    return (*thing.evidence, *thing.body.references) if isinstance(thing, Account) else thing.body.references


def _made(thing: Note | Entity | Account) -> bytes:
    reviewers = thing.reviewers if isinstance(thing, Note) else ()
    places = [(anchor.at, *anchor.lemma[:2]) for anchor in thing.anchors] if isinstance(thing, Note) else []
    all_ = [reference._replace(span=NOWHERE) for reference in _references(thing)], thing.authors, reviewers, places
    return sha256(repr(all_).encode("utf-8", "surrogateescape")).digest()


def _in_order(page: Page, lines: tuple[tuple[str, Span], ...]) -> Iterator[tuple[object, int]]:
    """Everything of a page with the number of its line, counted among the lines that have anything."""
    references = [(kind, one._replace(span=NOWHERE), one.span) for kind in ("references", "includes", "contents") for one in getattr(page, kind)]
    all_ = [*references, *((kind, one, span) for kind, some in (("anchors", page.anchors), ("roles", page.roles), ("lines", lines)) for one, span in some)]
    ranks = {line: rank for rank, line in enumerate(sorted({span.line for *_, span in all_}))}
    for kind, one, span in all_:
        yield (kind, one), ranks[span.line]


def _lines(page: Page) -> Iterator[tuple[str, Span]]:
    for number, (line, span) in enumerate(page.text):
        if not number or line.startswith(("#", "=")) or "“" in line or PRINTED.search(line):
            yield line, span


def _years(account: Account) -> Iterator[tuple[str, Span]]:
    for number, line in enumerate(account.body.source.split("\n")):
        for match in _HAS.finditer(line) if "{cite" not in line else ():
            yield match["year"], Span(account.body.span.file, account.body.span.line + number, match.start("year") + 1)


def _quotations(stretches: Iterable[tuple[str, Span]]) -> Iterator[tuple[str, Span]]:
    for text, span in stretches:
        for match in QUOTED.finditer(text) if "“" in text else ():
            quoted = match[1].strip(" .,;:")
            if len(quoted) >= 15 and "…" not in quoted and len(WORD.findall(quoted)) >= LONG:
                yield quoted, span


def first_sentence(source: str) -> str:
    """Return the first sentence of prose, its white space made single."""
    plain = " ".join(source.split())
    match = _SENTENCE.match(plain)
    return match[0] if match else plain


def telling(sentence: str) -> bool:
    """Whether a first sentence has words enough that no two notes should begin with it."""
    return len(sentence.split()) >= 5
