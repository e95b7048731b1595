"""The report for people: the faults of each file together, each with its mend, and a summary line.

Every fault keeps its whole address, so that a terminal or an editor can open it.
"""

from __future__ import annotations

from ..diagnostics import ERROR
from . import Report

_STYLES = {"bold": "1", "red": "31", "yellow": "33", "dim": "2"}


def render(report: Report) -> str:
    """Return the report as lines of text; colours only where ``report.colour`` asks for them."""

    def style(words: str, name: str) -> str:
        return f"\x1b[{_STYLES[name]}m{words}\x1b[0m" if report.colour else words

    out: list[str] = []
    for diagnostics in report.by_file.values():
        for diagnostic in diagnostics:
            code = style(diagnostic.code, "red" if diagnostic.severity == ERROR else "yellow")
            kind = "" if diagnostic.severity == ERROR else " query:"
            out.append(f"{style(str(diagnostic.span), 'bold')}: {code}{kind} {diagnostic.message}")
            if diagnostic.mend:
                out.append(style(f"    mend: {diagnostic.mend}", "dim"))
            if diagnostic.fix:
                out.extend(f"    {line}" for line in diagnostic.fix.splitlines())
        out.append("")
    out.append(style(report.summary, "bold"))
    return "\n".join(out) + "\n"
