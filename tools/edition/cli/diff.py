"""What a reader will see differently: passages, notes, entries, accounts, works and pages added, changed, gone.

edition diff main              against a branch, tag or commit
edition diff main --html FILE  the same as a page
"""

from __future__ import annotations

import argparse
import html
import io
import subprocess
import sys
import tarfile
import tempfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from ._root import root_of

if TYPE_CHECKING:
    from ..derive.comparison import Seen
    from ..model import Edition

HELP = "what a reader will see differently"
MOST = 300


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("base", help="a branch, tag or commit")
    parser.add_argument("--html", type=Path, metavar="FILE", help="write a page")


def run(args: argparse.Namespace) -> int:
    from ..derive.comparison import KINDS, compare
    from ..read import read_edition

    root = root_of(args)
    before = at_commit(root, args.base)
    if before is None:
        return 2
    found = list(compare(before, read_edition(root)))
    for item in found:
        print(f"{item.what}: {KINDS[item.kind]} {item.name}")
        for have, want in item.words:
            if have:
                print(f"  - {_short(have)}")
            if want:
                print(f"  + {_short(want)}")
    counts = Counter((item.kind, item.what) for item in found)
    words = ", ".join(f"{number} {KINDS[kind]}{'s' * (number != 1)} {what}".replace("entrys", "entries") for (kind, what), number in counts.items())
    print(words or "a reader will see no difference")
    if args.html:
        args.html.write_text(page(found, args.base), encoding="utf-8")
    return 0


def at_commit(root: Path, base: str) -> Edition | None:
    """Read the edition as it was at a commit; None, with a sentence, if git cannot say."""
    from ..read import read_edition

    top = subprocess.run(["git", "-C", str(root), "rev-parse", "--show-prefix"], capture_output=True, text=True, check=False)
    done = subprocess.run(["git", "-C", str(root), "archive", base, "--", "."], capture_output=True, check=False)
    if done.returncode or top.returncode:
        print(f"edition diff: git has no “{base}” here: {done.stderr.decode(errors='replace').strip()}", file=sys.stderr)
        return None
    with tempfile.TemporaryDirectory() as folder:
        with tarfile.open(fileobj=io.BytesIO(done.stdout)) as archive:
            archive.extractall(folder, filter="data")
        return read_edition(Path(folder))


def _short(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= MOST else words[:MOST] + "…"


def page(found: list[Seen], base: str) -> str:
    """Return the differences as a page that needs nothing else."""
    from ..derive.comparison import KINDS

    rows = []
    for item in found:
        words = "".join(
            (f"<del>{html.escape(have)}</del> " if have else "") + (f"<ins>{html.escape(want)}</ins>" if want else "") + "<br>" for have, want in item.words
        )
        rows.append(f"<tr><td>{item.what}</td><td>{KINDS[item.kind]}</td><th scope=row>{html.escape(item.name)}</th><td>{words}</td></tr>")
    style = "body{font:1rem/1.5 Georgia,serif;max-width:70rem;margin:2rem auto;padding:0 1rem}td,th{text-align:left;vertical-align:top;padding:.3rem .8rem .3rem 0}del{color:#8b1a1a}ins{color:#14532d}"
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Differences from {html.escape(base)}</title><style>{style}</style></head>'
        f"<body><h1>What a reader will see differently from {html.escape(base)}</h1><table><thead><tr><th>What</th><th>Kind</th><th>Where</th><th>Words</th></tr></thead>"
        f"<tbody>{''.join(rows)}</tbody></table></body></html>\n"
    )
