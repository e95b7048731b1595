"""The free pages: what they refer to and what they offer, each at its place; what is shown as code refers to nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from edition.model import Page
from edition.read.faults import Faults
from edition.read.pages import read_page

Put = Callable[[str, str | bytes], Path]


def read(put: Put, root: Path, source: str) -> tuple[Page, list[tuple[str, int, int]]]:
    faults = Faults()
    page = read_page(root, put("docs/part/a-page.md", source), faults)
    assert page is not None
    assert all(fault.message and fault.mend for fault in faults.found)
    return page, [(fault.code, fault.span.line, fault.span.col) for fault in faults.found]


def refers(page: Page) -> list[tuple[str, str, int, int]]:
    return [(item.role, item.target, item.span.line, item.span.col) for item in page.references]


def test_a_page(put: Put, tmp_path: Path) -> None:
    page, faults = read(
        put,
        tmp_path,
        "---\nhtml_theme: x\n---\n# A *title* #\n\n(spot)=\n## Here {#more}\n\nSee {ed:loc}`the words <let-1>`,\nand [a link](../b.md#c) or ![an image](x.svg).\n\n"
        "```{ed:text} let\n```\n\n:::{note}\nIn {ed:person}`varn` too.\n:::\n\nAlso {doc}`/x`, {ref}`words <spot>` and {cite:p}`a{p. 1}, b`.\n",
    )
    assert faults == []
    assert (page.name, page.title, page.file) == ("part/a-page", "A *title*", "docs/part/a-page.md")
    assert sorted(refers(page), key=lambda item: item[2:]) == [
        ("loc", "let-1", 9, 5),
        ("link", "../b.md#c", 10, 5),
        ("image", "x.svg", 10, 28),
        ("person", "varn", 16, 4),
        ("doc", "/x", 19, 6),
        ("ref", "spot", 19, 17),
        ("cite:p", "a", 19, 41),
        ("cite:p", "b", 19, 41),
    ]
    assert [(name, span.line) for name, span in page.anchors] == [("spot", 6), ("more", 7)]
    assert [(item.role, item.target, item.span.line) for item in page.includes] == [("ed:text", "let", 12), ("note", "", 15)]


@pytest.mark.parametrize(
    "source",
    [
        "# A\n\n```markdown\n{ed:loc}`let-1` [a](b)\n```\n",
        "# A\n\n~~~\n{ed:loc}`let-1`\n~~~\n",
        "# A\n\n````\n```\n{ed:loc}`let-1`\n```\n````\n",
        "# A\n\n``{ed:loc}`let-1` ``\n",
        "# A\n\n<!-- {ed:loc}`let-1`\n[a](b) -->\n",
        "# A\n\n% {ed:loc}`let-1`\n",
        "# A\n\n`[a](b)`\n",
        "# A\n\n```{code-block} text\n{ed:loc}`let-1`\n```\n",
    ],
)
def test_what_is_shown_as_code_refers_to_nothing(put: Put, tmp_path: Path, source: str) -> None:
    page, faults = read(put, tmp_path, source)
    assert faults == []
    assert refers(page) == []


def test_a_block_that_is_never_closed_refers_to_nothing(put: Put, tmp_path: Path) -> None:
    page, faults = read(put, tmp_path, "# A\n\n```\nnever closed {ed:loc}`let-1`\n")
    assert faults == [("E663", 3, 1)]
    assert refers(page) == []


@pytest.mark.parametrize(
    ("source", "faults"),
    [
        ("# A\n\nSee {ed:lco}`let-1`.\n", [("E601", 3, 5)]),
        ("# A\n\nSee\n{cite:p}`a b`.\n", [("E602", 4, 1)]),
        ("# A\n\nSee {ed:lang}`Рубль`.\n", [("E602", 3, 5)]),
    ],
)
def test_faults(put: Put, tmp_path: Path, source: str, faults: list[tuple[str, int, int]]) -> None:
    assert read(put, tmp_path, source)[1] == faults


def test_a_page_without_a_title(put: Put, tmp_path: Path) -> None:
    assert read(put, tmp_path, "Words.\n")[0].title == "part/a-page"
