"""``{ed:score}``: the edition by the questions of its reviewers, with the evidence for each answer."""

from __future__ import annotations

from itertools import groupby

from docutils import nodes

from ...derive.dates import shown
from ...derive.score import Answer, answers
from . import View, part, scrolled, table

_BY = {"machine": "proved", "test": "proved by a test", "person": "by reading", "": "not answered"}


def build(view: View) -> list[nodes.Node]:
    found = answers(view.edition)
    total = f"{sum(answer.score for answer in found)} of {2 * len(found)}: "
    counts = ", ".join(f"{count} {words}" for by, words in _BY.items() if (count := sum(answer.by == by for answer in found)))
    out: list[nodes.Node] = [nodes.paragraph("", total + counts + ".")]
    for name, group in groupby(found, key=lambda answer: answer.question.part):
        rows = [_row(answer) for answer in group]
        out.append(
            part(
                name,
                f"score-{name.lower().split(',')[0].replace(' ', '-')}",
                scrolled(table(["No.", "Question", "Score", "Answer"], rows, classes=["figures", "score"]), name),
            )
        )
    return out


def _row(answer: Answer) -> list[list[nodes.Node] | str]:
    question = answer.question
    words = ". ".join(_sentence(word.rstrip(".")) for word in (answer.says, answer.evidence) if word)
    how = _BY[answer.by] if answer.by == "machine" or not answer.date else f"{_BY[answer.by]}, {shown(answer.date)}"
    return [str(question.number), f"{question.asks} ({question.source})", str(answer.score), f"{words}{'. ' if words else ''}({how})"]


def _sentence(words: str) -> str:
    """Words with a capital, unless they begin with a path or a command."""
    first = words.split()[0]
    return words if "/" in first or first == "edition" else words[:1].upper() + words[1:]
