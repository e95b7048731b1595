"""The specimen as it can be built, and how a built file is read and broken."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

from settings import CONF

SPECIMEN = Path(__file__).parents[1] / "specimen"


def laid(root: Path) -> Path:
    """A copy of the specimen that Sphinx can build."""
    shutil.copytree(SPECIMEN, root)
    if not (root / "docs" / "conf.py").exists():
        (root / "docs" / "conf.py").write_text(CONF, encoding="utf-8")
    return root


def put(path: Path, data: bytes) -> None:
    """Write a file anew, so that no other link to it is changed."""
    path.unlink(missing_ok=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def read(root: Path, name: str) -> str:
    """Read a built file; ``BOOK!MEMBER`` is a member of an archive."""
    file, _, member = name.partition("!")
    if member:
        with zipfile.ZipFile(root / file) as book:
            return book.read(member).decode("utf-8")
    return (root / file).read_text(encoding="utf-8")


def write(root: Path, name: str, text: str | None) -> None:
    """Write a built file anew; without text, a member of an archive is taken out of it."""
    file, _, member = name.partition("!")
    if not member:
        assert text is not None
        put(root / file, text.encode("utf-8"))
        return
    with zipfile.ZipFile(root / file) as book:
        members = {info.filename: book.read(info) for info in book.infolist()}
    if text is None:
        del members[member]
    else:
        members[member] = text.encode("utf-8")
    (root / file).unlink()
    with zipfile.ZipFile(root / file, "w") as book:
        for name_, data in members.items():
            book.writestr(name_, data)
