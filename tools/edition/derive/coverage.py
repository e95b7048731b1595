"""Coverage: which names, abbreviations, dates, sums and quotations of the texts are explained, registered or waived."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from weakref import WeakKeyDictionary

from ..lemma import Lemma, locate, occurrences
from ..model import A_DOCUMENT, Document, Edition, Note, Passage, Waiver
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
_AT_START: WeakKeyDictionary[Edition, dict[str, bool]] = WeakKeyDictionary()


def coverage(edition: Edition) -> dict[str, DocumentCoverage]:
    """Return the coverage of every document; found once for an edition."""
    found = _CACHE.get(edition)
    if found is None:
        documents, units = list(edition.documents.values()), [f"sources/{siglum}" for siglum in edition.documents]
        texts = words_of_documents(edition)
        lexicon = _lexicon(edition, texts)
        mentioned = mentions(edition)
        on = claims(edition)
        here = [
            {passage.id: [(mention.start, mention.end) for mention in mentioned[passage.id]] for passage in document.passages if passage.id in mentioned}
            for document in documents
        ]
        mine = [{passage.id: on[passage.id] for passage in document.passages if passage.id in on} for document in documents]
        openings = [words.split() for *_, words in texts]
        _AT_START[edition] = {word: lexicon.name_at_start(word) for some in openings for word in some}
        at_start = [[word for word in some if lexicon.name_at_start(word)] for some in openings]
        _ASKED[edition] = frozenset(lexicon.asked)
        of = [repr(all_).encode() for all_ in zip(mine, here, at_start, strict=True)]
        looked = edition.remember_each("coverage", units, lambda number: look(documents[number], mine[number], here[number], lexicon), of, A_DOCUMENT)
        found = _CACHE[edition] = {
            document.siglum: DocumentCoverage(
                document.siglum, tuple(Item(*item) for item in items), tuple(bare), frozenset(document.waivers[number] for number in used)
            )
            for document, (items, bare, used) in zip(documents, looked, strict=True)
        }
    return found


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


def names_at_start(edition: Edition) -> dict[str, bool]:
    """Return of every word that begins a sentence of a text whether it is a name all the same."""
    coverage(edition)
    return _AT_START[edition]


#: what explains words of a passage: the lemmata of its notes, what accounts quote (words, and which occurrence), and whether a work lists it
Claims = tuple[tuple[tuple[str, int], ...], tuple[tuple[str, int], ...], bool]
_NONE: Claims = (), (), False


#: a place at which a note hangs: the passage, the words, and which occurrence of them
Hung = tuple[str, str, int]


def hung(note: Note) -> tuple[Hung, ...]:
    """Return the places at which a note hangs; one that was withdrawn hangs nowhere."""
    return () if note.withdrawn else tuple((anchor.at, *anchor.lemma[:2]) for anchor in note.anchors)


_HUNG: WeakKeyDictionary[Edition, dict[str, tuple[Hung, ...]]] = WeakKeyDictionary()
_CLAIMS: WeakKeyDictionary[Edition, dict[str, Claims]] = WeakKeyDictionary()


def all_hung(edition: Edition) -> dict[str, tuple[Hung, ...]]:
    """Return the places at which each note hangs, by its id; found once for an edition."""
    found = _HUNG.get(edition)
    if found is None:
        found = _HUNG[edition] = {id_: hung(note) for id_, note in edition.notes.items()}
    return found


def claims(edition: Edition) -> dict[str, Claims]:
    """Return what explains words of each passage, those of which nothing does left out; found once for an edition."""
    found = _CLAIMS.get(edition)
    if found is None:
        found = _CLAIMS[edition] = _claims(edition)
    return found


def _claims(edition: Edition) -> dict[str, Claims]:
    lemmata: dict[str, list[tuple[str, int]]] = {}
    for places in all_hung(edition).values():
        for at, words, nth in places:
            lemmata.setdefault(at, []).append((words, nth))
    quoted: dict[str, list[tuple[str, int]]] = {}
    for account in edition.accounts.values():
        for telling in account.told:
            quoted.setdefault(telling.at, []).append(telling.quote[:2])
    listed = {id_ for work in edition.works.values() for id_ in work.cited_at}
    return {id_: (tuple(lemmata.get(id_, ())), tuple(quoted.get(id_, ())), id_ in listed) for id_ in {*lemmata, *quoted, *listed}}


def look(
    document: Document, claimed: Mapping[str, Claims], mentioned: Mapping[str, Sequence[Stretch]], lexicon: Lexicon
) -> tuple[tuple[tuple[str, str, int, int, str, str], ...], tuple[str, ...], tuple[int, ...]]:
    """Return the items of a document, the passages without a note, and which of its waivers waive something.

    ``claimed`` and ``mentioned`` are by the ids of passages; what else is known of other documents is in the lexicon.
    """
    items: list[Item] = []
    bare: list[str] = []
    used: set[Waiver] = set()
    for passage in document.passages:
        if passage.withdrawn:
            continue
        here = mentioned.get(passage.id, ())
        notes, quotes, listed = claimed.get(passage.id, _NONE)
        lemmata = _located(passage, notes)
        if not lemmata and passage.kind != "heading":
            bare.append(passage.id)
        explained = [*lemmata, *_located(passage, quotes)]
        if listed:  # a work of the bibliography says what the document printed here, and what was wrong with it
            explained.append((0, len(passage.text)))
        waived = [(stretch, waiver) for waiver in document.waivers if waiver.at in ("", passage.id) for stretch in _stretches(passage.text, waiver.words)]
        for shape in _shapes(passage, lexicon, here):
            items.append(
                Item(shape.kind, passage.id, shape.start, shape.end, passage.text[shape.start : shape.end], _state(shape, here, explained, waived, used))
            )
    found = tuple((item.kind, item.passage, item.start, item.end, item.words, item.state) for item in _joined(items, document))
    return found, tuple(bare), tuple(number for number, waiver in enumerate(document.waivers) if waiver in used)


def noted(edition: Edition, passage: Passage) -> list[Stretch]:
    """The stretches of a passage that notes are about."""
    return _located(passage, (anchor.lemma[:2] for note, anchor in edition.notes_at.get(passage.id, ()) if not note.withdrawn))


def _located(passage: Passage, lemmata: Iterable[tuple[str, int]]) -> list[Stretch]:
    starts = ((locate(passage.text, Lemma(words, nth)), len(words)) for words, nth in lemmata)
    return [(start, start + length) for start, length in starts if start is not None]


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
