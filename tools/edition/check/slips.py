"""E7: slips of the pen in the editors' prose: words and sentences twice, marks that are not closed, what was left unfinished."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..derive.references import records, words
from ..diagnostics import Diagnostic, Span, rule
from ..model import Edition, Page, Prose
from ..patterns import lazy
from . import each
from .place import Stretch, stretches

DOUBLED_WORD = rule("E713", "doubled-word")
UNBALANCED = rule("E714", "unbalanced-marks")
UNFINISHED = rule("E715", "unfinished-prose")
STRAY_SIGN = rule("E716", "stray-sign")
SENTENCE_TWICE = rule("E717", "sentence-twice")

_DOUBLED = lazy(r"(?<![\w’'-])([a-zà-ÿ]+) +\1(?![\w’'-])")
#: words that a sentence may rightly have twice in a row, in the languages in which editions are often written
_RIGHTLY = frozenset("that had nous vous die der das sie den dem che si ha bye so very no far long ever again over by on in out up".split())
_UNFINISHED = lazy(r"\b(?:TODO|FIXME|TBD|TKTK)\b|\b[Ll]orem ipsum\b|\?{3,}")
_SIGNS = lazy(r"(?<=\w) [,.](?=\s|$)|(?<![.…])\.\.(?![./])|,,|;;|,\.(?!\w)|(?<=\w)[,;](?=[A-Za-zÀ-ÿ]{2})")
_PAIRS = (("“", "”"), ("(", ")"))
_NUMBERED = lazy(r"(?:^|(?<=\s))\w{1,4}\)(?=\s)")
_NO_PROSE = lazy(r"\s*(?:\||:{3,}|:[\w-]+:|`{3,}|\(.*\)=|\{[#.]|[-=]{3,}\s*$|\[\^?[^\]]*\]:)")
_SHORTEST = 6


@each("records", "pages")
def slips(edition: Edition) -> Iterator[Diagnostic]:
    """No word stands twice in a row, no sign where none belongs, nothing waits to be written."""
    for stretch in stretches(edition):
        if stretch.prose is None and _NO_PROSE.match(stretch.text):
            continue
        text = stretch.text
        for twice in _DOUBLED.finditer(text):
            if twice[1] not in _RIGHTLY and "  " not in twice[0]:
                yield DOUBLED_WORD(stretch.place(*twice.span()), f"“{twice[0]}” has a word twice", "write it once")
        if match := _UNFINISHED.search(text):
            yield UNFINISHED(
                stretch.place(*match.span()), f"this waits to be written: “{text[match.start() : match.start() + 50].strip()}”", "write it, or remove it"
            )
        if match := _SIGNS.search(text):
            around = text[max(0, match.start() - 12) : match.end() + 10].strip()
            yield STRAY_SIGN(
                stretch.place(*match.span()), f"“{match[0].strip()}” stands wrongly in “{around}”", "put one sign, right after the word, and a blank after it"
            )


@each("records", "pages")
def unbalanced(edition: Edition) -> Iterator[Diagnostic]:
    """What is opened in a paragraph is closed in it; a quotation may go on in the next, which then opens it again."""
    if edition.faults:
        return  # mark-up that was not read may hold the other half
    for record in records(edition):
        yield from _marks(
            [Stretch(_joined(record.body, number), paragraph[0].span, record.body) for number, paragraph in enumerate(record.body.paragraphs) if paragraph]
        )
    for page in edition.pages.values():
        yield from _marks(_paragraphs(page))


def _joined(body: Prose, number: int) -> str:
    return "".join(text for text, _ in words(Prose((body.paragraphs[number],))))


def _paragraphs(page: Page) -> list[Stretch]:
    out: list[Stretch] = []
    before = -1
    for text, span in page.text:
        if _NO_PROSE.match(text):
            before = -1
            continue
        if span.line == before + 1 and not re.match(r"\s*(?:[-*+]|\d+[.)])\s|#{1,6}\s", text):
            out[-1].text += f"\n{text}"
        else:
            out.append(Stretch(text, span))
        before = span.line
    return out


def _marks(blocks: list[Stretch]) -> Iterator[Diagnostic]:
    for number, block in enumerate(blocks):
        text = block.text
        if "„" in text or "»" in text:
            continue  # other languages open and close otherwise
        after = blocks[number + 1].text.lstrip("> ") if number + 1 < len(blocks) else ""
        for opening, closing in _PAIRS:
            more = text.count(opening) - text.count(closing)
            if more < 0 and closing == ")":
                text = _NUMBERED.sub(lambda match: " " * len(match[0]), text)  # “a) … b) …”
                more = text.count(opening) - text.count(closing)
            if more == 0 or (opening == "“" and more == 1 and after.startswith("“")):
                continue
            sign, other = (opening, closing) if more > 0 else (closing, opening)
            at = text.rfind(sign) if more > 0 else text.find(sign)
            near = " ".join(text[max(0, at - 15) : at + 25].split())
            end = next((place for place in range(at + 1, len(text)) if text[place].isspace()), len(text))
            line = text.count("\n", 0, at)
            place = block.place(at, end) if block.prose else Span(block.span.file, block.span.line + line, at - text.rfind("\n", 0, at))
            yield UNBALANCED(place, f"a {sign} without its {other}, near: {near}", f"add the {other}, or remove the {sign}")


@each("records", "pages")
def sentences(edition: Edition) -> Iterator[Diagnostic]:
    """No sentence of a record or a page stands there twice: what is merged badly often does."""
    for record in records(edition):
        lines = [(line, Span(record.span.file, record.body.span.line + number)) for number, line in enumerate(record.body.source.split("\n"))]
        yield from _twice(lines)
    for page in edition.pages.values():
        yield from _twice([(text, span) for text, span in page.text if not _NO_PROSE.match(text) and "   " not in text.strip()])


def _twice(lines: list[tuple[str, Span]]) -> Iterator[Diagnostic]:
    first: dict[str, Span] = {}
    for text, span in lines:
        bare = " ".join(text.split())
        if len(bare.split()) < _SHORTEST:
            continue
        other = first.setdefault(bare, span)
        if other is not span:
            yield SENTENCE_TWICE(span, f"“{bare[:50]}…” stands already on line {other.line}", "remove one of the two")
