"""The report as workflow commands, which GitHub shows beside the lines of a pull request.

``::error file=…,line=…,col=…,title=…::message``: “Workflow commands for GitHub Actions”, docs.github.com.
"""

from __future__ import annotations

from ..diagnostics import ERROR, RULES
from . import Report


def render(report: Report) -> str:
    """Return one command for each fault, and the summary as a notice."""
    out = []
    for diagnostic in report.diagnostics:
        command = "error" if diagnostic.severity == ERROR else "warning"
        name = f"{diagnostic.code} {RULES[diagnostic.code].name}" if diagnostic.code in RULES else diagnostic.code
        span = diagnostic.span
        words = f"{diagnostic.code} {diagnostic.message}" + (f"\nmend: {diagnostic.mend}" if diagnostic.mend else "")
        out.append(f"::{command} file={_value(span.file)},line={span.line},col={span.col},title={_value(name)}::{_data(words)}")
    out.append(f"::notice::{_data(report.summary)}")
    return "\n".join(out) + "\n"


def _data(words: str) -> str:
    return words.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _value(words: str) -> str:
    return _data(words).replace(":", "%3A").replace(",", "%2C")
