"""E9: the answers to the reviewers’ questions (``docs/score.yaml``): a proof that was given once is not lost."""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Diagnostic, rule
from ..model import Edition
from . import check
from .sound import faulty

LOST_PROOF = rule("E911", "lost-proof")
UNKNOWN_QUESTION = rule("E912", "answer-to-no-question")


@check
def proofs(edition: Edition) -> Iterator[Diagnostic]:
    """What is scored 2 is proved. That the checks find nothing is not asked here: what they find is reported itself."""
    if not (edition.root / "docs" / "score.yaml").exists():
        return
    from ..derive.score import answers, questions, said  # a tenth of the time of a check, where nobody has answered anything

    spoken, faults = said(edition)
    yield from faults
    for answer in answers(edition, among=[one.question for one in spoken.values() if one.score == 2]):
        if answer.said is None or not answer.lost or (answer.question.proved and not answer.said.test and faulty(edition, "CITATION.cff")):
            continue  # what is lost may be a field that was told missing
        one, question = answer.said, answer.question
        if one.test:
            what, mend = f"there is no test {one.test}", "restore the test, or name the one that proves it"
        elif question.proved:
            what, mend = "what proved it holds no longer", f"see “edition score {question.number}”; restore what it asks for"
        else:
            what, mend = "nothing proves it", "name a test that does: “test: tests/test_x.py::test_y”"
        yield LOST_PROOF(one.span, f"question {one.question}, “{question.asks}”, is scored 2, and {what}", f"{mend}, or score it 1 or 0")
    known = {str(question.number) for question in questions()}
    for one in spoken.values():
        if one.question not in known:
            yield UNKNOWN_QUESTION(
                one.span, f"there is no question {one.question}", f"the questions are 1 to {len(known)}; correct the number, or remove the answer"
            )
