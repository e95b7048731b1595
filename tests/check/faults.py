"""Faults made on purpose: each takes a sound edition and a source of chance, and spoils one place of one file.

A maker returns the file, the words there and what they become, or None if the edition has no such place.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from pathlib import Path

from edition.model import Edition

Spoilt = tuple[str, str, str]
Maker = Callable[[Edition, random.Random], "Spoilt | None"]
MAKERS: dict[str, Maker] = {}


def makes(name: str) -> Callable[[Maker], Maker]:
    """Register a maker under its code, or code and variant: ``E302`` or ``E302 also``."""

    def register(maker: Maker) -> Maker:
        MAKERS[name] = maker
        return maker

    return register


def in_files(edition: Edition, chance: random.Random, folder: str, pattern: str, new: Callable[[re.Match[str]], str]) -> Spoilt | None:
    """Choose one match of a pattern in the files of a folder; its words are made unique by what surrounds them."""
    found = []
    for path in sorted(Path(edition.root, folder).rglob("*")):
        if path.suffix in (".md", ".bib", ".yaml"):
            text = path.read_text(encoding="utf-8")
            found += [(path, text, match) for match in re.finditer(pattern, text, re.M)]
    if not found:
        return None
    path, text, match = chance.choice(found)
    start, end = match.span()
    while text.count(text[start:end]) > 1:
        start, end = max(0, start - 8), min(len(text), end + 8)
    old = text[start:end]
    return path.relative_to(edition.root).as_posix(), old, text[start : match.start()] + new(match) + text[match.end() : end]


def simple(name: str, folder: str, pattern: str, new: str | Callable[[re.Match[str]], str]) -> None:
    """Register a maker that is a pattern and what becomes of it."""
    MAKERS[name] = lambda edition, chance: in_files(edition, chance, folder, pattern, new if callable(new) else lambda match: match.expand(new))


NOTES, PROSE, BIB = "docs/notes", "docs", "bib"
simple("E680", "docs/accounts", r"^(    stance: (?:states|implies))$", r"\1\n    against: [date]")
simple("E680 unstated", "docs/accounts", r"^    against: \[\w+", "    against: [colour, date")
simple("E133", "docs/registers", r"^(gloss: \w+) (\w+)", r"\1 *\2*")
simple("E303", NOTES, r"^at: ([a-z]+)-n?\d+\w?$", r"at: \1-999")
simple("E306", NOTES, r"^author: \[\w+", r"author: [nobody-known")
simple("E308", NOTES, r"^(status: verified)\nseen: .*(?:\n  - .*)*\n", r"\1\n")
simple("E112 status", NOTES, r"^status: \w+$", "status: certain")
simple("E112 kind", NOTES, r"^kind: \w+$", "kind: remark")
simple("E110", NOTES, r"^kind: (\w+)$", r"kind: \1\ncolour: blue")
simple("E505", PROSE, r"(\{cite:p\}`)[a-z0-9-]+", r"\1no-such-work-anywhere")
simple("E606", PROSE, r"(\{ed:loc\}`)[a-z0-9-]+`", r"\1art-9999`")
simple("E607", PROSE, r"(\{ed:note\}`\w+/)[a-z0-9-]+`", r"\1no-such-note`")
simple("E610", PROSE, r"(\{ed:event\}`)[a-z0-9-]+`", r"\1no-such-event`")
simple("E608", PROSE, r"(\{ed:(?:person|place|body|vessel)\}`)[a-z0-9-]+`", r"\1no-such-entry`")
simple("E601", PROSE + "/notes", r"\{ed:loc\}`", "{ed:locus}`")
simple("E619", "docs/accounts", r"quote: \"?(\w+) ", r"quote: \1 zzzqx ")
simple("E625", "docs/accounts", r"^date: \d{4}.*$", "date: in the spring")
simple("E633", "docs/accounts", r"^  (\w+): \[[^\]]*\]$", r"  \1: []")
simple("E112 stance", "docs/accounts", r"stance: states", "stance: says")
simple("E508", BIB, r"isbn = \{([\d-]*?)(\d)", lambda match: "isbn = {" + match[1] + str((int(match[2]) + 1) % 10))
simple("E511", BIB, r"urldate = \{\d{4}-", "urldate = {2999-")
simple("E511 form", BIB, r"urldate = \{\d{4}-(\d\d)-(\d\d)\}", r"urldate = {\2/\1}")
simple("E512", BIB, r"^ *urldate = \{.*\},\n", "")
simple("E513", BIB, r"standing = \{[\w-]+\}", "standing = {certain}")
simple("E516", BIB, r"keywords = \{[\w-]+\}", "keywords = {odd}")
simple("E510", BIB, r"year = \{\d{3}(\d)\}", r"year = {20\1}")
simple("E515", BIB, r"url = \{https?://", "url = {")
simple("E514", BIB, r"citedat = \{([a-z]+)-\w+", r"citedat = {\1-999")
simple("E701", "docs/notes", r"(?<=[a-z])’(?=s )", "'")
simple("E108", NOTES, r"^lemma: (\w+)$", r'lemma: "\1')
simple("E404", "docs/registers", r"^  - ([A-Z]\w{4,})$", r"  - \1\n  - \1zzq")
simple("E410", "docs/registers", r"^status: ", "wikidata: P31\nstatus: ")
simple("E406", "docs/registers", r"^status: ", "exclude: [zzz-1]\nstatus: ")
simple("E124", NOTES, r"^kind: (\w+)$", r"<<<<<<< HEAD\nkind: \1\n=======\nkind: fact\n>>>>>>> mend")
simple("E125", NOTES, r"(?<= [a-z]{3})(?=[a-z]{3})", "\u200b")
simple("E125 lost", BIB, r"(?<=title = \{\w{2})\w", "\ufffd")
simple("E126", PROSE + "/registers", r"^(gloss: .*)$", r"\1 The cafÃ© is shut.")
simple("E127", NOTES, r"^at: (k|l)e", "at: \\1\u0435")
simple("E128", NOTES, r"^author: \[(\w+)", r"author: [\1, \1")
simple("E129", ".", r"^date-released: \"(\d{4})-\d\d-\d\d\"", r'date-released: "\1-02-31"')
simple("E417", "docs/registers", r"^sort: (\w)(\w+)", r"sort: \1z\2")
simple("E520", BIB, r"author = \{(\w+), (\w+)\}", r"author = {\1, \2; Smith, Ann}")
simple("E521", BIB, r"publisher = ", "publsher = ")
simple("E522", BIB, r"^(\s*)year = ", r"\1month = {Mai},\n\1year = ")
simple("E660", PROSE, r"\{doc\}`", "{docs}`")
simple("E661", PROSE, r"\{ed:text\}", "{ed:txt}")
simple("E664", NOTES, r"\{(ed:note|ed:event)\}`", r":\1:`")
simple("E664 blank", NOTES, r"\{(ed:note|ed:event)\}`", r"{\1} `")
simple("E676", "docs/accounts", r"(states: \{date: \"?1)[78]", r"\g<1>5")
simple("E710", "docs/registers", r"^(gloss: .*)$", r"\1 It was shut on 31 April 1801.")
simple("E710 after", "docs/registers", r"^(gloss: .*)$", r"\1 It was shut on 30 April 3801.")
simple("E711", NOTES, r"\Z", "It was Sunday, 2 May 1960.\n")
simple("E712", "docs/registers", r"^(gloss: .*)$", r"\1 It stood from 1831 to 1803.")
simple("E713", NOTES, r"^([A-Z][^`\n]*? (?:is|was|the)) ", lambda match: f"{match[1]} {match[1].split()[-1]} ")
simple("E714", NOTES, r"^([A-Z]\w+ )(\w+)(?= )", r"\1(\2")
simple("E715", NOTES, r"(?<=^---\n)(?=[A-Z])", "TODO: see the rolls. ")
simple("E717", NOTES, r"^([A-Z][^\n]{50,})$", r"\1\n\1")


@makes("E302")
def garbled_lemma(edition: Edition, chance: random.Random) -> Spoilt | None:
    """One letter of a lemma is another."""
    note = chance.choice(list(edition.notes.values()))
    words = note.lemma.words
    place = chance.randrange(len(words))
    return _in_head(edition, note.span.file, words, words[:place] + "ꝗ" + words[place + 1 :])


@makes("E305")
def another_folder(edition: Edition, chance: random.Random) -> Spoilt | None:
    """A note is hung on a passage of another document that has its lemma."""
    found = []
    for note in edition.notes.values():
        for passage in edition.passages.values():
            taken = {anchor.at for anchor in note.anchors}
            if passage.siglum != note.id.partition("/")[0] and passage.id not in taken and not note.lemma.nth and passage.text.count(note.lemma.words) == 1:
                found.append((note, passage))
    if not found:
        return None
    note, passage = chance.choice(found)
    return note.span.file, f"at: {note.at}\n", f"at: {passage.id}\n"


@makes("E624")
def broken_silence(edition: Edition, chance: random.Random) -> Spoilt | None:
    """A word is sought that stands in the document."""
    found = [(account, siglum) for account in edition.accounts.values() for siglum, words in account.silent.items() if words]
    if not found:
        return None
    account, siglum = chance.choice(found)
    word = re.search(
        r"\b[a-z]{5,}\b",
        next(passage.text for passage in edition.documents[siglum].passages if re.search(r"\b[a-z]{5,}\b", passage.text) and not passage.withdrawn),
    )
    assert word is not None
    return account.span.file, f"  {siglum}: [", f"  {siglum}: [{word[0]}, "


@makes("E616")
def broken_promise(edition: Edition, chance: random.Random) -> Spoilt | None:
    """A reference promises words that are not there."""
    return in_files(edition, chance, "docs/notes", r"(\{ed:loc\}`)([^`<]+)( <)", lambda match: match[1] + match[2] + " zzzqx" + match[3])


@makes("E609")
def another_register(edition: Edition, chance: random.Random) -> Spoilt | None:
    """An entry is referred to by the role of another register."""
    return in_files(edition, chance, "docs", r"\{ed:(person|place|body)\}(?=`)", lambda match: "{ed:vessel}")


def _in_head(edition: Edition, file: str, old: str, new: str) -> Spoilt | None:
    text = Path(edition.root, file).read_text(encoding="utf-8")
    line = re.search(rf"^lemma: .*{re.escape(old)}.*$", text, re.M)
    return (file, line[0], line[0].replace(old, new, 1)) if line else None


simple("E634", "docs/accounts", r"^shown: (.*)(\d{4})$", r"shown: \g<1>1234")
simple("E612", "docs", r"(\{doc\}`)/?[a-z/-]+`", r"\1no/such/page`")
simple("E621", "docs", r"(\{ed:text\}) \w+", r"\1 zzz")
simple("E705", NOTES, r"(?<=^---\n)([A-Z])(?=[a-z]+ )", lambda match: match[1].lower())
