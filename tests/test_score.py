"""``edition score``: every question has an answer, every proof is tried both ways, and a lost one is an error."""

from __future__ import annotations

import dataclasses
import inspect
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from edition.check import codes, run
from edition.cli import main
from edition.derive import proofs
from edition.derive.score import answers, has_test, proof, questions, said
from edition.model import Edition
from edition.read import read_edition

ROOT = Path(__file__).parent.parent
FUNCTIONS = {name for name, item in vars(proofs).items() if inspect.isfunction(item) and item.__module__ == proofs.__name__ and not name.startswith("_")}


def test_questions() -> None:
    assert [question.number for question in questions()] == list(range(1, 71))
    assert all(question.asks.endswith("?") and question.source for question in questions())


def test_every_proof_is_asked_for_and_there() -> None:
    assert {question.proof for question in questions() if question.proof} == FUNCTIONS


def test_every_code_is_one() -> None:
    """A family that a question names has codes."""
    for question in questions():
        assert [family for family in question.codes if not any(code.startswith(family) for code in codes())] == [], question.number


@pytest.mark.parametrize("question", [question for question in questions() if question.proof], ids=lambda question: question.proof)
def test_nothing_proves_an_empty_edition(question: object, tmp_path: Path) -> None:
    from edition.derive.score import Question

    assert isinstance(question, Question)
    empty = Edition(tmp_path)
    if question.proof not in ("faithful_throughout", "departures", "classes", "losses", "relations", "facts_in_notes", "schema"):  # true of nothing too
        assert proof(empty, question) == ""


@pytest.mark.parametrize("question", [question for question in questions() if question.codes], ids=lambda question: question.number)
def test_a_fault_takes_the_proof_away(question: object, edition: Edition) -> None:
    from edition.derive.score import Question

    assert isinstance(question, Question)
    code = next(code for code in codes() if code.startswith(question.codes[0]))
    assert proof(edition, question, {code}) == ""


def test_this_edition(edition: Edition) -> None:
    """Nothing is left without an answer, no proof is lost, and every test that is named is there."""
    found = answers(edition)
    assert [answer.question.number for answer in found if answer.lost or not answer.by] == []
    spoken, faults = said(edition)
    assert faults == ()
    assert [one.test for one in spoken.values() if one.test and not has_test(ROOT, one.test)] == []
    assert [one.question for one in spoken.values() if one.score == 2 and not one.test] == []
    for one in spoken.values():
        for page in re.findall(r"docs/[\w/-]+\.md", one.evidence):
            assert (ROOT / page).exists(), page


SCORE = """\
- question: 1
  score: 2
  says: on the title page
  date: 2030-01-31
- question: 44
  score: 2
  says: by passage
  test: tests/test_search.py::test_found
  date: 2030-01-31
- question: 7
  score: 1
  says: for sailors
  evidence: docs/index.md
  date: 2030-01-31
"""


@pytest.fixture
def scored(specimen_copy: Callable[..., Path]) -> Path:
    root = specimen_copy({"docs/score.yaml": SCORE})
    (root / "tests").mkdir()
    (root / "tests/test_search.py").write_text("def test_found() -> None: ...\n", encoding="utf-8")
    return root


def by_number(root: Path) -> dict[int, tuple[int, str]]:
    return {answer.question.number: (answer.score, answer.by) for answer in answers(read_edition(root))}


def test_who_answers(scored: Path) -> None:
    found = by_number(scored)
    assert (found[1], found[44], found[7], found[8]) == ((2, "machine"), (2, "test"), (1, "person"), (0, ""))
    assert [str(item) for item in run(read_edition(scored))] == []


def test_a_lost_field(scored: Path) -> None:
    path = scored / "CITATION.cff"
    path.write_text(path.read_text(encoding="utf-8").replace('date-released: "2030-01-31"\n', ""), encoding="utf-8")
    assert by_number(scored)[1] == (1, "person")
    assert [item.code for item in run(read_edition(scored))] == ["E111"], "the cause alone is told"


def test_a_lost_test(scored: Path) -> None:
    (scored / "tests/test_search.py").write_text("def test_other() -> None: ...\n", encoding="utf-8")
    (found,) = run(read_edition(scored))
    assert (found.code, found.span.line) == ("E911", 5)
    assert "there is no test tests/test_search.py::test_found" in found.message


def test_a_two_that_nobody_can_prove(scored: Path) -> None:
    path = scored / "docs/score.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("score: 1", "score: 2"), encoding="utf-8")
    assert [item.code for item in run(read_edition(scored))] == ["E911"]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("score: 1", "score: 3", "E112"),
        ("says: for sailors", "sayz: for sailors", "E110"),
        ("question: 7", "question: 71", "E912"),
        ("- question: 7", "- seven\n- question: 7", "E109"),
        (SCORE, "question: 7\n", "E109"),
    ],
)
def test_a_file_with_a_fault(scored: Path, old: str, new: str, code: str) -> None:
    path = scored / "docs/score.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    assert code in {item.code for item in run(read_edition(scored))}


def test_command(scored: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["-C", str(scored), "score"]) == 0
    said_ = capsys.readouterr().out
    assert re.search(r"^2   1  Are title", said_, re.M)
    assert re.search(r"^\d+ of 140: \d+ proved from the edition, 1 proved by a test, 1 a person’s answer, \d+ for a person to answer$", said_, re.M)
    assert main(["-C", str(scored), "score", "7"]) == 0
    assert "a person’s answer; for sailors; docs/index.md; 2030-01-31" in capsys.readouterr().out
    assert main(["-C", str(scored), "score", "71"]) == 2


def test_the_permanent_wants_a_release(specimen: Edition) -> None:
    assert proofs.permanent(specimen) == ""
    assert proofs.citable(dataclasses.replace(specimen, citation={})) == ""
