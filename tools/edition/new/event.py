"""An account of an event that several documents tell: ``edition new event "The loss of the airship"``."""

from __future__ import annotations

import argparse
from pathlib import Path

from ..model import Edition
from . import TO_FILL, quoted, slug, write

HELP = "an account of an event"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("title", help="the event's title")
    parser.add_argument("--date", default="", help="its established date: 1960-05-01, 1960-05, 1960, or two of these with a stroke")
    parser.add_argument("--slug", default="", help="the account's name (default: from its title)")


def make(edition: Edition, args: argparse.Namespace) -> list[Path]:
    from ..derive.dates import shown

    date = args.date or "1900"
    told = "".join(
        f"  - at: {next((passage.id for passage in document.passages), siglum + '-1')}\n    quote: {TO_FILL}, the exact words\n    says: {TO_FILL}\n    states: {{date: {quoted(date)}}}\n    stance: states\n"
        for siglum, document in edition.documents.items()
    )
    author = next(iter(edition.contributors), "editors")
    text = (
        f"---\ntitle: {quoted(args.title)}\ndate: {quoted(date)}\nshown: {shown(date) if args.date else TO_FILL}\ncertainty: open\nevidence: []\nestablished: {{}}\n"
        f"# one entry for each telling; a document that does not tell it goes to “silent”, with the words that were sought there\n"
        f"told:\n{told}silent: {{}}\nstatus: unverified\nauthor: [{author}]\n---\n{TO_FILL}: what is established, who agrees with whom, and what that is worth.\n"
    )
    return [write(edition.root / "docs" / "accounts" / f"{args.slug or slug(args.title)}.md", text)]
