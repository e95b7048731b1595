"""The house: files that others' programs read are valid by their published schemas."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize(
    ("schema", "files"),
    [
        ("vendor.citation-file-format", ["CITATION.cff"]),
        ("vendor.github-workflows", [".github/workflows/*.yml", "tools/edition/starter/.github/workflows/*.yml"]),
        ("vendor.github-issue-forms", [".github/ISSUE_TEMPLATE/[!c]*.yml", "tools/edition/starter/.github/ISSUE_TEMPLATE/*.yml"]),
    ],
)
def test_valid_by_its_schema(schema: str, files: list[str]) -> None:
    found = [str(path) for pattern in files for path in sorted(ROOT.glob(pattern))]
    assert found, f"no file for {schema}"
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, *found]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_release_is_gathered_from_what_a_build_makes(tmp_path: Path) -> None:
    """The commands of that step, run on the folders that ``edition build`` leaves."""
    import yaml

    steps = yaml.safe_load((ROOT / ".github/workflows/release.yml").read_text(encoding="utf-8"))["jobs"]["publish"]["steps"]
    for name in ("pdf/edition.pdf", "epub/edition.epub", "data/edition-2031.1.zip", "data/json/edition.json", "html/index.html", "html/data/json/edition.json"):
        (tmp_path / "build" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "build" / name).write_text("x", encoding="utf-8")
    (gather,) = (step["run"] for step in steps if step.get("name", "").startswith("Gather"))
    subprocess.run(["bash", "-e", "-c", gather], cwd=tmp_path, check=True)
    assert sorted(path.name for path in (tmp_path / "build/release").iterdir()) == ["edition-2031.1.zip", "edition.epub", "edition.pdf"]
    assert sorted(path.name for path in (tmp_path / "build/html").iterdir()) == ["data", "index.html"]
    assert not (tmp_path / "build/html/data/data").exists()
    assert "build/release/*" in steps[-1]["run"]


def test_ci_runs_the_readmes_commands() -> None:
    """`.ci/run` takes its commands from the README; both must be there to be taken."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    build = [line for line in readme.splitlines() if ".venv/bin/edition build html" in line]
    test = [line for line in readme.splitlines() if "-m pytest" in line]
    assert build and build[0].startswith("python3 -m venv .venv && ")
    assert test and test[0].startswith("python3 -m venv .venv && .venv/bin/pip install -r requirements-test.txt")


def test_locks_name_no_address() -> None:
    for path in sorted(ROOT.glob("requirements*.txt")):
        assert "://" not in path.read_text(encoding="utf-8"), path.name
