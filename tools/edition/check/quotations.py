"""E6: what the editors' prose quotes from the texts is exact."""

from __future__ import annotations

from collections.abc import Iterator

from ..derive.questions import Question, has
from ..derive.references import records
from ..derive.said import LONG, QUOTED, WORD, said
from ..diagnostics import Diagnostic, rule
from ..locus import printed
from ..model import Account, Edition, Entity, Note
from . import check, one_by_one

INEXACT = rule("E637", "quotation-inexact", "query")



@one_by_one
def inexact(edition: Edition) -> Iterator[Diagnostic]:
    """A quotation of eight words and more that is nearly, but not quite, in a passage that the record is about."""
    for record in records(edition):
        for quoted, span in said(edition)[record.span.file].quotations:
            for passage in (edition.passages[id_] for id_ in _loci(record) if id_ in edition.passages):
                near = nearly(passage, quoted)
                if near and not has.everywhere(edition, quoted):
                    yield INEXACT(
                        span, f"“{quoted}” is not what {printed(passage.id)} has: “{near}”", "quote the words exactly, or mark what is left out with “…”"
                    )
                    break


@check
def inexact_on_pages(edition: Edition) -> Iterator[Diagnostic]:
    """The same of a page: the passages are those that the line with the quotation refers to."""
    for page in edition.pages.values():
        loci: dict[int, list[str]] = {}
        for reference in page.references:
            if reference.role == "loc" and reference.target in edition.passages:
                loci.setdefault(reference.span.line, []).append(reference.target)
        for text, span in said(edition)[page.file].lines:
            if "“" not in text or span.line not in loci:
                continue
            for match in QUOTED.finditer(text):
                quoted = match[1].strip(" .,;:")
                if len(WORD.findall(quoted)) < LONG or "…" in quoted:
                    continue
                for id_ in loci[span.line]:
                    if (near := nearly(edition.passages[id_], quoted)) and not has.everywhere(edition, quoted):
                        yield INEXACT(
                            span._replace(col=match.start() + 1),
                            f"“{quoted}” is not what {printed(id_)} has: “{near}”",
                            "quote the words exactly, or mark what is left out with “…”",
                        )
                        break


def _loci(record: Note | Entity | Account) -> list[str]:
    own = (
        [anchor.at for anchor in record.anchors] if isinstance(record, Note) else [telling.at for telling in record.told] if isinstance(record, Account) else []
    )
    return list(dict.fromkeys([*own, *(reference.target for reference in record.body.references if reference.role == "loc")]))


@Question
def nearly(text: str, quoted: str) -> str:
    """The stretch of a text that has seven in eight of the words quoted in their places, but not all; ``""`` if there is none or all are there."""
    small = [word.lower() for word in WORD.findall(quoted)]
    found = list(WORD.finditer(text))
    have = [match[0].lower() for match in found]
    best, score = "", 0
    for start in range(len(have) - len(small) + 1):
        same = sum(1 for one, other in zip(small, have[start:], strict=False) if one == other)
        if same == len(small):
            return ""  # the same words; signs and capitals may be fitted to the sentence
        if same > score and same * 8 >= len(small) * 7:
            best, score = text[found[start].start() : found[start + len(small) - 1].end()], same
    return best
