"""An account of an event that several documents tell: ``edition new event "The loss of the airship"``."""

from __future__ import annotations

import argparse
from pathlib import Path

from ..model import Edition, Passage
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
        f"  - at: {passage.id}\n    quote: {quoted(_first(passage))}\n    says: {TO_FILL}, and put the right place and words above\n    states: {{date: {quoted(date)}}}\n    stance: states\n"
        for document in edition.documents.values()
        for passage in [one for one in document.passages if one.kind == "paragraph" and not one.withdrawn][:1]
    )
    author = next(iter(edition.contributors), "editors")
    text = (
        f"---\ntitle: {quoted(args.title)}\ndate: {quoted(date)}\nshown: {shown(date) if args.date else TO_FILL}\ncertainty: open\nevidence: []\nestablished: {{}}\n"
        f"# one entry for each telling; a document that does not tell it goes to “silent”, with the words that were sought there\n"
        f"told:\n{told}silent: {{}}\nstatus: unverified\nauthor: [{author}]\n---\n{TO_FILL}: what is established, who agrees with whom, and what that is worth.\n"
    )
    return [write(edition.root / "docs" / "accounts" / f"{args.slug or slug(args.title)}.md", text)]


def _first(passage: Passage) -> str:
    """The shortest beginning of a passage that stands in it once: a quotation to be replaced."""
    pieces = passage.text.split(" ")
    return next((words for count in range(3, len(pieces)) if passage.text.count(words := " ".join(pieces[:count])) == 1), passage.text)
