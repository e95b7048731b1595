"""The edition as one frozen model, built once by :mod:`edition.read` and read by everything else.

Every object keeps the place it was read from. Nothing here touches a file or a third-party library.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path
from typing import NamedTuple, Protocol, TypeVar

from .diagnostics import Diagnostic, Span
from .inlines import Inline as Inline
from .inlines import Prose as Prose
from .inlines import Reference as Reference
from .kinds import REGISTERS
from .lemma import Lemma

T = TypeVar("T")

#: so many files’ work is it to look through a document
A_DOCUMENT = 10


class Passage(NamedTuple):
    """The smallest cited unit: a paragraph, a block quotation, a heading or a note of the document's own.

    ``text`` is the reading text, without mark-up; ``level`` is 0, or the level of a heading (2–4).
    ``span`` is the place of the id, ``text_span`` that of the first word.
    """

    id: str
    kind: str  # paragraph, quotation, heading
    text: str
    span: Span
    text_span: Span
    level: int = 0
    classes: tuple[str, ...] = ()
    #: offsets in ``text`` before which the source has one backslash more, for columns
    escapes: tuple[int, ...] = ()

    @property
    def siglum(self) -> str:
        return self.id.partition("-")[0]

    @property
    def withdrawn(self) -> bool:
        return "withdrawn" in self.classes

    def place(self, offset: int) -> Span:
        """Return the place in the file of a character of the text."""
        shift = sum(1 for at in self.escapes if at <= offset)
        return Span(self.text_span.file, self.text_span.line, self.text_span.col + offset + shift)


class Emendation(NamedTuple):
    """One departure of a text from its witness; ``witness`` is None where the kind gives no reading.

    ``place`` (``before`` or ``after`` the passage) belongs to ``left-out`` alone, which has no lemma.
    ``note`` holds the document's own note numbers as printed, ``page`` a page of the original.
    """

    at: str
    kind: str
    span: Span
    lemma: Lemma | None = None
    witness: str | None = None
    why: str = ""
    note: str = ""
    page: str = ""
    place: str = ""

    @property
    def notes(self) -> list[str]:
        return self.note.split()


class Relation(NamedTuple):
    """How two documents hang together; ``passages`` limits the relation to the pairs of passages named."""

    one: str
    other: str
    kind: str
    certainty: str
    why: str
    span: Span
    passages: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Document:
    """One text of the edition with its witness and the departures from it.

    ``meta`` holds the plain strings of ``document.yaml``; ``spans`` the place of each of its keys.
    """

    siglum: str
    meta: Mapping[str, str]
    spans: Mapping[str, Span]
    passages: tuple[Passage, ...] = ()
    emendations: tuple[Emendation, ...] = ()
    witness: str = ""
    sha256: str = ""
    relations: tuple[Relation, ...] = ()
    lost_notes: tuple[str, ...] = ()
    lost_why: str = ""
    foreign: tuple[tuple[str, str], ...] = ()
    waivers: tuple[Waiver, ...] = ()

    @property
    def title(self) -> str:
        return self.meta.get("title", self.siglum)

    @property
    def short(self) -> str:
        return self.meta.get("short") or self.title

    @property
    def group(self) -> str:
        """Documents of one group are compared with one another; those of different groups are independent."""
        return self.meta.get("group", "")

    @cached_property
    def by_id(self) -> dict[str, Passage]:
        return {passage.id: passage for passage in self.passages}

    @cached_property
    def emendations_at(self) -> dict[str, list[Emendation]]:
        out: dict[str, list[Emendation]] = {}
        for emendation in self.emendations:
            out.setdefault(emendation.at, []).append(emendation)
        return out

    def own_note(self, number: str) -> str:
        """Return the id that a note of the document's own would have, by its printed number."""
        from .locus import from_roman

        value = from_roman(number) if self.meta.get("note-numbering") == "roman" else None
        return f"{self.siglum}-n{value if value is not None else number}"


