"""What must be made again: pages whose share of the model has changed, so that an incremental build equals a cold one.

The share of a page is all of the model that it shows: the objects that it sets, and what stands for those that it
refers to. A build keeps the digest of each share with its environment; a page whose digest differs is read again. A
process that stays compares the shares themselves (:mod:`.warm`), in which whatever did not change is the same object.
What stands around a page, of the titles of others, is known only when these were read: a page where that changed is
written again. Sphinx itself sees to the pages' own files.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import TYPE_CHECKING

from ..derive.beside import Beside, beside
from ..derive.bibliography import labels
from ..derive.mentions import by_entity, mentions
from ..derive.reading import withdrawn_notes
from ..model import Account, Document, Edition, Entity, Reference
from .state import Atlas, atlas_of, edition_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


#: the parts of an edition, but its notes
_PARTS = frozenset(("documents", "entities", "accounts", "works", "pages"))


class Part:
    """A large part of many shares: compared once while it is the same object, and digested once."""

    def __init__(self, value: object) -> None:
        self.value = value
        self._digest = ""

    def __eq__(self, other: object) -> bool:
        return self is other or (isinstance(other, Part) and self.value == other.value)

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        self._digest = self._digest or _digest(self.value)
        return self._digest


class Shares:
    """The shares of the pages of one state of an edition; parts that ``before`` had too are the same objects as there."""

    def __init__(self, edition: Edition, atlas: Atlas, before: Shares | None = None) -> None:
        self.edition, self.atlas = edition, atlas
        self.parts: dict[str, Part] = {}
        self._before = before.parts if before else {}
        self.shared = self._part("shared", (edition.citation, edition.contributors, edition.ledger, edition.changes, atlas.texts, atlas.registers, atlas.bibliography))
        self.pages = self._part("pages", [(page.name, page.title, [anchor for anchor, _ in page.anchors]) for page in edition.pages.values()])
        self.documents = self._part("documents", [(document.siglum, document.group, document.relations) for document in edition.documents.values()])
        self.texts = {page: siglum for siglum, page in atlas.texts.items()}
        self.registers = {page: register for register, page in atlas.registers.items()}
        self.loci, self.around, self.labels, self.mentions = by_entity(edition), beside(edition), labels(edition), mentions(edition)
        self._seen: dict[tuple[str, str], object] = {}
        self._entries: dict[str, list[Entity]] = {}
        for entity in edition.entities.values():
            self._entries.setdefault(entity.register, []).append(entity)
        self._terms: dict[str, Entity] | None = None

    def _part(self, name: str, value: object) -> Part:
        part = Part(value)
        before = self._before.get(name)
        self.parts[name] = before if before is not None and before == part else part
        return self.parts[name]

    def of(self, name: str) -> object:
        """The share of a page; None if it shows nothing of the model."""
        edition = self.edition
        folder, _, last = name.rpartition("/")
        page = edition.pages.get(name)
        references = page.references if page else ()
        if name in self.texts and self.texts[name] in edition.documents:
            return self._text(edition.documents[self.texts[name]]), self._all(references)
        if name in self.registers:
            mine = self._entries.get(self.registers[name], [])
            return (
                self.shared, mine, [[(mention, edition.passages[mention.passage].text) for mention in self.loci[entity.id]] for entity in mine],
                [self._all(entity.body.references) for entity in mine], self._all(references),
            )  # fmt: skip
        if folder == "accounts" and last in edition.accounts:
            account = edition.accounts[last]
            return self.shared, account, self.documents, [self.seen("loc", telling.at) for telling in account.told], self._all((*account.evidence, *account.body.references))
        if self._is_view(name):
            return self.shared, self._whole()
        return (self.shared, self._all(references)) if references else None

    def touched(self, old: Edition, same: set[str], names: Iterable[str]) -> Iterable[str]:
        """The pages whose share may be another than in a state before: all of them, but after the commonest of edits.

        ``same`` are the parts of the edition that are the same. Where nothing but notes changed, and of these nothing but
        what they say, only the pages can have changed that set one of them, that one refers to or did, and the views.
        """
        new = self.edition
        if not same.issuperset(_PARTS) or list(old.notes) != list(new.notes) or any(part is not self._before.get(name) for name, part in self.parts.items()):
            return names
        touched = {page for page in names if self._is_view(page)}
        for note in new.notes.values():
            before = old.notes[note.id]
            if before is note:
                continue
            if (before.anchors, before.lemma, before.withdrawn) != (note.anchors, note.lemma, note.withdrawn):
                return names
            loci = [anchor.at for anchor in note.anchors] + [found.target for found in (*before.body.references, *note.body.references) if found.role == "loc"]
            touched.update(page for locus in loci if (page := self.atlas.texts.get(locus.partition("-")[0])))
        return touched

    def _is_view(self, name: str) -> bool:
        page = self.edition.pages.get(name)
        return page is not None and any(include.role.startswith("ed:") or include.role == "bibliography" for include in page.includes) and name not in self.texts and name not in self.registers

    def _text(self, document: Document) -> object:
        """The share of a text: what the reading view is made of (:func:`edition.derive.reading.text_view`), and what stands beside and below it."""
        edition = self.edition
        notes = [edition.notes_at[passage.id] for passage in document.passages if passage.id in edition.notes_at]
        named = [self.mentions[passage.id] for passage in document.passages if passage.id in self.mentions]
        around = [self.around[passage.id] for passage in document.passages if passage.id in self.around]
        withdrawn = withdrawn_notes(edition, document)
        entities = dict.fromkeys(mention.entity for here in named for mention in here)
        return (
            self.shared, document.meta, document.passages, document.emendations, document.lost_notes, document.lost_why, document.foreign,
            notes, [self._all(note.body.references) for here in notes for note, _ in here], withdrawn, [self.seen("loc", note.at) for note in withdrawn],
            named, [(edition.entities[id_], self.seen("", id_), [(mention.passage, self.seen("loc", mention.passage)) for mention in self.loci[id_]]) for id_ in entities],
            around, [self._beside(view) for view in around],
        )  # fmt: skip

    def _beside(self, view: Beside) -> object:
        return (
            [self.seen("loc", at) for told in view.told for at in told.elsewhere],
            [self.seen({"account": "event", "entity": ""}.get(origin.kind, origin.kind), origin.id) for origin in view.origins],
        )

    def _whole(self) -> Part:
        """What the derived views are made of: everything."""
        if "whole" not in self.parts:
            edition = self.edition
            self._part("whole", (
                [(document.meta, document.passages, document.emendations, document.relations, document.sha256, document.waivers) for document in edition.documents.values()],
                list(edition.notes.values()), list(edition.entities.values()), list(edition.accounts.values()), list(edition.works.values()),
                self.pages, [(page.name, page.references) for page in edition.pages.values()],
            ))  # fmt: skip
        return self.parts["whole"]

    def _all(self, references: Iterable[Reference]) -> list[object]:
        return [self.seen(reference.role, reference.target) for reference in references]

    def seen(self, role: str, target: str) -> object:
        """What stands on a page for an object that it refers to, and where it leads; with no role it is an entity."""
        found = self._seen.get((role, target))
        if found is None:
            found = self._seen[role, target] = self._see(role, target)
        return found

    def _see(self, role: str, target: str) -> object:
        edition, atlas = self.edition, self.atlas
        if role == "loc":
            return role, atlas.find(role, target)
        if role.startswith("cite:"):
            return role, self.labels.get(target)
        if role == "note":
            note = edition.notes.get(target)
            return (role, atlas.find(role, target), note.at, note.lemma.words, note.withdrawn, atlas.find("loc", note.at)) if note else (role,)
        if role == "event":
            account: Account | None = edition.accounts.get(target)
            return role, atlas.find(role, target), account.title if account else ""
        if role == "page":
            return role, edition.pages[target].title
        if role in ("lang", "link") and (role == "lang" or "://" in target):
            return role
        entity = self._term(target) if role == "term" else edition.entities.get(target)
        if entity is not None:
            return entity.id, entity.name, entity.role, atlas.find(entity.role, entity.id)
        return role, self.pages  # a page or one of its parts, or nothing that there is

    def _term(self, words: str) -> Entity | None:
        """A term may be named by its id or by any of its words (:meth:`.domain.EditionDomain.resolve_xref`)."""
        if words in self.edition.entities:
            return self.edition.entities[words]
        if self._terms is None:
            self._terms = {}
            for entity in self._entries.get("terms", ()):
                for name in (entity.name, *(form.words for form in entity.forms)):
                    self._terms.setdefault(name.lower(), entity)
        return self._terms.get(words.lower())


def _digest(*parts: object) -> str:
    return hashlib.sha256(repr(parts).encode("utf-8")).hexdigest()


def get_outdated(app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]) -> list[str]:
    """``env-get-outdated``: the pages whose share is not that of the last build."""
    shares = Shares(edition_of(app), atlas_of(app))
    found = ((name, shares.of(name)) for name in env.found_docs)
    now = {name: _digest(share) for name, share in found if share is not None}
    before: dict[str, str] = getattr(env, "edition_digests", {})
    env.edition_digests = now  # type: ignore[attr-defined]
    return [name for name in now.keys() | before.keys() if before.get(name) != now.get(name) and name not in added]


def get_updated(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """``env-get-updated``: the pages around which something else stands than at the last build."""
    now = surroundings(env)
    before: dict[str, str] = getattr(env, "edition_surroundings", {})
    env.edition_surroundings = now  # type: ignore[attr-defined]
    return [name for name, words in now.items() if before.get(name) != words]


def surroundings(env: BuildEnvironment) -> dict[str, str]:
    """What stands on each page of other pages: the pages before, after and above it, the head of its folder, and which the navigation has."""
    from .pages import NAVIGATION

    shown = {name: str(title) for name, title in env.titles.items()}
    relations = env.collect_relations()
    navigation = repr([page for _, page in NAVIGATION if page in env.found_docs])
    out = {}
    for name in env.found_docs:
        above, before, after = relations.get(name, (None, None, None))
        names = [before, after]
        while above is not None and above not in names[2:]:
            names.append(above)
            above = relations.get(above, (None, None, None))[0]
        names.append(f"{name.rpartition('/')[0]}/index")
        out[name] = navigation + repr([(other, shown.get(other)) for other in names if other])
    return out
