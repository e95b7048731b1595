"""The answer to “does this citation still stand?”: from the ledger and the edition, without any server.

Words that a citation quotes are checked too: a receipt that is true does not make a misquotation so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ..locus import from_printed, printed
from ..locus import parse as parse_locus
from ..model import Edition, LedgerLine
from ..patterns import lazy
from .align import differences
from .find import exactly, folded, likest, loosely, nearest, places, seek
from .ledger import Life, State, lives, releases, states
from .receipt import SHORT, Cited, Receipt, normal, parse_all

UNCHANGED, CHANGED, MOVED, NEVER, FALSE, UNRELEASED, FOUND, NEAR, NOWHERE = (
    "unchanged", "changed", "moved", "never existed", "not those words", "not released", "found", "nearly", "nowhere",
)  # fmt: skip
#: a stretch of words shorter than this says too little to be looked for elsewhere
TELLING = 3


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of a citation: ``verdict`` is one of this module's words; ``before`` and ``after`` are set if it changed."""

    verdict: str
    message: str
    id: str = ""
    before: str = ""
    after: str = ""

    @property
    def stands(self) -> bool:
        return self.verdict in (UNCHANGED, FOUND)


def verify(edition: Edition, words: str) -> Answer:
    """Answer for a citation with one receipt or more, for an address, or for quoted words."""
    found = parse_all(words)
    if not found:
        return _address(edition, words) or find(edition, words)
    given = [_cited(edition, receipt, said) for receipt, said in _each(edition, found)]
    if len(given) == 1:
        return given[0]
    worst = next((answer for answer in given if not answer.stands), given[0])
    return replace(worst, message="; ".join(dict.fromkeys(answer.message for answer in given)))


def _each(edition: Edition, found: list[Cited]) -> Iterator[tuple[Receipt, str]]:
    """Yield receipts, a range as one for each passage of it that the edition has."""
    for receipt, to, said in found:
        document = edition.documents.get(receipt.id.partition("-")[0])
        ids = [passage.id for passage in document.passages] if document else []
        if to in ids and receipt.id in ids and not receipt.fingerprint:
            yield from ((receipt._replace(id=id_), "") for id_ in ids[ids.index(receipt.id) : ids.index(to) + 1])
            continue
        yield receipt, said
        if to:
            yield receipt._replace(id=to), ""


def _cited(edition: Edition, receipt: Receipt, words: str) -> Answer:
    """Answer for one receipt; ``words`` are those of the citation up to its end."""
    now, known = states(edition), lives(edition)
    id_ = next((name for name in (receipt.id, f"entity/{receipt.id}", f"event/{receipt.id}") if name in now or name in known), receipt.id)
    order = [line.id for line in releases(edition)]
    state, life, release = now.get(id_), known.get(id_), receipt.edition
    if state is None and life is None:
        return Answer(NEVER, f"{_name(id_)} never existed in this edition", id_)
    if release not in order:
        return _unreleased(edition, id_, receipt, state, order, words)
    line = life.at(release, order) if life else None
    if life is None or line is None:
        first = life.first.release if life else "a later edition"
        return Answer(NEVER, f"{_name(id_)} did not exist in edition {release}; it came with {first}", id_)
    return _released(edition, id_, receipt, state, life, line, order, words)


_ADDRESS = lazy(
    r"(?P<before>[\s\S]*?)(?:^|\s)(?:"
    r"(?P<locus>[A-Za-z][A-Za-z0-9]*[\s-][sSnN]?[0-9]+[a-zA-Z]?)|(?P<note>[a-z][a-z0-9]*/[a-z0-9-]+)"
    r"|\S*#(?P<fragment>[a-z0-9-]+)|\S*accounts/(?P<event>[a-z0-9-]+)(?:\.html)?)[\s.]*"
)


