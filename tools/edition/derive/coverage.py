"""Coverage: which names, abbreviations, dates, sums and quotations of the texts are explained, registered or waived."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple
from weakref import WeakKeyDictionary

from ..lemma import locate, occurrences
from ..model import A_DOCUMENT, Document, Edition, Passage, Waiver
from .mentions import mentions
from .said import said
from .shapes import Lexicon, Shape, dates, has_figure, names, quotations, sums, words_of_documents

KINDS = ("name", "abbreviation", "date", "sum", "quotation")
#: registered: mentioned from a register; explained: inside the words that a note or an account is about
STATES = ("registered", "explained", "waived", "open")
Stretch = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Item:
    """Something in a text that a reader may want explained, and whether it is; ``state`` is one of :data:`STATES`."""

    kind: str
    passage: str
    start: int
    end: int
    words: str
    state: str


@dataclass(frozen=True)
class DocumentCoverage:
    """The items of one document in the order of its text, the passages without a note, and the waivers that waive something."""

    siglum: str
    items: tuple[Item, ...]
    unannotated: tuple[str, ...]
    used: frozenset[Waiver]

    @cached_property
    def counts(self) -> Mapping[str, Counter[str]]:
        """For each kind, how many items are in each state."""
        out: dict[str, Counter[str]] = {kind: Counter() for kind in KINDS}
        for item in self.items:
            out[item.kind][item.state] += 1
        return out

    @property
    def open(self) -> tuple[Item, ...]:
        return tuple(item for item in self.items if item.state == "open")


_CACHE: WeakKeyDictionary[Edition, dict[str, DocumentCoverage]] = WeakKeyDictionary()
_ASKED: WeakKeyDictionary[Edition, frozenset[str]] = WeakKeyDictionary()


def coverage(edition: Edition) -> dict[str, DocumentCoverage]:
    """Return the coverage of every document; found once for an edition."""
    found = _CACHE.get(edition)
    if found is None:
        documents, units = list(edition.documents.values()), [f"sources/{siglum}" for siglum in edition.documents]
        texts = words_of_documents(edition)
        lexicon = _lexicon(edition, texts)
        quoted: dict[str, list[Stretch]] = {}
        for account in edition.accounts.values():
            for telling in account.told:
                passage = edition.passages.get(telling.at)
                start = locate(passage.text, telling.quote) if passage else None
                if start is not None:
                    quoted.setdefault(telling.at, []).append((start, start + len(telling.quote.words)))
        listed = {id_ for work in edition.works.values() for id_ in work.fields.get("citedat", "").replace(",", " ").split()}
        places = [_places(edition, document, quoted, listed) for document in documents]
        at_start = [[word for word in openings.split() if lexicon.name_at_start(word)] for *_, openings in texts]
        _ASKED[edition] = frozenset(lexicon.asked)
        of = [repr(both).encode() for both in zip(places, at_start, strict=True)]
        looked = edition.remember_each("coverage", units, lambda number: _look(documents[number], places[number], lexicon), of, A_DOCUMENT)
        found = _CACHE[edition] = {
            document.siglum: _covered(document, there, items, used) for document, there, (items, used) in zip(documents, places, looked, strict=True)
        }
    return found


def _covered(document: Document, places: Places, items: Iterable[tuple[str, str, int, int, str, str]], used: Iterable[int]) -> DocumentCoverage:
    bare = (
        passage.id
        for passage in document.passages
        if not passage.withdrawn and passage.kind != "heading" and not (passage.id in places and places[passage.id].lemmata)
    )
    return DocumentCoverage(document.siglum, tuple(Item(*item) for item in items), tuple(bare), frozenset(document.waivers[number] for number in used))


def _lexicon(edition: Edition, texts: Iterable[tuple[str, str, str, str]]) -> Lexicon:
    """The words of the texts and of the editors’ prose; those of a file are found once."""
    lexicon = Lexicon(())
    for _, small, capital, _ in texts:
        lexicon.add(small, capital)
    for some in said(edition).values():
        lexicon.add_prose(some.small)
    return lexicon


def asked(edition: Edition) -> frozenset[str]:
    """The words of which coverage hangs on whether the editors’ prose has them."""
    return _ASKED.get(edition, frozenset())


class _Place(NamedTuple):
    """What is known of a passage before its shapes are looked for: its mentions, the lemmata of its notes, all that explains."""

    here: list[Stretch]
    lemmata: list[Stretch]
    explained: list[Stretch]


#: by the ids of passages, those without anything left out
Places = Mapping[str, _Place]
_NOWHERE = _Place([], [], [])


def _places(edition: Edition, document: Document, quoted: Mapping[str, list[Stretch]], listed: set[str]) -> Places:
    out = {}
    mentioned = mentions(edition)
    for passage in document.passages:
        if passage.withdrawn:
            continue
        here = [(mention.start, mention.end) for mention in mentioned.get(passage.id, ())]
        lemmata = noted(edition, passage)
        explained = [*lemmata, *quoted.get(passage.id, ())]
        if passage.id in listed:  # a work of the bibliography says what the document printed here, and what was wrong with it
            explained.append((0, len(passage.text)))
        if here or explained:
            out[passage.id] = _Place(here, lemmata, explained)
    return out


def _look(document: Document, places: Places, lexicon: Lexicon) -> tuple[tuple[tuple[str, str, int, int, str, str], ...], tuple[int, ...]]:
    """The items of a document, and which of its waivers waive something."""
    items: list[Item] = []
    used: set[Waiver] = set()
    for passage in document.passages:
        if passage.withdrawn:
            continue
        here, _, explained = places.get(passage.id, _NOWHERE)
        waived = [(stretch, waiver) for waiver in document.waivers if waiver.at in ("", passage.id) for stretch in _stretches(passage.text, waiver.words)]
        for shape in _shapes(passage, lexicon, here):
            items.append(
                Item(shape.kind, passage.id, shape.start, shape.end, passage.text[shape.start : shape.end], _state(shape, here, explained, waived, used))
            )
    found = tuple((item.kind, item.passage, item.start, item.end, item.words, item.state) for item in _joined(items, document))
    return found, tuple(number for number, waiver in enumerate(document.waivers) if waiver in used)


def noted(edition: Edition, passage: Passage) -> list[Stretch]:
    """The stretches of a passage that notes are about."""
    out = []
    for note, anchor in edition.notes_at.get(passage.id, ()):
        start = locate(passage.text, anchor.lemma)
        if start is not None and not note.withdrawn:
            out.append((start, start + len(anchor.lemma.words)))
    return out


def _shapes(passage: Passage, lexicon: Lexicon, here: Iterable[Stretch]) -> list[Shape]:
    figures = has_figure(passage.text)
    found = [*(dates(passage.text) if figures else ()), *sums(passage.text, figures=figures)]
    taken = [(shape.start, shape.end) for shape in found]
    named = [shape for shape in names(passage, lexicon) if not _touches(shape, taken)]
    whole: list[Shape] = []
    for start, end in here:  # a name of several words is one item
        inside = [shape for shape in named if _touches(shape, [(start, end)])]
        if inside:
            whole.append(Shape(inside[0].kind, start, end))
            named = [shape for shape in named if shape not in inside]
    return sorted([*found, *named, *whole, *quotations(passage)], key=lambda shape: (shape.start, shape.end))


def _touches(shape: Shape, stretches: Iterable[Stretch]) -> bool:
    return any(start < shape.end and shape.start < end for start, end in stretches)


def _state(shape: Shape, here: Iterable[Stretch], explained: list[Stretch], waived: list[tuple[Stretch, Waiver]], used: set[Waiver]) -> str:
    """A name is registered or waived, and a note on it is no substitute; anything else may be explained by a note."""
    is_name = shape.kind in ("name", "abbreviation")
    if shape.kind != "quotation" and _touches(shape, here):
        return "registered"
    told = _touches(shape, explained)
    if told and not is_name:
        return "explained"
    excuse = [waiver for stretch, waiver in waived if _touches(shape, [stretch])]
    if excuse:
        used.update(excuse)
        return "waived"
    return "explained" if told else "open"


def _stretches(text: str, words: str) -> list[Stretch]:
    """Where whole words stand in a text."""
    out = []
    for start in occurrences(text, words):
        end = start + len(words)
        before, after = text[start - 1 : start], text[end : end + 1]
        if not (before.isalnum() and words[:1].isalnum()) and not (after.isalnum() and words[-1:].isalnum()):
            out.append((start, end))
    return out


def _joined(items: list[Item], document: Document) -> Iterable[Item]:
    """Join the words of one name: neighbours of one state with no more than a blank or a hyphen between."""
    last: Item | None = None
    for item in items:
        text = document.by_id[item.passage].text
        if (
            last is not None
            and last.kind == item.kind == "name"
            and last.passage == item.passage
            and last.state == item.state != "registered"
            and text[last.end : item.start] in (" ", "-")
        ):
            last = Item("name", last.passage, last.start, item.end, text[last.start : item.end], item.state)
            continue
        if last is not None:
            yield last
        last = item
    if last is not None:
        yield last
