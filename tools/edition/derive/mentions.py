"""Mentions: where the texts name the entities of the registers, found from their forms.

At each word the longest form that applies there wins; a shorter one within it is no mention.
The transcriptions stay free of mark-up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from ..model import Edition, Entity, Form, Passage
from ..patterns import lazy

_WORD = lazy(r"\w+")


@dataclass(frozen=True, slots=True)
class Mention:
    """A place where a passage names an entity: offsets in its text, and the form used."""

    passage: str
    start: int
    end: int
    entity: str
    form: Form


@dataclass(frozen=True, slots=True)
class Candidate:
    form: Form
    entity: Entity


class Finder:
    """The forms of every register, by their first word, longest first."""

    def __init__(self, entities: Mapping[str, Entity]) -> None:
        self.by_word: dict[str, list[Candidate]] = {}
        self.odd: list[Candidate] = []  # forms that begin with a sign, such as “₨”
        for entity in entities.values():
            for form in entity.forms if not entity.withdrawn else ():
                first = _WORD.match(form.words)
                if first:
                    self.by_word.setdefault(first[0], []).append(Candidate(form, entity))
                else:
                    self.odd.append(Candidate(form, entity))
        for candidates in (*self.by_word.values(), self.odd):
            candidates.sort(key=lambda candidate: (-len(candidate.form.words), candidate.entity.id))
        self._odd = re.compile("|".join(re.escape(candidate.form.words) for candidate in self.odd)) if self.odd else None

    def find(self, passage: Passage) -> Iterator[Mention]:
        """Yield the mentions of a passage in the order of its text; they do not overlap."""
        text, free = passage.text, 0
        starts = [(match.start(), self.by_word.get(match[0], ())) for match in _WORD.finditer(text)]
        if self._odd is not None:
            starts += [(match.start(), self.odd) for match in self._odd.finditer(text)]
            starts.sort(key=lambda pair: pair[0])
        for start, candidates in starts:
            if start < free:
                continue
            for candidate in candidates:
                end = start + len(candidate.form.words)
                if text.startswith(candidate.form.words, start) and _whole(text, end) and applies(candidate.form, candidate.entity, passage):
                    yield Mention(passage.id, start, end, candidate.entity.id, candidate.form)
                    free = end
                    break


def _whole(text: str, end: int) -> bool:
    """Whether a word ends at ``end``."""
    return end >= len(text) or not (text[end].isalnum() and text[end - 1].isalnum())


def applies(form: Form, entity: Entity, passage: Passage) -> bool:
    """Whether a form may stand for its entity in a passage."""
    if any(locus == passage.id or locus == passage.siglum for locus, _ in entity.exclude):
        return False
    return not form.within or passage.id in form.within or passage.siglum in form.within


_CACHE: WeakKeyDictionary[Edition, dict[str, tuple[Mention, ...]]] = WeakKeyDictionary()


def mentions(edition: Edition) -> dict[str, tuple[Mention, ...]]:
    """Return the mentions of every passage that has any; found once for an edition."""
    found = _CACHE.get(edition)
    if found is None:
        finder = Finder(edition.entities)
        found = {}
        for passage in edition.passages.values():
            if passage.withdrawn:
                continue
            here = tuple(finder.find(passage))
            if here:
                found[passage.id] = here
        _CACHE[edition] = found
    return found


def by_entity(edition: Edition) -> dict[str, list[Mention]]:
    """Return the mentions of each entity, in the order of the edition."""
    out: dict[str, list[Mention]] = {id_: [] for id_ in edition.entities}
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
