"""The file itself: a zip with the media type first and not compressed (OCF 3.3), the rest in order, at a fixed time."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

MEDIA_TYPE = b"application/epub+zip"
_EARLIEST = (1980, 1, 1, 0, 0, 0)  # zip knows no time before


def moment(released: str) -> tuple[int, int, int, int, int, int]:
    """The time that every member has: the day of release, else ``SOURCE_DATE_EPOCH``, else the first that zip knows."""
    try:
        found = time.strptime(released, "%Y-%m-%d")
    except ValueError:
        found = time.gmtime(int(os.environ.get("SOURCE_DATE_EPOCH", "0")))
    return max((found.tm_year, found.tm_mon, found.tm_mday, found.tm_hour, found.tm_min, found.tm_sec), _EARLIEST)


def write(path: Path, members: Mapping[str, bytes], released: str) -> None:
    """Write the members to a file, which is put in its place whole."""
    when = moment(released)
    part = path.with_suffix(".part")
    with ZipFile(part, "w") as book:
        for name, data in [("mimetype", MEDIA_TYPE), *sorted(members.items())]:
            info = ZipInfo(name, when)
            info.create_system = 3  # the same on every system
            info.external_attr = 0o100644 << 16
            info.compress_type = ZIP_STORED if name == "mimetype" else ZIP_DEFLATED
            book.writestr(info, data, compresslevel=9)
    part.replace(path)
