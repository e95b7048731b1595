"""Release an edition: write every id and the hash of its words into the ledger.

  edition release 2026.1            check, then add the release to docs/ledger.jsonl
  edition release 2026.1 --dry-run  only say what would be released

The number is the year and a count; it and the day are written to CITATION.cff.
Nothing is released while `edition check` has errors.
"""

from __future__ import annotations

import argparse
import datetime
import re
import sys
from collections import Counter
from pathlib import Path

from ._root import root_of

HELP = "release an edition: write its ledger"
WORDS = {"passage": ("passage", "passages"), "note": ("note", "notes"), "entity": ("register entry", "register entries"), "event": ("account", "accounts")}


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("number", help="the edition's number, such as 2026.1")
    parser.add_argument("--date", default="", help="the day, as 2026-11-21 (default: today)")
    parser.add_argument("--dry-run", action="store_true", help="write nothing")


def run(args: argparse.Namespace) -> int:
    from ..check import run as check
    from ..derive.ledger import additions, releases, since_last
    from ..diagnostics import ERROR
    from ..read import read_edition

    root = root_of(args)
    if not re.fullmatch(r"\d{4}\.\d+", args.number):
        print(f"edition release: “{args.number}” is no number of an edition; write the year, a point and a count: 2026.1", file=sys.stderr)
        return 2
    try:
        day = datetime.date.fromisoformat(args.date) if args.date else datetime.date.today()
    except ValueError:
        print(f"edition release: “{args.date}” is no day; write it as 2026-11-21", file=sys.stderr)
        return 2
    edition = read_edition(root)
    past = [line.id for line in releases(edition)]
    if args.number in past:
        print(f"edition release: edition {args.number} is released already; the last is {past[-1]}", file=sys.stderr)
        return 2
    if past and _key(args.number) < _key(past[-1]):
        print(f"edition release: {args.number} comes before the last release, {past[-1]}", file=sys.stderr)
        return 2
    errors = [item for item in check(edition) if item.severity == ERROR]
    if errors:
        for item in errors:
            print(item)
        print(f"edition release: not released; {len(errors)} error{'s' * (len(errors) != 1)} to mend first", file=sys.stderr)
        return 1
    counts = Counter((difference.kind, difference.what) for difference in since_last(edition))
    lines = additions(edition, args.number, day.isoformat())
    for (kind, what), number in sorted(counts.items()):
        print(f"{what}: {number} {WORDS[kind][number != 1]}")
    print(f"edition {args.number}, {day.isoformat()}: {len(lines) - 1} lines for the ledger")
    if args.dry_run:
        return 0
    ledger = root / "docs" / "ledger.jsonl"
    with ledger.open("a", encoding="utf-8") as out:
        out.write("\n".join(lines) + "\n")
    _archive_changes(root)
    _cite(root / "CITATION.cff", args.number, day.isoformat())
    print("written: docs/ledger.jsonl, CITATION.cff; commit them together, and tag the commit with the number")
    return 0


def _key(number: str) -> tuple[int, int]:
    year, _, count = number.partition(".")
    return int(year), int(count)


def _archive_changes(root: Path) -> None:
    """The reasons have done their work: the ledger has the new words, and the file begins anew."""
    path = root / "docs" / "changes.yaml"
    if path.exists():
        head = [line for line in path.read_text(encoding="utf-8").split("\n") if line.startswith("#")]
        path.write_text("\n".join([*head, "[]", ""]), encoding="utf-8")


def _cite(path: Path, number: str, day: str) -> None:
    text = path.read_text(encoding="utf-8")
    text = re.sub(r"(?m)^version:.*$", f'version: "{number}"', text)
    text = re.sub(r"(?m)^date-released:.*$", f'date-released: "{day}"', text)
    path.write_text(text, encoding="utf-8")
