"""E3 and E4: every name is registered, every date and sum explained, or the text's own waivers say why not."""

from __future__ import annotations

from collections.abc import Iterator

from ..derive.coverage import Item, all_hung, coverage
from ..derive.fidelity import faithful
from ..derive.questions import has_lemma
from ..diagnostics import Diagnostic, Span, nearest, rule
from ..locus import printed
from ..model import Document, Edition
from . import check
from .forms import idle, known
from .sound import faulty

UNEXPLAINED_DATE = rule("E312", "unexplained-date")
UNEXPLAINED_SUM = rule("E313", "unexplained-sum")
UNREGISTERED_NAME = rule("E403", "unregistered-name")
IDLE_TEXT_WAIVER = rule("E904", "text-waiver-not-needed")
WAIVER_NOWHERE = rule("E905", "waiver-at-unknown-passage")


@check
def uncovered(edition: Edition) -> Iterator[Diagnostic]:
    """Nothing in the texts that a reader would look up is left without an answer."""
    unsure = _unsure(edition)
    registers_read = not faulty(edition, "docs/registers/")
    broken = [form.words for _, form, _ in idle(edition)] + [
        form.words for entity in edition.entities.values() for form in entity.forms if not all(known(edition, limit) for limit in form.within)
    ]
    for siglum, document in edition.documents.items():
        if not document.passages or faulty(edition, f"sources/{siglum}/"):
            continue
        found = list(_document(edition, document, registers_read, siglum in unsure, broken))
        if found and faithful(document):  # words that depart from the witness are a fault of their own
            yield from found


def _document(edition: Edition, document: Document, registers_read: bool, unsure: bool, broken: list[str]) -> Iterator[Diagnostic]:
    siglum = document.siglum
    found = coverage(edition)[siglum]
    for waiver in document.waivers:
        if waiver.at and waiver.at not in document.by_id:
            yield WAIVER_NOWHERE(waiver.span, f"there is no passage “{waiver.at}” in {siglum}{nearest(waiver.at, document.by_id)}", "correct “at”")
        elif waiver not in found.used and registers_read and not unsure:
            yield IDLE_TEXT_WAIVER(
                waiver.span,
                f"“{waiver.words}” needs no waiver here",
                "remove the line: the words are registered or explained, stand nowhere, or are neither name, date nor sum",
            )
    for item in found.items:
        if item.state not in ("open", "explained"):
            continue
        where = printed(item.passage)
        if item.kind in ("name", "abbreviation"):
            if registers_read and not _meant(item, broken):
                yield UNREGISTERED_NAME(
                    _place(document, item),
                    f"“{item.words}” in {where} is in no register",
                    _mend(item, f"add it to the forms of an entry, or make one; if it is no name, add to sources/{siglum}/waivers.yaml:"),
                )
        elif item.state == "open" and not unsure:
            if item.kind == "date":
                yield UNEXPLAINED_DATE(
                    _place(document, item),
                    f"no note or account explains the date “{item.words}” in {where}",
                    _mend(item, f"write the note, or add to sources/{siglum}/waivers.yaml:"),
                )
            elif item.kind == "sum":
                yield UNEXPLAINED_SUM(
                    _place(document, item), f"no note explains the sum “{item.words}” in {where}", _mend(item, f"write the note, or add to sources/{siglum}/waivers.yaml:")
                )


def _place(document: Document, item: Item) -> Span:
    return document.by_id[item.passage].place(item.start)


def _mend(item: Item, words: str) -> str:
    return f"{words} - {{at: {item.passage}, words: {item.words}, why: …}}"


def _meant(item: Item, forms: list[str]) -> bool:
    """Whether a form that matches nowhere was likely meant for a name: then that form is the one fault."""
    return any(word in item.words.split() for form in forms for word in form.split()) or bool(nearest(item.words, forms, 0.7))


def _unsure(edition: Edition) -> set[str]:
    """The documents whose notes or accounts were not read, or hang on words that are not there: what they explain is not known."""
    out: set[str] = set()
    if faulty(edition, "docs/accounts/", "docs/notes/", "bib/"):
        return set(edition.documents)
    for id_, places in all_hung(edition).items():
        for at, words, nth in places:
            passage = edition.passages.get(at)
            if passage is None or passage.withdrawn or not has_lemma(passage, words, nth):
                out.update((at.partition("-")[0], id_.partition("/")[0]))
    for work in edition.works.values():  # a work explains the date where it is cited
        out.update(id_.partition("-")[0] for id_ in work.cited_at if id_ not in edition.passages)
    for account in edition.accounts.values():
        for telling in account.told:
            passage = edition.passages.get(telling.at)
            if passage is None:
                return set(edition.documents)
            if passage.withdrawn or not has_lemma(passage, telling.quote.words, telling.quote.nth):
                out.add(passage.siglum)
    return out
