"""Two builds of one commit give the same bytes: this builds twice, under different circumstances, and compares every file.

``python tests/built/twice.py [ROOT] [--formats html pdf epub data] [--except NAME …] [--work FOLDER]``

``ROOT``, this edition unless another is named, is cloned twice, so that what was not committed has no part in it. The two
clones stand at paths of different length, and are built with another seed of Python's hashes, in time zones that never have the
same day, and with another number of processes. What differs is named, and the exit code is then 1.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Collection, Sequence
from pathlib import Path

TOOLS = Path(__file__).parents[2] / "tools"
FORMATS = ("html", "pdf", "epub", "data")
#: where each copy stands, what is different about its surroundings, and how many processes build it
PLACES = ("one", "another/at a longer path")
SURROUNDINGS = ({"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati"}, {"PYTHONHASHSEED": "4711", "TZ": "Pacific/Pago_Pago"})
JOBS = ("1", "2")
_BUILD = "import sys; from edition.cli import main; sys.exit(main(sys.argv[1:]))"


def build(root: Path, formats: Sequence[str], which: int, tools: Path = TOOLS) -> None:
    """Build an edition in the first or the second surroundings, by the tools of a folder."""
    kept = {name: value for name, value in os.environ.items() if name != "SOURCE_DATE_EPOCH"}
    command = [sys.executable, "-c", _BUILD, "-C", str(root), "build", "--fresh", "-j", JOBS[which], *formats]
    ran = subprocess.run(command, env={**kept, **SURROUNDINGS[which], "PYTHONPATH": str(tools)}, capture_output=True, text=True, check=False)
    if ran.returncode:
        raise RuntimeError(f"{root} cannot be built:\n{ran.stdout[-2000:]}{ran.stderr[-4000:]}")


def differences(one: Path, other: Path, without: Collection[str] = ()) -> tuple[int, list[str]]:
    """Compare two folders; returns how many files they have, and the names of those that only one has or that differ."""

    def files(folder: Path) -> dict[str, Path]:
        found = ((path.relative_to(folder), path) for path in folder.rglob("*") if path.is_file())
        return {name.as_posix(): path for name, path in found if not {".doctrees", *without} & set(name.parts)}

    mine, theirs = files(one), files(other)
    names = sorted(mine.keys() | theirs.keys())
    return len(names), [name for name in names if name not in mine or name not in theirs or mine[name].read_bytes() != theirs[name].read_bytes()]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("root", nargs="?", type=Path, default=TOOLS.parent)
    parser.add_argument("--formats", nargs="*", default=list(FORMATS))
    parser.add_argument("--except", nargs="*", default=[], dest="without", help="names of files or folders to leave out")
    parser.add_argument("--work", type=Path, help="where the clones are made (a folder of its own, otherwise thrown away)")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as held:
        clones = [(args.work or Path(held)) / place for place in PLACES]
        for which, clone in enumerate(clones):
            subprocess.run(["git", "clone", "--quiet", str(args.root), str(clone)], check=True)
            build(clone, args.formats, which, clone / "tools" if (clone / "tools").is_dir() else TOOLS)
        count, found = differences(*(clone / "build" for clone in clones), args.without)
    for name in found:
        print(f"differs: {name}")
    print(f"{count} files, {len(found) or 'none'} of them different")
    return 1 if found or not count else 0


if __name__ == "__main__":
    sys.exit(main())
