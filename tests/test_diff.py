"""``edition diff``: what a reader will see differently, as text and as a page."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from edition.cli import main


def git(root: Path, *words: str) -> None:
    who = ["-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", "-C", str(root), *who, *words], check=True, capture_output=True)


@pytest.fixture
def kept(specimen_copy: Callable[..., Path]) -> Path:
    """The specimen under git, with one commit."""
    root = specimen_copy()
    git(root, "init", "-q", "-b", "main")
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "first")
    return root


def change(root: Path, name: str, old: str, new: str) -> None:
    path = root / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_nothing(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["-C", str(kept), "diff", "main"]) == 0
    assert capsys.readouterr().out == "a reader will see no difference\n"


def test_each_kind(kept: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    change(kept, "sources/let/text.md", "keeper is not", "keeper was not")
    change(kept, "docs/notes/let/dues.md", "without a second man", "without a mate")
    change(kept, "docs/notes/kee/leaf.md", "status:", "withdrawn: told elsewhere\nstatus:")
    change(kept, "docs/registers/people/tobias-wren.md", "for thirty years", "for forty years")
    change(kept, "docs/accounts/inquiry.md", "shown: April 1831", "shown: in April 1831")
    change(kept, "docs/index.md", "An invented edition", "A fabricated edition")
    (kept / "docs/registers/people/ada-quill.md").unlink()
    (kept / "docs/notes/let/new.md").write_text((kept / "docs/notes/let/inquiry.md").read_text(encoding="utf-8"), encoding="utf-8")
    page = tmp_path / "difference.html"
    assert main(["-C", str(kept), "diff", "main", "--html", str(page)]) == 0
    said = capsys.readouterr().out
    assert "changed: passage LET 1\n  - … the gazette says. The keeper is not to blame.\n  + … the gazette says. The keeper was not to blame.\n" in said
    assert "changed: note let/dues\n  - " in said and "without a second man" in said and "without a mate" in said
    assert "withdrawn: note kee/leaf\n" in said
    assert "+ told elsewhere\n" in said
    assert "new: note let/new\n" in said
    assert "changed: register entry tobias-wren\n  - " in said and "for forty years" in said
    assert "gone: register entry ada-quill\n" in said
    assert "changed: account inquiry\n" in said
    assert "changed: page index\n" in said
    assert said.splitlines()[-1].startswith("1 passage changed, 1 note changed, 1 note new, 1 note withdrawn, ") or "1 note withdrawn" in said.splitlines()[-1]
    html = page.read_text(encoding="utf-8")
    assert "<del>is</del> <ins>was</ins>" in html
    assert "<dt>LET 1 <span>changed</span></dt><dd>… the gazette says. The keeper <del>is</del> <ins>was</ins> not to blame.</dd>" in html
    assert "<h2>Register entries</h2>" in html
    assert "://" not in html


def test_no_such_commit(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["-C", str(kept), "diff", "nowhere"]) == 2
    assert "git has no “nowhere” here" in capsys.readouterr().err


def test_edition_within_a_larger_repository(tmp_path: Path, specimen_copy: Callable[..., Path], capsys: pytest.CaptureFixture[str]) -> None:
    root = specimen_copy()
    git(root.parent, "init", "-q", "-b", "main")
    git(root.parent, "add", "-A")
    git(root.parent, "commit", "-q", "-m", "first")
    change(root, "docs/notes/let/dues.md", "without a second man", "without a mate")
    assert main(["-C", str(root), "diff", "main"]) == 0
    assert "1 note changed" in capsys.readouterr().out
