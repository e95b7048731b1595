"""The rules of the program, as its source declares them: ``rule("E302", "lemma-not-found")``.

Read from the source, because a picture of all rules must not depend on which modules happen to be imported.
"""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

from ..diagnostics import ERROR, QUERY, Rule

#: families of codes, by their first figure
FAMILIES = {
    "1": "files and metadata", "2": "text, witness and emendations", "3": "notes", "4": "registers and glossary", "5": "bibliography",
    "6": "references and accounts", "7": "house style", "8": "built output and exports", "9": "the tools and waivers",
}  # fmt: skip


@cache
def declared() -> tuple[Rule, ...]:
    """Return every rule, in the order of the codes."""
    found = []
    for path in sorted(Path(__file__).parent.parent.rglob("*.py")):
        source = path.read_text(encoding="utf-8")
        if "rule(" in source:
            found += [rule for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call) and (rule := _rule(node))]
    return tuple(sorted(found, key=lambda rule: rule.code))


def _rule(call: ast.Call) -> Rule | None:
    if not (isinstance(call.func, ast.Name) and call.func.id == "rule") or len(call.args) < 2:
        return None
    code, name = (item.value if isinstance(item, ast.Constant) else None for item in call.args[:2])
    if not (isinstance(code, str) and isinstance(name, str)):
        return None
    rest = [*call.args[2:], *(keyword.value for keyword in call.keywords)]
    query = any((isinstance(item, ast.Name) and item.id == "QUERY") or (isinstance(item, ast.Constant) and item.value == QUERY) for item in rest)
    return Rule(code, name, QUERY if query else ERROR)
