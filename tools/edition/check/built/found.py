"""The index for searching, ``html/_search/``: each hit leads to a place that is there, and has the words of its passage."""

from __future__ import annotations

import json
import re
from pathlib import Path

from ...diagnostics import Span
from . import AGAIN, BROKEN_LINK, MISSING_PASSAGE, OTHER_WORDS, Proof
from .links import Site

_PIECE = re.compile(r'edition\.take\("[^"]+",(.*)\)\s*', re.S)


def prove(proof: Proof, folder: Path, site: Site) -> int:
    """Compare the records with the pages and the edition; returns how many they are."""
    passages = proof.edition.passages
    shown = {anchor for path in site.pages for anchor in site.ids[path] if anchor in passages and not passages[anchor].withdrawn}
    count = 0
    for path in sorted((folder / "r").glob("*.js")):
        match = _PIECE.fullmatch(path.read_text(encoding="utf-8", errors="replace"))
        try:
            records = [(str(title), str(address), str(words)) for title, address, words in json.loads(match[1] if match else "")]
        except ValueError as error:
            proof.unreadable(proof.name(path), error)
            continue
        for title, address, words in records:
            count += 1
            target, _, anchor = address.partition("#")
            if target not in site.files or (anchor and target in site.pages and anchor not in site.ids[target]):
                if (site.file(target), anchor) not in proof.missing:
                    proof.add(BROKEN_LINK(Span(proof.name(path)), f"the search leads from “{title}” to “{address}”, which is not there", AGAIN))
            elif anchor in passages:
                shown.discard(anchor)
                if not words.startswith(passages[anchor].text):
                    proof.add(OTHER_WORDS(Span(proof.name(path)), f"the search has other words of {title}: “{words[:60]}”", AGAIN))
    if not proof.has_unreadable(proof.name(folder)):
        for id_ in sorted(shown):
            proof.add(MISSING_PASSAGE(Span(proof.name(folder)), f"the search does not find “{id_}”", AGAIN))
    return count
