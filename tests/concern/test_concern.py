"""What concerns some files: the faults in them, and those elsewhere in what refers to them; and the hook that asks for it."""

from __future__ import annotations

import json
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from edition.cli import main

ROOT = Path(__file__).parents[2]
Copy = Callable[..., Path]


def check(root: Path, capsys: pytest.CaptureFixture[str], *words: str) -> list[tuple[str, str]]:
    """The codes and files that ``edition check`` reports, the paths as from the root."""
    paths = [str(root / word) if not word.startswith("-") else word for word in words]
    main(["-C", str(root), "check", "--format", "json", *paths])
    value = json.loads(capsys.readouterr().out)
    return [(item["code"], item["file"]) for item in value["diagnostics"]]


def git(root: Path, *words: str) -> None:
    subprocess.run(["git", "-C", str(root), "-c", "user.name=t", "-c", "user.email=t@example.org", *words], check=True, capture_output=True)


@pytest.fixture
def kept(specimen_copy: Copy) -> Path:
    """A copy of the specimen kept in git."""
    root = specimen_copy()
    (root / ".gitignore").write_text("/.edition-cache/\n/build/\n", encoding="utf-8")
    git(root, "init", "-q")
    git(root, "add", ".")
    git(root, "commit", "-q", "-m", "all")
    return root


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


NOTE = "docs/notes/kee/day.md"
CROWNS, TEXT = "docs/notes/kee/crowns.md", "sources/kee/text.md"


@pytest.mark.parametrize(
    ("file", "old", "new", "code", "fault", "near", "far"),
    [
        # what is broken; where it is reported; files that it concerns; files that it does not
        (CROWNS, "at: kee-7", "at: kee-77", "E303", CROWNS, [CROWNS, TEXT, "sources/kee", "sources"], ["docs/notes/gaz", "sources/gaz/text.md", "bib"]),
        (CROWNS, "lemma: 40 crowns", "lemma: 41 crowns", "E302", CROWNS, [CROWNS, TEXT], ["docs/notes/gaz", "sources/let"]),
        (CROWNS, "`wages2003`", "`wages2004`", "E505", CROWNS, [CROWNS, "bib/editors.bib", "bib"], ["sources/kee", "docs/notes/let"]),
        (CROWNS, "`harbour-board`", "`harbour-boards`", "E608", CROWNS, [CROWNS, "docs/registers/bodies/harbour-board.md"], ["sources/kee/text.md", "bib"]),
        (
            "docs/notes/kee/day.md",
            "`gaz/day`",
            "`gaz/days`",
            "E607",
            "docs/notes/kee/day.md",
            ["docs/notes/gaz/day.md", "docs/notes/gaz"],
            ["sources/gaz/text.md"],
        ),
        ("docs/notes/kee/day.md", "{ed:event}`loss", "{ed:event}`los", "E610", "docs/notes/kee/day.md", ["docs/accounts"], ["bib", "sources/let"]),
        (
            "docs/accounts/inquiry.md",
            "gaz: [inquiry, Board]",
            "gaz: [brig]",
            "E624",
            "docs/accounts/inquiry.md",
            ["sources/gaz/text.md", "docs/accounts/inquiry.md"],
            ["bib"],
        ),
    ],
)
def test_near_and_far(
    file: str, old: str, new: str, code: str, fault: str, near: list[str], far: list[str], specimen_copy: Copy, capsys: pytest.CaptureFixture[str]
) -> None:
    root = specimen_copy({file: (old, new)})
    assert (code, fault) in check(root, capsys)
    for path in near:
        assert (code, fault) in check(root, capsys, path), path
    for path in far:
        assert check(root, capsys, path) == [], path


