"""This edition: that its content is whole, faithful and without loose ends, and that the house around it stands."""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
from collections import Counter
from itertools import combinations
from pathlib import Path

import pytest

from edition.check import run
from edition.derive.align import opcodes
from edition.derive.collation import collate
from edition.derive.fidelity import account, faithful
from edition.diagnostics import ERROR
from edition.kinds import EMENDATION_KINDS
from edition.locus import parse, roman
from edition.model import Edition

ROOT = Path(__file__).parent.parent
#: the files received, byte for byte
RECEIVED = {
    "art": (34_239, "aca7edf527e4b6ed7e92cf51c14d50203d6cc209ab5524eee575a0f57d70d784"),
    "va": (3_946, "c169833dfc6eab7ac9fed92b40f057ee3af3a90e51b5163600223e078a65d5d0"),
    "vb": (2_032, "b8caedd63760d776101a12876cd62068ee42deb845ad5de7d7cdf37ef704536c"),
    "web": (10_847, "830f3ac536a4d0fb56fe2f933ca048310a1d03fc80f1ad762c4622429ebe321f"),
    "ans": (4_740, "811fcc1eaca166d13da419281b4034f1c3a204d56b08207157becec63ec697df"),
}


def test_another_program_collates_the_same(edition: Edition, tmp_path: Path) -> None:
    """GNU diff, given a word to a line, finds the same words left out and put in between the two states of the entry."""
    program = shutil.which("diff")
    if program is None:
        pytest.skip("there is no diff on this machine")
    ours: tuple[Counter[str], Counter[str]] = (Counter(), Counter())
    for one, other in collate(edition.documents["va"], edition.documents["vb"]):
        left, right = one.text.split() if one else [], other.text.split() if other else []
        for tag, a0, a1, b0, b1 in opcodes(left, right):
            if tag != "equal":
                ours[0].update(left[a0:a1])
                ours[1].update(right[b0:b1])
    for siglum in ("va", "vb"):
        (tmp_path / siglum).write_text("\n".join(word for passage in edition.documents[siglum].passages for word in passage.text.split()) + "\n", encoding="utf-8")
    lines = subprocess.run([program, "--minimal", "va", "vb"], cwd=tmp_path, capture_output=True, text=True, check=False).stdout.splitlines()
    theirs = tuple(Counter(line[2:] for line in lines if line.startswith(sign)) for sign in ("< ", "> "))
    assert ours[0] and ours[1]
    assert ours == theirs


