"""Make a new note, event, entry or document, with what is still to fill marked.

edition new note let-14 "the brig Heron"
edition new event "The loss of the airship"
edition new person "Ada Heron"
edition new document letter.docx --siglum let
"""

from __future__ import annotations

import argparse
import importlib
import pkgutil
import sys

from .. import new
from ._root import root_of

HELP = "make a new note, event, entry or document"


def arguments(parser: argparse.ArgumentParser) -> None:
    kinds = parser.add_subparsers(dest="thing", metavar="THING", required=True)
    for info in pkgutil.iter_modules(new.__path__):
        if info.name.startswith("_"):
            continue
        module = importlib.import_module(f"{new.__name__}.{info.name}")
        sub = kinds.add_parser(info.name, help=module.HELP, description=module.__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
        module.arguments(sub)
        sub.set_defaults(make=module.make)


def run(args: argparse.Namespace) -> int:
    from ..read import read_edition

    root = root_of(args)
    try:
        made = args.make(read_edition(root), args)
    except new.Refused as error:
        print(f"edition new: {error}", file=sys.stderr)
        return 2
    for path in made:
        print(path.relative_to(root).as_posix())
    print(f"fill what is marked “{new.TO_FILL}”; edition check says what is left")
    return 0
