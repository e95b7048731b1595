"""E9: waivers. A waiver stands beside what it waives, with a reason; one that is no longer needed is an error.

Any record may have ``waive: {E304: the reason}``. It excuses the diagnostics of that code at the record: the whole
file for a file of one record, the line for a line of a list.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ..diagnostics import RULES, Diagnostic, Span, nearest, rule
from ..model import Edition
from ..read.faults import Faults
from ..read.records import Map, Scalar, parse
from . import codes

NOT_NEEDED = rule("E901", "waiver-not-needed")
NO_REASON = rule("E902", "waiver-without-reason")
NO_SUCH_CODE = rule("E903", "waiver-of-no-code")

#: fidelity is promised, and no reason excuses it: a changed witness, and a departure that is not declared
NEVER = ("E201", "E211")


@dataclass(frozen=True)
class Excuse:
    """One waived code, and where it holds: ``line`` 0 is the whole file."""

    file: str
    line: int
    code: str
    why: str
    span: Span


def excuses(edition: Edition) -> list[Excuse]:
    """Find the waivers of every record that was read."""
    import re

    out = []
    files = [note.span.file for note in edition.notes.values()]
    files += [entity.span.file for entity in edition.entities.values()]
    files += [account.span.file for account in edition.accounts.values()]
    for siglum in edition.documents:
        files += [f"sources/{siglum}/document.yaml", f"sources/{siglum}/emendations.yaml"]
    for file in files:
        if not edition.holds(file, "waive:"):
            continue
        path = Path(edition.root, file)
        try:
            text = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            continue
        if "waive:" not in text:
            continue
        head = text.find("\n---\n", 3) if text.startswith("---\n") else len(text)
        for match in re.finditer(r"\bwaive:\s*\{([^{}]*)\}", text[: head if head > 0 else len(text)]):
            line = text.count("\n", 0, match.start()) + 1
            single = file.endswith("emendations.yaml")
            span = Span(file, line, match.start() - text.rfind("\n", 0, match.start()))
            value = parse(f"{{{match[1]}}}", file, Faults())
            for code, why in value.items.items() if isinstance(value, Map) else ():
                out.append(Excuse(file, line if single else 0, code, why.value.strip() if isinstance(why, Scalar) else "", span))
    return out


def apply(edition: Edition, found: list[Diagnostic]) -> list[Diagnostic]:
    """Return the diagnostics that are not waived, and those that the waivers themselves give."""
    given = excuses(edition)
    used: set[Excuse] = set()
    there: dict[tuple[str, str], list[Excuse]] = {}
    for excuse in given:
        there.setdefault((excuse.file, excuse.code), []).append(excuse)
    out = []
    for diagnostic in found:
        for excuse in there.get((diagnostic.span.file, diagnostic.code), ()):
            if excuse.line in (0, diagnostic.span.line) and excuse.why and excuse.code not in NEVER:
                used.add(excuse)
                break
        else:
            out.append(diagnostic)
    for excuse in given:
        if excuse.code in NEVER:
            out.append(NO_SUCH_CODE(excuse.span, f"{excuse.code} cannot be waived", "restore the words that were received, or declare the departure"))
        elif excuse.code not in RULES and excuse.code not in codes():
            out.append(NO_SUCH_CODE(excuse.span, f"there is no code “{excuse.code}”{nearest(excuse.code, RULES)}", "correct it, or remove the waiver"))
        elif not excuse.why:
            out.append(NO_REASON(excuse.span, f"the waiver of {excuse.code} gives no reason", f"write “{excuse.code}: the reason”"))
        elif excuse not in used:
            out.append(NOT_NEEDED(excuse.span, f"nothing here gives {excuse.code} any longer", "remove the waiver"))
    return out
