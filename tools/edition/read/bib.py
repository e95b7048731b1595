"""The bibliography: ``bib/*.bib``. The one module that knows pybtex's parser.

pybtex 0.26 keeps no places, so the file and line of each entry and field are found by a scan of the same text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from ..diagnostics import Span, nearest, rule
from ..model import Work
from ..patterns import lazy
from .faults import Faults
from .files import read_text, relative
from .plain_bib import Odd, read_plain, stray

BROKEN_BIBTEX = rule("E501", "broken-bibtex")
DUPLICATE_WORK = rule("E502", "duplicate-work")
UNKNOWN_TYPE = rule("E503", "unknown-entry-type")
MALFORMED_KEY = rule("E504", "malformed-key")

#: the entry types that the house style sets; an unknown one stops sphinxcontrib-bibtex with a traceback
TYPES = ("article", "book", "incollection", "inproceedings", "misc", "online", "techreport", "unpublished", "phdthesis")

_ENTRY = lazy(r"^[ \t]*@(\w+)\s*\{\s*([^,\s}]*)", re.M)
_BRACE = lazy(r"(?<!\\)[{}]")
_AFTER_KEY = lazy(r"\s*[,}]")
_KEY = lazy(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def read_bibliography(root: Path, path: Path, faults: Faults) -> tuple[dict[str, Span], dict[str, Work]]:
    """Read one file: the place of each key, in order, and the works; entries that cannot be read are faults."""
    text = read_text(root, path, faults)
    return _read_file(text, relative(root, path), faults) if text is not None else ({}, {})


def join(listings: Iterable[tuple[dict[str, Span], dict[str, Work]]], faults: Faults) -> dict[str, Work]:
    """Return the works of all files; a key that stands in two of them is a fault."""
    works: dict[str, Work] = {}
    for places, found in listings:
        for key, span in places.items():
            if key in works:
                _twice(key, span, works[key].span, faults)
        for key, work in found.items():
            works.setdefault(key, work)
    return works


def _twice(key: str, span: Span, other: Span, faults: Faults) -> None:
    faults.add(DUPLICATE_WORK, span, f"“{key}” stands already at {other.file}:{other.line}", "keep one of the two")


def _read_file(text: str, file: str, faults: Faults) -> tuple[dict[str, Span], dict[str, Work]]:
    places: dict[str, Span] = {}
    line, at = 1, 0
    for match in _ENTRY.finditer(text):
        kind, key = match[1].lower(), match[2]
        if kind in ("comment", "string", "preamble"):
            continue
        line, at = line + text.count("\n", at, match.start(2)), match.start(2)
        span = Span(file, line, at - text.rfind("\n", 0, at))
        if not _KEY.fullmatch(key):
            faults.add(MALFORMED_KEY, span, f"“{key}” is no key", "use small letters, digits and single hyphens")
        elif _AFTER_KEY.match(text, match.end()) is None:  # which pybtex passes over, and BibTeX does not
            faults.add(BROKEN_BIBTEX, span, f"no comma follows the key “{key}”", "put a comma after it")
        if kind not in TYPES:
            faults.add(UNKNOWN_TYPE, span, f"“@{kind}” is no type of entry{nearest(kind, TYPES)}", f"use one of: {', '.join(TYPES)}")
        if key in places:
            _twice(key, span, places[key], faults)
        else:
            places[key] = span
    return places, _parse(text, file, places, faults)


def _strays(text: str) -> Iterator[int]:
    """Where something of an entry stands between two, which BibTeX passes over in silence."""
    end = 0
    for match in (*_ENTRY.finditer(text), None):
        at = stray(text, end, match.start() if match else len(text))
        if end and at >= 0:
            yield at
        if match is not None:
            end = _end(text, match.end())


def _end(text: str, at: int) -> int:
    """Where an entry ends whose head ends at ``at``: behind the brace that closes it; or where the text does."""
    depth = 1
    for brace in _BRACE.finditer(text, at):
        depth += 1 if brace[0] == "{" else -1
        if not depth:
            return brace.end()
    return len(text)


def _parse(text: str, file: str, places: dict[str, Span], faults: Faults) -> dict[str, Work]:
    text = _first_of_each(text)
    try:
        entries = read_plain(text)
    except Odd:
        for offset in _strays(text):
            faults.add(
                BROKEN_BIBTEX,
                Span(file, text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)),
                f"“{text[offset : offset + 40].strip().splitlines()[0]}” stands between two entries",
                "move it into the entry that it belongs to, or remove it",
            )
        return _parse_by_pybtex(text, file, places, faults)
    return {key: Work(key, entry.type, entry.fields, entry.persons, places.get(key, Span(file)), file) for key, entry in entries.items()}


def _parse_by_pybtex(text: str, file: str, places: dict[str, Span], faults: Faults) -> dict[str, Work]:
    from pybtex.database.input.bibtex import Parser
    from pybtex.exceptions import PybtexError
    from pybtex.scanner import PybtexSyntaxError

    parser = Parser(encoding="utf-8")
    try:
        data = parser.parse_string(text)
    except PybtexSyntaxError as error:
        line = getattr(error, "lineno", 1) or 1
        faults.add(
            BROKEN_BIBTEX,
            Span(file, line),
            f"this is not BibTeX: {str(error.args[0]).splitlines()[0] if error.args else 'syntax error'}",
            "close each brace and put a comma after each field",
        )
        return {}
    except (PybtexError, ValueError, RecursionError) as error:
        named = re.search(r"entry with key (\S+) has a duplicate (\S+) field", str(error))
        faults.add(
            BROKEN_BIBTEX,
            places.get(named[1], Span(file)) if named else Span(file),
            f"“{named[1]}” has the field “{named[2]}” twice" if named else f"this is not BibTeX: {error}",
            "keep one of the two" if named else "close each brace and put a comma after each field",
        )
        return {}
    out = {}
    for key, entry in data.entries.items():
        persons = {
            role: tuple(
                (" ".join((*person.prelast_names, *person.last_names, *person.lineage_names)), " ".join((*person.first_names, *person.middle_names)))
                for person in people
            )
            for role, people in entry.persons.items()
        }
        fields = {name.lower(): " ".join(str(value).split()) for name, value in entry.fields.items()}
        out[key] = Work(key, entry.type.lower(), fields, persons, places.get(key, Span(file)), file)
    return out


def _first_of_each(text: str) -> str:
    """Drop repeated entries, on which pybtex stops; they are faults already."""
    seen: set[str] = set()
    pieces = []
    starts = list(_ENTRY.finditer(text))
    at = 0
    for index, match in enumerate(starts):
        end = starts[index + 1].start() if index + 1 < len(starts) else len(text)
        if match[2] in seen:
            pieces.append(text[at : match.start()])
            pieces.append("\n" * text.count("\n", match.start(), end))
            at = end
        seen.add(match[2])
    pieces.append(text[at:])
    return "".join(pieces)


@cache
def plain(value: str) -> str:
    """Return a BibTeX field as plain text: braces and TeX's signs resolved (``{Heron}`` → ``Heron``, ``--`` → ``–``)."""
    if not any(sign in value for sign in "\\$~`'\""):  # nothing that TeX would read otherwise
        return value.replace("{", "").replace("}", "").replace("--", "–")
    if _AS_IT_STANDS.fullmatch(value) and "''" not in value and ",," not in value and "---" not in value and _balanced(value):
        return _ESCAPED.sub(r"\1", value.replace("{", "").replace("}", "")).replace("--", "–")
    return plain_by_pybtex(value)


@cache
def plain_by_pybtex(value: str) -> str:
    """Return a field as plain text, whatever of TeX is in it."""
    from pybtex.richtext import Text

    try:
        return str(Text.from_latex(value)).replace("\\$", "$").replace("--", "–")  # latexcodec 3 leaves “\\$”
    except Exception:  # pybtex raises many kinds on unbalanced braces; the field is then shown as it stands
        return value


#: TeX leaves these as they are, but for the backslash before a sign of its own
_AS_IT_STANDS = lazy(r"(?! )(?:[^\\$~`%#\s<>!?^_]|[!?](?!`)| (?! |$)|\\[&%#$])*")
_ESCAPED = lazy(r"\\([&%#$])")


def _balanced(value: str) -> bool:
    depth = 0
    for sign in value:
        depth += (sign == "{") - (sign == "}")
        if depth < 0:
            return False
    return depth == 0
