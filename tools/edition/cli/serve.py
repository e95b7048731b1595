"""Show the edition in the browser, and again after each save.

edition serve              at http://127.0.0.1:8000
edition serve --port 8080
edition serve --open       and open the browser

A page is made when it is looked at. After a save the pages that show something else load themselves again; what is to
be mended is said here, and on the page. While a file is broken its page stays as it was. Search and downloads
are those of the last “edition build html”, if there was one.
"""

from __future__ import annotations

import argparse
import gc
import os
import socket
import sys

from ._root import root_of

HELP = "show the pages in the browser, again after each save"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--open", action="store_true", help="open the browser")


def run(args: argparse.Namespace) -> int:
    from ..serve.server import serve
    from ..serve.session import Session

    root = root_of(args)
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind(("127.0.0.1", args.port))
        except OSError:
            print(f"edition serve: port {args.port} is taken; name another with --port", file=sys.stderr)
            return 2
    print("reading the edition …", flush=True)
    session = Session(root, root / "build" / "serve", root / "build" / ".doctrees" / "serve", jobs=os.cpu_count() or 1)
    gc.collect()
    gc.freeze()  # what was read stays; to look for rubbish among it after each save takes longer than the page
    print(f"the edition is shown at http://127.0.0.1:{args.port}/ (stop with Ctrl-C)", flush=True)
    serve(session, root / "build" / "html", port=args.port, browser=args.open)
    return 0
