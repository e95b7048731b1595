"""See whether every word and every reference of the edition stands.

edition check                     the whole edition
edition check docs/notes/let      what concerns these files or folders
edition check --account           and the account of bytes of each witness
edition check --select E2,E302    only these families or codes
"""

from __future__ import annotations

import argparse
import gc
import sys
import time
from pathlib import Path

from ._root import root_of

HELP = "see whether every word and every reference stands"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="report only what concerns these files or folders")
    parser.add_argument("--account", action="store_true", help="print the account of bytes of each witness")
    parser.add_argument("--select", default="", metavar="CODES", help="only these families or codes: E2,E302")
    parser.add_argument("--ignore", default="", metavar="CODES", help="not these families or codes")
    parser.add_argument("--fresh", action="store_true", help="read every file again, without .edition-cache")


def run(args: argparse.Namespace) -> int:
    started = time.perf_counter()
    from ..check import run as check
    from ..diagnostics import ERROR
    from ..read import read_edition

    root = root_of(args)
    gc.disable()  # what is read stays until the end; to look for rubbish among it costs a fifth of the time
    edition = read_edition(root, keep=not args.fresh)
    found = check(edition)
    found = [item for item in found if _wanted(item.code, args.select, args.ignore)]
    if args.paths:
        folders = []
        for path in args.paths:
            if not path.exists():
                print(f"edition check: there is no {path}", file=sys.stderr)
                return 2
            folders.append(path.resolve())
        found = [item for item in found if any(_within(root / item.span.file, folder) for folder in folders)]
    for item in found:
        print(item)
    if args.account:
        _account(edition)
    errors = sum(1 for item in found if item.severity == ERROR)
    queries = len(found) - errors
    words = f"{len(edition.documents)} documents, {len(edition.passages)} passages, {len(edition.notes)} notes"
    verdict = f"{errors} error{'s' * (errors != 1)}, {queries} quer{'ies' if queries != 1 else 'y'}" if found else "no faults"
    print(f"{words}: {verdict} ({time.perf_counter() - started:.2f} s)")
    return 1 if errors else 0


def _wanted(code: str, select: str, ignore: str) -> bool:
    chosen = [word.strip() for word in select.split(",") if word.strip()]
    dropped = [word.strip() for word in ignore.split(",") if word.strip()]
    return (not chosen or any(code.startswith(word) for word in chosen)) and not any(code.startswith(word) for word in dropped)


def _within(path: Path, folder: Path) -> bool:
    path = path.resolve()
    return path == folder or folder in path.parents


def _account(edition: object) -> None:
    from ..derive.fidelity import CLASSES, account
    from ..model import Edition

    assert isinstance(edition, Edition)
    width = max((len(name) for name in CLASSES), default=0)
    for document in edition.documents.values():
        counts = account(document)
        print(f"{document.siglum}: sha256 {document.sha256}")
        if counts is None:
            print("  the text is not faithful to the witness; see the faults above")
            continue
        for name in CLASSES:
            print(f"  {name:{width}} {counts[name]:>8,}")
        print(f"  {'all bytes':{width}} {sum(counts.values()):>8,}")
