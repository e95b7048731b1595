"""E5: citations and the bibliography: each key that is cited exists, and each work is cited."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from pathlib import Path

from ..derive.references import made
from ..derive.targets import is_cited
from ..diagnostics import Diagnostic, nearest, rule
from ..kinds import CITATIONS
from ..model import Edition
from ..read.bib import BROKEN_BIBTEX, MALFORMED_KEY, UNKNOWN_TYPE
from . import check, one_by_one
from .sound import readable, unmeant
from .twins import twin_works

UNKNOWN_WORK = rule("E505", "unknown-work")
UNCITED_WORK = rule("E506", "uncited-work")
CITED_NOWHERE = rule("E514", "cited-at-unknown-passage")


@one_by_one
def unknown_works(edition: Edition) -> Iterator[Diagnostic]:
    """Every key that is cited is in the bibliography."""
    broken = (BROKEN_BIBTEX.code, UNKNOWN_TYPE.code, MALFORMED_KEY.code)
    if any(fault.code in broken or (fault.span.file.startswith("bib/") and fault.code < "E200") for fault in edition.faults):
        return  # a file that was not read to its end would make every key in it unknown
    for item in made(edition):
        key = item.reference.target
        if item.reference.role in CITATIONS and key not in edition.works:
            yield UNKNOWN_WORK(item.reference.span, f"no work has the key “{key}”{nearest(key, edition.works)}", "correct the key, or add the work to bib/")


@check
def uncited_works(edition: Edition) -> Iterator[Diagnostic]:
    """Every work is cited by the editors, or by a document (“citedat”)."""
    crossed = {work.shown["crossref"] for work in edition.works.values() if "crossref" in work.shown}
    unread = _unread(edition)
    unused = [
        work.key
        for work in edition.works.values()
        if work.key not in crossed and "citedat" not in work.shown and work.key not in unread and not is_cited(edition, work.key)
    ]
    if not unused:
        return
    twice = {work.key for pair in twin_works(edition) for work in pair}
    cited = {item.reference.target for item in made(edition) if item.reference.role in CITATIONS} | crossed
    for key in unmeant((key for key in unused if key not in twice), cited - set(edition.works)):
        yield UNCITED_WORK(edition.works[key].span, f"nobody cites “{key}”", "cite it where its evidence is used, or remove the entry")


def _unread(edition: Edition) -> set[str]:
    """The words of the files in which reading found a fault: they may cite what could not be read."""
    words: set[str] = set()
    for file in {fault.span.file for fault in edition.faults if fault.span.file.startswith("docs/")}:
        with contextlib.suppress(OSError):
            words.update(re.findall(r"[a-z0-9-]+", Path(edition.root, file).read_text(encoding="utf-8", errors="replace")))
    return words


@check
def cited_at(edition: Edition) -> Iterator[Diagnostic]:
    """The passages at which a document cites a work exist."""
    for work in edition.works.values():
        for id_ in work.cited_at:
            if id_ not in edition.passages and readable(edition, id_):
                yield CITED_NOWHERE(work.span, f"“{work.key}” is cited at “{id_}”, which is no passage{nearest(id_, edition.passages)}", "correct “citedat”")
