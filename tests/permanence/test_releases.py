"""A first release, every way of changing, and a second: what the check says each time, and what becomes of the ledger."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from copies import FIRST, SECOND, Copy

from edition.derive.ledger import between, broken, lives, releases, since_last, stands
from edition.read import read_edition


def lines(copy: Copy) -> list[dict[str, str]]:
    return [json.loads(line) for line in (copy.root / "docs/ledger.jsonl").read_text(encoding="utf-8").splitlines()]


def test_first_release(copy: Copy) -> None:
    edition = read_edition(copy.root)
    assert copy.faults() == []
    assert [line.id for line in releases(edition)] == [FIRST]
    assert list(since_last(edition)) == []
    ledger = lines(copy)
    assert ledger[0]["words"] == "2030-01-31"
    assert {line["id"] for line in ledger if line["kind"] == "passage"} == set(edition.passages), "a tombstone too is entered"
    assert {line["id"] for line in ledger if line["kind"] == "note"} == set(edition.notes)
    assert len([line for line in ledger if line["kind"] == "entity"]) == len(edition.entities)
    assert len([line for line in ledger if line["kind"] == "event"]) == len(edition.accounts)


def test_the_same_edition_gives_the_same_ledger(fresh: Callable[[], Copy], copy: Copy) -> None:
    other = fresh()
    assert other.release(FIRST, "2030-01-31") == 0
    assert (other.root / "docs/ledger.jsonl").read_bytes() == (copy.root / "docs/ledger.jsonl").read_bytes()


def test_release_writes_number_and_day(copy: Copy) -> None:
    copy.reword()
    copy.because("let-1")
    assert copy.release() == 0
    citation = (copy.root / "CITATION.cff").read_text(encoding="utf-8")
    assert 'version: "2031.1"' in citation
    assert 'date-released: "2031-02-01"' in citation
    assert copy.faults() == []


@pytest.mark.parametrize(("number", "day"), [("2031", ""), ("first", ""), (FIRST, ""), ("2029.9", ""), (SECOND, "February")])
def test_release_refuses(copy: Copy, number: str, day: str) -> None:
    before = (copy.root / "docs/ledger.jsonl").read_bytes()
    assert copy.release(number, day) == 2
    assert (copy.root / "docs/ledger.jsonl").read_bytes() == before


def test_release_refuses_an_edition_with_errors(copy: Copy) -> None:
    copy.reword()
    before = (copy.root / "docs/ledger.jsonl").read_bytes()
    assert copy.release() == 1
    assert (copy.root / "docs/ledger.jsonl").read_bytes() == before


def test_dry_run_writes_nothing(copy: Copy) -> None:
    from edition.cli import main

    files = {path: path.read_bytes() for path in copy.root.rglob("*") if path.is_file() and ".edition-cache" not in path.parts}
    assert main(["-C", str(copy.root), "release", SECOND, "--dry-run"]) == 0
    assert {path: path.read_bytes() for path in files} == files


def test_how_each_stands(fresh: Callable[[], Copy]) -> None:
    """What a reader is told of a passage: before the first release, after it, between two, and after the second."""

    def told(*ids: str) -> list[str]:
        edition = read_edition(copy.root)
        return [stands(edition, id_).words for id_ in ids]

    copy = fresh()
    assert told("let-1") == ["not yet released"]
    copy.release(FIRST, "2030-01-31")
    assert told("let-1", "let-2", "kee-6") == ["unchanged since 2030.1", "unchanged since 2030.1", "withdrawn in 2030.1"]
    copy.split()
    copy.merge()
    copy.change("docs/notes/kee/leaf.md", "<gaz-4>", "<gaz-3>")
    assert told("let-1", "let-1a", "gaz-4") == [
        "changed since 2030.1, not yet released",
        "new since 2030.1, not yet released",
        "withdrawn since 2030.1, not yet released",
    ]
    copy.because("let-1")
    copy.because("gaz-3")
    copy.release()
    assert told("let-1", "let-1a", "let-2", "gaz-4") == [
        "unchanged since 2031.1, changed then",
        "unchanged since 2031.1",
        "unchanged since 2030.1",
        "withdrawn in 2031.1",
    ]
    edition = read_edition(copy.root)
    assert [stands(edition, id_).since for id_ in ("let-1", "let-2", "gaz-4")] == ["2031.1", "2030.1", "2031.1"]


def test_words_changed_in_silence(copy: Copy) -> None:
    copy.reword()
    assert copy.codes() == ["E641"], "one slip is told once, at its line; the number of the edition has nothing to do with it"


def test_words_changed_with_a_reason(copy: Copy) -> None:
    copy.reword()
    copy.because("let-1")
    assert copy.codes() == ["E645"]
    assert copy.release() == 0
    assert copy.faults() == []
    (difference,) = between(read_edition(copy.root), SECOND)
    assert (difference.id, difference.what, difference.why) == ("let-1", "changed", "a slip of the editors")
    assert "keeper is not" in difference.before
    assert "keeper was not" in difference.after
    assert (copy.root / "docs/changes.yaml").read_text(encoding="utf-8").strip() == "[]"


def test_reason_without_a_change(copy: Copy) -> None:
    copy.because("let-1")
    assert copy.codes() == ["E643"]


def test_note_reworded(copy: Copy) -> None:
    copy.change("docs/notes/let/dues.md", "without a second man", "without a mate")
    assert copy.codes() == []
    assert copy.release() == 0
    (difference,) = between(read_edition(copy.root), SECOND)
    assert (difference.id, difference.what, difference.kind) == ("let/dues", "changed", "note")


def test_passage_removed(copy: Copy) -> None:
    copy.change("sources/gaz/text.md", "{#gaz-5 .pull-quotation}\n“Keep the light”\n\n", "")
    copy.change("sources/gaz/witness.txt", "“Keep the light”\n", "")
    assert copy.codes() == ["E640"]


def test_note_removed(copy: Copy) -> None:
    copy.remove("docs/notes/let/inquiry.md")
    assert "E640" in copy.codes()


def test_entry_removed(copy: Copy) -> None:
    copy.remove("docs/registers/vessels/halcyon.md")
    assert copy.codes().count("E640") == 1


def test_account_removed(copy: Copy) -> None:
    copy.remove("docs/accounts/inquiry.md")
    copy.change("docs/index.md", "accounts/inquiry\n", "")
    assert copy.codes().count("E640") == 1


def test_withdrawn_number_used_again(copy: Copy) -> None:
    """KEE 6 was a tombstone at the first release already."""
    copy.change("sources/kee/text.md", "{#kee-6 .withdrawn}\nWithdrawn; its words now stand at the end of kee-5.", "{#kee-6}\nAll hands were lost.")
    copy.change("sources/kee/witness.txt", "gone.\n", "gone. All hands were lost.\n")
    assert [code for code in copy.codes() if code.startswith("E64")] == ["E645", "E642"]


def test_tombstone_removed(copy: Copy) -> None:
    copy.change("sources/kee/text.md", "{#kee-6 .withdrawn}\nWithdrawn; its words now stand at the end of kee-5.\n\n", "")
    assert copy.codes() == ["E640"]


def test_withdrawn_note_returns(copy: Copy) -> None:
    copy.withdraw_note()
    assert copy.release() == 0
    copy.change("docs/notes/let/dues.md", "withdrawn: told in the glossary, under “wreckage dues”\n", "")
    assert copy.codes() == ["E642"]


def test_split(copy: Copy) -> None:
    copy.split()
    assert copy.codes() == ["E645", "E641"]
    copy.because("let-1", "two matters in one passage")
    assert copy.release() == 0
    found = {item.id: item for item in between(read_edition(copy.root), SECOND)}
    assert {id_: item.what for id_, item in found.items()} == {"let-1": "changed", "let-1a": "new"}
    assert found["let-1"].why == "two matters in one passage"


def test_merge(copy: Copy) -> None:
    copy.merge()
    assert copy.codes() == ["E645", "E630", "E641"], "a note still refers to the tombstone"
    copy.change("docs/notes/kee/leaf.md", "<gaz-4>", "<gaz-3>")
    copy.because("gaz-3", "one item")
    assert copy.release() == 0
    found = {item.id: item for item in between(read_edition(copy.root), SECOND)}
    assert {id_: item.what for id_, item in found.items()} == {"gaz-3": "changed", "gaz-4": "withdrawn", "kee/leaf": "changed"}
    assert lives(read_edition(copy.root))["gaz-4"].last.gone == "Withdrawn; it stands at the end of gaz-3."


def test_note_withdrawn(copy: Copy) -> None:
    copy.withdraw_note()
    assert copy.codes() == []
    assert copy.release() == 0
    (difference,) = between(read_edition(copy.root), SECOND)
    assert (difference.id, difference.what) == ("let/dues", "withdrawn")
    assert copy.faults() == []


def tampered(copy: Copy, how: Callable[[list[str]], list[str]]) -> list[str]:
    path = copy.root / "docs/ledger.jsonl"
    path.write_text("\n".join(how(path.read_text(encoding="utf-8").splitlines())) + "\n", encoding="utf-8")
    return copy.codes()


def at(found: list[str], id_: str, release: str = FIRST) -> int:
    return next(number for number, line in enumerate(found) if json.loads(line)["id"] == id_ and json.loads(line)["release"] == release)


def test_ledger_words_altered(copy: Copy) -> None:
    assert tampered(copy, lambda found: [line.replace("keeper is not to blame", "keeper is to blame") for line in found]) == ["E644"]


def test_ledger_line_lost(copy: Copy) -> None:
    """Who takes a line away makes an id new again; the seal shows it."""
    assert tampered(copy, lambda found: [line for number, line in enumerate(found) if number != at(found, "let/dues")]) == ["E644"]


def test_ledger_hash_altered(copy: Copy) -> None:
    def change(found: list[str]) -> list[str]:
        line = json.loads(found[at(found, "let/dues")])
        found[at(found, "let/dues")] = json.dumps({**line, "hash": "0" * 20})
        return found

    assert tampered(copy, change) == ["E644"]


def test_ledger_day_altered(copy: Copy) -> None:
    assert tampered(copy, lambda found: [found[0].replace("2030-01-31", "2029-01-31"), *found[1:]]) == ["E644"]


def test_ledger_head_lost(copy: Copy) -> None:
    found = tampered(copy, lambda found: found[1:])
    assert found == ["E644"]
    assert copy.ask("LET 1 (2030.1)").verdict == "not released", "an answer, not a crash"


def test_ledger_of_two_releases(copy: Copy) -> None:
    copy.reword()
    copy.because("let-1")
    copy.release()
    assert list(broken(read_edition(copy.root))) == []
    assert tampered(copy, lambda found: [line for number, line in enumerate(found) if number != at(found, "gaz/day")]) == ["E644"]


@pytest.mark.parametrize(
    "line",
    ["{", "[]", '{"id": "let-1", "kind": "passage"}', '{"id": "let-1", "kind": "verse", "release": "2030.1"}', '{"id": 1, "kind": "note", "release": "1"}'],
)
def test_ledger_line_broken(copy: Copy, line: str) -> None:
    assert tampered(copy, lambda found: [*found, line]) == ["E907"]


def test_release_says_what_it_releases(copy: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    copy.change("docs/registers/people/tobias-wren.md", "for thirty years", "for forty years")
    copy.change("docs/registers/works/lisk-gazette.md", "status:", "withdrawn: it is in the bibliography\nstatus:")
    copy.release()
    said = capsys.readouterr().out
    assert "changed: 1 register entry\n" in said
    assert "withdrawn: 1 register entry\n" in said
