"""See whether a citation still stands, or where quoted words stand.

  edition verify "LET 14 (2026.1, k7f3q)"     unchanged, changed (with the difference), moved, never existed
  edition verify "the exact words"            where they stand, exactly or nearly

A whole citation may be given; its receipt is found in it. Without an argument, the words come from standard input.
Exit code 0: it stands; 1: it does not.
"""

from __future__ import annotations

import argparse
import sys

from ._root import root_of

HELP = "see whether a citation still stands"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("words", nargs="*", help="a citation or quoted words")


def run(args: argparse.Namespace) -> int:
    from ..derive.align import differences
    from ..derive.verify import verify
    from ..read import read_edition

    words = " ".join(args.words) if args.words else sys.stdin.read()
    if not words.strip():
        print("edition verify: give a citation or quoted words", file=sys.stderr)
        return 2
    answer = verify(read_edition(root_of(args)), words)
    print(f"{answer.verdict}: {answer.message}")
    if answer.before and answer.after:
        for _, have, want in differences(answer.before, answer.after):
            print(f"  - {have or '(nothing)'}\n  + {want or '(nothing)'}")
    return 0 if answer.stands else 1
