"""The guides of ``docs/contributing``: what they tell a reader to type works, in the order in which they tell it.

In a guide a line before a fenced block says what the test does with it (a comment of MyST, which is not printed)::

    % run           the commands succeed
    % run: 1        they end with this exit code
    % file: NAME    the block is what the file holds then

``SHA256`` in a file stands for the checksum of the witness beside it. The guide of an edition of one's own starts in an
empty folder, each other in a copy of this edition.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
GUIDES = ROOT / "docs" / "contributing"
OWN = "your-own-edition"

_BLOCK = re.compile(r"^% (?P<verb>run|file)(?::[ ]*(?P<word>[^\n]*))?\n(?P<fence>```+)(?P<lang>[a-z]*)\n(?P<body>.*?)^(?P=fence)$", re.M | re.S)
#: blocks of commands, marked or not
_COMMANDS = re.compile(r"(?P<before>^.*\n)?^```(?:sh|console)\n", re.M)


@dataclass(frozen=True)
class Step:
    verb: str
    word: str
    body: str


def steps(path: Path) -> list[Step]:
    return [Step(match["verb"], (match["word"] or "").strip(), match["body"]) for match in _BLOCK.finditer(path.read_text(encoding="utf-8"))]


GUIDED = [path for path in sorted(GUIDES.glob("*.md")) if steps(path)]


def environment() -> dict[str, str]:
    """The command is found as it is in an environment that was activated; no setting of the test run gets in."""
    bin_ = str(Path(sys.executable).parent)
    return {**{key: value for key, value in os.environ.items() if not key.startswith("PYTEST")}, "PATH": f"{bin_}{os.pathsep}{os.environ['PATH']}"}


def copy_of_this_edition(folder: Path) -> None:
    for name in ("sources", "docs", "bib", "CITATION.cff"):
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name)
        else:
            shutil.copy(source, folder / name)
    for words in (
        ["init", "-q", "-b", "main"],
        ["add", "-A"],
        ["-c", "user.name=Test", "-c", "user.email=test@example.org", "commit", "-q", "-m", "as it was"],
    ):
        subprocess.run(["git", *words], cwd=folder, check=True)


@pytest.mark.parametrize("path", GUIDED, ids=lambda path: path.stem)
def test_guide(path: Path, tmp_path: Path) -> None:
    if path.stem != OWN:
        copy_of_this_edition(tmp_path)
    here = tmp_path
    for step in steps(path):
        if step.verb == "file":
            file = tmp_path / step.word
            body = step.body
            if "SHA256" in body:
                body = body.replace("SHA256", hashlib.sha256(file.with_name("witness.txt").read_bytes()).hexdigest())
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(body, encoding="utf-8")
            continue
        done = subprocess.run(["bash", "-e", "-c", f"{step.body}\npwd >&2"], cwd=here, env=environment(), capture_output=True, text=True, check=False)
        assert done.returncode == int(step.word or 0), f"{step.body}\n{done.stdout}{done.stderr}"
        if done.returncode == 0:
            here = Path(done.stderr.splitlines()[-1])  # a guide says “cd” once


def test_there_are_guides() -> None:
    assert {OWN, "add-a-note", "add-a-document", "index"} <= {path.stem for path in GUIDED}


@pytest.mark.parametrize("path", sorted(GUIDES.glob("*.md")), ids=lambda path: path.stem)
def test_every_command_is_run(path: Path) -> None:
    """A block of commands (``sh``, ``console``) in a guide is run; what cannot be has no language."""
    text = path.read_text(encoding="utf-8")
    assert [match[0] for match in _COMMANDS.finditer(text) if not (match["before"] or "").startswith("% run")] == []


@pytest.mark.parametrize("path", sorted(GUIDES.glob("*.md")), ids=lambda path: path.stem)
def test_commands_that_are_named_are(path: Path) -> None:
    """What a guide calls ``edition x`` is a command."""
    from edition import cli

    known = {file.stem for file in Path(cli.__file__).parent.glob("[!_]*.py")}
    named = set(re.findall(r"(?:^|`|/|\s)edition ([a-z]+)", "\n".join(re.findall(r"`[^`\n]+`|^```.*?^```", path.read_text(encoding="utf-8"), re.M | re.S))))
    assert named <= known
