"""Files: every way in which bytes are not the text that was expected, each with its code, its place and a mend."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from edition.read.faults import Faults
from edition.read.files import decode, read_bytes, read_text, relative
from edition.read.frontmatter import read_parts

Put = Callable[[str, str | bytes], Path]


def found(faults: Faults) -> list[tuple[str, int, int]]:
    assert all(fault.message and fault.mend for fault in faults.found)
    return [(fault.code, fault.span.line, fault.span.col) for fault in faults.found]


@pytest.mark.parametrize(
    ("data", "text", "faults"),
    [
        (b"plain\n", "plain\n", []),
        ("Рубль — ₨\n".encode(), "Рубль — ₨\n", []),
        (b"", None, [("E102", 1, 1)]),
        (b" \n\n", None, [("E102", 1, 1)]),
        (b"one\ntw\xffo\n", None, [("E104", 2, 3)]),
        ("é\nü".encode("latin-1"), None, [("E104", 1, 1)]),
        ("éé".encode() + b"\xc3", None, [("E104", 1, 3)]),
        (b"a\xed\xa0\x80", None, [("E104", 1, 2)]),
        (b"\xef\xbb\xbfone", "one", [("E105", 1, 1)]),
        (b"one\r\ntwo\r\n", "one\ntwo\n", [("E106", 1, 4)]),
        (b"one\ntw\ro\n", "one\ntw\no\n", [("E106", 2, 3)]),
        (b"one\nt\0wo\0\n", "one\ntwo\n", [("E107", 2, 2)]),
        (b"\xef\xbb\xbfone\r\n\0", "one\n", [("E105", 1, 1), ("E106", 1, 4), ("E107", 2, 1)]),
    ],
)
def test_bytes_and_text(data: bytes, text: str | None, faults: list[tuple[str, int, int]]) -> None:
    collected = Faults()
    assert decode("f.md", data, collected) == text
    assert found(collected) == faults


@pytest.mark.parametrize("data", [b"\xef\xbb\xbfone\r\ntwo\0", b"", b"\n"])
def test_a_witness_is_kept_as_it_is(data: bytes) -> None:
    collected = Faults()
    assert decode("f.txt", data, collected, received=True) == data.decode("utf-8")
    assert found(collected) == []


def test_what_cannot_be_read(tmp_path: Path) -> None:
    collected = Faults()
    (tmp_path / "folder").mkdir()
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "nowhere").symlink_to("gone")
    for name in ("missing", "folder", "loop", "nowhere", "folder/missing"):
        assert read_bytes(tmp_path, tmp_path / name, collected) is None
        assert read_text(tmp_path, tmp_path / name, Faults()) is None
    assert [(fault.code, fault.span.file) for fault in collected.found] == [
        ("E101", "missing"), ("E103", "folder"), ("E103", "loop"), ("E101", "nowhere"), ("E101", "folder/missing"),
    ]  # fmt: skip
    found(collected)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="a file that may not be read needs a user who is not root")
def test_a_file_that_may_not_be_read(put: Put, tmp_path: Path) -> None:
    path = put("f", "words")
    path.chmod(0)
    collected = Faults()
    assert read_text(tmp_path, path, collected) is None
    assert found(collected) == [("E103", 1, 1)]


def test_a_path_is_shown_from_the_root(tmp_path: Path) -> None:
    assert relative(tmp_path, tmp_path / "a" / "b.md") == "a/b.md"
    assert relative(tmp_path / "x", Path("/elsewhere/b.md")) == "/elsewhere/b.md"


@pytest.mark.parametrize(
    ("source", "body", "line"),
    [
        ("---\na: b\n---\nWords.\n", "Words.\n", 4),
        ("---\na: b\nc: d\n---\n\nWords.\n", "\nWords.\n", 5),
        ("---\na: b\n---\n", "", 4),
        ("---\na: b\n---", "", 3),
        ("---\na: b\n---\nOne.\n\n---\nTwo.\n", "One.\n\n---\nTwo.\n", 4),
    ],
)
def test_front_matter(put: Put, tmp_path: Path, source: str, body: str, line: int) -> None:
    collected = Faults()
    parts = read_parts(tmp_path, put("f.md", source), collected)
    assert parts is not None
    assert (parts.file, parts.body, parts.line) == ("f.md", body, line)
    assert parts.record.items["a"].span.line == 2
    assert found(collected) == []


@pytest.mark.parametrize(
    ("source", "faults"),
    [
        ("Words.\n", [("E118", 1, 1)]),
        ("\n---\na: b\n---\n", [("E118", 1, 1)]),
        ("---\na: b\nWords.\n", [("E118", 1, 1)]),
        ("---\n---\nWords.\n", [("E118", 1, 1)]),
        ("---\n# a remark\n---\nWords.\n", [("E118", 1, 1)]),
        ("---\na: b: c\n---\nWords.\n", [("E108", 2, 5)]),
        ("---\na: 1\nb: [x\n---\nWords.\n", [("E108", 3, 4)]),
        ("", [("E102", 1, 1)]),
    ],
)
def test_no_front_matter(put: Put, tmp_path: Path, source: str, faults: list[tuple[str, int, int]]) -> None:
    collected = Faults()
    assert read_parts(tmp_path, put("f.md", source), collected) is None
    assert found(collected) == faults
