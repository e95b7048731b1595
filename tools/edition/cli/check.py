"""See whether every word and every reference of the edition stands.

edition check                     the whole edition
edition check docs/notes/let      these files or folders, and what elsewhere refers to them
edition check --changed           what differs from the last commit, and what refers to it
edition check --select E2,E302    only these families or codes
edition check --account           and the account of bytes of each witness
edition check --built             what was built: is it the same edition in every format?
edition check --online            the addresses of sources outside: do they still answer?

Exit code 0: no errors (queries are only counted); 1: errors; 2: wrong use.
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
import time
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from ._root import root_of

if TYPE_CHECKING:
    from ..diagnostics import Diagnostic
    from ..model import Edition

HELP = "see whether every word and every reference stands"
FORMATS = ("text", "github", "json", "sarif")


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="report what concerns these files or folders")
    parser.add_argument("--changed", action="store_true", help="report what concerns the files that differ from the last commit (git)")
    parser.add_argument("--format", choices=FORMATS, default="text", help="for people (the default), pull requests, programs, or code scanning")
    parser.add_argument("--select", default="", metavar="CODES", help="only these families or codes: E2,E302")
    parser.add_argument("--ignore", default="", metavar="CODES", help="not these families or codes")
    parser.add_argument("--account", action="store_true", help="print the account of bytes of each witness")
    parser.add_argument("--built", nargs="?", const="", default=None, metavar="FOLDER", help="check what was built (default: build/) instead of the sources")
    parser.add_argument("--online", action="store_true", help="check the addresses outside instead of the sources; asks the network")
    parser.add_argument("--fresh", action="store_true", help="read every file again, and make .edition-cache anew; with --online ask every address again")


def run(args: argparse.Namespace) -> int:
    started = time.perf_counter()
    from ..check import codes
    from ..diagnostics import nearest
    from ..read import read_edition

    root = root_of(args)
    for word in _words(args.select) + _words(args.ignore):
        if not any(code.startswith(word) for code in codes()):
            return _wrong(f"no code begins with “{word}”{nearest(word, codes())}")
    for path in args.paths:
        if not path.exists():
            return _wrong(f"there is no {path}")
    gc.disable()  # what is read stays until the end; to look for rubbish among it costs a fifth of the time
    from ..check.again import check_again, counts

    if args.built is None and not (args.online or args.account):
        found, looked_at = check_again(root, fresh=args.fresh)
        concern = _concern(args, root, found)
        return 2 if concern is None else _report(args, concern, looked_at, started)
    edition = read_edition(root, keep=True, fresh=args.fresh)
    remarks: list[str] = []
    chosen: list[Diagnostic] | None
    if args.built is not None:
        chosen = _built(edition, Path(args.built) if args.built else root / "build", remarks)
    elif args.online:
        from ..check.online import check_online

        chosen = check_online(edition, fresh=args.fresh, remark=remarks.append)
    else:
        from ..check import run as check

        chosen = _concern(args, root, check(edition), edition)
    if chosen is None:
        return 2
    if args.account:
        _account(edition)
    for line in remarks:
        print(line, file=sys.stdout if args.format == "text" else sys.stderr)
    return _report(args, chosen, counts(edition), started)


def _looked_at(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{number} {word if number != 1 else word[:-1]}" for word, number in counts.items())


def _report(args: argparse.Namespace, found: list[Diagnostic], looked_at: Mapping[str, int], started: float) -> int:
    from ..check import codes
    from ..report import Report, render

    if found:
        codes()  # what was kept was found without the modules that know the names of its rules
    found = [item for item in found if _wanted(item.code, _words(args.select), _words(args.ignore))]
    report = Report(found, _looked_at(looked_at), time.perf_counter() - started, colour=sys.stdout.isatty() and not os.environ.get("NO_COLOR"))
    sys.stdout.write(render(args.format, report))
    return 1 if report.failed else 0


def _concern(args: argparse.Namespace, root: Path, found: list[Diagnostic], edition: Edition | None = None) -> list[Diagnostic] | None:
    """Return what of the faults found concerns the files that are given, or what has changed; None if the latter cannot be known."""
    if not args.paths and not args.changed:
        return found
    from ..check.concern import Given, NoHistory, changed, concerning
    from ..read import read_edition

    given = Given({path.resolve().relative_to(root.resolve()).as_posix() for path in args.paths if path.resolve().is_relative_to(root.resolve())})
    if args.changed:
        try:
            more = changed(root)
        except NoHistory as error:
            _wrong(f"--changed needs the edition’s history: {error}")
            return None
        given = Given(given.paths | more.paths, more.names)
    return concerning(edition or read_edition(root, keep=True), found, given) if found else found


def _built(edition: Edition, folder: Path, remarks: list[str]) -> list[Diagnostic] | None:
    from ..check.built import check_built

    proof = check_built(edition, folder)
    if not proof.formats:
        _wrong(f"nothing was built in {folder}; make it with “edition build”")
        return None
    remarks += [f"compared  {line}" for line in proof.compared]
    return proof.found


def _words(given: str) -> list[str]:
    return [word.strip().upper() for word in given.split(",") if word.strip()]


def _wanted(code: str, select: Iterable[str], ignore: Iterable[str]) -> bool:
    chosen = list(select)
    return (not chosen or any(code.startswith(word) for word in chosen)) and not any(code.startswith(word) for word in ignore)


def _wrong(words: str) -> int:
    print(f"edition check: {words}", file=sys.stderr)
    return 2


def _account(edition: Edition) -> None:
    from ..derive.fidelity import CLASSES, account

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
