"""The editors' prose: paragraphs of inlines, and the references made in them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from .diagnostics import NOWHERE, Span


class Reference(NamedTuple):
    """A reference made in prose: role (``loc``, ``note``, ``person`` …, ``cite``, ``term``, ``link``), target, promised words."""

    role: str
    target: str
    words: str
    span: Span
    locator: str = ""
    prefix: str = ""


class Inline(NamedTuple):
    """A piece of running prose: ``kind`` is text, em, strong, code, link, lang or a role; see :mod:`edition.read.prose`."""

    kind: str
    text: str = ""
    target: str = ""
    span: Span = NOWHERE
    children: tuple[Inline, ...] = ()
    locator: str = ""
    prefix: str = ""


@dataclass(frozen=True)
class Prose:
    """The editors' prose in the stated inline subset: paragraphs of inlines, and the source they were read from."""

    paragraphs: tuple[tuple[Inline, ...], ...] = ()
    source: str = ""
    span: Span = NOWHERE

    @cached_property
    def references(self) -> tuple[Reference, ...]:
        out: list[Reference] = []

        def walk(inlines: tuple[Inline, ...]) -> None:
            for item in inlines:
                if item.kind not in ("text", "em", "strong", "code"):
                    out.append(Reference(item.kind, item.target, item.text, item.span, item.locator, item.prefix))
                walk(item.children)

        for paragraph in self.paragraphs:
            walk(paragraph)
        return tuple(out)