def tracked() -> list[Path]:
    """The files that the repository holds, and that are not removed in the working folder."""
    git = shutil.which("git")
    if git is None or not (ROOT / ".git").exists():
        pytest.skip("not in a repository")
    ran = subprocess.run([git, "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True)
    return [path for name in ran.stdout.decode("utf-8").split("\0") if name and (path := ROOT / name).is_file()]


# the texts


def test_there_is_no_error(edition: Edition) -> None:
    errors = [item for item in run(edition) if item.severity == ERROR]
    assert errors == [], f"{len(errors)} errors\n" + "\n".join(map(str, errors[:60]))


def test_the_documents_in_their_order(edition: Edition) -> None:
    assert list(edition.documents) == list(RECEIVED)


@pytest.mark.parametrize("siglum", RECEIVED)
def test_the_witness_is_the_file_received(edition: Edition, siglum: str) -> None:
    data = (ROOT / "sources" / siglum / "witness.txt").read_bytes()
    digest = hashlib.sha256(data).hexdigest()
    assert (len(data), digest) == RECEIVED[siglum]
    assert edition.documents[siglum].meta["sha256"] == edition.documents[siglum].sha256 == digest


@pytest.mark.parametrize("siglum", RECEIVED)
def test_every_word_stands_as_it_was_received(edition: Edition, siglum: str) -> None:
    document = edition.documents[siglum]
    assert faithful(document)
    assert sum((account(document) or {}).values()) == RECEIVED[siglum][0]


def test_the_roman_marks_of_the_article(edition: Edition) -> None:
    """Fifty-one, i to li, each once; what they call stands or is declared lost, and nothing is both."""
    document = edition.documents["art"]
    called = [number for item in document.emendations if item.kind == "note-marker" for number in item.notes]
    assert called == [roman(number) for number in range(1, 52)]
    standing = {number for number in called if document.own_note(number) in document.by_id}
    assert standing | set(document.lost_notes) == set(called)
    assert standing & set(document.lost_notes) == set()
    notes = [passage.id for passage in document.passages if (locus := parse(passage.id)) and locus.series == "n"]
    assert len(notes) == len(standing)


@pytest.mark.parametrize("siglum", ["va", "web"])
def test_the_other_marks(edition: Edition, siglum: str) -> None:
    """Arabic marks lead to their note in the one document, and are declared lost in the other, whose list was not received."""
    document = edition.documents[siglum]
    called = {number for item in document.emendations if item.kind == "note-marker" for number in item.notes}
    assert called
    assert all((document.own_note(number) in document.by_id) != (number in document.lost_notes) for number in called)


def test_ten_relations(edition: Edition) -> None:
    stated = [frozenset((item.one, item.other)) for document in edition.documents.values() for item in document.relations]
    assert len(stated) == len(set(stated)) == 10
    assert set(stated) == {frozenset(pair) for pair in combinations(RECEIVED, 2)}
    assert all(item.why for document in edition.documents.values() for item in document.relations)


def test_what_each_document_states(edition: Edition) -> None:
    for document in edition.documents.values():
        for key in ("title", "title-supplied", "author", "genre", "date", "date-why", "rights", "licence", "condition", "address"):
            assert document.meta.get(key, "").strip(), f"{document.siglum} lacks {key}"


def test_the_kinds_are_those_that_the_principles_define(edition: Edition) -> None:
    principles = (ROOT / "docs/principles.md").read_text(encoding="utf-8").lower()
    used = {item.kind for document in edition.documents.values() for item in document.emendations}
    assert used <= set(EMENDATION_KINDS)
    assert [kind for kind in sorted(used) if kind not in principles and kind.replace("-", " ") not in principles] == []


def test_ids_are_all_different(edition: Edition) -> None:
    assert len(edition.passages) == sum(len(document.passages) for document in edition.documents.values())


# the house


def test_every_file_ends_with_a_line_end() -> None:
    """But for what was received, and for what is not text."""
    wrong = []
    for path in tracked():
        data = path.read_bytes()
        if path.name == "witness.txt" or b"\0" in data[:8000] or not data or "specimen" in path.parts:
            continue
        if not data.endswith(b"\n") or data.endswith(b"\n\n\n"):
            wrong.append(path.relative_to(ROOT).as_posix())
    assert wrong == []


def test_text_is_utf8_with_plain_line_ends() -> None:
    wrong = []
    for path in tracked():
        data = path.read_bytes()
        if path.name == "witness.txt" or b"\0" in data[:8000]:
            continue
        try:
            data.decode("utf-8")
        except UnicodeDecodeError:
            wrong.append(path.relative_to(ROOT).as_posix())
        if b"\r\n" in data or data.startswith(b"\xef\xbb\xbf"):
            wrong.append(path.relative_to(ROOT).as_posix())
    assert wrong == []


@pytest.mark.parametrize("name", ["pyproject.toml", "requirements.txt", "requirements-test.txt", ".ci/run"])
def test_no_package_index_is_named(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert "://" not in text
    assert not re.search(r"index-url|extra-index|find-links|trusted-host|\bpypi\.", text)


def test_no_lock_with_addresses_is_kept() -> None:
    names = {path.name for path in tracked()}
    assert not {name for name in names if name in ("uv.lock", "poetry.lock", "pdm.lock", "pip.conf", "uv.toml") or re.fullmatch(r"pylock.*\.toml", name)}


def test_the_lock_has_a_hash_for_each_version() -> None:
    for name in ("requirements.txt", "requirements-test.txt"):
        text = (ROOT / name).read_text(encoding="utf-8")
        entries = re.split(r"\n(?=[a-zA-Z0-9])", "\n" + text)[1:]
        pinned = [entry for entry in entries if re.match(r"[A-Za-z0-9._\[\],-]+==", entry)]
        assert pinned
        assert all("--hash=sha256:" in entry for entry in pinned), name


def test_nothing_derived_is_kept() -> None:
    kept = [path.relative_to(ROOT).as_posix() for path in tracked()]
    assert [name for name in kept if name.startswith(("build/", ".venv/", ".edition-cache/")) or "__pycache__" in name or name.endswith((".pyc", ".egg-info"))] == []


def test_the_settings_of_sphinx_are_short() -> None:
    assert (ROOT / "docs/conf.py").read_text(encoding="utf-8").count("\n") < 60


# the README


def readme() -> str:
    return (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_commands_of_the_readme_exist() -> None:
    commands = {path.stem for path in (ROOT / "tools/edition/cli").glob("[!_]*.py")}
    named = set(re.findall(r"(?:`|\.venv/bin/|--no-sync )edition ([a-z]+)", readme()))
    assert named
    assert named <= commands


def test_the_files_of_the_readme_exist() -> None:
    linked = re.findall(r"\]\((?!https?:)([^)#]+)\)", readme())
    assert [name for name in linked if not (ROOT / name).exists()] == []
    for name in re.findall(r"-r (requirements[\w-]*\.txt)", readme()):
        assert (ROOT / name).is_file()
    drawn = re.search(r"^## Where things are\n+```\n(.*?)```", readme(), re.S | re.M)
    assert drawn
    folders = [word.rstrip("/") for line in drawn[1].splitlines() if line and not line.startswith(" ") for word in line.split()[:1]]
    assert folders
    assert [name for name in folders if not (ROOT / name).exists()] == []


def test_the_readme_is_two_screens() -> None:
    assert readme().count("\n") < 120
