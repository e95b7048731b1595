"""Receipts: a citation that can be proved. ``LET 14 (2026.1, k7f3q)`` is passage, edition and a fingerprint of its words.

The fingerprint is the beginning of the SHA-256 of the words in Unicode's composed form (UAX 15, NFC), white space made
single blanks, written in Crockford's base 32 in small letters (no i, l, o, u). Five signs are 25 bits: enough to show
that words changed by accident or by an editor stand otherwise; the ledger keeps twenty.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from typing import NamedTuple

from ..locus import from_printed, printed
from ..patterns import lazy

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
SHORT, LONG = 5, 20

_RECEIPT = lazy(
    r"(?P<locus>[A-Za-z][A-Za-z0-9]*[\s-][sSnN]?\d+[a-zA-Z]?)(?:\s*[–-]\s*(?:[A-Za-z][A-Za-z0-9]*[\s-])?(?P<to>[sSnN]?\d+[a-zA-Z]?))?\s*\(\s*(?P<edition>\d{4}\.\d+)\s*(?:,\s*(?P<fingerprint>[0-9a-zA-Z]{1,40}))?\s*\)"
)
_NOTE_RECEIPT = lazy(
    r"(?:^|[^\w/–—-])(?P<id>(?=[a-z0-9/-]*[a-z])(?:[a-z0-9]+/[a-z0-9-]+|[a-z0-9]+(?:-[a-z0-9]+)*))\s*\(\s*(?P<edition>\d{4}\.\d+)\s*(?:,\s*(?P<fingerprint>[0-9a-zA-Z]{1,40}))?\s*\)"
)


def normal(words: str) -> str:
    """Return words in the form whose fingerprint is taken."""
    return " ".join(unicodedata.normalize("NFC", words).split())


def fingerprint(words: str, length: int = SHORT) -> str:
    """Return the fingerprint of words: ``length`` signs of base 32."""
    number = int.from_bytes(hashlib.sha256(normal(words).encode("utf-8")).digest(), "big")
    return "".join(ALPHABET[number >> (256 - 5 * (place + 1)) & 31] for place in range(length))


class Receipt(NamedTuple):
    """A parsed receipt: id, edition and fingerprint (empty if none was given)."""

    id: str
    edition: str
    fingerprint: str

    def is_of(self, hash_: str) -> bool:
        """Whether the fingerprint is the beginning of a hash; one cut short proves nothing."""
        return len(self.fingerprint) >= SHORT and hash_.startswith(self.fingerprint)


class Cited(NamedTuple):
    """A receipt in a citation: the last id of a range, or nothing, and the words up to its end that no receipt before it has."""

    receipt: Receipt
    to: str
    said: str


def receipt(id_: str, edition: str, words: str) -> str:
    """Return the receipt of a passage (``LET 14 (2026.1, k7f3q)``) or of a note, entry or account (``let/voyage (2026.1, …)``)."""
    name = printed(id_) if re.fullmatch(r"[a-z][a-z0-9]*-[sn]?\d+[a-z]?", id_) else id_
    return f"{name} ({edition}, {fingerprint(words)})"


def parse(words: str) -> Receipt | None:
    """Find the first receipt in a citation; letters easily confused are read as Crockford's base 32 has it."""
    return next((found.receipt for found in parse_all(words)), None)


def parse_all(words: str) -> list[Cited]:
    """Find every receipt; one of a note, an entry or an account only where there is none of a passage."""
    out: list[Cited] = []
    at = 0
    for match in _RECEIPT.finditer(words):
        id_ = from_printed(re.sub(r"[\s-]", " ", match["locus"].lower()))
        to = f"{id_.partition('-')[0]}-{match['to'].lower()}" if match["to"] else ""
        out.append(Cited(Receipt(id_, match["edition"], _plain(match["fingerprint"] or "")), to, words[at : match.end()]))
        at = match.end()
    if not out and (other := _NOTE_RECEIPT.search(words)):
        out.append(Cited(Receipt(other["id"], other["edition"], _plain(other["fingerprint"] or "")), "", words))
    return out


def _plain(signs: str) -> str:
    return signs.lower().translate(str.maketrans("ilo", "110"))
