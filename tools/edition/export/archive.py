"""One archive with everything (ZIP, APPNOTE 6.3.3) and its checksums: ``edition-<number>.zip`` and ``SHA256SUMS``.

The archive is the same bytes wherever it is made: members sorted, the release's date on each, the same permissions.
"""

from __future__ import annotations

import hashlib
import zipfile
from pathlib import Path

from ..model import Edition
from ._facts import facts, write

NAME = "archive"
LAST = True
SUMS = "SHA256SUMS"
README = "README.txt"


def export(edition: Edition, out: Path) -> list[Path]:
    """Gather every file below ``out``, whoever wrote it, into one archive; put list and statement beside them."""
    about = facts(edition)
    target = out / f"edition-{about.number}.zip"
    documents = "\n".join(
        f"  {document.siglum}  {document.title}: {' '.join(document.meta.get('rights', 'rights not stated').split())}"
        for document in edition.documents.values()
    )
    readme = write(
        out / README,
        f"{about.statement}\n{about.licence_url}\n\nThe rights in the documents are their own:\n{documents}\n\nEvery file is listed with its SHA-256 in {SUMS}; to prove them: sha256sum -c {SUMS}\n",
    )
    members = sorted(path for path in out.rglob("*") if path.is_file() and path.name != SUMS and not (path.parent == out and path.suffix == ".zip"))
    # a line that begins with “#” is a comment to sha256sum
    sums = write(out / SUMS, f"# {about.statement} {about.licence_url}\n" + "".join(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(out).as_posix()}\n" for path in members))
    year, month, day = (int(part) for part in about.date.split("-"))
    folder = target.stem
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path in (*members, sums):
            info = zipfile.ZipInfo(f"{folder}/{path.relative_to(out).as_posix()}", (max(year, 1980), month, day, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            info.create_system = 3
            archive.writestr(info, path.read_bytes())
    return [readme, sums, target]
