"""Renderers: the same faults for people, for a pull request, and as data."""

from __future__ import annotations

import json

import pytest

from edition.check import load
from edition.diagnostics import RULES, Diagnostic, Span
from edition.report import Report, formats, render

load()
ERROR = RULES["E302"](Span("docs/notes/a/b.md", 3, 8), "lemma “x: 50 %, y” is not in a-1", "quote, exactly")
QUERY = RULES["E627"](Span("docs/accounts/c.md", 9, 1), "nothing differs", fix="stance: states")
LATER = RULES["E302"](Span("docs/notes/a/b.md", 12, 1), "lemma “z” is not in a-2", "quote, exactly")
REPORT = Report([LATER, ERROR, QUERY], "2 documents", 0.126)


def test_formats_are_the_modules() -> None:
    assert formats() == ["github", "json", "sarif", "text"]
    with pytest.raises(ValueError, match="no format “xml”"):
        render("xml", REPORT)


def test_text() -> None:
    assert render("text", REPORT) == (
        "docs/accounts/c.md:9:1: E627 query: nothing differs\n"
        "    stance: states\n"
        "\n"
        "docs/notes/a/b.md:3:8: E302 lemma “x: 50 %, y” is not in a-1\n"
        "    mend: quote, exactly\n"
        "docs/notes/a/b.md:12:1: E302 lemma “z” is not in a-2\n"
        "    mend: quote, exactly\n"
        "\n"
        "2 documents: 2 errors, 1 query in 2 files (0.13 s)\n"
    )


def test_colours_only_where_asked() -> None:
    assert "\x1b" not in render("text", REPORT)
    coloured = render("text", Report([ERROR, QUERY], colour=True))
    assert "\x1b[31mE302\x1b[0m" in coloured
    assert "\x1b[33mE627\x1b[0m" in coloured


def test_nothing_found() -> None:
    assert render("text", Report([], "2 documents", 0.5)) == "2 documents: no faults (0.50 s)\n"
    assert not Report([]).failed
    assert not Report([QUERY]).failed
    assert REPORT.failed


def test_github_escapes() -> None:
    lines = render("github", REPORT).splitlines()
    assert lines[0] == "::warning file=docs/accounts/c.md,line=9,col=1,title=E627 idle-contradiction::E627 nothing differs"
    assert lines[1] == "::error file=docs/notes/a/b.md,line=3,col=8,title=E302 lemma-not-found::E302 lemma “x: 50 %25, y” is not in a-1%0Amend: quote, exactly"
    assert lines[-1] == "::notice::2 documents: 2 errors, 1 query in 2 files (0.13 s)"
    odd = Diagnostic(Span("docs/a,b:c.md"), "E302", "two\nlines")
    assert render("github", Report([odd])).startswith("::error file=docs/a%2Cb%3Ac.md,line=1,col=1,title=E302 lemma-not-found::E302 two%0Alines\n")


def test_json() -> None:
    value = json.loads(render("json", REPORT))
    assert value["summary"] == {"errors": 2, "queries": 1, "files": 2, "of": "2 documents", "seconds": 0.126}
    first = value["diagnostics"][0]
    assert (first["file"], first["line"], first["column"], first["code"], first["name"], first["severity"], first["fix"]) == (
        "docs/accounts/c.md", 9, 1, "E627", "idle-contradiction", "query", "stance: states",
    )  # fmt: skip


def test_sarif() -> None:
    log = json.loads(render("sarif", REPORT))
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert log["version"] == "2.1.0"
    assert [rule["id"] for rule in rules] == ["E302", "E627"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    assert [result["level"] for result in run["results"]] == ["note", "error", "error"]
    place = run["results"][1]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "docs/notes/a/b.md"
    assert place["region"] == {"startLine": 3, "startColumn": 8}
