"""Show the edition in the browser, and again after each save.

edition serve              at http://127.0.0.1:8000
edition serve --port 8080
"""

from __future__ import annotations

import argparse
import subprocess
import sys

from ._root import root_of

HELP = "show the pages in the browser, again after each save"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--open", action="store_true", help="open the browser")


def run(args: argparse.Namespace) -> int:
    root = root_of(args)
    command = [
        sys.executable,
        "-m",
        "sphinx_autobuild",
        "--host",
        "127.0.0.1",
        "--port",
        str(args.port),
        "-n",
        "-j",
        "auto",
        "-d",
        str(root / "build" / ".doctrees" / "serve"),
    ]
    for folder in ("sources", "bib"):
        command += ["--watch", str(root / folder)]
    if args.open:
        command.append("--open-browser")
    return subprocess.run([*command, str(root / "docs"), str(root / "build" / "serve")], check=False).returncode
