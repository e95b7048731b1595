"""The domain ``ed``: passages, notes, entities and events as objects that other pages and other projects can refer to.

The model is its store; nothing is kept in the Sphinx environment, so nothing can go stale there.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from docutils import nodes
from docutils.utils import unescape
from sphinx.domains import Domain, ObjType
from sphinx.util.docutils import SphinxRole
from sphinx.util.nodes import make_refnode

from ..diagnostics import Span
from ..kinds import REGISTERS
from ..locus import printed
from ..read.faults import Faults
from ..read.prose import read_role
from .prose import inline_nodes
from .state import atlas_of, edition_of

if TYPE_CHECKING:
    from docutils.nodes import Element, Node, system_message
    from sphinx.addnodes import pending_xref
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment


class EditionRole(SphinxRole):
    """A role of the edition; what it means is read as in the records (:func:`edition.read.prose.read_role`)."""

    def run(self) -> tuple[list[Node], list[system_message]]:
        source, line = self.get_source_info()
        inlines = read_role(self.name.lower(), unescape(self.text), Span(source or "", line or 1), Faults())
        out = inline_nodes(edition_of(self.env), inlines)
        for node in out:
            if isinstance(node, nodes.Element):
                self.set_source_info(node)
        return out, []


class CitationRole(SphinxRole):
    """``cite:p`` and ``cite:t``, without the positional ids of sphinxcontrib-bibtex's own."""

    def run(self) -> tuple[list[Node], list[system_message]]:
        source, line = self.get_source_info()
        members = read_role(self.name.lower(), unescape(self.text), Span(source or "", line or 1), Faults())
        out = inline_nodes(edition_of(self.env), members)
        for node in out:
            if isinstance(node, nodes.Element):
                self.set_source_info(node)
        return out, []


_OBJECT_ROLES = ("loc", "note", "event", *(role for role, _ in REGISTERS.values()))


class EditionDomain(Domain):
    name = "ed"
    label = "Edition"
    object_types = {
        "passage": ObjType("passage", "loc"),
        "note": ObjType("note", "note"),
        "event": ObjType("event", "event"),
        **{role: ObjType(words, role) for role, words in REGISTERS.values()},
    }
    roles = {name: EditionRole() for name in (*_OBJECT_ROLES, "lang")}
    data_version = 1

    def resolve_xref(
        self, env: BuildEnvironment, fromdocname: str, builder: Builder, typ: str, target: str, node: pending_xref, contnode: Element
    ) -> nodes.reference | None:
        found = atlas_of(env).find(typ, self._target(typ, target))
        if found is None:
            return None
        reference = make_refnode(builder, fromdocname, found[0], found[1], contnode)
        reference["classes"].append(typ)
        return reference

    def _target(self, typ: str, target: str) -> str:
        """A term may be named by its words, as everywhere in Sphinx."""
        entities = edition_of(self.env).entities
        if typ == "term" and target not in entities:
            for entity in entities.values():
                if entity.register == "terms" and target.lower() in (entity.name.lower(), *(form.words.lower() for form in entity.forms)):
                    return entity.id
        return target

    def resolve_any_xref(
        self, env: BuildEnvironment, fromdocname: str, builder: Builder, target: str, node: pending_xref, contnode: Element
    ) -> list[tuple[str, nodes.reference]]:
        out = []
        for role in _OBJECT_ROLES:
            found = self.resolve_xref(env, fromdocname, builder, role, target, node, contnode)
            if found is not None:
                out.append((f"ed:{role}", found))
        return out

    def get_objects(self) -> Iterable[tuple[str, str, str, str, str, int]]:
        atlas = atlas_of(self.env)
        edition = atlas.edition

        def entry(role: str, kind: str, name: str, words: str) -> Iterable[tuple[str, str, str, str, str, int]]:
            found = atlas.find(role, name)
            if found:
                yield name, words, kind, found[0], found[1], 1

        for id_ in edition.passages:
            yield from entry("loc", "passage", id_, printed(id_))
        for note in edition.notes.values():
            yield from entry("note", "note", note.id, f"note on “{note.lemma.words}”")
        for account in edition.accounts.values():
            yield from entry("event", "event", account.id, account.title)
        for entity in edition.entities.values():
            yield from entry(entity.role, entity.role, entity.id, entity.name)

    def merge_domaindata(self, docnames: Iterable[str], otherdata: dict[str, Any]) -> None:
        """Nothing is kept in the environment, so there is nothing to merge."""
