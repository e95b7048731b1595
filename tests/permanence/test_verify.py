"""What is answered for a citation, and for quoted words, before and after a second release."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from copies import Copy

from edition.derive.receipt import receipt
from edition.read import read_edition


@pytest.fixture
def second(copy: Copy) -> tuple[Copy, dict[str, str], dict[str, str]]:
    """After everything has changed: the edition, and the receipts of both releases."""
    first = copy.receipts()
    copy.split()
    copy.merge()
    copy.withdraw_note()
    copy.change("docs/notes/kee/leaf.md", "<gaz-4>", "<gaz-3>")
    copy.because("let-1", "two matters")
    copy.because("gaz-3", "one item")
    assert copy.release() == 0
    return copy, first, copy.receipts()


def test_unchanged(second: tuple[Copy, dict[str, str], dict[str, str]]) -> None:
    copy, first, now = second
    for id_, words in now.items():
        assert copy.ask(words).verdict == "unchanged", words
        if id_ in first and id_ not in ("let-1", "gaz-3"):
            answer = copy.ask(first[id_])
            assert (answer.verdict, answer.id) == ("unchanged", id_)


def test_changed_with_the_difference(second: tuple[Copy, dict[str, str], dict[str, str]]) -> None:
    copy, first, _ = second
    answer = copy.ask(first["let-1"])
    assert answer.verdict == "changed"
    assert answer.message == "LET 1 has changed in edition 2031.1; words that it had stand now in LET 1a"
    assert answer.before.endswith("The keeper is not to blame.")
    assert answer.after.endswith("as the gazette says.")


def test_moved(second: tuple[Copy, dict[str, str], dict[str, str]]) -> None:
    copy, first, _ = second
    answer = copy.ask(first["gaz-4"])
    assert (answer.verdict, answer.before) == ("moved", "Lost: one mate.")
    assert answer.message == "GAZ 4 has been withdrawn in 2031.1: it stands at the end of GAZ 3"
    assert copy.ask("GAZ 4 (2031.1)").verdict == "moved"
    assert copy.ask("KEE 6 (2030.1)").verdict == "moved", "a tombstone from the beginning"
    assert copy.ask("let/dues (2030.1)").verdict == "moved"
    assert copy.ask("let/dues (2030.1)").message.endswith("told in the glossary, under “wreckage dues”")


def test_never_existed(second: tuple[Copy, dict[str, str], dict[str, str]]) -> None:
    copy = second[0]
    assert copy.ask("LET 99 (2030.1)").verdict == "never existed"
    assert copy.ask("LOG 1 (2031.1, 00000)").verdict == "never existed"
    answer = copy.ask("LET 1a (2030.1)")
    assert (answer.verdict, answer.message) == ("never existed", "LET 1a did not exist in edition 2030.1; it came with 2031.1")


def test_false_receipt(second: tuple[Copy, dict[str, str], dict[str, str]]) -> None:
    copy, first, now = second
    fingerprint = first["let-2"].rpartition(" ")[2].rstrip(")")
    assert copy.ask(f"LET 1 (2030.1, {fingerprint})").verdict == "not those words"
    assert copy.ask(first["let-1"].replace("2030.1", "2031.1")).verdict == "not those words"
    assert copy.ask(now["let-1"].replace("2031.1", "2030.1")).verdict == "not those words"
    assert copy.ask(first["let-2"][:-2] + ")").verdict == "not those words", "a fingerprint cut short proves nothing"
    assert copy.ask(first["let-2"][:-1] + "0000000000000000000)").verdict == "not those words"


def test_not_released(second: tuple[Copy, dict[str, str], dict[str, str]]) -> None:
    answer = second[0].ask("LET 1 (2032.1)")
    assert (answer.verdict, answer.message) == ("not released", "there is no edition 2032.1; those released are: 2030.1, 2031.1")


def test_changed_since_the_last_release(copy: Copy) -> None:
    first = copy.receipts()
    copy.reword()
    answer = copy.ask(first["let-1"])
    assert (answer.verdict, answer.message) == ("changed", "LET 1 has changed since the last release")


def test_receipt_of_words_not_yet_released(copy: Copy) -> None:
    """Pages made between two releases print receipts of the coming words under the number of the last."""
    copy.reword()
    answer = copy.ask(copy.receipts()["let-1"])
    assert (answer.verdict, answer.message) == ("not released", "LET 1 has these words since edition 2030.1, and they are not released yet")


def test_receipt_of_another_edition(second: tuple[Copy, dict[str, str], dict[str, str]]) -> None:
    copy, first, now = second
    assert copy.ask(now["let-1"].replace("2031.1", "2030.1")).message == "the receipt is that of LET 1 in edition 2031.1, and not in 2030.1"
    assert copy.ask(first["let-1"].replace("2030.1", "2031.1")).message == "the receipt is that of LET 1 in edition 2030.1, and not in 2031.1"


@pytest.mark.parametrize("words", ["LET 2", "let-2", " let 2. ", "texts/let.html#let-2", "“served alone” https://halcyon.example.org/texts/let.html#let-2"])
def test_address_without_an_edition(second: tuple[Copy, dict[str, str], dict[str, str]], words: str) -> None:
    answer = second[0].ask(words)
    assert (answer.verdict, answer.id, answer.message) == ("unchanged", "let-2", "LET 2 stands unchanged since edition 2030.1")


@pytest.mark.parametrize(
    ("words", "verdict", "id_"),
    [
        ("LET 1", "changed", "let-1"),
        ("GAZ 4", "moved", "gaz-4"),
        ("LET 99", "never existed", "let-99"),
        ("https://halcyon.example.org/texts/let.html#let-99", "never existed", "let-99"),
        ("“served with others” texts/let.html#let-2", "not those words", "let-2"),
        ("let/dues", "moved", "let/dues"),
        ("texts/let.html#note-let-dues", "moved", "let/dues"),
        ("registers/vessels.html#halcyon", "unchanged", "entity/halcyon"),
        ("accounts/inquiry.html", "unchanged", "event/inquiry"),
        ("March 1831", "found", ""),
        ("halcyon", "nearly", ""),
    ],
)
def test_addresses(second: tuple[Copy, dict[str, str], dict[str, str]], words: str, verdict: str, id_: str) -> None:
    answer = second[0].ask(words)
    assert answer.verdict == verdict, answer.message
    assert not id_ or answer.id == id_


def test_address_that_changed_says_from_when_it_stands(second: tuple[Copy, dict[str, str], dict[str, str]]) -> None:
    message = "LET 1 has changed in edition 2031.1; words that it had stand now in LET 1a; no edition is named, and from 2031.1 on it stands"
    assert second[0].ask("LET 1").message == message


def test_address_before_the_first_release(fresh: Callable[[], Copy]) -> None:
    answer = fresh().ask("LET 1")
    assert (answer.verdict, answer.message) == ("not released", "LET 1 is there, and no edition has been released yet")


def test_two_citations_at_once(second: tuple[Copy, dict[str, str], dict[str, str]]) -> None:
    """A footnote with several citations stands only if each of them does."""
    copy, first, now = second
    assert copy.ask(f"{first['let-2']}; {now['gaz-3']}.").message == "LET 2 stands unchanged since edition 2030.1; GAZ 3 stands unchanged since edition 2031.1"
    answer = copy.ask(f"{first['let-2']} and {first['let-1']}")
    assert (answer.verdict, answer.id) == ("changed", "let-1")
    assert "LET 2 stands unchanged" in answer.message and "LET 1 has changed" in answer.message
    answer = copy.ask(f"“served alone” {first['let-2']}; “lost four mates” {now['gaz-3']}")
    assert (answer.verdict, answer.id) == ("not those words", "gaz-3")


@pytest.mark.parametrize(
    ("words", "verdict"),
    [
        ("GAZ 1–2 (2030.1)", "unchanged"),
        ("GAZ 1-3 (2030.1)", "changed"),
        ("GAZ 2–GAZ 4 (2030.1)", "changed"),
        ("GAZ 1–2 (2030.1, 00000)", "not those words"),
        ("GAZ 1–99 (2030.1)", "never existed"),
    ],
)
def test_range(second: tuple[Copy, dict[str, str], dict[str, str]], words: str, verdict: str) -> None:
    answer = second[0].ask(words)
    assert answer.verdict == verdict, answer.message
    assert "GAZ 1" in answer.message or "GAZ 2" in answer.message


def test_words_that_stand_everywhere(copy: Copy) -> None:
    """A long row of places is cut short."""
    from edition.derive.find import places

    assert places(f"let-{number}" for number in range(1, 9)) == "LET 1, LET 2, LET 3, LET 4, LET 5, LET 6, LET 7, LET 8"
    assert places(f"let-{number}" for number in range(1, 30)) == "LET 1, LET 2, LET 3, LET 4, LET 5, LET 6, LET 7, LET 8 and 21 more"


def test_before_the_first_release(fresh: Callable[[], Copy]) -> None:
    copy = fresh()
    for words in copy.receipts().values():
        assert copy.ask(words).verdict == "unchanged"
    assert copy.ask("LET 1 (2030.1, 00000)").verdict == "not those words"
    assert copy.ask("LET 1 (2030.1)").verdict == "not released"
    assert copy.ask("LET 1 (2029.1, 00000)").message == "there is no edition 2029.1; those released are: none yet"


def test_note_entry_account(copy: Copy) -> None:
    from edition.derive.ledger import states

    edition = read_edition(copy.root)
    for id_, state in states(edition).items():
        if not state.gone:
            assert copy.ask(receipt(id_, "2030.1", state.words)).verdict == "unchanged", id_
    halcyon = states(edition)["entity/halcyon"]
    assert copy.ask(receipt("halcyon", "2030.1", halcyon.words)).id == "entity/halcyon", "the id as it is printed will do"
    copy.change("docs/notes/let/dues.md", "without a second man", "without a mate")
    assert copy.ask("let/dues (2030.1)").verdict == "changed"


# quotations


def test_words_found(copy: Copy) -> None:
    answer = copy.ask("“The keeper is not\n to blame.”")
    assert (answer.verdict, answer.id, answer.stands) == ("found", "let-1", True)
    assert copy.ask("4 March 1831").message == "these words stand in GAZ 2, LET 1"


def test_words_cut_off(copy: Copy) -> None:
    assert copy.ask("the Halcyon was lost").verdict == "found"
    assert copy.ask("the Halcyon was los").verdict == "nearly"
    assert copy.ask("he Halcyon was lost").verdict == "nearly"


def test_words_nearly(copy: Copy) -> None:
    answer = copy.ask("THE KEEPER is not to blame")
    assert (answer.verdict, answer.id, answer.stands) == ("nearly", "let-1", False)
    answer = copy.ask("Keep the light, whatever the Board might say")
    assert (answer.verdict, answer.id, answer.after) == ("nearly", "kee-4", "Keep the light, whatever the Board may say.")


def test_words_nowhere(copy: Copy) -> None:
    assert copy.ask("All hands were drowned in the storm.").verdict == "nowhere"
    assert copy.ask("“”").verdict == "nowhere"
    assert copy.ask("Withdrawn; its words now stand at the end of kee-5.").verdict != "found", "a tombstone’s words are not the document’s"


def test_words_of_an_earlier_edition(copy: Copy) -> None:
    copy.reword()
    copy.because("let-1")
    copy.release()
    answer = copy.ask("The keeper is not to blame.")
    assert (answer.verdict, answer.id) == ("changed", "let-1")
    assert answer.message == "these words stood in LET 1 in edition 2030.1, and were changed in edition 2031.1"
    assert "keeper was not" in answer.after


def test_words_that_moved(second: tuple[Copy, dict[str, str], dict[str, str]]) -> None:
    assert second[0].ask("The keeper is not to blame.").id == "let-1a"
    assert second[0].ask("Lost: one mate.").id == "gaz-3"


# whole citations

NOTE = "{quote}Unknown, “A letter to a widow,” {receipt}, in *The Loss of the Halcyon*, version 2030.1 (31 January 2030), https://halcyon.example.org/texts/let.html#let-1."


@pytest.mark.parametrize(
    ("quote", "verdict"),
    [
        ("", "unchanged"),
        ("“The keeper is not to blame.” ", "unchanged"),
        ("“Madam, the Halcyon was lost … The keeper is not to blame.” ", "unchanged"),
        ("“Madam … [...] blame” ", "unchanged"),
        ("“The keeper is to blame.” ", "not those words"),
        ("“the keeper is not to blame.” ", "not those words"),
        ("“Madam … the keeper … was lost” ", "not those words"),
        ("“The keeper is not to blam” ", "not those words"),
    ],
)
def test_quotation_in_a_citation(copy: Copy, quote: str, verdict: str) -> None:
    answer = copy.ask(NOTE.format(quote=quote, receipt=copy.receipts()["let-1"]))
    assert answer.verdict == verdict, answer.message


def test_title_is_no_quotation(copy: Copy) -> None:
    assert copy.ask(f"“A letter to a widow,” {copy.receipts()['let-1']}, in *The Loss of the Halcyon*").verdict == "unchanged"


def test_command(copy: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    from edition.cli import main

    first = copy.receipts()["let-1"]
    assert main(["-C", str(copy.root), "verify", first]) == 0
    assert main(["-C", str(copy.root), "verify", *first.split()]) == 0, "without quotation marks of the shell too"
    copy.reword()
    assert main(["-C", str(copy.root), "verify", first]) == 1
    assert capsys.readouterr().out.endswith("changed: LET 1 has changed since the last release\n  - is\n  + was\n")
