"""The editors' prose as a doctree: from the model's inlines, so that each file is parsed in one place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from docutils import nodes
from sphinx import addnodes

from ..locus import printed
from ..model import Edition, Inline, Prose
from . import nodes as ed


def paragraphs(edition: Edition, prose: Prose) -> list[nodes.Node]:
    """Return the paragraphs of a note, an entry or a finding."""
    out: list[nodes.Node] = []
    for inlines in prose.paragraphs:
        paragraph = nodes.paragraph()
        paragraph.source, paragraph.line = str(edition.root / prose.span.file), inlines[0].span.line if inlines else prose.span.line
        paragraph += inline_nodes(edition, inlines)
        out.append(paragraph)
    return out


def inline_nodes(edition: Edition, inlines: Iterable[Inline]) -> list[nodes.Node]:
    """Return inlines as docutils nodes; citations of one role that stand together become one."""
    out: list[nodes.Node] = []
    for (kind, _), group in groupby(inlines, key=lambda item: (item.kind, item.span if item.kind in ("cite:p", "cite:t") else id(item))):
        members = list(group)
        made = [citation(kind, members)] if kind in ("cite:p", "cite:t") else [node for item in members for node in _inline(edition, item)]
        for node in made:
            if isinstance(node, nodes.Element) and members[0].span.file:  # what Sphinx warns of is found at its own line
                node.source, node.line = str(edition.root / members[0].span.file), members[0].span.line
        out.extend(made)
    return out


def citation(role: str, members: list[Inline]) -> nodes.Node:
    """Return the reference of sphinxcontrib-bibtex for the works of one role.

    Several works keep the order in which they were typed, which sphinxcontrib-bibtex 2.7 does not: each is a reference
    of its own, without brackets, and the brackets and signs between them are ours.
    """
    kind = role.partition(":")[2]
    if len(members) == 1:
        return _cited(kind, members[0])
    group = nodes.inline()
    for number, item in enumerate(members):
        if kind == "p":
            group += nodes.Text("; " if number else "(")
        elif number:
            group += nodes.Text(" and " if number == len(members) - 1 else ", ")
        group += _cited("bare" if kind == "p" else kind, item)
    if kind == "p":
        group += nodes.Text(")")
    return group


def _cited(kind: str, item: Inline) -> nodes.Node:
    prefix = f"{{{item.prefix.strip()}}}" if item.prefix else ""
    locator = f"{{{item.locator.replace('--', '–')}}}" if item.locator else ""
    content = f"{prefix}{item.target}{locator}"
    node = addnodes.pending_xref("", refdomain="cite", reftype=kind, reftarget=content, refexplicit=False, refwarn=True)
    node += nodes.inline("", content)
    return node


def _inline(edition: Edition, item: Inline) -> Iterator[nodes.Node]:
    if item.kind == "text":
        yield nodes.Text(item.text)
    elif item.kind in ("em", "strong"):
        node: nodes.Element = nodes.emphasis() if item.kind == "em" else nodes.strong()
        node += inline_nodes(edition, item.children)
        yield node
    elif item.kind == "code":
        yield nodes.literal(item.text, item.text)
    elif item.kind == "link":
        yield nodes.reference("", item.text or item.target, refuri=item.target, internal=False)
    elif item.kind == "lang":
        yield ed.foreign(item.text, item.text, lang=item.target)
    elif item.kind == "term":
        yield from _term(edition, item)
    else:
        yield from reference(edition, item.kind, item.target, item.text)


def _term(edition: Edition, item: Inline) -> Iterator[nodes.Node]:
    node = addnodes.pending_xref("", refdomain="ed", reftype="term", reftarget=item.target, refexplicit=bool(item.text), refwarn=True)
    node += nodes.inline("", item.text or item.target, classes=["term"])
    yield node


def reference(edition: Edition, role: str, target: str, words: str) -> Iterator[nodes.Node]:
    """Return a reference to an object of the edition, with the words that its role prints."""
    if role == "loc":
        if words:
            yield nodes.Text(f"“{words}” (")
            yield _xref(role, target, printed(target), explicit=False)
            yield nodes.Text(")")
        else:
            yield _xref(role, target, printed(target), explicit=False)
    elif role == "note":
        note = edition.notes.get(target)
        yield _xref(role, target, words or (f"the note on “{note.lemma.words}”" if note else target), explicit=bool(words))
        if note and not words:
            yield nodes.Text(" (")
            yield _xref("loc", note.at, printed(note.at), explicit=False)
            yield nodes.Text(")")
    elif role == "event":
        account = edition.accounts.get(target)
        title = account.title if account else target
        yield _xref(role, target, words or title[:1].lower() + title[1:] if title.startswith(("The ", "A ", "An ")) else words or title, explicit=bool(words))
    else:
        entity = edition.entities.get(target)
        yield _xref(role, target, words or (entity.name if entity else target), explicit=bool(words))


_ID = re.compile(r"(?<![\w/-])[a-z0-9]+(?:[/-][a-z0-9]+)+(?![\w/-])")


def told(edition: Edition, words: str) -> list[nodes.Node]:
    """Return the words of a tombstone; the ids of passages, notes and entries in them are links."""
    out: list[nodes.Node] = []
    at = 0
    for match in _ID.finditer(words):
        id_ = match[0]
        role = "loc" if id_ in edition.passages else "note" if id_ in edition.notes else edition.entities[id_].role if id_ in edition.entities else ""
        if role:
            out += [nodes.Text(words[at : match.start()]), *reference(edition, role, id_, "")]
            at = match.end()
    return [*out, nodes.Text(words[at:])]


def _xref(role: str, target: str, words: str, *, explicit: bool) -> nodes.Node:
    node = addnodes.pending_xref("", refdomain="ed", reftype=role, reftarget=target, refexplicit=explicit, refwarn=True)
    node += nodes.inline("", words, classes=[role])
    return node
