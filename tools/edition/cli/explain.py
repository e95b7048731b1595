"""Print the page of a code: what the fault is, an example, and its mend.

edition explain E212
"""

from __future__ import annotations

import argparse
import re
import sys

from ._root import root_of

HELP = "what a code means, with an example and its mend"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("code", help="a code such as E212")


def run(args: argparse.Namespace) -> int:
    from ..check import codes
    from ..diagnostics import nearest

    rules = codes()
    code = args.code.upper()
    if code not in rules:
        print(f"edition explain: there is no code {code}{nearest(code, rules)}", file=sys.stderr)
        return 2
    page = root_of(args) / "docs" / "checks" / f"{code}.md"
    if not page.exists():
        print(f"{code} {rules[code].name} ({rules[code].severity}): it has no page in docs/checks", file=sys.stderr)
        return 1
    text = page.read_text(encoding="utf-8")
    print(re.sub(r"\A---\n.*?\n---\n+", "", text, flags=re.S).rstrip())
    return 0
