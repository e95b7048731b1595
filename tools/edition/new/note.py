"""A note on words of a passage: ``edition new note let-14 "the brig Heron"``."""

from __future__ import annotations

import argparse
from pathlib import Path

from ..diagnostics import nearest
from ..kinds import NOTE_KINDS
from ..lemma import Lemma, explain, locate, occurrences
from ..model import Edition
from . import TO_FILL, Refused, quoted, slug, write

HELP = "a note on words of a passage"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("at", help="the passage, such as let-14")
    parser.add_argument("lemma", help="the exact words of its text")
    parser.add_argument("--kind", default="fact", choices=NOTE_KINDS)
    parser.add_argument("--slug", default="", help="the note's name (default: from its lemma)")
    parser.add_argument("--author", default="", help="your key in docs/contributors.yaml")


def make(edition: Edition, args: argparse.Namespace) -> list[Path]:
    passage = edition.passages.get(args.at)
    if passage is None:
        raise Refused(f"there is no passage “{args.at}”{nearest(args.at, edition.passages)}")
    lemma = Lemma(" ".join(args.lemma.split()))
    found = occurrences(passage.text, lemma.words)
    if locate(passage.text, lemma) is None and not found:
        message, mend = explain(passage.text, lemma, args.at)
        raise Refused(f"{message}: {mend}")
    words = quoted(lemma.words) if len(found) == 1 else f"[{quoted(lemma.words)}, 1]"
    author = args.author or next(iter(edition.contributors), "editors")
    name = args.slug or slug(lemma.words)
    text = (
        f"---\nat: {args.at}\nlemma: {words}\nkind: {args.kind}\nstatus: unverified\nauthor: [{author}]\n---\n"
        f"{TO_FILL}: what is right about “{lemma.words}”, first.\n{TO_FILL}: how it is known, with a citation and its page.\n"
    )
    return [write(edition.root / "docs" / "notes" / passage.siglum / f"{name}.md", text)]
