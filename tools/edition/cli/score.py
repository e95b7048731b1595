"""The edition by the questions of its reviewers: 2 where it is proved, 1 where a person says so, 0 where not.

edition score           a line for each question, and the sum
edition score 15 44     these questions, with their evidence
edition score --open    those that are not proved

A person's answers stand in docs/score.yaml, with evidence and date; whoever scores a 2 there names the test that proves it.
"""

from __future__ import annotations

import argparse
import sys

from ._root import root_of

HELP = "the edition by the questions of its reviewers"
BY = {"machine": "proved from the edition", "test": "proved by a test", "person": "a person’s answer", "": "for a person to answer, in docs/score.yaml"}


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("numbers", nargs="*", type=int, metavar="QUESTION", help="only these, with their evidence")
    parser.add_argument("--open", action="store_true", help="only those that are not proved")


def run(args: argparse.Namespace) -> int:
    from ..check import run as check
    from ..derive.score import answers, questions
    from ..read import read_edition

    edition = read_edition(root_of(args))
    known = {question.number for question in questions()}
    unknown = [number for number in args.numbers if number not in known]
    if unknown:
        print(f"edition score: there is no question {unknown[0]}; they are 1 to {max(known)}", file=sys.stderr)
        return 2
    found = answers(edition, {item.code for item in check(edition)})
    part = ""
    for answer in found:
        question = answer.question
        if (args.numbers and question.number not in args.numbers) or (args.open and answer.score == 2):
            continue
        if question.part != part:
            part = question.part
            print(f"\n{part}")
        print(f"{answer.score}  {question.number:>2}  {question.asks} ({question.source})")
        if args.numbers or args.open:
            words = [BY[answer.by], answer.says, answer.evidence, answer.date if answer.by != "machine" else ""]
            print("       " + "; ".join(word for word in words if word))
    lost = [answer for answer in found if answer.lost]
    counts = {by: sum(answer.by == by for answer in found) for by in BY}
    print(f"\n{sum(answer.score for answer in found)} of {2 * len(found)}: " + ", ".join(f"{count} {BY[by].partition(',')[0]}" for by, count in counts.items()))
    for answer in lost:
        print(f"lost: question {answer.question.number} was scored 2, and is not proved", file=sys.stderr)
    return 1 if lost else 0
