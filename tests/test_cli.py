"""The command ``edition``: help that teaches, exit codes that scripts can trust, and one format built into ``build/``."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from edition.check import codes
from edition.cli import main
from settings import CONF

ROOT = Path(__file__).parent.parent
SPECIMEN = Path(__file__).parent / "specimen"
COMMAND = Path(sys.executable).with_name("edition")
COMMANDS = sorted(path.stem for path in (ROOT / "tools/edition/cli").glob("[!_]*.py"))


def edition(*words: str | Path, cwd: Path = SPECIMEN, **more: str) -> subprocess.CompletedProcess[str]:
    """Run the installed command, as a reader of the README does."""
    environment = {name: value for name, value in os.environ.items() if name != "NO_COLOR"} | {"COLUMNS": "120"} | more
    return subprocess.run([COMMAND, *map(str, words)], cwd=cwd, capture_output=True, text=True, check=False, env=environment)


def said(capsys: pytest.CaptureFixture[str], *words: str | Path) -> tuple[int, str, str]:
    """Run the command within this process."""
    code = main([str(word) for word in words])
    out = capsys.readouterr()
    return code, out.out, out.err


# help


def test_help_names_every_command_and_the_first_steps(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = said(capsys, "--help")
    assert (code, err) == (0, "")
    for name in COMMANDS:
        assert re.search(rf"^ +{name} +\S", out, re.M), f"{name} has no line of help"
    assert "first steps:" in out
    assert "edition build html" in out


@pytest.mark.parametrize("name", COMMANDS)
def test_help_of_a_command_teaches_by_examples(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = said(capsys, name, "--help")
    assert (code, err) == (0, "")
    assert out.startswith(f"usage: edition {name}")
    examples = re.findall(rf"^\s*edition {name}\b.*$", out, re.M)
    assert examples, f"the help of {name} has no example"
    words = out.split("\n\n")[1]
    assert words[0].isupper()


def test_help_within_the_command_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys, "--version")[0] == 0
    assert "edition build" in edition("-h").stdout


# wrong use is 2, and says how to do better


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        ([], "COMMAND"),
        (["chekc"], "check"),
        (["check", "--nonsense"], "--nonsense"),
        (["check", "no/such/folder"], "there is no no/such/folder"),
        (["check", "--select", "E99"], "no code begins with “E99”"),
        (["check", "--ignore", "X"], "no code begins with “X”"),
        (["check", "--format", "xml"], "xml"),
        (["build", "htlm"], "did you mean “html”?"),
        (["explain"], "code"),
        (["explain", "E000"], "there is no code E000"),
        (["explain", "lemma"], "there is no code LEMMA"),
        (["collate", "nix"], "there is no document “nix”"),
        (["-C", "no-such-folder", "check"], "there is no folder no-such-folder"),
        (["-C", "build", "check"], "there is no folder build"),
    ],
)
def test_wrong_use(words: list[str], hint: str) -> None:
    ran = edition(*words)
    assert ran.returncode == 2, ran.stdout + ran.stderr
    assert ran.stdout == ""
    assert hint in ran.stderr
    assert "Traceback" not in ran.stderr


def test_no_edition_here(tmp_path: Path) -> None:
    for words in (["check"], ["build"], ["collate", "x"], ["serve"]):
        ran = edition(*words, cwd=tmp_path)
        assert ran.returncode == 2
        assert "no edition here" in ran.stderr
        assert list(tmp_path.iterdir()) == []


def test_a_folder_that_has_the_name_of_a_command(tmp_path: Path) -> None:
    """The folder after -C is a folder, whatever it is called."""
    (tmp_path / "check").mkdir()
    ran = edition("-C", "check", "explain", "E212", cwd=tmp_path)
    assert "Traceback" not in ran.stderr
    assert ran.returncode == 1  # there is a code, but no page here


# faults are 1, none is 0


def test_a_clean_edition(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = said(capsys, "-C", SPECIMEN, "check")
    assert (code, err) == (0, "")
    assert re.fullmatch(r"3 documents, \d+ passages, \d+ notes: no faults \(\d+\.\d\d s\)\n", out)


def test_it_is_found_from_any_folder_within() -> None:
    assert edition("check", cwd=SPECIMEN / "docs" / "notes").returncode == 0


def test_a_fault_is_told_with_its_place_and_its_mend(specimen_copy: Callable[..., Path]) -> None:
    root = specimen_copy({"docs/notes/kee/day.md": ("lemma: 3 March 1831", "lemma: 3 March 1832")})
    ran = edition("check", cwd=root)
    assert ran.returncode == 1
    lines = ran.stdout.splitlines()
    assert lines[0] == "docs/notes/kee/day.md:3:8: E302 lemma “3 March 1832” is not in kee-2"
    assert lines[1] == "    mend: quote the words as the text has them, “3 March 1831”, or correct “at”, or the text if it was spoilt"
    assert "1 error" in lines[-1]
    assert "\x1b" not in ran.stdout
    assert edition("check", "sources", "bib", cwd=root).returncode in (0, 1)
    assert edition("check", "--select", "E2", cwd=root).returncode == 0
    assert edition("check", "--select", "e3", cwd=root).returncode == 1
    assert edition("check", "--ignore", "E302", cwd=root).returncode == 0


def test_the_account_of_bytes(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = said(capsys, "-C", SPECIMEN, "check", "--account")
    assert code == 0
    for siglum in ("kee", "gaz", "let"):
        data = (SPECIMEN / "sources" / siglum / "witness.txt").read_bytes()
        block = out[out.index(f"{siglum}: sha256 ") :].split("\n")
        counts = {match[1].strip(): int(match[2].replace(",", "")) for line in block[1:8] if (match := re.fullmatch(r"  ([a-z ]+?) +([\d,]+)", line))}
        assert list(counts) == ["printed", "white space", "emended", "note marker", "page mark", "left out", "all bytes"]
        assert counts.pop("all bytes") == sum(counts.values()) == len(data)


def test_the_account_of_an_unfaithful_text(specimen_copy: Callable[..., Path]) -> None:
    root = specimen_copy({"sources/let/text.md": ("Madam", "Madame")})
    ran = edition("check", "--account", cwd=root)
    assert ran.returncode == 1
    assert "the text is not faithful to the witness" in ran.stdout


def test_explain(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = said(capsys, "-C", ROOT, "explain", "e212")
    assert (code, err) == (0, "")
    assert out.startswith("# E212")
    assert "---" not in out.splitlines()[:3]


def test_explain_knows_every_code(capsys: pytest.CaptureFixture[str]) -> None:
    missing = [code for code in codes() if said(capsys, "-C", ROOT, "explain", code)[0] != 0]
    assert missing == []


def test_output_cut_short_is_no_fault() -> None:
    """``edition check | head -1`` and the like end in silence."""
    ran = subprocess.run(f"{COMMAND} explain E212 | true", shell=True, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.stderr == ""


# build


def test_one_format_into_build(specimen_copy: Callable[..., Path]) -> None:
    root = specimen_copy({"docs/conf.py": CONF})
    ran = edition("build", "html", "-j", "1", cwd=root)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert (root / "build/html/texts/kee.html").is_file()
    assert "build/html made in" in ran.stdout
    assert "\x1b" not in ran.stdout + ran.stderr
    assert sorted(path.name for path in root.iterdir() if path.name not in ("build", ".edition-cache")) == sorted(path.name for path in SPECIMEN.iterdir() if path.name not in ("build", ".edition-cache"))
    (root / "docs/notes/kee/day.md").write_text("---\nat: kee-2\n---\nWords.\n", encoding="utf-8")
    ran = edition("build", "html", "-j", "1", cwd=root)
    assert ran.returncode == 1
    assert "docs/notes/kee/day.md:2: WARNING: E111" in ran.stdout + ran.stderr
    assert "Traceback" not in ran.stdout + ran.stderr


def test_the_help_names_the_formats() -> None:
    out = edition("build", "--help").stdout
    assert "html" in out
