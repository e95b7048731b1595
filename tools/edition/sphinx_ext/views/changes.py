"""``{ed:changes}``: the releases of the edition and what changed in each, the newest first."""

from __future__ import annotations

from docutils import nodes

from ...derive.align import in_place
from ...derive.ledger import Difference
from ...derive.releases import Release, releases
from ...derive.verify import went
from ..nodes import make
from ..prose import told
from . import View, link, plural

KIND_WORDS = {"passage": ("passage", ""), "note": ("note", ""), "entity": ("register entry", "register entries"), "event": ("account", "")}


def build(view: View) -> list[nodes.Node]:
    out = make("dl", class_="releases")
    for release in releases(view.edition):
        title = ", ".join(words for words in (release.number, release.date) if words) or "Since the last release"
        out += [make("dt", title), make("dd", *_release(view, release))]
    return [out] if out.children else []


def _release(view: View, release: Release) -> list[nodes.Node]:
    if release.first:
        return [nodes.paragraph("", "The first edition.")]
    if not release.differences:
        return [nodes.paragraph("", "Nothing that is cited has changed.")]
    said = ", ".join(f"{plural(count, *KIND_WORDS[kind])} {what}" for what, kind, count in release.counts)
    items = [make("li", *_difference(view, one)) for one in release.differences if one.what != "new" or one.kind == "passage"]
    return [nodes.paragraph("", f"{said[:1].upper()}{said[1:]}."), *([make("ul", *items)] if items else [])]


def _difference(view: View, one: Difference) -> list[nodes.Node]:
    out = [*_link(view, one), nodes.Text(f": {one.what}")]
    if one.what == "withdrawn":
        if one.before:
            out += [nodes.Text(" ("), make("del", one.before), nodes.Text(")")]
        out += [nodes.Text("; "), *told(view.edition, went(view.edition, one.after))]
    elif one.what == "changed" and one.before and one.after:
        out += [nodes.Text(", “"), *_words(one.before, one.after), nodes.Text("”")]
    if one.why:
        out.append(nodes.Text(f" ({one.why})"))
    return out


def _words(before: str, after: str) -> list[nodes.Node]:
    """The words before and after, in their place."""
    out: list[nodes.Node] = []
    for kind, words in in_place(before, after):
        out += [nodes.Text(" ")] if out else []
        out.append(nodes.Text(words) if kind == "same" else make("del" if kind == "gone" else "ins", words))
    return out


def _link(view: View, one: Difference) -> list[nodes.Node]:
    """A link to what changed, by its words."""
    edition, name = view.edition, one.id.rpartition("/")[2]
    if one.kind == "passage" and one.id in edition.passages:
        return link(view, "loc", one.id)
    if one.kind == "note" and one.id in edition.notes:
        return link(view, "note", one.id)
    if one.kind == "event" and name in edition.accounts:
        return link(view, "event", name, edition.accounts[name].title)
    if one.kind == "entity" and name in edition.entities:
        return link(view, edition.entities[name].role, name)
    return [nodes.Text(one.id)]
