"""A look at every file: by its dates, its size and its number on the disk, a file that nobody touched is known without being opened.

What was read of a file is known by its bytes, here as everywhere (:mod:`.facts`); a look only says which files cannot have
changed since the last one. The size and the date of writing could be put back after an edit. The date of change (ctime)
cannot: the system sets it to its own clock whenever bytes, name or dates of a file are written, and lets nobody set it
otherwise. One thing is left, that a file is written twice within one tick of that clock, once before the look and once
after: so what was changed shortly before a look is not believed at the next one (git calls it racy). Where the system keeps
no such date, and where there are links to elsewhere, nothing is known by looking. A program that keeps a file mapped into
its memory and writes to it there, again and again, may change it without a new date; git does not see that either.

The dates of the folders tell whether a file came or went between two looks, though both find the same names.
"""
# a Path costs more than to open the file that it names
# ruff: noqa: PTH103, PTH108, PTH123

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path
from struct import Struct
from typing import NamedTuple

from .facts import FOLDER

#: the folders that the edition stands in; beside them it has single files
PARTS = ("sources", "docs", "bib")
SINGLE = "CITATION.cff"
#: what was changed so many nanoseconds before a look is not believed at the next one; clocks tick every hundredth of a second
SHORTLY = 1_000_000_000
_PACKED = Struct("<qqqQQ").pack
#: stands for the signs of a folder
_FOLDER = b"/"
#: by folder, of each name there the signs of a file; ``b""`` if they say nothing
Table = dict[str, dict[str, bytes]]


class Look(NamedTuple):
    """What a look saw: the signs of the files, and of each folder the date of change."""

    signs: Table
    folders: dict[str, int]


class LinksElsewhere(Exception):
    """What a link leads to can change without the link."""


def look(root: Path) -> Look | None:
    """Return the signs of every file of the edition, or None where they say nothing."""
    if sys.platform == "win32":  # what Python calls the date of change is there that of making
        return None
    now = _clock(root)
    if now is None:
        return None
    believed = now - SHORTLY
    table: Table = {}
    folders: dict[str, int] = {}

    def walk(folder: str) -> None:
        names = table[folder] = {}
        below = []
        folders[folder] = os.lstat(f"{root}/{folder}").st_ctime_ns
        with os.scandir(f"{root}/{folder}") as entries:
            for entry in entries:
                name = entry.name
                if entry.is_file(follow_symlinks=False):
                    names[name] = _signs(entry.stat(follow_symlinks=False), believed)
                elif entry.is_dir(follow_symlinks=False):
                    names[name] = _FOLDER
                    below.append(f"{folder}/{name}")
                else:
                    raise LinksElsewhere(name)
        for folder in below:
            walk(folder)

    try:
        for part in PARTS:
            if os.path.isdir(f"{root}/{part}"):  # noqa: PTH112
                walk(part)
        folders[""] = os.lstat(f"{root}/").st_ctime_ns
        with os.scandir(root) as entries:
            table[""] = {entry.name: _FOLDER for entry in entries if entry.name != FOLDER}
        status = os.lstat(f"{root}/{SINGLE}")
        if not stat.S_ISREG(status.st_mode):
            raise LinksElsewhere(SINGLE)
        table[""][SINGLE] = _signs(status, believed)
    except (OSError, LinksElsewhere, RecursionError):
        return None
    return Look(table, folders)


def looked_at(path: str) -> bool:
    """Whether a look tells that something comes or goes at a path from the root."""
    part, _, below = path.partition("/")
    return part in PARTS or not (below or part in ("..", FOLDER))


def same_folders(root: Path, before: Look) -> bool:
    """Whether nothing has come or gone anywhere since a look, not even what is as it was again."""
    try:
        return all(os.lstat(f"{root}/{folder}").st_ctime_ns == changed for folder, changed in before.folders.items())
    except OSError:
        return False


def _signs(status: os.stat_result, believed: int) -> bytes:
    changed = status.st_ctime_ns
    return _PACKED(changed, status.st_mtime_ns, status.st_size, status.st_ino, status.st_dev) if changed < believed else b""


def _clock(root: Path) -> int | None:
    """The time by the clock that dates the edition's files, which need not be this machine's; None if it is no clock, but what anyone sets."""
    name = f"{root}/{FOLDER}/clock.{os.getpid()}"
    try:
        os.makedirs(f"{root}/{FOLDER}", exist_ok=True)
        with open(name, "wb") as file:
            os.utime(name, ns=(0, 0))
            now = os.fstat(file.fileno()).st_ctime_ns
        os.unlink(name)
    except OSError:
        return None
    return now or None


def touched(before: Table, now: Table) -> tuple[list[str], list[str]] | None:
    """Return the files that may have changed, and those that came; None if any went or became something else, or a folder came."""
    if before.keys() != now.keys():
        return None
    out, came = [], []
    for folder, names in now.items():
        old = before[folder]
        if old == names and b"" not in names.values():
            continue
        if not old.keys() <= names.keys():
            return None
        for name, signs in names.items():
            if name not in old:
                if signs == _FOLDER:
                    return None
                came.append(f"{folder}/{name}" if folder else name)
            elif signs != old[name] or not signs:
                if _FOLDER in (signs, old[name]):
                    return None
                out.append(f"{folder}/{name}" if folder else name)
    return out, came
