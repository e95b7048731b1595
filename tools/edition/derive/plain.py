"""The editors' prose as it is printed: every role resolved to its words, once for all outputs.

:func:`runs` gives the words with what they refer to, for formats that can link; :func:`text` the bare words.
A citation prints as “(Author 1999, p. 12)”, a passage as “LET 14”, promised words as “the exact words” (LET 14).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from ..locus import printed
from ..model import Edition, Inline, Prose
from .bibliography import labels


@dataclass(frozen=True, slots=True)
class Run:
    """A run of printed words.

    ``kind``: text, em, strong, code, link (``target`` an address), lang (``target`` a language) or ref; a ref has the
    ``role`` of what it names (loc, note, event, cite, person …) and its id in ``target``.
    """

    kind: str
    text: str = ""
    target: str = ""
    role: str = ""
    children: tuple[Run, ...] = ()


def runs(edition: Edition, inlines: Iterable[Inline]) -> tuple[Run, ...]:
    """Return inlines as runs; the citations of one role become one bracket."""
    out: list[Run] = []
    for (kind, _), group in groupby(inlines, key=lambda item: (item.kind, item.span if item.kind in ("cite:p", "cite:t") else id(item))):
        members = list(group)
        out.extend(_citations(edition, kind, members) if kind in ("cite:p", "cite:t") else (run for item in members for run in _runs(edition, item)))
    return tuple(out)


def _runs(edition: Edition, item: Inline) -> Iterator[Run]:
    if item.kind in ("em", "strong"):
        yield Run(item.kind, children=runs(edition, item.children))
    elif item.kind == "link":
        yield Run("link", item.text or item.target, item.target)
    elif item.kind in ("text", "code", "lang"):
        yield Run(item.kind, item.text, item.target)
    elif item.kind == "loc":
        if item.text:
            yield Run("text", f"“{item.text}” (")
        yield Run("ref", printed(item.target), item.target, "loc")
        if item.text:
            yield Run("text", ")")
    elif item.kind == "note":
        note = edition.notes.get(item.target)
        yield Run("ref", item.text or (f"the note on “{note.lemma.words}”" if note else item.target), item.target, "note")
        if note and not item.text:
            yield Run("text", " (")
            yield Run("ref", printed(note.at), note.at, "loc")
            yield Run("text", ")")
    elif item.kind == "event":
        account = edition.accounts.get(item.target)
        title = account.title if account else item.target
        if title.startswith(("The ", "A ", "An ")):
            title = title[:1].lower() + title[1:]
        yield Run("ref", item.text or title, item.target, "event")
    elif item.kind == "term":
        term = _term(edition, item.target)
        yield Run("ref", item.text or item.target, term or item.target, "term")
    else:
        entity = edition.entities.get(item.target)
        yield Run("ref", item.text or (entity.name if entity else item.target), item.target, item.kind)


def _term(edition: Edition, words: str) -> str:
    """Return the id of a term that is named by its words, as everywhere in Sphinx."""
    if words in edition.entities:
        return words
    for entity in edition.entities.values():
        if entity.register == "terms" and words.lower() in (entity.name.lower(), *(form.words.lower() for form in entity.forms)):
            return entity.id
    return ""


def _citations(edition: Edition, role: str, members: list[Inline]) -> Iterator[Run]:
    known = labels(edition)
    if role == "cite:p":
        yield Run("text", "(")
    for number, item in enumerate(members):
        if number:
            yield Run("text", "; " if role == "cite:p" else " and " if number == len(members) - 1 else ", ")
        if item.prefix:
            yield Run("text", item.prefix.strip() + " ")
        label = known.get(item.target)
        where = f", {item.locator.replace('--', '–')}" if item.locator else ""
        if label is None:
            words = f"{item.target}{where}"
        elif role == "cite:p" or not label.year:
            words = f"{label}{where}"
        else:
            words = f"{label.authors} ({label.year}{where})"
        yield Run("ref", words, item.target, "cite")
    if role == "cite:p":
        yield Run("text", ")")


def words(found: Iterable[Run]) -> str:
    """Return the bare words of runs."""
    return "".join(run.text + words(run.children) for run in found)


def paragraphs(edition: Edition, prose: Prose) -> list[str]:
    """Return the paragraphs of a note, an entry or a finding as plain text."""
    return [words(runs(edition, inlines)) for inlines in prose.paragraphs]


def text(edition: Edition, prose: Prose) -> str:
    """Return prose as plain text, a blank line between paragraphs."""
    return "\n\n".join(paragraphs(edition, prose))