class Waiver(NamedTuple):
    """Words that a check would ask about, excused with a reason; ``at`` limits it to one passage."""

    words: str
    why: str
    span: Span
    at: str = ""


class Anchor(NamedTuple):
    """A further place that a note serves."""

    at: str
    lemma: Lemma
    span: Span


@dataclass(frozen=True)
class Note:
    """One editorial note. ``anchors`` has its own place first, then the others that it serves."""

    id: str
    at: str
    lemma: Lemma
    kind: str
    status: str
    span: Span
    body: Prose
    spans: Mapping[str, Span]
    seen: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    reviewers: tuple[str, ...] = ()
    also: tuple[Anchor, ...] = ()
    withdrawn: str = ""

    @property
    def anchors(self) -> tuple[Anchor, ...]:
        return (Anchor(self.at, self.lemma, self.spans.get("at", self.span)), *self.also)


class Form(NamedTuple):
    """A form in which the texts write a name; ``within`` limits it to documents or passages."""

    words: str
    span: Span
    within: tuple[str, ...] = ()


@dataclass(frozen=True)
class Entity:
    """One entry of a register. Its id is the slug, unique in all registers."""

    id: str
    register: str
    name: str
    span: Span
    spans: Mapping[str, Span]
    forms: tuple[Form, ...]
    body: Prose
    sort: str = ""
    dates: str = ""
    gloss: str = ""
    exclude: tuple[tuple[str, Span], ...] = ()
    status: str = ""
    seen: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    wikidata: str = ""
    withdrawn: str = ""

    @property
    def role(self) -> str:
        return REGISTERS[self.register][0]


@dataclass(frozen=True)
class Telling:
    """One document's telling of an event at one place; ``against`` are the aspects on which it contradicts, where they are said."""

    at: str
    quote: Lemma
    says: str
    states: Mapping[str, str]
    stance: str
    span: Span
    against: tuple[tuple[str, Span], ...] = ()


@dataclass(frozen=True)
class Account:
    """An event told in several documents, what is established of it, and who says what."""

    id: str
    title: str
    date: str
    shown: str
    certainty: str
    span: Span
    spans: Mapping[str, Span]
    evidence: tuple[Reference, ...]
    established: Mapping[str, str]
    told: tuple[Telling, ...]
    silent: Mapping[str, tuple[Lemma, ...]]
    body: Prose
    status: str = ""
    seen: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    withdrawn: str = ""


@dataclass(frozen=True)
class Work:
    """One entry of the bibliography; ``fields`` as BibTeX has them, persons apart, by role."""

    key: str
    type: str
    fields: Mapping[str, str]
    persons: Mapping[str, tuple[tuple[str, str], ...]]  # role → (family, given)
    span: Span
    file: str

    @cached_property
    def shown(self) -> dict[str, str]:
        """What other parts of the edition see of its fields: where a document cites it, what is printed there, and what it is part of."""
        return {name: self.fields[name] for name in ("citedat", "printed", "crossref") if name in self.fields}

    @property
    def cited_at(self) -> list[str]:
        """The ids of the passages at which a document cites it."""
        return self.shown.get("citedat", "").replace(",", " ").split()


@dataclass(frozen=True)
class Page:
    """A page of the editors' prose under ``docs/``: its references, anchors and title.

    ``roles`` are those that are Sphinx's or another extension's, ``contents`` what its tables of contents list
    (role ``page``, or ``glob``), and the words of ``includes`` the options of the directive.
    """

    name: str
    title: str
    file: str
    references: tuple[Reference, ...] = ()
    anchors: tuple[tuple[str, Span], ...] = ()
    includes: tuple[Reference, ...] = ()
    text: tuple[tuple[str, Span], ...] = ()
    roles: tuple[tuple[str, Span], ...] = ()
    contents: tuple[Reference, ...] = ()
    #: whether its head says that no table of contents lists it
    orphan: bool = False


class LedgerLine(NamedTuple):
    """One line of the ledger: an id, its kind, the release, and the hash (and words) that it had from then on, or where it went."""

    id: str
    kind: str
    release: str
    hash: str
    words: str
    gone: str
    span: Span


