"""Data that a page loads when the reader asks for it, as scripts, so that they load from a disk too: for *Verify* and for *Annotate*."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..derive.answers import answers
from ..derive.bibliography import entry_text, labels
from ..kinds import NOTE_KINDS, STATUSES
from ..model import Edition
from ..read.prose import ENTITY_ROLES, ROLES
from .state import atlas_of, edition_of
from .words import NOTE_KIND_WORDS

if TYPE_CHECKING:
    from sphinx.application import Sphinx

ANSWERS, SOURCES = "verify-data.js", "annotate-data.js"
MOST_SIGNS = 160


def sources(edition: Edition) -> dict[str, Any]:
    """What the form for a note must know: works, people, what can be referred to, the names that are taken."""
    named = labels(edition)
    works = sorted((str(label), key, _short(entry_text(edition.works[key], label))) for key, label in named.items())
    return {
        "kinds": [[kind, NOTE_KIND_WORDS[kind]] for kind in NOTE_KINDS],
        "statuses": list(STATUSES),
        "works": [[key, label, words] for label, key, words in works],
        "people": [[key, name] for key, name in edition.contributors.items()],
        "roles": list(ROLES),
        "ids": {
            "ed:loc": list(edition.passages),
            "ed:note": list(edition.notes),
            "ed:event": list(edition.accounts),
            **{f"ed:{role}": [entity.id for entity in edition.entities.values() if entity.role == role] for role in ENTITY_ROLES if role != "term"},
        },
    }


def _short(words: str) -> str:
    return words if len(words) <= MOST_SIGNS else words[:MOST_SIGNS].rsplit(" ", 1)[0] + " …"


def write(app: Sphinx, exception: Exception | None) -> None:
    """``build-finished``: write the data beside the scripts that read them."""
    if exception is not None or app.builder.name != "html":
        return
    for name in (ANSWERS, SOURCES):
        Path(app.outdir, "_static", name).write_text(script(app, name), encoding="utf-8")


def script(app: Sphinx, name: str) -> str:
    """Return the script that holds the data of one of the two names."""
    edition = edition_of(app)
    if name == SOURCES:
        variable, data = "editionSources", sources(edition)
    else:
        variable, data = "editionAnswers", answers(edition) | {"pages": {siglum: f"{page}.html" for siglum, page in atlas_of(app).texts.items()}}
    return f"window.{variable}={json.dumps(data, ensure_ascii=False, separators=(',', ':'))}\n"
