"""The box *Verify*: the same answers as ``edition verify``, without any server and from a disk."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from edition.derive.answers import answers
from edition.derive.receipt import fingerprint, receipt
from edition.derive.verify import CHANGED, FALSE, FOUND, MOVED, NEAR, NEVER, NOWHERE, UNCHANGED, UNRELEASED, verify
from edition.diagnostics import NOWHERE as NO_PLACE
from edition.model import Edition, LedgerLine

pytestmark = pytest.mark.browser

VERDICTS = {UNCHANGED, CHANGED, MOVED, NEVER, FALSE, UNRELEASED, FOUND, NEAR, NOWHERE}


def line(id_: str, kind: str, release: str, words: str = "", gone: str = "") -> LedgerLine:
    shown = words if kind in ("passage", "release") else ""
    return LedgerLine(id_, kind, release, fingerprint(words, 20) if words and kind != "release" else "", shown, gone, NO_PLACE)


@pytest.fixture(scope="module")
def released(edition: Edition) -> Edition:
    """This edition as if it had been released twice, with passages changed, added and withdrawn on the way."""
    one, two = "2001.1", "2002.1"
    passages = [passage for passage in edition.passages.values() if not passage.withdrawn]
    ledger = [line(one, "release", one, "2001-01-01")]
    changed, late, since, new = passages[3], passages[5], passages[9], passages[11]
    for passage in passages:
        if passage in (late, new):
            continue
        other = {changed.id: passage.text.replace(" the ", " a ", 2) + " Old words.", since.id: "Other words than now."}
        ledger.append(line(passage.id, "passage", one, other.get(passage.id, passage.text)))
    ledger.append(line("zzz-1", "passage", one, "A passage that went."))
    note = next(iter(edition.notes.values()))
    ledger.append(line(note.id, "note", one, "words of a note that are others now"))
    ledger.append(line("entity/" + next(iter(edition.entities)), "entity", one, "words of an entry"))
    ledger.append(line(two, "release", two, "2002-01-01"))
    ledger += [
        line(changed.id, "passage", two, changed.text),
        line(late.id, "passage", two, late.text),
        line("zzz-1", "passage", two, gone="its words went to another place"),
    ]
    return replace(edition, ledger=tuple(ledger))


def questions(edition: Edition, released: Edition) -> Iterator[str]:
    passages = [passage for passage in edition.passages.values() if not passage.withdrawn]
    changed, late, since, new = passages[3], passages[5], passages[9], passages[11]
    version = edition.citation["version"]
    for passage in (changed, late, since, new, passages[0], passages[-1]):
        for release in ("2001.1", "2002.1", "1999.1", version):
            yield f"Author, “Title,” {receipt(passage.id, release, passage.text)}, in Edition."
            yield f"{passage.id.upper()} ({release})"
    was = released.ledger[1 + 3]
    yield receipt(changed.id, "2001.1", was.words)
    yield receipt(changed.id, "2001.1", was.words).replace(" (2001.1", "(2001.1 ").upper()
    yield receipt(since.id, "2001.1", "Other words than now.")
    yield receipt(changed.id, "2001.1", "words that it never had")
    yield "zzz-1 (2001.1)"
    yield "ZZZ 1 (2002.1, 00000)"
    yield "ZZZ 99 (2001.1, abcde)"
    yield "art 999 (2001.1)"
    note, entity, account = next(iter(edition.notes)), next(iter(edition.entities)), next(iter(edition.accounts))
    yield f"{note} (2001.1)"
    yield f"{note} (2001.1, {fingerprint('words of a note that are others now')})"
    yield f"{entity} (2001.1)"
    yield f"{account} (2001.1)"
    yield f"{note} ({version}, 00000)"
    for number in (0, 8, 20, 33, len(passages) - 1):
        words = passages[number].text.split()
        yield " ".join(words[:12])
        yield "“" + " ".join(words[2:9]) + "”"
        yield " ".join(words[:14]).upper() + "!"
        yield " ".join([*words[:5], "quite", *words[6:14]])
        yield " ".join([*words[3:9], "and", "then", *words[11:20]])
    for number in (0, 8, 20):
        passage = passages[number]
        words = passage.text.split()
        signs = receipt(passage.id, version, passage.text)
        for quoted in (" ".join(words[1:9]), f"{words[0]} {words[1]} … {words[-1]}", " ".join([*words[:4], "not", *words[4:9]]), words[3][:-1] + "zz"):
            yield f"“{quoted}” Author, “Title,” {signs}"
            yield f"“{quoted}” Author, “Title,” {receipt(passage.id, '2001.1', passage.text)}"
        yield f"“{edition.documents[passage.id.partition('-')[0]].title},” {signs}"
        yield signs.replace(")", "0)")
        yield signs[:-3] + ")"
    one, two = (passage.id.replace("-", " ", 1).upper() for passage in (passages[0], passages[1]))
    yield f"{receipt(passages[0].id, '2002.1', passages[0].text)}; “{passages[1].text.split()[0]} zz” {receipt(passages[1].id, '2002.1', passages[1].text)}."
    yield f"{receipt(passages[0].id, '2002.1', passages[0].text)} and {receipt(changed.id, '2001.1', was.words)}"
    siglum, _, number = passages[-1].id.partition("-")
    for release in ("2001.1", version):
        yield f"{one}–{two.partition(' ')[2]} ({release})"
        yield f"{siglum.upper()} 1-{number} ({release})"
        yield f"{siglum.upper()} 1–{number} ({release}, 00000)"
        yield f"{siglum.upper()} 1–9999 ({release})"
    yield receipt(since.id, "2001.1", since.text)
    yield receipt(changed.id, "2001.1", changed.text)
    for passage in (changed, late, since, new, passages[0]):
        yield passage.id
        yield passage.id.replace("-", " ").upper() + "."
        yield f"https://edition.example.org/texts/x.html#{passage.id}"
        yield f"“{passage.text.split()[0]}”\nhttps://edition.example.org/texts/x.html#{passage.id}"
        yield f"“not at all” texts/x.html#{passage.id}"
        yield f"Read here: texts/x.html#{passage.id}"
    yield "zzz-1"
    yield f"{siglum}-99999"
    yield "zzz-99999"
    yield note
    yield f"texts/x.html#note-{note.replace('/', '-', 1)}"
    yield f"registers/x.html#{entity}"
    yield f"accounts/{account}.html"
    yield f"accounts/{account}"
    yield "the"
    yield " ".join(was.words.split()[-9:])
    yield "A passage that went."
    yield "Other words than now"
    yield "colourless green ideas sleep furiously upon the hill of nowhere"
    yield "   "
    yield "“”"
    yield "constructor (2001.1)"
    yield "é ß ς"


def compared(page: Any, edition: Edition, asked: list[str]) -> set[str]:
    found = page.evaluate(
        "([data, asked]) => { const verify = window.edition.verifier(data); return asked.map(words => verify(words)); }", [answers(edition), asked]
    )
    verdicts = set()
    for words, answer in zip(asked, found, strict=True):
        want = verify(edition, words)
        assert answer == {"verdict": want.verdict, "message": want.message, "id": want.id, "before": want.before, "after": want.after}, words
        verdicts.add(want.verdict)
    return verdicts


def test_the_same_answers_as_the_command(visit: Callable[..., Any], edition: Edition, released: Edition) -> None:
    """A table of citations and quotations, on this edition as it is and on one with two releases: the answers are equal in every word."""
    page = visit("verify.html")
    asked = list(questions(edition, released))
    compared(page, edition, asked)
    assert compared(page, released, asked) == VERDICTS, "every verdict is met"


@pytest.mark.parametrize("disk", [False, True], ids=["served", "from a disk"])
def test_the_box(visit: Callable[..., Any], edition: Edition, site: Path, disk: bool) -> None:
    page = visit("verify.html", **({"at": site.resolve().as_uri() + "/"} if disk else {}))
    passage = next(passage for passage in edition.passages.values() if passage.kind == "paragraph" and not passage.withdrawn)
    page.fill("#verify-words", f"Somebody, “Something,” {receipt(passage.id, edition.citation['version'], passage.text)}.")
    page.get_by_role("button", name="Verify").click()
    page.wait_for_selector(".verdict")
    assert page.locator(".verdict").inner_text().startswith("✓ Unchanged")
    words = passage.text.split()
    page.fill("#verify-words", " ".join([*words[:5], "quite", *words[6:14]]))
    page.keyboard.press("Control+Enter")
    page.wait_for_selector(".verify-diff")
    assert page.locator(".verify-diff del").first.inner_text() == "quite"
    page.locator(".verdict a.loc").first.click()
    page.wait_for_selector(f"#{passage.id}")


def test_a_copied_citation_is_verified(visit: Callable[..., Any], longest: str) -> None:
    """From the dialog on the page of a text to the box, by way of the address."""
    page = visit(f"texts/{longest}.html")
    citation = page.evaluate("window.edition.citation(document.querySelectorAll('.pg')[7], '', 'note')")
    page.evaluate("words => { location.href = '../verify.html?q=' + encodeURIComponent(words); }", citation)
    page.wait_for_selector(".verdict")
    assert "✓ Unchanged" in page.locator(".verdict").inner_text()


def test_without_javascript_it_says_what_to_do(visit: Callable[..., Any]) -> None:
    page = visit("verify.html", java_script_enabled=False)
    assert "edition verify" in page.locator("#verify-box").inner_text()
