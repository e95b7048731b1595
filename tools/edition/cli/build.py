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
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from ._root import root_of

HELP = "make the formats of the edition, into build/"

#: format → what it is
FORMATS = {
    "html": "the pages, with search",
    "pdf": "the book",
    "epub": "the e-book",
    "data": "TEI, JSON, annotations, tables, plain text, DTS, and one archive of it all",
}


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("formats", nargs="*", metavar="FORMAT", help="; ".join(f"{name}: {words}" for name, words in FORMATS.items()))
    parser.add_argument("--fresh", action="store_true", help="remove what was built before")
    parser.add_argument("-j", "--jobs", default="auto", help="processes of each build (default: auto)")


def run(args: argparse.Namespace) -> int:
    root = root_of(args)
    wanted = list(dict.fromkeys(args.formats)) or list(FORMATS)
    unknown = [name for name in wanted if name not in FORMATS]
    if unknown:
        from ..diagnostics import nearest

        print(f"edition build: there is no format “{unknown[0]}”{nearest(unknown[0], FORMATS)}; the formats are {', '.join(FORMATS)}", file=sys.stderr)
        return 2
    build = root / "build"
    if args.fresh and build.exists():
        shutil.rmtree(build)
    build.mkdir(exist_ok=True)
    pages = [name for name in wanted if name != "data"]
    with ThreadPoolExecutor(max_workers=max(1, min(len(pages), os.cpu_count() or 1))) as pool:
        results = list(pool.map(lambda name: _timed(name, lambda: sphinx(root, name, jobs=args.jobs, loud=len(wanted) == 1, beside=wanted)), pages))
    if "data" in wanted or "html" in wanted:
        results.append(_timed("data", lambda: (data(root, [name for name, code, _, _ in results if not code]), "")))
    for name, code, seconds, said in results:
        if said:
            sys.stderr.write(said)
        print(
            f"edition build: {name} has faults; they are listed above" if code else f"build/{name} made in {seconds:.1f} s",
            file=sys.stderr if code else sys.stdout,
        )
    if any(code for _, code, _, _ in results):
        return 1
    return prove(root) if set(wanted) == set(FORMATS) else 0


def prove(root: Path) -> int:
    """Prove that what was built is the same edition in every format; see ``edition check --built``."""
    from ..check.built import check_built
    from ..read import read_edition
    from ..report import Report, render

    started = time.perf_counter()
    proof = check_built(read_edition(root), root / "build")
    report = Report(proof.found, f"one edition in {', '.join(proof.formats)}", time.perf_counter() - started)
    (sys.stderr if report.failed else sys.stdout).write(render("text", report))
    return 1 if report.failed else 0


def _timed(name: str, make: Callable[[], tuple[int, str]]) -> tuple[str, int, float, str]:
    """Make one format; returns its name, exit code, seconds, and what was said if it was not said aloud."""
    started = time.perf_counter()
    code, said = make()
    return name, code, time.perf_counter() - started, said


def data(root: Path, made: list[str]) -> int:
    """Write the data exports into ``build/data``, with the book and the e-book where they were just made, and one archive of it all.

    Beside pages that were just made, the same is put for download. Returns 1 if the edition could not be read without faults.
    """
    from ..diagnostics import ERROR
    from ..export import export_all
    from ..read import read_edition

    edition = read_edition(root)
    errors = [fault for fault in edition.faults if fault.severity == ERROR]
    for fault in errors:
        print(fault, file=sys.stderr)
    if errors:
        return 1
    build = root / "build"
    out = build / "data"
    if out.exists():
        shutil.rmtree(out)
    out.mkdir(parents=True)
    for name in ("pdf", "epub"):
        if name in made:
            shutil.copyfile(build / name / f"edition.{name}", out / f"edition.{name}")
    export_all(edition, out)
    if "html" in made:
        shutil.rmtree(build / "html" / "data", ignore_errors=True)
        shutil.copytree(out, build / "html" / "data")
    return 0


def sphinx(root: Path, builder: str, *, jobs: str = "auto", loud: bool = True, beside: Sequence[str] = ()) -> tuple[int, str]:
    """Run a Sphinx builder, every warning a fault; returns its exit code, and its words where it is not ``loud``.

    The pages link to the formats made ``beside`` them; the data always are.
    """
    from ..read.citation import read_citation
    from ..read.faults import Faults

    environment = dict(os.environ)
    environment["SOURCE_DATE_EPOCH"] = _epoch(read_citation(root, root / "CITATION.cff", Faults()).get("date-released", ""))
    command = [sys.executable, "-m", "sphinx", "-b", builder, "-n", "-W", "--keep-going", "-j", jobs, "-d", str(root / "build" / ".doctrees" / builder)]
    if builder == "html":
        command += ["-D", f"edition_formats={','.join(dict.fromkeys([*(name for name in beside if name != 'html'), 'data']))}"]
    if not loud or not sys.stdout.isatty():
        command.append("-q")
    done = subprocess.run(
        [*command, str(root / "docs"), str(root / "build" / builder)],
        env=environment,
        check=False,
        stdout=None if loud else subprocess.PIPE,
        stderr=None if loud else subprocess.STDOUT,
        text=True,
    )
    return done.returncode, done.stdout or ""


def _epoch(date: str) -> str:
    """Midnight (UTC) of the day of release, so that nothing in the output depends on the clock."""
    import datetime

    try:
        day = datetime.date.fromisoformat(date)
    except ValueError:
        day = datetime.date(1980, 1, 1)
    return str(int(datetime.datetime(day.year, day.month, day.day, tzinfo=datetime.UTC).timestamp()))
