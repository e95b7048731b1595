"""Collate a text with its witness, or two documents with each other.

edition collate let           every place where text and witness part, declared or not
edition collate let --write   and add the lines for the undeclared ones to emendations.yaml
edition collate log ode       two documents, passage by passage
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from ._root import root_of

HELP = "compare a text with its witness, or two documents"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("sigla", nargs="+", metavar="SIGLUM", help="one document, or two")
    parser.add_argument("--write", action="store_true", help="add the lines for undeclared departures to emendations.yaml")


def run(args: argparse.Namespace) -> int:
    from ..diagnostics import nearest
    from ..read import read_edition

    root = root_of(args)
    edition = read_edition(root)
    for siglum in args.sigla:
        if siglum not in edition.documents:
            print(f"edition collate: there is no document “{siglum}”{nearest(siglum, edition.documents)}", file=sys.stderr)
            return 2
    documents = [edition.documents[siglum] for siglum in args.sigla]
    if len(documents) > 2 or (len(documents) == 2 and args.write):
        print("edition collate: name one document, or two without --write", file=sys.stderr)
        return 2
    if len(documents) == 2:
        from ..derive.variants import variants

        for line in variants(*documents):
            print(line)
        return 0
    from ..derive.departures import declared, proposals

    for line in declared(documents[0]):
        print(line)
    lines = proposals(documents[0])
    if not lines:
        print(f"{documents[0].siglum}: no undeclared departure")
        return 0
    print(f"{documents[0].siglum}: {len(lines)} undeclared departure{'s' * (len(lines) != 1)}; the lines to paste:")
    for line in lines:
        print(line)
    if args.write:
        from ..derive.departures import merged

        path = Path(root, "sources", documents[0].siglum, "emendations.yaml")
        source = path.read_text(encoding="utf-8") if path.is_file() else ""
        path.write_text(merged(documents[0], source, lines), encoding="utf-8", newline="\n")
        print(f"written to {path.relative_to(root)}: give each its kind and reason")
    return 1
