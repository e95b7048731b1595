"""Questions: all that a check of the whole edition knows of a text's words, it knows by asking one of these.

A question is a function from a text, and plain values, to a plain answer; it is asked of a passage, of a document, or of all
passages. While a :class:`Log` is open, what was asked is kept with its answer. After an edit of a document the same is asked
of it again: if every answer is what it was, then whatever was found by these answers stands (:mod:`edition.check.again`).
So a question asks for no more than is needed: whether words stand in a passage, not where.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from operator import itemgetter
from typing import Any, Concatenate, Generic, ParamSpec, TypeVar

from ..lemma import Lemma, locate
from ..model import Document, Edition, Passage

P = ParamSpec("P")
R = TypeVar("R")

#: every question by its name
QUESTIONS: dict[str, Question[Any, Any]] = {}
_OPEN: list[Log] = []
#: a question asked: its name, the id of the passage or ``""``, and the values
Asked = tuple[Any, ...]
#: the text of a passage; read so, it is not seen as a look at the words (:class:`edition.check.again.watched.Watched`)
words_of: Callable[[Passage], str] = itemgetter(Passage._fields.index("text"))


class Question(Generic[P, R]):
    """A question with its function."""

    def __init__(self, function: Callable[Concatenate[str, P], R]) -> None:
        self.function = function
        self.name = function.__qualname__
        self.__doc__ = function.__doc__
        if self.name in QUESTIONS:
            raise ValueError(f"{self.name} is a question already")
        QUESTIONS[self.name] = self

    def __call__(self, thing: Passage | Document, *args: P.args, **none: P.kwargs) -> R:
        """Ask it of a passage, or of a document, whose text is that of its standing passages, one a line."""
        if not _OPEN:
            return self.function(_text(thing), *args, **none)
        key = (self.name, thing.id if isinstance(thing, Passage) else "", *args)
        known = _OPEN[-1].of.setdefault(thing.siglum, {})
        if key not in known:
            known[key] = self.function(_text(thing), *args, **none)
        answer: R = known[key]
        return answer

    def everywhere(self, edition: Edition, *args: P.args, **none: P.kwargs) -> list[str]:
        """Return the ids of the passages of which it is true, in the order of the edition."""
        function, key, open_ = self.function, (self.name, *args), log()
        if open_ is not None and key in open_.everywhere:
            return open_.everywhere[key]
        found = [id_ for document in edition.documents.values() for id_ in _where(document, function, args)]
        if open_ is not None:
            open_.everywhere[key] = found
        return found


def _where(document: Document, function: Callable[..., object], args: tuple[Any, ...]) -> Iterator[str]:
    return (passage.id for passage in document.passages if function(words_of(passage), *args))


def _text(thing: Passage | Document) -> str:
    if isinstance(thing, Passage):
        return words_of(thing)
    return "\n".join(words_of(passage) for passage in thing.passages if not passage.withdrawn)


class Log:
    """What was asked: of each document, by its siglum, with the answers; and of all passages, with the ids of those that answered yes."""

    def __init__(self) -> None:
        self.of: dict[str, dict[Asked, Any]] = {}
        self.everywhere: dict[Asked, list[str]] = {}
        #: what was asked of the references (:mod:`.targets`)
        self.targets: set[tuple[str, str]] = set()
        #: of which paths it was asked whether they are there, with the answers (:mod:`.disk`)
        self.disk: dict[str, bool | str] = {}


def log() -> Log | None:
    """Return the log that is open."""
    return _OPEN[-1] if _OPEN else None


@contextmanager
def logged(into: Log) -> Iterator[Log]:
    """Keep in a log what is asked meanwhile; what is in it already is answered from it."""
    _OPEN.append(into)
    try:
        yield into
    finally:
        _OPEN.pop()


def same_answers(document: Document, of: Mapping[Asked, Any], everywhere: Mapping[Asked, list[str]]) -> bool:
    """Whether a document answers all that was asked of it, and of all passages, as it did."""
    by_id = document.by_id
    for (name, id_, *args), answer in of.items():
        if QUESTIONS[name](by_id[id_] if id_ else document, *args) != answer:
            return False
    ids = by_id.keys()
    return all(list(_where(document, QUESTIONS[name].function, tuple(args))) == [id_ for id_ in found if id_ in ids] for (name, *args), found in everywhere.items())


@Question
def stands(text: str, words: str) -> bool:
    """Whether words stand in a text; “…” passes over words between."""
    at = 0
    for part in (part.strip() for part in words.split("…")):
        found = text.find(part, at)
        if found < 0:
            return False
        at = found + len(part)
    return True


@Question
def has(text: str, words: str) -> bool:
    """Whether a text has words, sign by sign."""
    return words in text


@Question
def has_in_any_case(text: str, words: str) -> bool:
    """Whether a text has words, in capitals or small letters."""
    return words.lower() in text.lower()


@Question
def has_whole(text: str, words: str) -> bool:
    """Whether words stand in a text as whole words."""
    if words not in text:
        return False
    return re.search((r"(?<!\w)" if words[:1].isalnum() else "") + re.escape(words) + (r"(?!\w)" if words[-1:].isalnum() else ""), text) is not None


@Question
def has_lemma(text: str, words: str, nth: int = 0) -> bool:
    """Whether a lemma stands in a text, and it is clear where."""
    return locate(text, Lemma(words, nth)) is not None
