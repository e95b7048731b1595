"""Mentions: where the texts name the entities of the registers, found from their forms.

At each word the longest form that applies there wins; a shorter one within it is no mention.
The transcriptions stay free of mark-up.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import NamedTuple
from weakref import WeakKeyDictionary

from ..model import A_DOCUMENT, Document, Edition, Entity, Form, Passage
from ..patterns import lazy
from .shapes import RUN, words_of_documents

_WORD = lazy(r"\w+")
#: so many words are looked for one by one, before all words of a passage are
_FEW = 40


@dataclass(frozen=True, slots=True)
class Mention:
    """A place where a passage names an entity: offsets in its text, and the form used."""

    passage: str
    start: int
    end: int
    entity: str
    form: Form


class Candidate(NamedTuple):
    """A form that may stand for an entity: all that it hangs on, as plain values, with its number among all forms."""

    words: str
    entity: str
    within: tuple[str, ...]
    exclude: tuple[str, ...]
    number: int


class Finder:
    """The forms of every register, by the word of each that the fewest forms have, and those that begin with a sign, such as “₨”."""

    def __init__(self, by_word: Mapping[str, list[Candidate]], odd: Iterable[Candidate]) -> None:
        self.by_word = by_word
        self.odd = sorted(odd, key=_longest_first)

    @classmethod
    def of(cls, forms: Iterable[tuple[Entity, Form]]) -> Finder:
        """Return the finder of forms, numbered as they come."""
        plain, odd = [], []
        for number, (entity, form) in enumerate(forms):
            candidate = Candidate(form.words, entity.id, form.within, tuple(locus for locus, _ in entity.exclude), number)
            if _WORD.match(form.words):
                plain.append((RUN.findall(form.words) or [""], candidate))
            else:
                odd.append(candidate)
        common = Counter(word for words, _ in plain for word in set(words))
        by_word: dict[str, list[Candidate]] = {}
        for words, candidate in plain:
            by_word.setdefault(min(words, key=lambda word: (common[word], word)), []).append(candidate)
        return cls(by_word, odd)

    def narrowed(self, words: Iterable[str]) -> Narrow:
        """The forms that may stand in a text of these words."""
        mine = (candidate for word in self.by_word.keys() & {"", *words} for candidate in self.by_word[word])
        return Narrow(sorted(mine, key=_longest_first), self.odd)


def _longest_first(candidate: Candidate) -> tuple[int, str, str]:
    return -len(candidate.words), candidate.entity, candidate.words


class Narrow:
    """The forms that may stand in a text: ``key`` is all that its mentions hang on beside the text itself."""

    def __init__(self, plain: list[Candidate], odd: list[Candidate]) -> None:
        self.all = [*odd, *plain]
        self.key = sha256(repr([one[:1] + one[2:4] for one in self.all]).encode()).digest()
        self._odds = len(odd)

    @cached_property
    def odd(self) -> list[tuple[int, Candidate]]:
        return list(enumerate(self.all[: self._odds]))

    @cached_property
    def by_word(self) -> dict[str, list[tuple[int, Candidate]]]:
        out: dict[str, list[tuple[int, Candidate]]] = {}
        for number, candidate in enumerate(self.all[self._odds :], self._odds):
            first = _WORD.match(candidate.words)
            out.setdefault(first[0] if first else "", []).append((number, candidate))
        return out

    @cached_property
    def _odd(self) -> re.Pattern[str] | None:
        return re.compile("|".join(re.escape(candidate.words) for _, candidate in self.odd)) if self.odd else None

    def places(self, document: Document) -> tuple[tuple[str, int, int, int], ...]:
        """The mentions of a document: passage, offsets, and the number of the candidate."""
        return tuple(place for passage in document.passages if not passage.withdrawn for place in self._find(passage))

    def _find(self, passage: Passage) -> Iterator[tuple[str, int, int, int]]:
        """Yield the mentions of a passage in the order of its text; they do not overlap."""
        text, free = passage.text, 0
        starts = []
        if any(word in text for word in self.by_word) if len(self.by_word) < _FEW else not self.by_word.keys().isdisjoint(_WORD.findall(text)):
            starts = [(match.start(), self.by_word[match[0]]) for match in _WORD.finditer(text) if match[0] in self.by_word]
        if self._odd is not None:
            starts += [(match.start(), self.odd) for match in self._odd.finditer(text)]
            starts.sort(key=lambda pair: pair[0])
        for start, candidates in starts:
            if start < free:
                continue
            for number, candidate in candidates:
                end = start + len(candidate.words)
                if text.startswith(candidate.words, start) and _whole(text, end) and allowed(candidate.within, candidate.exclude, passage):
                    yield passage.id, start, end, number
                    free = end
                    break


def _whole(text: str, end: int) -> bool:
    """Whether a word ends at ``end``."""
    return end >= len(text) or not (text[end].isalnum() and text[end - 1].isalnum())


def applies(form: Form, entity: Entity, passage: Passage) -> bool:
    """Whether a form may stand for its entity in a passage."""
    return allowed(form.within, tuple(locus for locus, _ in entity.exclude), passage)


def allowed(within: Collection[str], exclude: Collection[str], passage: Passage) -> bool:
    """Whether limits, the ids of passages or the sigla of documents, let a form stand for its entity in a passage."""
    if exclude and (passage.id in exclude or passage.siglum in exclude):
        return False
    return not within or passage.id in within or passage.siglum in within


def forms(edition: Edition) -> list[tuple[Entity, Form]]:
    """Return every form that an entry claims, in the order of the edition."""
    return [(entity, form) for entity in edition.entities.values() if not entity.withdrawn for form in entity.forms]


_CACHE: WeakKeyDictionary[Edition, dict[str, tuple[Mention, ...]]] = WeakKeyDictionary()


def mentions(edition: Edition) -> dict[str, tuple[Mention, ...]]:
    """Return the mentions of every passage that has any; found once for an edition."""
    known = _CACHE.get(edition)
    if known is None:
        all_ = forms(edition)
        finder = Finder.of(all_)
        lists: dict[str, list[Mention]] = {}
        documents, units = list(edition.documents.values()), [f"sources/{siglum}" for siglum in edition.documents]
        narrow = [finder.narrowed(every.split()) for every, *_ in words_of_documents(edition)]
        found = edition.remember_each("mentions", units, lambda number: narrow[number].places(documents[number]), [mine.key for mine in narrow], A_DOCUMENT)
        for mine, places in zip(narrow, found, strict=True):
            for passage, start, end, at in places:
                candidate = mine.all[at]
                lists.setdefault(passage, []).append(Mention(passage, start, end, candidate.entity, all_[candidate.number][1]))
        known = _CACHE[edition] = {passage: tuple(here) for passage, here in lists.items()}
    return known


_BY_ENTITY: WeakKeyDictionary[Edition, dict[str, list[Mention]]] = WeakKeyDictionary()


def by_entity(edition: Edition) -> dict[str, list[Mention]]:
    """Return the mentions of each entity, in the order of the edition; found once for an edition."""
    out = _BY_ENTITY.get(edition)
    if out is None:
        out = _BY_ENTITY[edition] = {id_: [] for id_ in edition.entities}
        for here in mentions(edition).values():
            for mention in here:
                out[mention.entity].append(mention)
    return out


def keyword(text: str, start: int, end: int, width: int = 50) -> tuple[str, str, str]:
    """Return the words before, the words themselves and the words after, cut at word ends to about ``width`` characters."""
    before, after = text[:start], text[end:]
    if len(before) > width:
        cut = before.find(" ", len(before) - width)
        before = "…" + before[cut if cut >= 0 else len(before) - width :]
    if len(after) > width:
        cut = after.rfind(" ", 0, width)
        after = after[: cut if cut >= 0 else width] + " …"
    return before, text[start:end], after
