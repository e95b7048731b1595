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
        for sign, kinds in (("-", ("same", "gone")), ("+", ("same", "new"))):
            if any(kind == kinds[1] for kind, _ in item.words):
                print(f"  {sign} {_short(' '.join(words for kind, words in item.words if kind in kinds))}")
    print(summary(found))
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


def summary(found: list[Seen]) -> str:
    """Return how many of each kind were changed, as a sentence."""
    from ..derive.comparison import KINDS

    counts = Counter((item.kind, item.what) for item in found)
    words = ", ".join(f"{number} {KINDS[kind]}{'s' * (number != 1)} {what}".replace("entrys", "entries") for (kind, what), number in counts.items())
    return words or "a reader will see no difference"


def _short(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= MOST else words[:MOST] + "…"


STYLE = """\
:root{color-scheme:light dark;--gone:#8b1a1a;--new:#14532d;--rule:#ccc}
@media (prefers-color-scheme:dark){:root{--gone:#f0a8a0;--new:#9fd8ae;--rule:#555}}
body{font:1rem/1.5 Georgia,serif;max-width:48rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.5rem;line-height:1.25}h2{font-size:1.15rem;margin:2rem 0 .5rem}
dt{font-weight:bold;border-top:1px solid var(--rule);padding-top:.5rem}dt span{font-weight:normal;font-style:italic}
dd{margin:.1rem 0 .7rem;overflow-wrap:anywhere}del{color:var(--gone)}ins{color:var(--new)}
"""
_TAGS = {"gone": "del", "new": "ins"}


def page(found: list[Seen], base: str) -> str:
    """Return the differences as a page that needs nothing else."""
    from ..derive.comparison import KINDS

    parts = []
    for kind, name in KINDS.items():
        rows = [item for item in found if item.kind == kind]
        if rows:
            items = "".join(f"<dt>{html.escape(item.name)} <span>{item.what}</span></dt><dd>{_marked(item)}</dd>" for item in rows)
            parts.append(f"<h2>{name.capitalize()}{'s' * (len(rows) != 1)}</h2><dl>{items}</dl>".replace("entrys</h2>", "entries</h2>"))
    title = f"What a reader will see differently from {html.escape(base)}"
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{title}</title><style>{STYLE}</style></head>'
        f"<body><main><h1>{title}</h1><p>{summary(found).capitalize()}.</p>{''.join(parts)}</main></body></html>\n"
    )


def _marked(item: Seen) -> str:
    """The words of a difference, what is gone and what is new marked."""
    return " ".join(f"<{_TAGS[kind]}>{html.escape(words)}</{_TAGS[kind]}>" if kind in _TAGS else html.escape(words) for kind, words in item.words)