def test_all_of_it(specimen_copy: Copy, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    root = specimen_copy({CROWNS: ("at: kee-7", "at: kee-77")})
    monkeypatch.chdir(root)
    assert main(["check", "."]) == 1
    assert main(["check", "docs"]) == 1
    assert main(["check", "bib", "docs/notes/gaz"]) == 0
    assert main(["check", "no-such-file.md"]) == 2
    assert "there is no no-such-file.md" in capsys.readouterr().err


def test_changed(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(kept, capsys, "--changed") == []
    change(kept / TEXT, "It paid 40 crowns", "It paid forty crowns")
    found = check(kept, capsys, "--changed")
    assert ("E302", CROWNS) in found  # the note hangs on the words that changed
    assert {file for _, file in found} <= {CROWNS, TEXT, "sources/kee/witness.txt"}


def test_a_fault_elsewhere_is_left_alone(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(kept / CROWNS, "at: kee-7", "at: kee-77")
    git(kept, "commit", "-q", "-a", "-m", "a fault")
    change(kept / "docs/notes/let/inquiry.md", "It sat", "It sat down")
    assert check(kept, capsys, "--changed") == []
    assert check(kept, capsys) == [("E303", CROWNS)]


def test_removed_renamed_and_no_longer_used(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (kept / "docs/notes/gaz/day.md").rename(kept / "docs/notes/gaz/days.md")
    assert ("E607", "docs/notes/kee/day.md") in check(kept, capsys, "--changed")
    git(kept, "checkout", "-q", ".")
    (kept / "docs/notes/gaz/days.md").unlink()
    (kept / "docs/registers/agreements/lantern-agreement.md").unlink()
    assert ("E608", "docs/notes/kee/inquiry.md") in check(kept, capsys, "--changed")
    git(kept, "checkout", "-q", ".")
    change(kept / CROWNS, " {cite:p}`wages2003`", "")
    assert ("E506", "bib/editors.bib") in check(kept, capsys, "--changed")  # nothing cites it any longer


def test_without_history(specimen_copy: Copy, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    root = specimen_copy()
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(root.parent))
    assert main(["-C", str(root), "check", "--changed"]) == 2
    assert "needs the edition’s history" in capsys.readouterr().err


# the hook


def hooks() -> dict[str, dict[str, object]]:
    return {item["id"]: item for item in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))}


def test_hooks_are_commands() -> None:
    for hook in hooks().values():
        assert {"id", "name", "entry", "language"} <= set(hook)
        assert str(hook["entry"]).startswith("edition ")
        assert hook["language"] == "python"


def test_hook_as_it_is_run(kept: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """The entry with the names of the staged files, from the root: as pre-commit runs it."""
    monkeypatch.chdir(kept)
    words = shlex.split(str(hooks()["edition-check"]["entry"]))[1:]
    assert main([*words, CROWNS]) == 0
    change(kept / TEXT, "It paid 40 crowns", "It paid forty crowns")
    git(kept, "add", ".")
    capsys.readouterr()
    assert main([*words, TEXT]) == 1
    assert f"{CROWNS}:3:8: E302" in capsys.readouterr().out
    git(kept, "reset", "-q", "--hard")
    (kept / "docs/notes/gaz/day.md").unlink()
    git(kept, "add", "-A")
    assert main(words) == 1  # pre-commit names no removed file
    git(kept, "reset", "-q", "--hard")
    change(kept / CROWNS, "a year’s wage", "a year's wage")
    assert main(shlex.split(str(hooks()["edition-fix"]["entry"]))[1:]) == 1
    assert "+About a year’s wage" in capsys.readouterr().out


def test_a_file_that_is_no_text_has_changed_too(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = kept / NOTE
    path.write_bytes(path.read_bytes() + "é\n".encode("latin-1"))
    assert check(kept, capsys, "--changed") == [("E104", NOTE)]


@pytest.mark.parametrize("asked", ["--changed", "sources/kee/witness.txt"])
def test_what_is_wrong_with_a_file_of_a_document_is_told_at_another(kept: Path, capsys: pytest.CaptureFixture[str], asked: str) -> None:
    with (kept / "sources/kee/witness.txt").open("a", encoding="utf-8") as file:
        file.write(" ")
    found = check(kept, capsys)
    assert found
    assert check(kept, capsys, asked) == found


@pytest.mark.parametrize("asked", ["--changed", "docs/registers/vessels/halcyon.md"])
def test_a_form_that_is_gone_is_missed_in_the_texts(kept: Path, capsys: pytest.CaptureFixture[str], asked: str) -> None:
    path = kept / "docs/registers/vessels/halcyon.md"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("forms: [Halcyon]", "forms: [Tobias of the Lantern]"), encoding="utf-8")
    found = [item for item in check(kept, capsys) if item[0] == "E403"]
    assert found
    assert [item for item in check(kept, capsys, asked) if item[0] == "E403"] == found


def test_a_fault_has_its_name_however_it_was_found(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(kept / NOTE, "kee-2", "kee-99")
    main(["-C", str(kept), "check"])
    capsys.readouterr()
    env = [sys.executable, "-c", "import sys; from edition.cli import main; sys.exit(main(sys.argv[1:]))", "-C", str(kept), "check", "--changed", "--format", "json"]
    value = json.loads(subprocess.run(env, capture_output=True, text=True, check=False).stdout)
    assert value["diagnostics"]
    assert all(item["name"] for item in value["diagnostics"])
