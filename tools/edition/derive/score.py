"""The edition by the questions of its reviewers (``questions.yaml``): 2 where it is proved, 1 where a person says so, 0 where not.

What a machine cannot see a person answers in ``docs/score.yaml``::

    - question: 44
      score: 2
      says: by passage, limited to texts or notes
      evidence: docs/help.md
      test: tests/browser/test_search.py::test_found
      date: 2026-11-21

A 2 must be proved: by a function of :mod:`.proofs`, by checks that find nothing, or by the test named.
"""

from __future__ import annotations

import pkgutil
import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ..diagnostics import Diagnostic, Span
from ..model import Edition
from ..read.citation import IMPOSSIBLE_DAY
from ..read.faults import Faults
from ..read.files import read_text
from ..read.records import TWICE, WRONG_TYPE, Record, Seq, parse
from . import proofs
from .dates import bounds

FILE = "docs/score.yaml"
SCORES = ("0", "1", "2")


@dataclass(frozen=True, slots=True)
class Question:
    """One thing that reviewers ask: where, and what proves it."""

    number: int
    part: str
    asks: str
    source: str
    proof: str = ""
    codes: tuple[str, ...] = ()

    @property
    def proved(self) -> bool:
        """Whether a machine can answer it from the model."""
        return bool(self.proof or self.codes)


@dataclass(frozen=True, slots=True)
class Said:
    """What a person answered, in ``docs/score.yaml``."""

    question: str
    score: int
    says: str
    evidence: str
    test: str
    date: str
    span: Span


@dataclass(frozen=True, slots=True)
class Answer:
    """The score of a question: ``by`` is “machine”, “test”, “person” or, where nobody has answered, nothing."""

    question: Question
    score: int
    by: str
    says: str = ""
    evidence: str = ""
    date: str = ""
    said: Said | None = None

    @property
    def lost(self) -> bool:
        """Whether it was proved once, and is no more."""
        return self.said is not None and self.said.score == 2 and self.score < 2


@cache
def questions() -> tuple[Question, ...]:
    """Return the questions, in their order."""
    faults = Faults()
    parts = parse((pkgutil.get_data("edition.derive", "questions.yaml") or b"").decode(), "questions.yaml", faults)
    out = []
    for part in parts.items if isinstance(parts, Seq) else ():
        record = Record(part, faults, span=part.span, what="a part", need=("part", "questions"))
        for item in record.items("questions"):
            one = Record(item, faults, span=item.span, what="a question", need=("number", "asks", "source"), may=("proof", "codes"))
            codes = tuple(one.text("codes").split())
            out.append(Question(int(one.text("number")), record.text("part"), one.text("asks"), one.text("source"), one.text("proof"), codes))
    if faults.found:
        raise ValueError(str(faults.found[0]))
    return tuple(out)


def said(edition: Edition) -> tuple[dict[str, Said], tuple[Diagnostic, ...]]:
    """Read ``docs/score.yaml``, if there is one: the answers by the number of the question, and the faults of the file."""
    path, faults = edition.root / FILE, Faults()
    if not path.exists():
        return {}, ()
    text = read_text(edition.root, path, faults)
    value = parse(text, FILE, faults) if text is not None else None
    out: dict[str, Said] = {}
    if value is not None and not isinstance(value, Seq):
        faults.add(WRONG_TYPE, value.span, "the answers must be a list", "begin each with “- question: …”")
    for item in value.items if isinstance(value, Seq) else ():
        record = Record(
            item,
            faults,
            span=item.span,
            what="an answer",
            need=("question", "score", "says", "date"),
            may=("evidence", "test"),
        )
        score = record.choice("score", SCORES)
        one = Said(
            record.text("question"),
            int(score or 0),
            " ".join(record.text("says").split()),
            record.text("evidence"),
            record.text("test"),
            record.text("date"),
            item.span,
        )
        if record.ok and one.question in out:
            faults.add(TWICE, item.span, f"question {one.question} is answered already on line {out[one.question].span.line}", "keep one of the two answers")
        elif record.ok:
            out[one.question] = one
            if bounds(one.date) is None:
                faults.add(IMPOSSIBLE_DAY, record.at("date"), f"“{one.date}” is no date", "write it as 2026-11-21")
    return out, tuple(faults.found)


def answers(edition: Edition, found: Collection[str] = (), *, among: Collection[str] | None = None) -> list[Answer]:
    """Answer every question (or those ``among`` these numbers); ``found`` are the codes of the faults that the checks have found."""
    spoken, _ = said(edition)
    return [_answer(edition, question, spoken.get(str(question.number)), found) for question in questions() if among is None or str(question.number) in among]


def _answer(edition: Edition, question: Question, one: Said | None, found: Collection[str]) -> Answer:
    says, date = (one.says, one.date) if one else ("", "")
    if evidence := proof(edition, question, found):
        return Answer(question, 2, "machine", says, evidence, date, one)
    if one is None:
        return Answer(question, 0, "")
    if one.test and has_test(edition.root, one.test):
        return Answer(question, 2 if one.score == 2 else one.score, "test", says, one.test, date, one)
    return Answer(question, min(one.score, 1), "person", says, one.evidence, date, one)


def proof(edition: Edition, question: Question, found: Collection[str] = ()) -> str:
    """Return the evidence that the machine has for a question, or nothing."""
    if not question.proved or any(code.startswith(family) for code in found for family in question.codes):
        return ""
    function: proofs.Proof | None = getattr(proofs, question.proof) if question.proof else None
    evidence = function(edition) if function else ""
    if function and not evidence:
        return ""
    clean = f"edition check finds no {', '.join(_family(code) for code in question.codes)}" if question.codes else ""
    return "; ".join(part for part in (evidence, clean) if part)


def _family(code: str) -> str:
    return code if len(code) == 4 else f"{code}{'xx'[: 4 - len(code)]}"


def has_test(root: Path, test: str) -> bool:
    """Whether a test, ``tests/test_x.py::test_y``, is there; that it passes is for the test run to say."""
    file, _, name = test.partition("::")
    path = root / file
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return False
    return not name or re.search(rf"^def {re.escape(name.partition('[')[0])}\(", text, re.M) is not None
