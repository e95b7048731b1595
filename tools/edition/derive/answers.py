"""What a page must know to answer as :mod:`edition.derive.verify` does, without any server: every id, its words and its past."""

from __future__ import annotations

from typing import Any

from ..model import Edition
from .ledger import lives, releases, states
from .verify import went

#: in the place of words: the same as those of the present
SAME = 0


def answers(edition: Edition) -> dict[str, Any]:
    """Return the data of the box on the site, for JSON.

    ``now``: id → kind, hash, 1 if it is a tombstone, then its words (of passages) or why it is gone;
    ``past``: id → its lines in the ledger, each release, hash, why it went, and its words (of passages), ``0`` if they are those of ``now``.
    """
    present = states(edition)
    now = {
        id_: [state.kind, state.hash, 1, went(edition, state.gone)]
        if state.gone
        else [state.kind, state.hash, 0, state.words if state.kind == "passage" else ""]
        for id_, state in present.items()
    }
    past = {
        id_: [
            [line.release, line.hash, went(edition, line.gone), SAME if line.words and id_ in present and now[id_][3] == line.words else line.words]
            for line in life.lines
        ]
        for id_, life in lives(edition).items()
    }
    return {
        "version": edition.citation.get("version", ""),
        "releases": [line.id for line in releases(edition)],
        "titles": {siglum: document.title for siglum, document in edition.documents.items()},
        "now": now,
        "past": past,
    }
