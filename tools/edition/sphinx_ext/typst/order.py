"""The order of the book: the documents of the project as the tables of contents have them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatch
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docutils import nodes
    from sphinx.environment import BuildEnvironment


@dataclass(frozen=True)
class Chapter:
    """A document of the project and how deep it lies; its doctree has every reference resolved."""

    docname: str
    depth: int
    doctree: nodes.document


def order(env: BuildEnvironment, root: str, exclude: Sequence[str]) -> list[tuple[str, int]]:
    """Return the documents of the book with their depths.

    The root is the front page of the website, and the book has a title page in its place. A document that is left out
    leaves those below it in, unless they are left out too.
    """
    seen = {root}

    def walk(docname: str, depth: int) -> Iterator[tuple[str, int]]:
        for child in env.toctree_includes.get(docname, ()):
            if child in seen:
                continue
            seen.add(child)
            if not any(fnmatch(child, pattern) for pattern in exclude):
                yield child, depth
            yield from walk(child, depth + 1)

    return list(walk(root, 1))
