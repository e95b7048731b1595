"""Finding the edition that a command is about."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from ..read import find_root


class NotFound(SystemExit):
    """There is no edition here; the command was used in the wrong place."""


def root_of(args: argparse.Namespace) -> Path:
    """Return the root of the edition; leaves the program with exit code 2 if there is none."""
    given: Path | None = args.root
    if given is not None:
        if not given.is_dir():
            print(f"edition: there is no folder {given}", file=sys.stderr)
            raise NotFound(2)
        return given.resolve()
    found = find_root(Path.cwd())
    if found is None:
        print("edition: no edition here: neither this folder nor one above it has “sources” and “docs”; go into it, or name it with -C", file=sys.stderr)
        raise NotFound(2)
    return found
