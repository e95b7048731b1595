"""Make the formats of the edition into build/. Without a format, all of them.

  edition build              every format
  edition build html         the pages, into build/html
  edition build html pdf     these two
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from ._root import root_of

HELP = "make the formats of the edition, into build/"

FORMATS = ("html",)


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("formats", nargs="*", metavar="FORMAT", help=f"one or more of: {', '.join(FORMATS)} (else all)")
    parser.add_argument("--fresh", action="store_true", help="remove what was built before")
    parser.add_argument("-j", "--jobs", default="auto", help="processes (default: auto)")


def run(args: argparse.Namespace) -> int:
    root = root_of(args)
    wanted = args.formats or list(FORMATS)
    unknown = [name for name in wanted if name not in FORMATS]
    if unknown:
        print(f"edition build: there is no format “{unknown[0]}”; the formats are {', '.join(FORMATS)}", file=sys.stderr)
        return 2
    build = root / "build"
    if args.fresh and build.exists():
        shutil.rmtree(build)
    for name in wanted:
        started = time.perf_counter()
        code = sphinx(root, name, jobs=args.jobs)
        if code:
            print(f"edition build: {name} has faults; they are listed above", file=sys.stderr)
            return 1
        print(f"build/{name} made in {time.perf_counter() - started:.1f} s")
    return 0


def sphinx(root: Path, builder: str, *, jobs: str = "auto") -> int:
    """Run a Sphinx builder, every warning a fault; returns its exit code."""
    from ..read.citation import read_citation
    from ..read.faults import Faults

    environment = dict(os.environ)
    released = read_citation(root, Faults()).get("date-released", "")
    environment.setdefault("SOURCE_DATE_EPOCH", _epoch(released))
    command = [sys.executable, "-m", "sphinx", "-b", builder, "-n", "-W", "--keep-going", "-j", jobs, "-d", str(root / "build" / ".doctrees" / builder)]
    if not sys.stdout.isatty():
        command.append("-q")
    return subprocess.run([*command, str(root / "docs"), str(root / "build" / builder)], env=environment, check=False).returncode


def _epoch(date: str) -> str:
    """Midnight (UTC) of the day of release, so that nothing in the output depends on the clock."""
    import datetime

    try:
        day = datetime.date.fromisoformat(date)
    except ValueError:
        day = datetime.date(1980, 1, 1)
    return str(int(datetime.datetime(day.year, day.month, day.day, tzinfo=datetime.UTC).timestamp()))
