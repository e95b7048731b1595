"""E6: accounts: each quotation is exact, and each document is either told or silent."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ..derive.questions import Question, has_lemma
from ..diagnostics import Diagnostic, nearest, rule
from ..lemma import explain
from ..locus import printed
from ..model import Account, Edition
from . import check
from .links import UNKNOWN_DOCUMENT
from .references import TO_TOMBSTONE, UNKNOWN_PASSAGE
from .sound import faulty, readable

QUOTE_NOT_FOUND = rule("E619", "quotation-not-found")
UNACCOUNTED = rule("E622", "document-unaccounted")
TOLD_AND_SILENT = rule("E623", "told-and-silent")
NOT_SILENT = rule("E624", "silence-broken")
ONE_VOICE = rule("E629", "told-by-one-document")
NO_WORDS_SOUGHT = rule("E633", "silence-without-words")


@check
def quotations(edition: Edition) -> Iterator[Diagnostic]:
    """What an account quotes stands at the place it names."""
    for account in edition.accounts.values():
        for telling in account.told:
            passage = edition.passages.get(telling.at)
            if passage is None:
                if readable(edition, telling.at):
                    yield UNKNOWN_PASSAGE(telling.span, f"there is no passage “{telling.at}”{nearest(telling.at, edition.passages)}", "correct “at”")
            elif passage.withdrawn:
                yield TO_TOMBSTONE(telling.span, f"{printed(telling.at)} is withdrawn", "name the passage that replaced it")
            elif not has_lemma(passage, telling.quote.words, telling.quote.nth):
                message, mend = explain(passage.text, telling.quote, telling.at)
                yield QUOTE_NOT_FOUND(telling.quote.span, message.replace("lemma", "the quotation", 1), mend.replace("lemma:", "quote:"))


def tellers(account: Account) -> set[str]:
    """The sigla of the documents that tell an event."""
    return {telling.at.partition("-")[0] for telling in account.told}


@check
def told_or_silent(edition: Edition) -> Iterator[Diagnostic]:
    """Every document of the groups that tell the event tells it or is silent, not both; two tell it."""
    for account in edition.accounts.values():
        if faulty(edition, account.span.file):
            continue  # a telling may have been lost in reading
        told = tellers(account)
        place = account.spans.get("silent", account.spans.get("told", account.span))
        if len(told) < 2:
            yield ONE_VOICE(
                account.spans.get("told", account.span),
                f"only {', '.join(sorted(told)) or 'no document'} tells the event",
                "an account compares two or more; write a note instead, or add the other tellings",
            )
        for siglum in account.silent:
            if siglum not in edition.documents:
                yield UNKNOWN_DOCUMENT(place, f"there is no document “{siglum}”{nearest(siglum, edition.documents)}", "name a folder of sources/")
            elif siglum in told:
                yield TOLD_AND_SILENT(place, f"{siglum} is said to be silent, and quoted", "remove it from “silent” or from “told”")
        if told <= edition.documents.keys() and account.silent.keys() <= edition.documents.keys():
            for siglum in (siglum for group in dict.fromkeys(edition.documents[one].group for one in sorted(told)) for siglum in edition.groups[group]):
                if siglum not in told and siglum not in account.silent and readable(edition, siglum):
                    yield UNACCOUNTED(
                        place, f"nothing says whether {siglum} tells the event", f"quote it under “told”, or add “{siglum}: [the words sought]” to “silent”"
                    )


@check
def silences(edition: Edition) -> Iterator[Diagnostic]:
    """A silent document has none of the words that were sought in it."""
    for account in edition.accounts.values():
        told = tellers(account)
        for siglum, words in account.silent.items():
            document = edition.documents.get(siglum)
            if document is None or siglum in told:
                continue
            if not words:
                yield NO_WORDS_SOUGHT(
                    account.spans.get("silent", account.span),
                    f"nothing says what was sought in {siglum}",
                    f"name the event's words: “{siglum}: [words, others]”",
                )
            for sought in words:
                broken = next((passage.id for passage in document.passages if not passage.withdrawn and speaks_of(passage, sought.words)), "") if speaks_of(document, sought.words) else ""
                if broken:
                    yield NOT_SILENT(
                        sought.span,
                        f"{siglum} is not silent: “{sought.words}” stands in {printed(broken)}",
                        "quote the passage under “told”, or seek words that belong to the event alone",
                    )


@Question
def speaks_of(text: str, words: str) -> bool:
    """Whether words that were sought stand in a text; a name keeps its capitals, plain words may have any."""
    return words in (text.lower() if words == words.lower() else text) and _whole(words).search(text) is not None


@cache
def _whole(words: str) -> re.Pattern[str]:
    """Whole words; a name keeps its capitals, plain words may have any."""
    return re.compile(rf"(?<!\w){re.escape(words)}(?!\w)", re.I if words == words.lower() else 0)
