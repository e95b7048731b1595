"""An entry of the register of people: ``edition new person "Ada Heron"``."""

from __future__ import annotations

import argparse
from pathlib import Path

from ..model import Edition
from . import entry

HELP = "an entry of the register of people"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", help="the canonical name")
    parser.add_argument("--slug", default="")


def make(edition: Edition, args: argparse.Namespace) -> list[Path]:
    args.register = "people"
    return entry.make(edition, args)
