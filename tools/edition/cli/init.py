"""Make a new edition in an empty folder: its folders, settings, and one letter that shows every part.

  edition init my-edition --title "Letters of a Lighthouse Keeper"

It builds and checks clean as it is; put documents of your own in with `edition new document FILE`.
"""

from __future__ import annotations

import argparse
import datetime
import json
import re
import sys
from importlib import metadata, resources
from importlib.resources.abc import Traversable
from pathlib import Path

HELP = "make a new edition in an empty folder"

#: files whose bytes are evidence, or are a template of something else
VERBATIM = ("witness.txt",)


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, help="the folder; it is made if it is not there, and must be empty")
    parser.add_argument("--title", default="An Edition", help="the edition's title")


def run(args: argparse.Namespace) -> int:
    folder: Path = args.folder
    if folder.exists() and (not folder.is_dir() or any(path.name != ".git" for path in folder.iterdir())):
        print(f"edition init: {folder} is not empty; name a new folder", file=sys.stderr)
        return 2
    today = datetime.date.today()
    values = {"{title}": re.sub(r'"([^"]*)"', r"“\1”", args.title).replace('"', ""), "{year}": str(today.year), "{day}": today.isoformat(), "{tools}": tools()}
    made = copy(resources.files("edition") / "starter", folder, values)
    print(f"{folder}: {made} files")
    print(f"next:  cd {folder} && edition check && edition build html")
    return 0


def tools() -> str:
    """Return the line by which pip finds these tools again: where they were installed from (PEP 610), or their version."""
    try:
        found = metadata.distribution("edition")
    except metadata.PackageNotFoundError:
        return "edition"
    source = json.loads(found.read_text("direct_url.json") or "{}")
    if "vcs_info" in source:
        return f"edition @ {source['vcs_info']['vcs']}+{source['url']}@{source['vcs_info']['commit_id']}"
    return f"edition @ {source['url']}" if "url" in source else f"edition=={found.version}"


def copy(source: Traversable, target: Path, values: dict[str, str]) -> int:
    """Copy a folder of the package, its placeholders filled; returns the number of files."""
    made = 0
    target.mkdir(parents=True, exist_ok=True)
    for item in sorted(source.iterdir(), key=lambda item: item.name):
        if item.name == "__pycache__":
            continue
        place = target / item.name
        if item.is_dir():
            made += copy(item, place, values)
            continue
        data = item.read_bytes()
        if item.name not in VERBATIM:
            text = data.decode("utf-8")
            for mark, value in values.items():
                text = text.replace(mark, value)
            data = text.encode("utf-8")
        place.write_bytes(data)
        if place.parent.name == ".ci":
            place.chmod(0o755)
        made += 1
    return made
