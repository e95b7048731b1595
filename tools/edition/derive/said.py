"""What the editors' prose says that concerns other files: the words that it uses, the addresses and quotations in it.

It is found once for the bytes of a file. The checks of the whole edition see of the running words of a note or an entry
this alone, so that a note may be rewritten without everything being looked at again (:mod:`edition.check.again`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields
from hashlib import sha256
from typing import NamedTuple
from weakref import WeakKeyDictionary

from ..diagnostics import NOWHERE, Span
from ..locus import PRINTED
from ..model import Account, Edition, Entity, Note, Page
from ..patterns import lazy
from .references import records, words
from .shapes import small_words

_QUOTED = lazy(r"“([^“”]+)”")
_WORD = lazy(r"\w+(?:[’'-]\w+)*")
_SENTENCE = lazy(r".+?[.?!](?=\s+[A-Z“{]|$)")
#: so many words has a quotation that is compared with the texts
_LONG = 8


class Said(NamedTuple):
    """Of a record or page: its small words, the addresses of passages, the long quotations, a note's first sentence.

    ``face`` is a hash of all that a note or an entry shows to others: everything but its running words and where in them its references stand.
    """

    small: str
    addresses: tuple[tuple[str, Span], ...]
    quotations: tuple[tuple[str, Span], ...]
    sentence: str
    face: bytes


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
    addresses = tuple((match[0], span) for text, span in stretches for match in PRINTED.finditer(text))
    quotations = () if isinstance(thing, Page) else tuple(_quotations(stretches))
    sentence = first_sentence(thing.body.source) if isinstance(thing, Note) else ""
    face = b""
    if isinstance(thing, Note | Entity):
        shown = [getattr(thing, field.name) for field in fields(thing) if field.name != "body"]
        made = [reference._replace(span=NOWHERE) for reference in thing.body.references]
        face = sha256(repr((shown, thing.body.span, made, [one for one, _ in addresses], [one for one, _ in quotations])).encode()).digest()
    return Said(small_words(stretches), addresses, quotations, sentence, face)


def _quotations(stretches: Iterable[tuple[str, Span]]) -> Iterator[tuple[str, Span]]:
    for text, span in stretches:
        for match in _QUOTED.finditer(text) if "“" in text else ():
            quoted = match[1].strip(" .,;:")
            if len(quoted) >= 15 and "…" not in quoted and len(_WORD.findall(quoted)) >= _LONG:
                yield quoted, span


def first_sentence(source: str) -> str:
    """Return the first sentence of prose, its white space made single."""
    plain = " ".join(source.split())
    match = _SENTENCE.match(plain)
    return match[0] if match else plain


def telling(sentence: str) -> bool:
    """Whether a first sentence has words enough that no two notes should begin with it."""
    return len(sentence.split()) >= 5
