"""What must be read again: pages whose share of the model has changed, so that an incremental build equals a cold one.

Each page that sets anything from the model carries a digest of what it shows; a page whose digest differs from that of
the last build is outdated. Sphinx itself sees to the pages' own files.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import TYPE_CHECKING

from ..derive.beside import beside
from ..derive.mentions import by_entity
from ..derive.reading import text_view
from ..model import Edition
from .state import Atlas, atlas_of, edition_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


def digests(edition: Edition, atlas: Atlas, docnames: Iterable[str]) -> dict[str, str]:
    """Return the digest of what each page shows of the model; pages that show nothing have none."""
    shared = _digest(edition.citation, edition.contributors, edition.ledger, edition.changes, sorted((page.name, page.title) for page in edition.pages.values()), atlas.texts, atlas.registers)
    targets = _digest(_targets(edition))
    words = {locus: passage.text for locus, passage in edition.passages.items()}
    whole = ""
    out = {}
    texts = {page: siglum for siglum, page in atlas.texts.items()}
    registers = {page: register for register, page in atlas.registers.items()}
    loci = by_entity(edition)
    around = beside(edition)
    for name in docnames:
        folder, _, last = name.rpartition("/")
        if name in texts:
            document = edition.documents[texts[name]]
            view = text_view(edition, document)
            out[name] = _digest(
                shared, targets, document.meta, document.passages, document.emendations, document.lost_notes, document.foreign, view,
                [around.get(passage.id) for passage in document.passages],
                [(edition.entities[id_], [mention.passage for mention in loci[id_]]) for id_ in view.named],
            )  # fmt: skip
        elif name in registers:
            mine = [entity for entity in edition.entities.values() if entity.register == registers[name]]
            out[name] = _digest(shared, mine, [(mention, words[mention.passage]) for entity in mine for mention in loci[entity.id]], targets)
        elif folder == "accounts" and last in edition.accounts:
            relations = [document.relations for document in edition.documents.values()]
            out[name] = _digest(shared, edition.accounts[last], relations, targets)
        elif name in edition.pages:
            page = edition.pages[name]
            if any(include.role.startswith("ed:") or include.role == "bibliography" for include in page.includes):
                whole = whole or _whole(edition)
                out[name] = _digest(shared, whole)
            elif page.references:
                out[name] = _digest(shared, targets)
    return out


def _targets(edition: Edition) -> object:
    """What a reference may print or lead to: ids and the words that stand for them."""
    return (
        list(edition.passages),
        [(note.id, note.at, note.lemma.words, note.withdrawn) for note in edition.notes.values()],
        [(entity.id, entity.name, entity.register) for entity in edition.entities.values()],
        [(account.id, account.title) for account in edition.accounts.values()],
        [(work.key, work.type, sorted(work.fields.items()), sorted(work.persons.items())) for work in edition.works.values()],
        [(page.name, [anchor for anchor, _ in page.anchors]) for page in edition.pages.values()],
    )


def _whole(edition: Edition) -> str:
    return _digest(
        [(document.meta, document.passages, document.emendations, document.relations, document.sha256, document.waivers) for document in edition.documents.values()],
        list(edition.notes.values()), list(edition.entities.values()), list(edition.accounts.values()), _targets(edition), edition.citation,
        [(page.name, page.references) for page in edition.pages.values()],
    )  # fmt: skip


def _digest(*parts: object) -> str:
    return hashlib.sha256(repr(parts).encode("utf-8")).hexdigest()


def get_outdated(app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]) -> list[str]:
    """``env-get-outdated``: the pages whose digest is not that of the last build."""
    now = digests(edition_of(app), atlas_of(app), env.found_docs)
    before: dict[str, str] = getattr(env, "edition_digests", {})
    env.edition_digests = now  # type: ignore[attr-defined]
    return [name for name, digest in now.items() if before.get(name) != digest and name not in added]
