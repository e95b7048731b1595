"""Every code has a page, and every page is its own test: it fails with that code and no other, and mended gives nothing."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import edition.read
import overlay
from edition.check import codes, run
from edition.diagnostics import RULES, Diagnostic
from edition.read import read_edition

CODES = sorted(codes())
PAGES = {path.stem: path for path in sorted(overlay.PAGES.glob("E*.md"))}
#: pages whose examples need what is built, or a server: they are run in tests/built and tests/online
ELSEWHERE = {code for code, path in PAGES.items() if re.search(r"^needs: (?:build|network)$", path.read_text(encoding="utf-8"), re.M)}
SOURCES = [code for code in CODES if code not in ELSEWHERE]


def faults(root: Path) -> list[Diagnostic]:
    return run(read_edition(root))


def shown(found: list[Diagnostic]) -> str:
    return "\n".join(map(str, found))


def test_base_is_clean(tmp_path: Path) -> None:
    found = faults(overlay.lay(tmp_path, ()))
    assert not found, shown(found)


@pytest.mark.parametrize("code", SOURCES)
def test_fails(code: str, tmp_path: Path) -> None:
    page = overlay.read_page(PAGES[code])
    assert page.fails, f"{code}.md has no part “Fails”"
    found = faults(overlay.lay(tmp_path, page.fails))
    assert {item.code for item in found} == {code}, shown(found)
    assert len(found) == 1, "one fault gives one diagnostic:\n" + shown(found)
    assert found[0].severity == page.severity
    assert found[0].mend, "a diagnostic says how to mend it"


@pytest.mark.parametrize("code", SOURCES)
def test_mended(code: str, tmp_path: Path) -> None:
    page = overlay.read_page(PAGES[code])
    assert page.mended, f"{code}.md has no part “Mended”"
    found = faults(overlay.lay(tmp_path, page.mended))
    assert not found, shown(found)


@pytest.mark.parametrize("code", CODES)
def test_front_matter(code: str) -> None:
    page = overlay.read_page(PAGES[code])
    assert (page.code, page.name, page.severity) == (code, RULES[code].name, RULES[code].severity)


def test_registered_documented_and_emitted_are_the_same() -> None:
    assert set(PAGES) == set(CODES)
    assert emitted() == set(CODES)


def emitted() -> set[str]:
    """The codes of the rules that the program's source declares and uses besides."""
    declared: dict[str, str] = {}
    uses: dict[str, int] = {}
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in Path(edition.read.__file__).parent.parent.rglob("*.py")]
    for tree in trees:
        for node in ast.walk(tree):
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call) and isinstance(node.value.func, ast.Name) and node.value.func.id == "rule":
                code, target = node.value.args[0], node.targets[0]
                assert isinstance(code, ast.Constant) and isinstance(target, ast.Name)
                declared[str(code.value)] = target.id
            elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
                uses[node.id] = uses.get(node.id, 0) + 1
    return {code for code, name in declared.items() if uses.get(name)}
