"""What the checks of the whole edition know of the documents' words, and whether it is still so after a document was edited.

It is kept beside the outcome of a check (:mod:`edition.check.again`): every question that was asked of a text, with its answer
(:mod:`edition.derive.questions`); which forms of names stand in it; and which of its words say whether a word at the head of
a sentence is a name (:class:`edition.derive.shapes.Lexicon`), with the number of documents that say so. A form that stands
in one document less is still used while another has it; a word is still known while another has it.
"""

from __future__ import annotations

import marshal
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from ...derive.coverage import Claims, Hung, all_hung, claims, look, names_at_start
from ...derive.fidelity import faithful
from ...derive.mentions import Candidate, Finder, forms, mentions
from ...derive.questions import Log, same_answers
from ...derive.said import said
from ...derive.shapes import Lexicon, text_words, words_of_documents
from ...derive.targets import Target, targets, targets_of
from ...model import Document, Edition
from .unanswered import Unanswered

#: by which what was asked is known to belong to an outcome
MARK = ("", "mark")
#: what :meth:`Edition.remember_each` keeps of a document's words, and :func:`unmoved` finds again
FOUND_AGAIN = ("words of texts", "mentions", "coverage")


def asked(edition: Edition, log: Log) -> dict[Any, Any]:
    """Return what is to be kept, as plain values; of each document under its siglum, packed."""
    texts, claimed, finder, known = words_of_documents(edition), claims(edition), Finder.of(forms(edition)), names_at_start(edition)
    counts: list[dict[Any, int]] = [{word.lower(): 0 for word in known}, dict.fromkeys(known, 0), dict.fromkeys(range(len(forms(edition))), 0)]
    numbers = {(entity.id, form.span): number for number, (entity, form) in enumerate(forms(edition))}
    mentioned = mentions(edition)
    out: dict[Any, Any] = {}
    for document, (_, *have, _) in zip(edition.documents.values(), texts, strict=True):
        mine: list[list[Any]] = [sorted(some.keys() & words.split()) for some, words in zip(counts, have, strict=False)]
        mine.append(sorted({numbers[mention.entity, mention.form.span] for passage in document.passages for mention in mentioned.get(passage.id, ())}))
        for number, some in enumerate(mine):
            for one in some:
                counts[number][one] += 1
        on = {passage.id: claimed[passage.id] for passage in document.passages if passage.id in claimed}
        out[document.siglum] = marshal.dumps((log.of.get(document.siglum, {}), on, mine))
    out["", "everywhere"] = log.everywhere
    out["", "forms"] = {word: [tuple(one) for one in some] for word, some in finder.by_word.items()}
    out["", "odd"] = [tuple(one) for one in finder.odd]
    out["", "at start"] = known
    out["", "counts"] = counts
    out["", "targets"] = {target: targets(edition)[target] for target in log.targets}
    for id_, places in all_hung(edition).items():
        out["on", id_] = places
    for file, spoken in said(edition).items():
        if here := targets_of(spoken.targets) & log.targets:
            out[file] = sorted(here)
    return out


def unmoved(held: dict[Any, Any], document: Document) -> bool:
    """See that an edited document leaves all that is known of the texts' words as it is; ``held`` then knows it as it is.

    Return True if nothing is left open in the document, so that :mod:`.coverage` finds nothing there whatever its witness says;
    False if it finds nothing only because the words are not the witness's. Raises Unanswered where it may not be as it is.
    """
    of, on, before = marshal.loads(held[document.siglum])
    if not same_answers(document, of, held["", "everywhere"]):
        raise Unanswered(document.siglum)
    every, *have, openings = text_words(document.passages)
    known: Mapping[str, bool] = held["", "at start"]
    if not known.keys() >= set(openings.split()):
        raise Unanswered(document.siglum)
    by_word = held["", "forms"]
    here = Finder({word: [Candidate._make(one) for one in by_word[word]] for word in by_word.keys() & {"", *every.split()}}, map(Candidate._make, held["", "odd"]))
    narrow = here.narrowed(every.split())
    places = narrow.places(document)
    counts = held["", "counts"]
    mine = [sorted(some.keys() & words.split()) for some, words in zip(counts, have, strict=False)]
    mine.append(sorted({narrow.all[number].number for *_, number in places}))
    covered = _covered(document, on, places, known)
    if not (covered or not faithful(document)) or not all(changes(*one) for one in zip(counts, before, mine, strict=True)):
        raise Unanswered(document.siglum)
    held[document.siglum] = marshal.dumps((of, on, mine))
    return covered


