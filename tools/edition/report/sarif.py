"""The report in SARIF 2.1.0 (OASIS, 27 March 2020), which code-scanning services and editors read."""

from __future__ import annotations

import json
from typing import Any

from .. import __version__
from ..diagnostics import ERROR, RULES, Diagnostic
from . import Report

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def render(report: Report) -> str:
    """Return the report as one SARIF run; a query has the level “note”."""
    codes = sorted({diagnostic.code for diagnostic in report.found})
    log = {
        "$schema": _SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": {"name": "edition", "semanticVersion": __version__, "rules": [_rule(code) for code in codes]}},
                "columnKind": "unicodeCodePoints",
                "originalUriBaseIds": {"EDITION": {"description": {"text": "The folder that holds sources/ and docs/"}}},
                "results": [_result(diagnostic, codes) for diagnostic in report.diagnostics],
            }
        ],
    }
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _level(severity: str) -> str:
    return "error" if severity == ERROR else "note"


def _rule(code: str) -> dict[str, Any]:
    rule = RULES.get(code)
    if rule is None:
        return {"id": code}
    words = rule.name.replace("-", " ")
    return {
        "id": code,
        "name": rule.name,
        "shortDescription": {"text": words[0].upper() + words[1:]},
        "defaultConfiguration": {"level": _level(rule.severity)},
    }


def _result(diagnostic: Diagnostic, codes: list[str]) -> dict[str, Any]:
    words = diagnostic.message + (f"\nmend: {diagnostic.mend}" if diagnostic.mend else "")
    place = {
        "artifactLocation": {"uri": _uri(diagnostic.span.file), "uriBaseId": "EDITION"},
        "region": {"startLine": diagnostic.span.line, "startColumn": diagnostic.span.col},
    }
    return {
        "ruleId": diagnostic.code,
        "ruleIndex": codes.index(diagnostic.code),
        "level": _level(diagnostic.severity),
        "message": {"text": words},
        "locations": [{"physicalLocation": place}],
    }


def _uri(file: str) -> str:
    from urllib.parse import quote

    return quote(file)
