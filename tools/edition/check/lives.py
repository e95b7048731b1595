"""E4: the dates of an entry's life, in its head and in its prose."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..derive.references import words
from ..diagnostics import Diagnostic, rule
from ..model import Edition
from ..patterns import lazy
from . import each
from .place import Stretch

TOLD_OTHERWISE = rule("E415", "life-told-otherwise")
OUTSIDE_LIFE = rule("E416", "year-outside-life")
SORTED_OTHERWISE = rule("E417", "sorted-by-another-name")

_LIFE = lazy(r"(?:born )?(\d{4})\s?[–-]\s?(\d{4})")
_BORN = lazy(r"^Born\b[^.;(]{0,60}?(?<!\d)(?P<year>\d{4})(?!\d)")
_DIED = lazy(
    r"(?:^|[,;] |\band )(?:he |she |they )?(?:was |were )?(?:died|executed|hanged|killed|assassinated|murdered)\b[^.;,(]{0,40}?(?<!\d)(?P<year>\d{4})(?!\d)"
)
_YEAR = lazy(r"(?<![\d.,–-])(1\d{3}|20\d\d)(?:[–-](\d{4}|\d\d))?(?!\d)")
_POSTHUMOUS = lazy(
    r"\b(?:since|after|until|posthumous\w*|named|remembered|descend\w*|heirs?|grand\w+|tomb|reburied|rehabilitated|published|centuries|later|tradition\w*)\b"
)


@each("records")
def lives(edition: Edition) -> Iterator[Diagnostic]:
    """A person's prose and gloss keep to the years of the head, and the name under which the entry stands is one of its own."""
    for entity in edition.entities.values():
        if entity.sort and entity.name:
            family = re.match(r"[\w’'-]+", entity.sort)
            names = " ".join((entity.name, *(form.words for form in entity.forms)))
            if family and family[0].casefold() not in names.casefold():
                yield SORTED_OTHERWISE(
                    entity.spans.get("sort", entity.span), f"“{family[0]}” stands neither in the name nor in a form", f"sort it by words of “{entity.name}”"
                )
        match = _LIFE.fullmatch(entity.dates.strip())
        if entity.register != "people" or match is None:
            continue
        born, died = int(match[1]), int(match[2])
        if born > died:
            continue  # E413
        for text, span in words(entity.body):
            for pattern, year, what in ((_BORN, born, "birth"), (_DIED, died, "death")):
                for said in pattern.finditer(text):
                    if int(said["year"]) != year:
                        place = Stretch(text, span, entity.body).place(said.start("year"), said.end("year"))
                        yield TOLD_OTHERWISE(
                            place, f"the prose puts the {what} in {said['year']}, the head in {year}", "make the two say the same, as the evidence has it"
                        )
        if _POSTHUMOUS.search(entity.gloss):
            continue
        for said in _YEAR.finditer(entity.gloss):
            last = said[2] or said[1]
            end = int(last) if len(last) == 4 else int(said[1][:2] + last)
            if born > int(said[1]) or end > died:
                yield OUTSIDE_LIFE(entity.spans.get("gloss", entity.span), f"“{said[0]}” is outside the life, {born}–{died}", "correct the gloss or the dates")