def refers_elsewhere(held: dict[Any, Any], file: str, references: Iterable[tuple[str, str]], fresh: Collection[Target] = ()) -> bool:
    """Whether references, by role and target, of a file leave all that is known of the targets as it is; ``held`` then knows them.

    To ``fresh`` targets nothing need have led before.
    """
    counts: dict[Any, int] = held["", "targets"]
    before, now = {*held.get(file, ())}, targets_of(references) & counts.keys()
    if not changes(counts, before, now, fresh):
        return False
    held[file] = sorted(now)
    return True


def hangs_elsewhere(held: dict[Any, Any], id_: str, places: tuple[Hung, ...], documents: Mapping[str, Document]) -> dict[str, bool]:
    """Return what :func:`unmoved` says of the documents where a note hung, and where it now hangs."""
    before: tuple[Hung, ...] = held.get(("on", id_), ())
    held["on", id_] = places
    gone, come = Counter(before) - Counter(places), Counter(places) - Counter(before)
    out: dict[str, bool] = {}
    for siglum in dict.fromkeys(at.partition("-")[0] for at, _, _ in (*gone, *come)):
        of, on, mine = marshal.loads(held[siglum])
        for at, *lemma in gone.elements():
            lemmata, *rest = on.get(at, _NONE)
            if at.partition("-")[0] == siglum and tuple(lemma) in lemmata:
                place = lemmata.index(tuple(lemma))
                on[at] = (lemmata[:place] + lemmata[place + 1 :], *rest)
        for at, *lemma in come.elements():
            if at.partition("-")[0] == siglum:
                lemmata, *rest = on.get(at, _NONE)
                on[at] = ((*lemmata, tuple(lemma)), *rest)
        held[siglum] = marshal.dumps((of, on, mine))
        out[siglum] = unmoved(held, documents[siglum])
    return out


_NONE: Claims = (), (), False


def also_asked(held: dict[Any, Any], log: Log) -> None:
    """Keep what else was asked of documents, with the answers."""
    for siglum, more in log.of.items():
        of, *rest = marshal.loads(held[siglum])
        held[siglum] = marshal.dumps(({**of, **more}, *rest))


def changes(counts: dict[Any, int], before: Iterable[Any], now: Iterable[Any], fresh: Collection[Any] = ()) -> bool:
    """Count what one thing has no longer, and has anew; false if no other has what it had, or what it has now and is not fresh, and nothing is counted."""
    old, new = {*before}, {*now}
    if any(counts[one] < 2 for one in old - new) or any(counts[one] < 1 and one not in fresh for one in new - old):
        return False
    counts.update({one: counts[one] - 1 for one in old - new} | {one: counts[one] + 1 for one in new - old})
    return True


def _covered(document: Document, on: Mapping[str, Any], places: Iterable[tuple[str, int, int, int]], known: Mapping[str, bool]) -> bool:
    """Whether nothing is left open in a document and no waiver of it is idle."""
    mentioned: dict[str, list[tuple[int, int]]] = {}
    for id_, start, end, _ in places:
        mentioned.setdefault(id_, []).append((start, end))
    items, _, used = look(document, on, mentioned, Lexicon.answering(known))
    return len(used) == len(document.waivers) and not any(
        state == "open" if kind in ("date", "sum") else state in ("open", "explained") for kind, *_, state in items if kind != "quotation"
    )
