"""The index: every name, term and event that the edition explains, by the words under which a reader looks for it."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from itertools import groupby

from ..model import Edition


@dataclass(frozen=True)
class Indexed:
    """An entry of the index: its ``words``, and what it leads to: an entity or an account (``kind``) by its ``id``."""

    words: str
    kind: str
    id: str


def index(edition: Edition) -> list[tuple[str, list[Indexed]]]:
    """Return the entries under their first letters; what begins with a figure or a sign stands under “#”."""
    entries = [Indexed(entity.sort, "entity", entity.id) for entity in edition.entities.values() if not entity.withdrawn]
    entries += [Indexed(turned(account.title), "account", account.id) for account in edition.accounts.values() if not account.withdrawn]
    entries.sort(key=lambda entry: (_letter(entry.words), letters(entry.words), entry.kind, entry.id))
    return [(letter, list(group)) for letter, group in groupby(entries, key=lambda entry: _letter(entry.words))]


def turned(title: str) -> str:
    """Return a title as an index has it, with its article at the end."""
    article, _, rest = title.partition(" ")
    return f"{rest[:1].upper()}{rest[1:]}, {article.lower()}" if rest and article in ("The", "A", "An") else title


def letters(words: str) -> str:
    """Return the letters, figures and spaces alone, without case and accents: what an order by the alphabet goes by."""
    return "".join(letter for letter in unicodedata.normalize("NFKD", words).casefold() if letter.isalnum() or letter == " ")


def _letter(words: str) -> str:
    first = letters(words).strip()[:1].upper()
    return first if first.isalpha() else "#"
