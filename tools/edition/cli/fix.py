"""Mend what has exactly one right answer: show the difference, ask, and write it.

edition fix            show what would be mended, and ask
edition fix --yes      mend without asking
edition fix --diff     only show it

Mended are words quoted with other white space or quotation marks than the text has, the place of a note or a quotation
whose id is gone and whose words stand in one passage only, emendations out of order, waivers that nothing needs, and
straight apostrophes between letters. What has two right answers is left to a person: see edition check.
Exit code 0: nothing (more) to mend; 1: something was left as it is; 2: wrong use.
"""

from __future__ import annotations

import argparse
import difflib
import sys
from collections import Counter
from pathlib import Path

from ._root import root_of

HELP = "mend what has exactly one right answer"
_MOST_ROUNDS = 10


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--yes", action="store_true", help="do not ask")
    parser.add_argument("--diff", action="store_true", help="only show what would be mended")


def run(args: argparse.Namespace) -> int:
    from ..check import run as check
    from ..check.fixes import applied, edits
    from ..read import read_edition

    root = root_of(args)
    total: Counter[str] = Counter()
    for _ in range(_MOST_ROUNDS):  # one mend may bring another to light
        edition = read_edition(root)
        some = edits(edition, check(edition))
        files = applied(edition, some)
        if not files:
            break
        for file, (before, after) in files.items():
            sys.stdout.writelines(difflib.unified_diff(before.splitlines(True), after.splitlines(True), f"a/{file}", f"b/{file}"))
        if args.diff or not (args.yes or _agreed(len(files))):
            return 1
        for file, (_, after) in files.items():
            Path(root, file).write_bytes(after.encode("utf-8"))
        total.update(edit.code for edit in some)
    counts = ", ".join(f"{code} {number}" for code, number in sorted(total.items()))
    print(f"mended: {counts}; look at the rest with edition check" if total else "nothing to mend that has one right answer")
    return 0


def _agreed(files: int) -> bool:
    """Ask; no answer is no."""
    try:
        answer = input(f"write {files} file{'s' * (files != 1)}? [y/N] ")
    except EOFError:
        print()
        return False
    return answer.strip().lower() in ("y", "yes")
