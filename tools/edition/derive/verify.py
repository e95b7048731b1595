"""The answer to “does this citation still stand?”: from the ledger and the edition, without any server."""

from __future__ import annotations

import difflib
from dataclasses import dataclass

from ..locus import parse as parse_locus
from ..locus import printed
from ..model import Edition
from .ledger import lives, releases, states
from .receipt import LONG, fingerprint, normal, parse

UNCHANGED, CHANGED, MOVED, NEVER, FALSE, UNRELEASED, FOUND, NEAR, NOWHERE = (
    "unchanged", "changed", "moved", "never existed", "not those words", "not released", "found", "nearly", "nowhere",
)  # fmt: skip


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
    """Answer for a citation with a receipt in it, or for quoted words."""
    receipt = parse(words)
    if receipt is None:
        return find(edition, words)
    id_, release, signs = receipt
    now, known = states(edition), lives(edition)
    id_ = next((name for name in (id_, f"entity/{id_}", f"event/{id_}") if name in now or name in known), id_)
    order = [line.id for line in releases(edition)]
    name = _name(id_)
    if id_ not in now and id_ not in known:
        return Answer(NEVER, f"{name} never existed in this edition", id_)
    if release not in order:
        return _unreleased(edition, id_, release, signs, order)
    line = known[id_].at(release, order) if id_ in known else None
    if line is None:
        first = known[id_].first.release if id_ in known else "a later edition"
        return Answer(NEVER, f"{name} did not exist in edition {release}; it came with {first}", id_)
    if line.gone:
        return Answer(MOVED, f"{name} was withdrawn by edition {release}: {line.gone}", id_)
    if signs and not line.hash.startswith(signs) and not signs.startswith(line.hash):
        return Answer(
            FALSE, f"the receipt is not that of {name} in edition {release}, which is {line.hash[:5]}: the citation was miscopied, or the words are others", id_
        )
    state = now.get(id_)
    if state is None or state.gone:
        last = known[id_].last
        return Answer(
            MOVED,
            f"{name} has been withdrawn{' in ' + last.release if last.gone else ''}: {(state.gone if state else '') or last.gone}",
            id_,
            before=line.words,
        )
    if state.hash == line.hash:
        return Answer(UNCHANGED, f"{name} stands unchanged since edition {line.release}", id_)
    when = next((later.release for later in known[id_].lines if order.index(later.release) > order.index(release)), "")
    since = f"changed in edition {when}" if when else "changed since the last release"
    return Answer(CHANGED, f"{name} has {since}", id_, before=line.words, after=state.words if line.words else "")


def _unreleased(edition: Edition, id_: str, release: str, signs: str, order: list[str]) -> Answer:
    state = states(edition).get(id_)
    version = edition.citation.get("version", "")
    if state is not None and release == version and signs and fingerprint(state.words, LONG).startswith(signs):
        return Answer(UNCHANGED, f"{_name(id_)} stands as in edition {release}, which is being prepared", id_)
    known = ", ".join(order) or "none yet"
    return Answer(UNRELEASED, f"there is no edition {release}; those released are: {known}", id_)


def find(edition: Edition, words: str) -> Answer:
    """Say where quoted words stand in the documents: exactly, nearly, or nowhere."""
    wanted = normal(words).strip("“”\"'‘’ ")
    if not wanted:
        return Answer(NOWHERE, "there are no words to look for")
    exact = [passage.id for passage in edition.passages.values() if wanted in normal(passage.text)]
    if exact:
        return Answer(FOUND, f"these words stand in {', '.join(printed(id_) for id_ in exact)}", exact[0])
    folded = _folded(wanted)
    nearly = [passage.id for passage in edition.passages.values() if folded in _folded(normal(passage.text))]
    if nearly:
        return Answer(NEAR, f"but for capitals, marks and signs these words stand in {', '.join(printed(id_) for id_ in nearly)}", nearly[0])
    best, score, stretch = "", 0.0, ""
    size = len(wanted.split())
    for passage in edition.passages.values():
        tokens = normal(passage.text).split()
        matcher = difflib.SequenceMatcher(None, b=wanted.split(), autojunk=False)
        for start in range(0, max(1, len(tokens) - size + 1), max(1, size // 4)):
            piece = tokens[start : start + size]
            matcher.set_seq1(piece)
            if matcher.real_quick_ratio() > score and matcher.quick_ratio() > score and matcher.ratio() > score:
                best, score, stretch = passage.id, matcher.ratio(), " ".join(piece)
    if score >= 0.6:
        return Answer(NEAR, f"not in these words; the nearest stand in {printed(best)}", best, before=wanted, after=stretch)
    return Answer(NOWHERE, "these words stand nowhere in the documents")


def _folded(words: str) -> str:
    import unicodedata

    plain = unicodedata.normalize("NFKD", words).casefold()
    return " ".join("".join(sign if sign.isalnum() else " " for sign in plain if not unicodedata.combining(sign)).split())


def _name(id_: str) -> str:
    return printed(id_) if parse_locus(id_) else id_.removeprefix("entity/").removeprefix("event/")
