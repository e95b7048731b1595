"""The disk beside what was read: whether a file of a name is there.

What is asked is logged (:mod:`.questions`), so that it can be asked again after an edit (:mod:`edition.check.again`).
"""

from __future__ import annotations

import os
import posixpath
from weakref import WeakKeyDictionary

from ..model import Edition
from .questions import log


class Disk:
    """What stands below the root, each folder looked at once."""

    def __init__(self, root: str) -> None:
        self.root = root
        self.names: dict[str, frozenset[str]] = {}

    def _names(self, folder: str) -> frozenset[str]:
        found = self.names.get(folder)
        if found is None:
            try:
                found = frozenset(os.listdir(f"{self.root}/{folder}"))  # noqa: PTH208  the names alone
            except OSError:
                found = frozenset()
            self.names[folder] = found
        return found

    def there(self, path: str) -> bool | str:
        """Whether a path below the root exists, spelled exactly so; the true spelling if it differs by case alone."""
        path = posixpath.normpath(path)
        answer = self._there(path)
        if (open_ := log()) is not None:
            open_.disk[path] = answer
        return answer

    def _there(self, path: str) -> bool | str:
        right = ""
        for part in path.split("/"):
            if part == "..":  # above the root
                right = f"{right}/.." if right else ".."
                continue
            names = self._names(right)
            if part not in names:
                same = sorted(name for name in names if name.lower() == part.lower())
                if not same:
                    return False
                part = same[0]
            right = f"{right}/{part}" if right else part
        return True if right == path else f"“{right}”"


_DISKS: WeakKeyDictionary[Edition, Disk] = WeakKeyDictionary()


def disk_of(edition: Edition) -> Disk:
    """Return the disk that an edition was read from, as it is seen first."""
    found = _DISKS.get(edition)
    if found is None:
        found = _DISKS[edition] = Disk(str(edition.root))
    return found
