"""The command ``edition``. Each module of this package is a subcommand, found by being here.

A subcommand has ``HELP`` (one line), ``arguments(parser)`` and ``run(args) -> int``.
Exit codes: 0 clean, 1 faults in the edition, 2 wrong use.
"""

from __future__ import annotations

import argparse
import importlib
import os
import pkgutil
import sys
from pathlib import Path

from .. import __version__

CLEAN, FAULTS, WRONG_USE = 0, 1, 2

EPILOGUE = """\
first steps:
  edition build html      make the pages, into build/html
  edition check           see whether every word and every reference stands
  edition explain E212    what a code means, with an example and its mend
  edition serve           write, save, and see it in the browser
"""


def main(argv: list[str] | None = None) -> int:
    """Run the command; returns the exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    parser = argparse.ArgumentParser(
        prog="edition",
        description="Make, check and prove an annotated scholarly edition.",
        epilog=EPILOGUE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"edition {__version__}")
    parser.add_argument("-C", "--root", type=Path, metavar="FOLDER", help="the edition's folder (else the nearest one, from here upwards)")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True, prog="edition")  # its name given, argparse need not lay out its help
    names = sorted(info.name for info in pkgutil.iter_modules(__path__) if not info.name.startswith("_"))
    wanted = _command(words, names)
    for name in names:
        if wanted is not None and name != wanted:  # a command costs only its own imports
            commands.add_parser(name)
            continue
        module = importlib.import_module(f"{__name__}.{name}")
        sub = commands.add_parser(name, help=module.HELP, description=module.__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
        module.arguments(sub)
        sub.set_defaults(run=module.run)
    try:
        args = parser.parse_args(words)
        code = int(args.run(args))
        if argv is None and args.command == "check":  # all is said; to take a large edition apart object by object costs a tenth of the time
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code)
        return code
    except SystemExit as error:
        return WRONG_USE if error.code not in (0, None) else CLEAN
    except KeyboardInterrupt:
        print("stopped", file=sys.stderr)
        return 130
    except BrokenPipeError:
        return CLEAN


def _command(words: list[str], names: list[str]) -> str | None:
    """The command that is meant: the first word that is no option and no option's folder."""
    rest = iter(words)
    for word in rest:
        if word in ("-C", "--root"):
            next(rest, None)
        elif not word.startswith("-"):
            return word if word in names else None
    return None
