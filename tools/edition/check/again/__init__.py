"""The check again after a small edit: what was found before, and what is found of the files that changed.

The outcome of a check is kept with the signs of all files (:mod:`edition.read.look`). If none changed, it stands.

A record, a page or a document has a *face*: a hash of what anything else can see of it, such as its id and, of a page, its
headings (:func:`edition.derive.said.face_of`). Behind the face is the rest. If what changed still shows the same face, then
what was found elsewhere stands, and only what is found of it alone is found again. Three things stand between:

- Of the words of the texts all sorts of things are asked: whether a lemma stands in a passage, or a name anywhere. What was
  asked of a text is kept with its answer, and of an edited document it is asked again (:mod:`.asked`).
- Of the references others know only to what they lead (:mod:`edition.derive.targets`), and of the places where a note hangs
  only what it explains there (:mod:`edition.derive.coverage`): whether that is the same, is reckoned.
- What a record hangs on elsewhere, because it names it, is looked up (:mod:`.lookup`).

Whatever else changed, or if anything was found in these files that others have a part in, all is checked.

That the checks of the whole edition see nothing behind a face is not believed but *watched* while they run (:mod:`.watched`):
what one of them did look into is kept without a face, so that every edit of it is checked with all. A check that sees the
same faces and answers goes the same way again, and so looks behind no other.

Of the works of the bibliography others see their keys, and where a document cites them: of their other fields all that is found
is found again. A note may also come, and a work that is cited, but nothing may go. Checked with all is every edit of an event's
dates and tellings, of a name's forms, of what heads a document, of the citation, the contributors and the ledger, and of settings.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from ...read import read_edition
from ...read.facts import pack, store, stored, unpack
from ...read.look import Look, look, same_folders, touched
from .unanswered import Unanswered

if TYPE_CHECKING:
    from ...diagnostics import Diagnostic
    from ...model import Edition

T = TypeVar("T")

OUTCOME, ASKED = "outcome", "asked"
#: if more than these changed, all is read and checked
MOST = 200


def counts(edition: Edition) -> dict[str, int]:
    """Return how much was looked at."""
    return {"documents": len(edition.documents), "passages": len(edition.passages), "notes": len(edition.notes)}


def check_again(root: Path, *, fresh: bool = False) -> tuple[list[Diagnostic], Mapping[str, int]]:
    """Return every diagnostic, those of :func:`edition.check.run` on all that there is, and how much that is (:func:`counts`).

    With ``fresh`` nothing that was kept is believed, and it is kept anew.
    """
    now = look(root)
    held = stored(str(root), OUTCOME) if now is not None and not fresh else {}
    if now is not None and held:
        try:
            return _answer(root, held, now), held["counts"]
        except Unanswered:
            pass
    from .. import run
    from .asked import MARK, asked
    from .outcome import outcome
    from .watched import Watched

    edition = read_edition(root, keep=True, fresh=fresh)
    watched = Watched(edition)
    found = run(edition, watched)
    if now is not None and edition.documents and same_folders(root, now):  # a file that came and went meanwhile would never be missed
        kept = outcome(edition, watched, found)
        store(str(root), ASKED, {MARK: kept["asked"], **asked(edition, watched.log)})
        store(str(root), OUTCOME, {"signs": now.signs, "counts": counts(edition), **kept})
    elif fresh:
        store(str(root), OUTCOME, {})
    return found, counts(edition)


def _answer(root: Path, held: dict[str, Any], now: Look) -> list[Diagnostic]:
    """Return what is to be found. Raises Unanswered if that cannot be said without looking at everything."""
    files, came = _or_all(touched(held["signs"], now.signs))
    if held["beside"] or held["disk"]:
        _look_beside(root, held)
    found: list[Diagnostic] = list(unpack(held["found"]))
    if not files and not came:
        return found
    from .changed import Answer, differing
    from .things import unit_of

    changed = differing(root, held, files)
    if len(changed) + len(came) > MOST:
        raise Unanswered
    answer = Answer(root, held)
    again: set[str] = {*changed}
    if {*held["bib"]} & again:  # what came may be named in what changed, and works in both
        again |= {*held["bib"]}
        more = [*answer.works()]
    else:
        more = []
    for unit in came:
        more += answer.came(unit)
    for unit in changed:
        if unit not in held["bib"]:
            more += answer.changed(unit)
    answer.see_cited()
    found = sorted({*(item for item in found if unit_of(item.span.file) not in again), *more})
    if same_folders(root, now):
        held["found"], held["signs"] = pack(tuple(found)), now.signs
        if answer.asked:
            store(str(root), ASKED, answer.asked)
        store(str(root), OUTCOME, held)
    return found


def _look_beside(root: Path, held: Mapping[str, Any]) -> None:
    """See that what is not of the edition, and has a part in the outcome, is as it was."""
    from ...derive.disk import Disk
    from .outcome import hashes

    disk = Disk(str(root))
    if held["beside"] != hashes(root, held["beside"]) or any(disk.there(path) != there for path, there in held["disk"].items()):
        raise Unanswered


def _or_all(found: T | None) -> T:
    """Return what there is; if there is nothing, all must be checked."""
    if found is None:
        raise Unanswered
    return found
