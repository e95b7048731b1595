"""An entry of a register: ``edition new entry people "Ada Heron"``. The forms that the texts have are proposed."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

from ..kinds import REGISTERS
from ..model import Edition
from . import TO_FILL, Refused, quoted, slug, write

HELP = "an entry of a register"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("register", choices=list(REGISTERS))
    parser.add_argument("name", help="the canonical name")
    parser.add_argument("--slug", default="", help="the entry's name (default: from its name)")


def make(edition: Edition, args: argparse.Namespace) -> list[Path]:
    name = args.slug or slug(args.name)
    if name in edition.entities:
        raise Refused(f"“{name}” is an entry of {edition.entities[name].register} already; choose another name with --slug")
    forms = proposed(edition, args.name) or [args.name]
    author = next(iter(edition.contributors), "editors")
    lines = "".join(f"  - {quoted(form)}\n" for form in forms)
    text = f"---\nname: {quoted(args.name)}\ngloss: {TO_FILL}, one sentence.\nforms:\n{lines}status: unverified\nauthor: [{author}]\n---\n{TO_FILL}: two or three sentences with citations.\n"
    made = [write(edition.root / "docs" / "registers" / args.register / f"{name}.md", text)]
    page = edition.root / "docs" / "registers" / f"{args.register}.md"
    shown = {include.target for one in edition.pages.values() for include in one.includes if include.role == "ed:register"}
    if args.register not in shown and not page.exists():  # the first of its register
        made.append(write(page, f"# {args.register.capitalize()}\n\n```{{ed:register}} {args.register}\n```\n"))
    return made


def proposed(edition: Edition, name: str) -> list[str]:
    """Return the forms of a name that the texts have: the whole, or runs of capitalised words with its last word."""
    last = name.split()[-1]
    pattern = re.compile(rf"(?:\b[A-Z][\w.’-]*\s+){{0,4}}\b{re.escape(last)}\b")
    found = {match[0] for passage in edition.passages.values() for match in pattern.finditer(passage.text)}
    return sorted(found, key=lambda form: (-len(form), form))
