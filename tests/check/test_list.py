"""Every way in which a reference can be broken that issue 6 lists, planted in the specimen: reported once, by its code and by no other."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from edition.check import run
from edition.read import read_edition

DAY, LEAF, CROWNS = "docs/notes/kee/day.md", "docs/notes/kee/leaf.md", "docs/notes/kee/crowns.md"
INQUIRY, LOSS, INDEX = "docs/accounts/inquiry.md", "docs/accounts/loss-of-the-halcyon.md", "docs/index.md"
END = None  # the words are put at the end of the file
NEW = ""  # the file is new

PLANTED: dict[str, tuple[str, str, str | None, str]] = {
    # what it is: code, file, old words, new words
    "passage, dangling": ("E606", LEAF, "<gaz-4>", "<gaz-9>"),
    "passage of a note, dangling": ("E303", CROWNS, "at: kee-7", "at: kee-9"),
    "passage of a quotation, dangling": ("E606", INQUIRY, "at: let-2", "at: let-9"),
    "passage, a tombstone": ("E630", LEAF, "`Lost: one mate <gaz-4>`", "`kee-6`"),
    "passage of a note, a tombstone": ("E309", CROWNS, "at: kee-7\nlemma: 40 crowns", "at: kee-6\nlemma: Withdrawn"),
    "passage, right id and wrong words": ("E616", LEAF, "Lost: one mate <", "Lost: two mates <"),
    "passage, defined twice": ("E203", "sources/let/text.md", "{#let-2}", "{#let-1}"),
    "note, dangling": ("E607", DAY, "{ed:note}`gaz/day`", "{ed:note}`gaz/night`"),
    "note, to itself": ("E631", DAY, "{ed:note}`gaz/day`", "{ed:note}`kee/day`"),
    "lemma, not there": ("E302", CROWNS, "lemma: 40 crowns", "lemma: 50 crowns"),
    "lemma, there twice": ("E304", CROWNS, "lemma: 40 crowns", "lemma: the"),
    "entity, dangling": ("E608", CROWNS, "`harbour-board`", "`harbour-master`"),
    "entity, of another kind": ("E609", CROWNS, "{ed:body}`harbour-board`", "{ed:place}`harbour-board`"),
    "term, dangling": ("E611", CROWNS, "{term}`wreckage dues`", "{term}`salvage`"),
    "event, dangling": ("E610", DAY, "`loss-of-the-halcyon`", "`loss-of-the-hornet`"),
    "citation, dangling": ("E505", CROWNS, "`wages2003`", "`wages1903`"),
    "citation in evidence, dangling": ("E505", LOSS, "tern1988]", "terns1988]"),
    "footnote, dangling": ("E635", INDEX, END, "\nOnce more.[^1]\n"),
    "footnote, uncalled": ("E636", INDEX, END, "\n[^2]: Nobody asked.\n"),
    "internal link, dangling": ("E614", INDEX, END, "\nSee [it](texts/log.md).\n"),
    "page, dangling": ("E612", INDEX, END, "\nSee {doc}`texts/log`.\n"),
    "anchor, dangling": ("E613", INDEX, END, "\nSee {ref}`nowhere`.\n"),
    "anchor, defined twice": ("E617", INDEX, END, "\n(here)=\n## One\n\n(here)=\n## Two\n\nSee {ref}`here`.\n"),
    "image, dangling": ("E614", INDEX, END, "\n![A brig](pictures/brig.svg)\n"),
    "include, dangling": ("E614", INDEX, END, "\n```{include} more.md\n```\n"),
    "link that differs in case": ("E615", INDEX, END, "\nSee [it](Texts/kee.md).\n"),
    "address form, of no passage": ("E618", INDEX, END, "\nSee KEE 99.\n"),
    "address form, of a tombstone": ("E630", INDEX, END, "\nSee KEE 6.\n"),
    "unused bibliography entry": ("E506", "bib/editors.bib", END, "\n@book{idle1900,\n  author = {Idle, Ann},\n  title = {Nothing},\n  publisher = {None},\n  address = {Lisk},\n  year = {1900},\n  standing = {verified},\n  keywords = {scholarly},\n}\n"),
    "unused term": ("E409", "docs/registers/terms/idle-word.md", NEW, "---\nname: idle word\ngloss: A word that nothing uses.\nforms: []\nstatus: verified\nseen: [internal]\nauthor: [editors]\n---\nNobody says it {cite:p}`tern1988`.\n"),
    "unused register form": ("E404", "docs/registers/places/varnhook.md", "forms: [Varnhook]", "forms: [Varnhook, Varnhoek]"),
    "unused entry": ("E407", "docs/registers/people/nobody.md", NEW, "---\nname: Ann Nobody\nsort: Nobody, Ann\ngloss: Someone whom nothing names.\nforms: []\nstatus: verified\nseen: [internal]\nauthor: [editors]\n---\nNobody names her {cite:p}`tern1988`.\n"),
    "unused emendation": ("E215", "sources/kee/emendations.yaml", "- {at: kee-2, lemma: wind was", "- {at: kee-2, lemma: gallery, witness: gallery, kind: misprint, why: x}\n- {at: kee-2, lemma: wind was"),
    "unused waiver": ("E901", CROWNS, "kind: context\n", "kind: context\nwaive: {E304: it was so}\n"),
    "unused waiver of a text": ("E904", "sources/kee/waivers.yaml", END, "- {words: Nobody, why: no name}\n"),
    "one-sided: a document neither told nor silent": ("E622", INQUIRY, "silent:\n  gaz: [inquiry, Board]\n", ""),
    "one-sided: told and silent": ("E623", INQUIRY, "  gaz: [inquiry, Board]\n", "  gaz: [inquiry, Board]\n  kee: [Hornet Bay]\n"),
    "silence broken": ("E624", INQUIRY, "gaz: [inquiry, Board]", "gaz: [inquiry, brig]"),
    "quotation in an account, not exact": ("E619", INQUIRY, "quote: sat in April 1831", "quote: sat in May 1831"),
    "date of prose against the account": ("E634", INQUIRY, "shown: April 1831", "shown: May 1831"),
    "stance against the date": ("E626", LOSS, 'states: {date: "1831-03-04"}\n    stance: contradicts', 'states: {date: "1831-03-04"}\n    stance: states'),
    "id claimed by another file": ("E402", "docs/registers/places/ada-quill.md", NEW, "---\nname: Quill Rock\ngloss: A rock.\nforms: []\nstatus: verified\nseen: [internal]\nauthor: [editors]\n---\nA rock {cite:p}`tern1988`.\n"),
    "identifier of two entries": ("E414", "docs/registers/people/tobias-wren.md", "status:", "wikidata: Q999999999\nstatus:"),
    "author, dangling": ("E306", CROWNS, "author: [editors]", "author: [nobody]"),
    "role, unknown": ("E601", CROWNS, "{ed:body}`", "{ed:bodies}`"),
}  # fmt: skip
#: what takes more than one change: code, and file, old words and new words of each
TOGETHER: dict[str, tuple[str, tuple[tuple[str, str | None, str], ...]]] = {
    "note, the matter told twice": ("E310", ((LEAF, "The hole in the leaf", "About a year’s wage of a mate, says one. The hole in the leaf"), (CROWNS, "About a year’s wage of a mate {cite:p}", "About a year’s wage of a mate, says one. So {cite:p}"))),
    "one-sided: a relation stated twice": ("E117", (("sources/gaz/document.yaml", "relations:\n", "relations:\n  - {to: kee, kind: independent, certainty: certain, why: It was said.}\n"),)),
}  # fmt: skip


@pytest.mark.parametrize("what", TOGETHER)
def test_planted_together(what: str, specimen_copy: Callable[..., Path]) -> None:
    code, changes = TOGETHER[what]
    root = specimen_copy()
    for change in changes:
        put(root, *change)
    assert only(root) == code


def put(root: Path, file: str, old: str | None, new: str | None) -> None:
    path = root / file
    if old == NEW:
        path.write_text(new or "", encoding="utf-8")
        return
    text = path.read_text(encoding="utf-8")
    if old is None:
        path.write_text(text + (new or ""), encoding="utf-8")
        return
    assert text.count(old) >= 1, f"{file} has no “{old}”"
    path.write_text(text.replace(old, new or "", 1), encoding="utf-8")


@pytest.mark.parametrize("what", PLANTED)
def test_planted(what: str, specimen_copy: Callable[..., Path]) -> None:
    code, file, old, new = PLANTED[what]
    root = specimen_copy()
    put(root, file, old, new)
    assert only(root) == code


def only(root: Path) -> str:
    """The one code that is reported."""
    found = run(read_edition(root))
    assert len(found) == 1, "one fault gives one diagnostic:\n" + "\n".join(map(str, found))
    assert found[0].mend
    return found[0].code