def _address(edition: Edition, words: str) -> Answer | None:
    """Answer for an address that names no edition, and may have a quotation before it: it stands if its words never changed."""
    match = _ADDRESS.fullmatch(words)
    if match is None or (match["before"].strip() and not _FIRST_QUOTED.match(match["before"])):
        return None
    now, known = states(edition), lives(edition)
    id_ = _addressed(match)
    state, life = now.get(id_), known.get(id_)
    if state is None and life is None:
        locus = parse_locus(id_)
        return Answer(NEVER, f"{_name(id_)} never existed in this edition", id_) if locus and locus.siglum in edition.documents else None
    if life is None:
        order = releases(edition)
        told = f"and came after edition {order[-1].id}" if order else "and no edition has been released yet"
        return Answer(UNRELEASED, f"{_name(id_)} is there, {told}", id_)
    answer = _released(edition, id_, Receipt(id_, life.first.release, ""), state, life, life.first, [line.id for line in releases(edition)], words)
    if answer.verdict == CHANGED and state is not None and state.hash == life.last.hash:
        return replace(answer, message=f"{answer.message}; no edition is named, and from {life.last.release} on it stands")
    return answer


def _addressed(match: re.Match[str]) -> str:
    if match["locus"]:
        return from_printed(re.sub(r"[\s-]", " ", match["locus"].lower()))
    if match["note"] or match["event"]:
        return match["note"] or f"event/{match['event']}"
    fragment = match["fragment"]
    if fragment.startswith("note-"):
        siglum, _, rest = fragment.removeprefix("note-").partition("-")
        return f"{siglum}/{rest}"
    return fragment if parse_locus(fragment) else f"entity/{fragment}"


def _released(edition: Edition, id_: str, receipt: Receipt, state: State | None, life: Life, line: LedgerLine, order: list[str], words: str) -> Answer:
    """Answer for something that the edition cited had, as it was then (``line``) and as it is now (``state``)."""
    name, release = _name(id_), receipt.edition
    if line.gone:
        return Answer(MOVED, f"{name} was withdrawn by edition {release}: {went(edition, line.gone)}", id_)
    if receipt.fingerprint and not receipt.is_of(line.hash):
        if other := next((one.release for one in life.lines if one.hash and receipt.is_of(one.hash)), ""):
            return Answer(FALSE, f"the receipt is that of {name} in edition {other}, and not in {release}", id_)
        if state is not None and not state.gone and receipt.is_of(state.hash):
            return Answer(UNRELEASED, f"{name} has these words since edition {release}, and they are not released yet", id_)
        return _false(id_, release, line.hash)
    had = line.words or (state.words if state is not None and state.hash == line.hash else "")
    if had and (quoted := misquoted(edition, id_, words, had)):
        return Answer(FALSE, f"these words do not stand in {name} in edition {release}: “{quoted}”", id_, before=quoted, after=likest(had, quoted)[1])
    if state is None or state.gone:
        last = life.last
        where = went(edition, (state.gone if state else "") or last.gone) or "nothing says where it went"
        return Answer(MOVED, f"{name} has been withdrawn{' in ' + last.release if last.gone else ''}: {where}", id_, before=line.words)
    if state.hash == line.hash:
        return Answer(UNCHANGED, f"{name} stands unchanged since edition {line.release}", id_)
    when = next((later.release for later in life.lines if order.index(later.release) > order.index(release)), "")
    since = f"changed in edition {when}" if when else "changed since the last release"
    after = state.words if line.words else ""
    return Answer(CHANGED, f"{name} has {since}{_left_to(edition, id_, line.words, after)}", id_, before=line.words, after=after)


def _unreleased(edition: Edition, id_: str, receipt: Receipt, state: State | None, order: list[str], words: str) -> Answer:
    name, release = _name(id_), receipt.edition
    if state is not None and not state.gone and release == edition.citation.get("version", ""):
        if not receipt.fingerprint:
            return Answer(UNRELEASED, f"edition {release} is being prepared; without a fingerprint nothing can be said of {name} in it", id_)
        if not receipt.is_of(state.hash):
            return _false(id_, release, state.hash)
        if quoted := misquoted(edition, id_, words, state.words):
            return Answer(FALSE, f"these words do not stand in {name}: “{quoted}”", id_, before=quoted, after=likest(state.words, quoted)[1])
        return Answer(UNCHANGED, f"{name} stands as in edition {release}, which is being prepared", id_)
    known = ", ".join(order) or "none yet"
    return Answer(UNRELEASED, f"there is no edition {release}; those released are: {known}", id_)


