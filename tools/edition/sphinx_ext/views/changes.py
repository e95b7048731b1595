"""``{ed:changes}``: the releases of the edition and what changed in each, the newest first."""

from __future__ import annotations

from docutils import nodes

from ...derive.releases import releases
from ..nodes import make
from . import View


def build(view: View) -> list[nodes.Node]:
    out = make("dl", class_="releases")
    for release in releases(view.edition):
        title = f"{release.number}, {release.date}" if release.date else release.number
        out += [make("dt", title), *(make("dd", change[:1].upper() + change[1:] + ".") for change in release.changes)]
    return [out] if out.children else []
