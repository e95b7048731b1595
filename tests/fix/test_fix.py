"""``edition fix``: what has one right answer is mended, what has two is left, and a second run finds nothing more to do."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from edition.check import codes, run
from edition.check.fixes import applied, edits, fixers
from edition.check.fixes.words import same
from edition.cli import main
from edition.read import read_edition

Copy = Callable[..., Path]

#: file, what stands there, what somebody made of it, the codes that this gives; fix must bring back what stood there
MENDED = {
    "lemma, blanks": ("docs/notes/kee/leaf.md", "lemma: The [mate] called", 'lemma: "The [mate]  called"', "E302", 'lemma: "The [mate] called"'),
    "quotation": ("docs/accounts/inquiry.md", "quote: The inquiry of 1831", "quote: 'The  inquiry of 1831'", "E619", "quote: 'The inquiry of 1831'"),
    "promised words": ("docs/notes/kee/leaf.md", "`Lost: one mate <gaz-4>`", "`Lost:  one\nmate <gaz-4>`", "", "`Lost:  one\nmate <gaz-4>`"),
    "place of a note": ("docs/notes/kee/crowns.md", "at: kee-7", "at: kee-77", "E303", "at: kee-7"),
    "place of a reference": ("docs/notes/kee/leaf.md", "<gaz-4>", "<gaz-44>", "E606", "<gaz-4>"),
    "place of a quotation": ("docs/accounts/inquiry.md", "at: let-2", "at: let-22", "E606", "at: let-2"),
    "apostrophe": ("docs/notes/kee/crowns.md", "a year’s wage", "a year's wage", "E701", "a year’s wage"),
}


def whole(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file() and ".edition-cache" not in path.parts}


@pytest.mark.parametrize("name", list(MENDED))
def test_mended(name: str, specimen_copy: Copy) -> None:
    file, old, new, code, right = MENDED[name]
    root = specimen_copy({file: (old, new)})
    assert {item.code for item in run(read_edition(root))} == ({code} if code else set())
    assert main(["-C", str(root), "fix", "--yes"]) == 0
    assert right in (root / file).read_text(encoding="utf-8")
    assert [str(item) for item in run(read_edition(root))] == []


def test_quotation_marks(specimen_copy: Copy) -> None:
    root = specimen_copy()
    text = (root / "sources/kee/text.md").read_text(encoding="utf-8")
    words = "under “Varnhook”"
    assert words in text
    note = root / "docs/notes/kee/almanack.md"
    head = 'at: kee-n2\nlemma: "under \\"Varnhook\\""\nkind: language\nstatus: unverified\nauthor: [ruth]'
    note.write_text(f"---\n{head}\n---\nThe heading of the almanack, {{ed:loc}}`See The Pilot's Almanack <kee-n2>`.\n", encoding="utf-8")
    assert sorted(item.code for item in run(read_edition(root))) == ["E302", "E616"]
    assert main(["-C", str(root), "fix", "--yes"]) == 0
    assert run(read_edition(root)) == []
    mended = note.read_text(encoding="utf-8")
    assert f'lemma: "{words}"' in mended
    assert "`See The Pilot’s Almanack <kee-n2>`" in mended


def test_order_of_emendations(specimen_copy: Copy) -> None:
    root = specimen_copy()
    path = root / "sources/kee/emendations.yaml"
    before = path.read_text(encoding="utf-8")
    lines = before.splitlines(True)
    path.write_text("".join([lines[2], lines[5], lines[0], lines[1], *lines[3:5], *lines[6:]]), encoding="utf-8")
    assert {item.code for item in run(read_edition(root))} == {"E217"}
    assert main(["-C", str(root), "fix", "--yes"]) == 0
    assert path.read_text(encoding="utf-8") == before


@pytest.mark.parametrize(
    ("file", "old", "new", "code"),
    [
        ("docs/notes/kee/crowns.md", "kind: context\n", "kind: context\nwaive: {E304: it stood twice once}\n", "E901"),
        ("sources/kee/waivers.yaml", "- {words: Inquiry", "- {words: Nobody, why: once a name}\n- {words: Inquiry", "E904"),
    ],
)
def test_waivers(file: str, old: str, new: str, code: str, specimen_copy: Copy) -> None:
    root = specimen_copy()
    before = (root / file).read_text(encoding="utf-8")
    (root / file).write_text(before.replace(old, new), encoding="utf-8")
    assert {item.code for item in run(read_edition(root))} == {code}
    assert main(["-C", str(root), "fix", "--yes"]) == 0
    assert (root / file).read_text(encoding="utf-8") == before


def test_one_of_two_waivers_and_the_last_line(specimen_copy: Copy) -> None:
    note = "docs/notes/kee/crowns.md"
    root = specimen_copy({note: ("kind: context\n", "kind: context\nwaive: {E304: once, E309: once}\n")})
    assert main(["-C", str(root), "fix", "--yes"]) == 0
    assert "waive" not in (root / note).read_text(encoding="utf-8")
    emendations = root / "sources/kee/emendations.yaml"
    before = emendations.read_text(encoding="utf-8")
    emendations.write_text(before.replace("kind: page-break, page: 2}", "kind: page-break, page: 2, waive: {E217: once}}"), encoding="utf-8")
    assert main(["-C", str(root), "fix", "--yes"]) == 0
    assert emendations.read_text(encoding="utf-8") == before


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("docs/notes/kee/crowns.md", "lemma: 40 crowns", "lemma: 41 crowns"),  # another word: a person must see which is right
        ("docs/notes/kee/day.md", "at: kee-2\nlemma: 3 March 1831", "at: kee-22\nlemma: the"),  # words that stand in many passages
        ("docs/notes/kee/leaf.md", "{ed:loc}`Lost: one mate <gaz-4>`", "{ed:loc}`gaz-44`"),  # no words to know it by
        ("docs/notes/kee/crowns.md", "a year’s wage", "a 'year’s wage'"),  # opening or closing, a person must see
    ],
)
def test_never_guesses(file: str, old: str, new: str, specimen_copy: Copy) -> None:
    root = specimen_copy({file: (old, new)})
    before = whole(root)
    edition = read_edition(root)
    assert run(edition)
    assert edits(edition, run(edition)) == []
    assert main(["-C", str(root), "fix", "--yes"]) == 0
    assert whole(root) == before


def test_idempotent_and_shown_first(specimen_copy: Copy, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    root = specimen_copy({"docs/notes/kee/crowns.md": ("at: kee-7", "at: kee-77")})
    before = whole(root)
    assert main(["-C", str(root), "fix", "--diff"]) == 1
    shown = capsys.readouterr().out
    assert "--- a/docs/notes/kee/crowns.md" in shown
    assert "-at: kee-77\n+at: kee-7\n" in shown
    for answer in ("n\n", "", "what?\n"):
        monkeypatch.setattr("sys.stdin", io.StringIO(answer))
        assert main(["-C", str(root), "fix"]) == 1
        assert whole(root) == before
    monkeypatch.setattr("sys.stdin", io.StringIO("y\n"))
    assert main(["-C", str(root), "fix"]) == 0
    after = whole(root)
    assert after != before
    assert main(["-C", str(root), "fix", "--yes"]) == 0
    assert whole(root) == after
    assert "nothing to mend" in capsys.readouterr().out


def test_clean_edition_is_left_alone(specimen_copy: Copy) -> None:
    root = specimen_copy()
    before = whole(root)
    assert main(["-C", str(root), "fix", "--yes"]) == 0
    assert whole(root) == before


def test_all_at_once(specimen_copy: Copy) -> None:
    root = specimen_copy()
    for file, old, new, _, _ in MENDED.values():
        path = root / file
        path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    assert run(read_edition(root))
    assert main(["-C", str(root), "fix", "--yes"]) == 0
    assert run(read_edition(root)) == []
    shutil.rmtree(root)


def test_codes_mended_are_codes() -> None:
    assert set(fixers()) <= set(codes())


def test_edits_of_one_file_do_not_overlap(specimen_copy: Copy) -> None:
    root = specimen_copy({"docs/notes/kee/crowns.md": ("a year’s wage of a mate", "a year's wage of a mate's mate's")})
    edition = read_edition(root)
    files = applied(edition, edits(edition, run(edition)))
    assert list(files) == ["docs/notes/kee/crowns.md"]
    assert "a year’s wage of a mate’s mate’s" in files["docs/notes/kee/crowns.md"][1]


@pytest.mark.parametrize(
    ("text", "words", "nth", "right"),
    [
        ("he said “no” twice", 'said "no"', 0, "said “no”"),
        ("it’s", "it's", 0, "it’s"),
        ("a b a b", "a  b", 0, None),
        ("a b a b", "a  b", 2, "a b"),
        ("a b", "a  b", 2, None),
        ("“a” 'a'", '"a"', 0, "“a”"),
        ("a", " ", 0, None),
    ],
)
def test_same(text: str, words: str, nth: int, right: str | None) -> None:
    assert same(text, words, nth) == right
