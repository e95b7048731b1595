"""The files to take away: each is there and has the bytes of which ``SHA256SUMS`` has the hash, and the archive has the same."""

from __future__ import annotations

import hashlib
import re
import zipfile
import zlib
from pathlib import Path

from ...diagnostics import Span
from . import AGAIN, OTHER_WORDS, Proof

SUMS = "SHA256SUMS"
_LINE = re.compile(r"([0-9a-f]{64})  (\S.*)")


def prove(proof: Proof, folder: Path) -> int:
    """Hold the files of a folder, and of the archive in it, against its list; return how many are listed.

    A file whose words were found to differ is not told of again.
    """
    try:
        lines = (folder / SUMS).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        proof.unreadable(proof.name(folder / SUMS), error)
        return 0
    known = {match[2]: match[1] for match in map(_LINE.fullmatch, lines) if match}
    for name, hash_ in known.items():
        path = folder / name
        if not (folder / name.split("/")[0]).exists() and "/" in name:
            continue  # a form that is not there is not looked at
        if not path.is_file():
            _differs(proof, path, f"the file is missing, which {SUMS} lists")
        elif hashlib.sha256(path.read_bytes()).hexdigest() != hash_ and not any(item.span.file == proof.name(path) for item in proof.found):
            _differs(proof, path, f"the file has other bytes than those of which {SUMS} has the hash")
    archives = sorted(folder.glob("*.zip"))
    if not archives:
        _differs(proof, folder, "the archive is missing")
    for archive in archives:
        _archive(proof, archive, known)
    return len(known)


def _archive(proof: Proof, archive: Path, known: dict[str, str]) -> None:
    try:
        with zipfile.ZipFile(archive) as opened:
            held = {name.partition("/")[2]: hashlib.sha256(opened.read(name)).hexdigest() for name in opened.namelist()}
    except (OSError, zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError) as error:
        proof.unreadable(proof.name(archive), error)
        return
    for name in sorted(known.keys() | held.keys() - {SUMS}):
        if known.get(name) != held.get(name):
            _differs(proof, archive, f"“{name}” in the archive is not the file that {SUMS} lists")


def _differs(proof: Proof, path: Path, what: str) -> None:
    proof.add(OTHER_WORDS(Span(proof.name(path)), what, AGAIN))
