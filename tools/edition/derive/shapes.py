"""Shapes: what in a passage looks like a name, an abbreviation, a date, a sum of money or a quotation.

Nothing here knows what the words mean: a name is a capital where no sentence begins.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from ..model import A_DOCUMENT, Edition, Passage
from ..patterns import lazy
from .dates import MONTHS

_WORD = lazy(r"[^\W\d_]+")
#: a word or a figure: what cannot stand in a text but whole
RUN = lazy(r"[^\W_]+")
#: a word that does not begin with one of the commonest small letters; whether it has a capital is asked of few.
#: What it may begin with comes first in the pattern, so that the text is searched for single signs
_NOT_SMALL = lazy(r"[A-Z\x80-\U0010ffff](?<=[^\W\d_])(?<![^\W\d_].)[^\W\d_]*")
_DIGIT = lazy(r"\d")
_DOTTED = lazy(r"[A-Z](?<!\w.)\.(?:[A-Z]\.)+")
_MONTH = "|".join(MONTHS)
_YEAR = r"(?:1\d{3}|20\d\d)(?!\d)"
_DATE = lazy(
    rf"(?<!\w)(?:\d{{1,2}}(?:st|nd|rd|th)?\.?(?: of)? (?:{_MONTH}),?(?: {_YEAR})?"
    rf"|(?:{_MONTH}),? \d{{1,2}}(?:st|nd|rd|th)?(?!\d)(?:,? {_YEAR})?"
    rf"|(?:{_MONTH}),? {_YEAR}"
    rf"|(?<!p\. )(?<!pp\. ){_YEAR}(?:\s?[-–/]\s?\d{{2,4}}(?!\d))?(?:[’']?s(?!\w))?)"
)
_NUMBER = r"\d[\d,.]*(?<=\d)(?:[ -](?:thousand|million|billion|trillion|lakhs?|crores?))?"
_MONEY = r"(?:dollars?|rubles?|roubles?|rupees?|pounds?|euros?|francs?|yen|yuan)"
_SUM = lazy(
    rf"(?:(?:US|U\.S\.)?\s?[$£€₨₽¥₹]|\b(?:Rs|USD|PKR|GBP|EUR)\b)\.?\s?{_NUMBER}"
    rf"|(?<![\w.]){_NUMBER}(?: \w+)? {_MONEY}\b"
    rf"|\b(?:thousand|million|billion|lakh|crore)s?(?: of)?[ -]{_MONEY}\b",
    re.I,
)
#: one of these is in every sum that has no figure
_SCALES = ("thousand", "million", "billion", "lakh", "crore")
_QUOTED = lazy(r"“[^“”]+”|(?<!\w)\"[^\"]+\"(?!\w)")
#: a full stop after these ends no sentence
_SHORT = ("mr", "mrs", "ms", "dr", "gen", "col", "lt", "st", "no", "vol", "ed", "eds", "pp", "publ", "univ", "jr", "sr", "ibid", "etc", "e.g", "i.e")
#: words that begin sentences and seldom stand elsewhere
_OPENINGS = frozenset(
    re.findall(
        r"\w+",
        """
        a about above according after afterwards again against all also although among an and any as at because before below
        besides between both but by despite due during each eight either even every few finally first five for four from
        furthermore he hence her here his how however if in indeed instead into it its later less likewise many meanwhile more
        moreover most much my neither nevertheless next nine no nobody none nonetheless nor not nothing now of on once one only
        or other others otherwise our over perhaps rather second seven several she since six so some still such ten that the
        their then there thereafter therefore these they third this those though three through thus to towards two under unless
        unlike until upon we what when where whereas which while whilst who whom why with within without yet you your
        """,
    )
)
_OPENED = lazy(r"(?:^|\s)[\"'(\[]$")
_LAST = lazy(r"([\w.]+?)\.[\s\"'“”‘’()\[\]]*$")
_INITIALS = lazy(r"[A-Z]|(?:[A-Z]\.)+[A-Z]|\d{1,2}")
_SENTENCE_END = lazy(r"(?:[.?!:]|^)[\s\"'“”‘’()\[\]]*$")


@dataclass(frozen=True, slots=True)
class Shape:
    """A stretch of a passage that looks like something: ``kind`` name, abbreviation, date, sum or quotation."""

    kind: str
    start: int
    end: int


def starts_sentence(text: str, at: int) -> bool:
    """Whether a sentence may begin at an offset: at the head, after a stop that ends one, or within an opening quotation mark."""
    if at > 1 and text[at - 1] == " ":  # nearly always: after a word, or after a word and a stop
        sign = text[at - 2]
        if sign.isalnum() or sign in ",;":
            return False
        last = text[text.rfind(" ", 0, at - 2) + 1 : at - 2]
        if sign == "." and 1 < len(last) < 30 and last.isalpha() and len(last) < at - 2:
            return last.lower() not in _SHORT
    before = text[max(0, at - 40) : at]
    if before.endswith(("“", "‘")) or not before.strip(" “‘\"'([") or _OPENED.search(before):
        return True
    if not _SENTENCE_END.search(before):
        return False
    word = _LAST.search(before)
    if word is None:
        return True
    last = word[1]
    if word.start() == 0 and last.isdigit():  # the number of an item
        return True
    return not (last.lower() in _SHORT or _INITIALS.fullmatch(last))


def text_words(passages: Iterable[Passage]) -> tuple[str, str, str, str]:
    """The words of texts, a blank between: all, figures too; in lower case; with a capital where no sentence begins; with one where it may."""
    names: set[str] = set()
    openings: set[str] = set()
    texts = []
    for passage in passages:
        text = passage.text
        texts.append(text)
        heading = passage.kind == "heading"
        for match in _NOT_SMALL.finditer(text):
            word = match[0]
            if (heading or word not in names) or word not in openings:
                if word[0].islower():
                    continue
                if starts_sentence(text, match.start()):
                    openings.add(word)
                elif not heading and len(word) > 1:
                    names.add(word)
    known = _distinct(texts)
    return " ".join(sorted(set(RUN.findall(known)))), _small(known), " ".join(sorted(names)), " ".join(sorted(openings))


_CACHE: WeakKeyDictionary[Edition, list[tuple[str, str, str, str]]] = WeakKeyDictionary()


def words_of_documents(edition: Edition) -> list[tuple[str, str, str, str]]:
    """Return the :func:`text_words` of each document; found once for an edition."""
    found = _CACHE.get(edition)
    if found is None:
        documents, units = list(edition.documents.values()), [f"sources/{siglum}" for siglum in edition.documents]
        found = _CACHE[edition] = edition.remember_each("words of texts", units, lambda number: text_words(documents[number].passages), weight=A_DOCUMENT)
    return found


def small_words(stretches: Iterable[tuple[str, object]]) -> str:
    """The words of prose that begin with a small letter, a blank between."""
    return _small(_distinct(words for words, _ in stretches))


def _small(text: str) -> str:
    return " ".join(sorted({word for word in _WORD.findall(text) if word[0].islower()}))


def _distinct(texts: Iterable[str]) -> str:
    """Texts with each stretch between blanks once: a third of the words, and not one other."""
    return " ".join(set(" ".join(texts).split()))


class Lexicon:
    """The words of the texts: which stand in lower case, and which with a capital where no sentence begins.

    ``prose`` is the editors', from which more words are known that are no names.
    """

    def __init__(self, passages: Iterable[Passage], prose: Iterable[str] = ()) -> None:
        self.small: set[str] = set()
        self.names: set[str] = set()
        self._at_start: dict[str, bool] = {}
        #: the words that were looked for in the prose
        self.asked: set[str] = set()
        self.prose = set(small_words((words, None) for words in prose).split())
        self.add(*text_words(passages)[1:3])

    @classmethod
    def answering(cls, known: Mapping[str, bool]) -> Lexicon:
        """Return a lexicon that knows of these words alone whether they are names where they begin a sentence."""
        out = cls(())
        out._at_start.update(known)
        return out

    def add(self, small: str, names: str) -> None:
        """Add the words of more texts, as :func:`text_words` has them."""
        self.small.update(small.split())
        self.names.update(names.split())
        self._at_start.clear()

    def add_prose(self, words: str) -> None:
        """Add words of the editors, as :func:`small_words` has them."""
        self.prose.update(words.split())
        self._at_start.clear()

    def name_at_start(self, word: str) -> bool:
        """Whether a word that begins a sentence is a name all the same.

        It has its capital elsewhere and never loses it; or nobody knows it in lower case and it has no adverb's or verb's ending.
        """
        known = self._at_start.get(word)
        if known is None:
            known = self._at_start[word] = self._name_at_start(word)
        return known

    def _name_at_start(self, word: str) -> bool:
        small = word.lower()
        if small in self.small:
            return False
        if word in self.names:
            return True
        self.asked.add(small)
        return not (small in self.prose or small in _OPENINGS or small.endswith(("ly", "ing")))


def names(passage: Passage, lexicon: Lexicon) -> Iterator[Shape]:
    """Yield each capitalised word that may be a name or part of one, and each abbreviation.

    A heading all in capitals says nothing by its capitals, and is passed over.
    """
    text = passage.text
    if passage.kind == "heading" and text == text.upper():
        return
    dotted = [match.span() for match in _DOTTED.finditer(text)]
    for start, end in dotted:
        yield Shape("abbreviation", start, end)
    for match in _NOT_SMALL.finditer(text):
        word, (start, end) = match[0], match.span()
        if end - start < 2 or not word[0].isupper() or (dotted and any(first <= start < last for first, last in dotted)):
            continue
        if word == word.upper():
            yield Shape("abbreviation", start, end)
        elif (passage.kind != "heading" and lexicon.name_at_start(word)) or not starts_sentence(text, start):
            yield Shape("name", start, end)


def has_figure(text: str) -> bool:
    return _DIGIT.search(text) is not None


def dates(text: str) -> Iterator[Shape]:
    """Yield years, spans of years, and dates of a day or a month: of a text without a figure there are none."""
    for match in _DATE.finditer(text):
        yield Shape("date", match.start(), match.end())


def sums(text: str, *, figures: bool = True) -> Iterator[Shape]:
    """Yield amounts of money; ``figures`` says whether the text has a figure."""
    if not figures:
        small = text.lower()
        if not any(word in small for word in _SCALES):
            return
    for match in _SUM.finditer(text):
        yield Shape("sum", match.start(), match.end())


def quotations(passage: Passage) -> Iterator[Shape]:
    """Yield quotations of three words and more, and a block quotation whole."""
    if passage.kind == "quotation":
        yield Shape("quotation", 0, len(passage.text))
        return
    if "“" not in passage.text and '"' not in passage.text:
        return
    for match in _QUOTED.finditer(passage.text):
        if len(match[0].split()) > 2:
            yield Shape("quotation", match.start(), match.end())
