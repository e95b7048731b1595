"""The report as data: one object with a summary and a list of diagnostics, sorted by place."""

from __future__ import annotations

import json

from ..diagnostics import RULES
from . import Report


def render(report: Report) -> str:
    """Return the report as JSON; ``version`` changes when a key changes its meaning or goes."""
    value = {
        "version": 1,
        "summary": {"errors": report.errors, "queries": report.queries, "files": len(report.by_file), "of": report.of, "seconds": report.seconds},
        "diagnostics": [
            {
                "file": diagnostic.span.file,
                "line": diagnostic.span.line,
                "column": diagnostic.span.col,
                "code": diagnostic.code,
                "name": RULES[diagnostic.code].name if diagnostic.code in RULES else "",
                "severity": diagnostic.severity,
                "message": diagnostic.message,
                "mend": diagnostic.mend,
                "fix": diagnostic.fix,
            }
            for diagnostic in report.diagnostics
        ],
    }
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