class Change(NamedTuple):
    """The reason for a change of a passage's words since the last release."""

    id: str
    why: str
    span: Span


class Kept(Protocol):
    """What was found before, by a hash of all it hangs on (:mod:`edition.read.facts`)."""

    def remember(self, what: str, of: bytes, make: Callable[[], T]) -> T: ...

    def remember_each(self, what: str, of: Sequence[bytes], make: Callable[[int], T], weight: int) -> list[T]: ...

    def save(self) -> None: ...


@dataclass(frozen=True, eq=False)
class Edition:
    """Everything that was read. ``faults`` are the diagnostics that arose in reading."""

    root: Path
    documents: Mapping[str, Document] = field(default_factory=dict)
    notes: Mapping[str, Note] = field(default_factory=dict)
    entities: Mapping[str, Entity] = field(default_factory=dict)
    accounts: Mapping[str, Account] = field(default_factory=dict)
    works: Mapping[str, Work] = field(default_factory=dict)
    pages: Mapping[str, Page] = field(default_factory=dict)
    citation: Mapping[str, str] = field(default_factory=dict)
    contributors: Mapping[str, str] = field(default_factory=dict)
    ledger: tuple[LedgerLine, ...] = ()
    changes: tuple[Change, ...] = ()
    faults: tuple[Diagnostic, ...] = ()
    #: the hash of the bytes of each file (of a document: of its folder’s files), where they could be read
    digests: Mapping[str, bytes] = field(default_factory=dict)
    #: for each of :data:`MARKS` the files (or folders of documents) that hold it
    marked: Mapping[str, Collection[str]] = field(default_factory=dict)
    kept: Kept | None = None

    def holds(self, file: str, mark: str) -> bool:
        """Whether a file may hold one of :data:`MARKS`; a file of a document may if one of its folder does."""
        found = self.marked.get(mark)
        return found is None or file in found or file.rpartition("/")[0] in found

    def remember(self, what: str, of: Iterable[str], make: Callable[[], T], more: bytes = b"") -> T:
        """Return what ``make`` gives, kept from run to run while the files ``of`` (and ``more``) are the same.

        What is kept must hang on nothing else, and be made of objects of the model and plain values.
        """
        keys = [self.digests.get(name) for name in of]
        if self.kept is None or None in keys:
            return make()
        return self.kept.remember(what, b"".join(key for key in keys if key is not None) + more, make)

    def remember_each(self, what: str, of: Sequence[str], make: Callable[[int], T], more: Sequence[bytes] = (), weight: int = 1) -> list[T]:
        """Return what ``make`` gives for the number of each file of ``of``, kept as :meth:`remember` does.

        All processors may share in it, so that ``make`` must change nothing. One counts as ``weight`` files’ work; ``more`` has as many as ``of``, or none.
        """
        keys = [self.digests.get(name) for name in of]
        if self.kept is None or None in keys:
            return [self.remember(what, [name], partial(make, number), more[number] if more else b"") for number, name in enumerate(of)]
        return self.kept.remember_each(what, [key + (more[number] if more else b"") for number, key in enumerate(keys) if key is not None], make, weight)

    @cached_property
    def passages(self) -> dict[str, Passage]:
        """Every passage of every document by its id, in the order of the edition."""
        return {passage.id: passage for document in self.documents.values() for passage in document.passages}

    @cached_property
    def groups(self) -> dict[str, list[str]]:
        """The sigla of the documents of each group, in the order of the edition."""
        out: dict[str, list[str]] = {}
        for siglum, document in self.documents.items():
            out.setdefault(document.group, []).append(siglum)
        return out

    @cached_property
    def notes_at(self) -> dict[str, list[tuple[Note, Anchor]]]:
        """The notes that serve each passage, with the anchor there."""
        out: dict[str, list[tuple[Note, Anchor]]] = {}
        for note in self.notes.values():
            for anchor in note.anchors:
                out.setdefault(anchor.at, []).append((note, anchor))
        return out
