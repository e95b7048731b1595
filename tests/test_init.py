"""``edition init``: a new edition in an empty folder is clean, builds without a warning, and can be released."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from edition import cli
from edition.check import run
from edition.cli import main
from edition.read import read_edition


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("init") / "letters"
    assert main(["init", str(folder), "--title", 'Letters: of "a" Keeper']) == 0
    yield folder


def test_clean(made: Path) -> None:
    edition = read_edition(made)
    assert [str(item) for item in run(edition)] == []
    assert edition.citation["title"] == "Letters: of “a” Keeper"
    assert len(edition.documents) == 1


def test_check_and_build(made: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["-C", str(made), "check"]) == 0
    assert "1 document, 2 passages, 1 note: no faults" in capsys.readouterr().out
    assert main(["-C", str(made), "build", "html"]) == 0, "Sphinx runs with -n -W: a warning is a fault"
    page = (made / "build/html/texts/one.html").read_text(encoding="utf-8")
    assert 'id="one-2"' in page
    assert 'id="note-one-text-of-your-own"' in page


def test_its_ci_runs_commands_that_are(made: Path) -> None:
    script = (made / ".ci/run").read_text(encoding="utf-8")
    assert (made / ".ci/run").stat().st_mode & 0o111
    assert re.findall(r"(?m)^edition (\w+)", script) == ["check", "build"]
    done = subprocess.run(
        ["bash", ".ci/run"],
        cwd=made,
        env={**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "1 passed" in done.stdout


def test_its_workflows_run_commands_that_are(made: Path) -> None:
    known = {path.stem for path in Path(cli.__file__).parent.glob("[!_]*.py")}
    for path in (made / ".github/workflows").glob("*.yml"):
        named = set(re.findall(r"(?:run: |^ +)edition (\w+)", path.read_text(encoding="utf-8"), re.M))
        assert named and named <= known, path.name


def test_it_says_where_the_tools_are(made: Path) -> None:
    assert re.search(r"(?m)^edition( @ \S+|==\S+)$", (made / "requirements.txt").read_text(encoding="utf-8"))


def test_its_pages_cite_and_verify(made: Path) -> None:
    edition = read_edition(made)
    assert {"ed:verify", "ed:changes"} <= {include.role for page in edition.pages.values() for include in page.includes}
    form = (made / ".github/ISSUE_TEMPLATE/transcription.yml").read_text(encoding="utf-8")
    assert all(f"id: {name}\n" in form for name in ("passage", "edition", "printed", "witness")), "what the page fills in"


def test_citation_is_valid(made: Path) -> None:
    citation = yaml.safe_load((made / "CITATION.cff").read_text(encoding="utf-8"))
    assert {"cff-version", "message", "title", "authors", "version", "date-released", "license"} <= set(citation)


def test_release_and_verify(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["init", str(tmp_path / "e")]) == 0
    assert main(["-C", str(tmp_path / "e"), "release", "2030.1", "--date", "2030-01-31"]) == 0
    assert main(["-C", str(tmp_path / "e"), "verify", "ONE 2 (2030.1)"]) == 0
    assert "ONE 2 stands unchanged since edition 2030.1" in capsys.readouterr().out


def test_the_first_entry_of_a_register_brings_its_page(tmp_path: Path) -> None:
    root = tmp_path / "e"
    assert main(["init", str(root)]) == 0
    assert main(["-C", str(root), "new", "entry", "places", "Bell Rock"]) == 0
    assert (root / "docs/registers/places.md").read_text(encoding="utf-8") == "# Places\n\n```{ed:register} places\n```\n"
    assert {item.code for item in run(read_edition(root))} == {"E709", "E404"}, "\n".join(map(str, run(read_edition(root))))


def test_no_placeholder_is_left(made: Path) -> None:
    for path in made.rglob("*"):
        if path.is_file() and "build" not in path.parts and ".edition-cache" not in path.parts:
            assert not re.search(r"\{(?:title|year|day|tools)\}", path.read_text(encoding="utf-8")), path


def test_refuses_a_full_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "mine.txt").write_text("keep me", encoding="utf-8")
    assert main(["init", str(tmp_path)]) == 2
    assert "is not empty" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_refuses_a_file(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("keep me", encoding="utf-8")
    assert main(["init", str(tmp_path / "mine.txt")]) == 2


def test_takes_a_folder_with_nothing_but_git(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    assert main(["init", str(tmp_path)]) == 0
