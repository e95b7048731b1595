"""``{ed:verify}``: the box in which a citation or quoted words are verified; without JavaScript, how to do it otherwise."""

from __future__ import annotations

from docutils import nodes

from ..nodes import make
from . import View


def build(view: View) -> list[nodes.Node]:
    return [
        make(
            "div",
            make("p", "The box that stands here on the web pages needs JavaScript. Without it, the same question is put at a command line:"),
            make("p", make("code", 'edition verify "the citation, or the words"')),
            class_="verify",
            id="verify-box",
        )
    ]