def _false(id_: str, release: str, hash_: str) -> Answer:
    is_ = f"which is {hash_[:SHORT]}"
    return Answer(FALSE, f"the receipt is not that of {_name(id_)} in edition {release}, {is_}: the citation was miscopied, or the words are others", id_)


def _left_to(edition: Edition, id_: str, before: str, after: str) -> str:
    """Where words that a passage lost stand now, as the rest of a sentence."""
    if not before or not after:
        return ""
    found: dict[str, None] = {}
    for _, have, _ in differences(before, after):
        if len(have.split()) >= TELLING:
            found.update(dict.fromkeys(at for at in exactly(edition, have) if at != id_))
    return f"; words that it had stand now in {places(found)}" if found else ""


_FIRST_QUOTED = lazy(r"[\s;,.]*(?:and\s+)?[“\"](?P<words>[^”\"]+)[”\"]")
_OMISSION = lazy(r"\s*(?:\[\s*(?:…|\.\s?\.\s?\.)\s*\]|…|\.\s?\.\s?\.)\s*")


def misquoted(edition: Edition, id_: str, citation: str, words: str) -> str:
    """Return the words that a citation quotes at its beginning, if they do not stand in ``words``; a title there is no quotation."""
    match = _FIRST_QUOTED.match(citation)
    locus = parse_locus(id_)
    if match is None or locus is None:
        return ""
    quoted = normal(match["words"])
    document = edition.documents.get(locus.siglum)
    if document is not None and folded(quoted) == folded(document.title):
        return ""
    had, at = _one_mark(normal(words)), 0
    if seek(had, _one_mark(quoted)) >= 0:
        return ""
    for piece in _OMISSION.split(_one_mark(quoted)):
        if piece and (at := seek(had, piece, at)) < 0:
            return quoted
        at += len(piece)
    return ""


def _one_mark(words: str) -> str:
    """Words with one kind of quotation mark, because marks within a quotation change theirs."""
    return re.sub(r"[“”‘’\"]", "'", words)


def find(edition: Edition, words: str) -> Answer:
    """Say where quoted words stand: exactly, in an earlier edition, nearly, or nowhere."""
    wanted = normal(words).strip("“”\"'‘’ ")
    if not folded(wanted):
        return Answer(NOWHERE, "there are no words to look for")
    if found := exactly(edition, wanted):
        return Answer(FOUND, f"these words stand in {places(found)}", found[0])
    if past := _past(edition, wanted):
        return past
    if found := loosely(edition, wanted):
        return Answer(NEAR, f"but for capitals, marks and signs these words stand in {places(found)}", found[0])
    id_, stretch = nearest(edition, wanted)
    if id_:
        return Answer(NEAR, f"not in these words; the nearest stand in {printed(id_)}", id_, before=wanted, after=stretch)
    return Answer(NOWHERE, "these words stand nowhere in the documents")


def _past(edition: Edition, wanted: str) -> Answer | None:
    """Answer for words that stand no more, but stood in an edition released."""
    now = states(edition)
    for id_, life in lives(edition).items():
        for number, line in enumerate(life.lines):
            if seek(normal(line.words), wanted) < 0:
                continue
            state = now.get(id_)
            stood = f"these words stood in {printed(id_)} in edition {line.release}"
            if state is None or state.gone:
                where = went(edition, (state.gone if state else "") or life.last.gone)
                return Answer(MOVED, f"{stood}, which has been withdrawn: {where}", id_, before=line.words)
            later = [other.release for other in life.lines[number + 1 :]]
            return Answer(CHANGED, f"{stood}, and were changed {f'in edition {later[0]}' if later else 'since'}", id_, before=line.words, after=state.words)
    return None


def went(edition: Edition, gone: str) -> str:
    """Where something went, as the rest of a sentence: the addresses of passages as they are printed."""
    words = re.sub(r"^Withdrawn[;:,.] *", "", gone).rstrip(". ")
    return re.sub(
        r"\b[a-z][a-z0-9]*-[sn]?[0-9]+[a-z]?\b",
        lambda match: printed(match[0]) if (locus := parse_locus(match[0])) and locus.siglum in edition.documents else match[0],
        words,
    )


def _name(id_: str) -> str:
    return printed(id_) if parse_locus(id_) else id_.removeprefix("entity/").removeprefix("event/")
