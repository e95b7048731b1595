"""Accounts: ``docs/accounts/<slug>.md``, one file for each event that several documents tell."""

from __future__ import annotations

from pathlib import Path

from ..diagnostics import Span, rule
from ..kinds import CERTAINTIES, STANCES, STATUSES
from ..lemma import Lemma
from ..locus import SLUG
from ..model import Account, Reference, Telling
from .faults import Faults
from .frontmatter import read_parts
from .lemmas import read_lemma
from .prose import read_citations, read_prose
from .records import TWICE, WRONG_TYPE, Map, Record, Scalar, Seq

MALFORMED_ACCOUNT_NAME = rule("E605", "malformed-account-name")

NEED = ("title", "date", "shown", "certainty", "evidence", "told", "status", "author")
MAY = ("established", "silent", "seen", "reviewer", "withdrawn", "waive")


def read_account(root: Path, path: Path, faults: Faults) -> Account | None:
    """Read one account; None if what it lacks makes it none."""
    parts = read_parts(root, path, faults)
    if parts is None:
        return None
    if not SLUG.fullmatch(path.stem):
        faults.add(MALFORMED_ACCOUNT_NAME, Span(parts.file), f"“{path.stem}” is no name for an account", "use small letters, digits and single hyphens")
        return None
    record = Record(parts.record, faults, span=Span(parts.file, 2), what="an account", need=NEED, may=MAY)
    certainty = record.choice("certainty", CERTAINTIES)
    status = record.choice("status", STATUSES, instead="unverified")
    body = read_prose(parts.body, parts.file, parts.line, faults, what="the account")
    evidence = tuple(
        Reference(item.kind, item.target, "", span, item.locator, item.prefix)
        for words, span in record.texts("evidence")
        for item in read_citations("cite:p", words, span, faults)
        if item.kind == "cite:p"
    )
    if not record.ok:
        return None
    return Account(
        id=path.stem,
        title=record.plain("title"),
        date=record.text("date"),
        shown=record.plain("shown"),
        certainty=certainty,
        span=Span(parts.file),
        spans=record.spans,
        evidence=evidence,
        established=record.mapping("established"),
        told=_read_told(record, faults),
        silent=_read_silent(record, faults),
        body=body,
        status=status,
        seen=tuple(word for word, _ in record.texts("seen")),
        authors=tuple(word for word, _ in record.texts("author")),
        withdrawn=record.plain("withdrawn"),
    )


def _read_told(record: Record, faults: Faults) -> tuple[Telling, ...]:
    out: list[Telling] = []
    for item in record.items("told"):
        told = Record(item, faults, span=item.span, what="a telling", need=("at", "quote", "says", "stance"), may=("states", "against"))
        stance = told.choice("stance", STANCES)
        quote = read_lemma(told.raw("quote"), faults, "quote")
        if told.ok and quote:
            if any(other.at == told.text("at") and other.quote[:2] == quote[:2] for other in out):
                faults.add(TWICE, item.span, f"{told.text('at')} is quoted twice with the same words", "remove one of the two, or join what they state")
                continue
            out.append(Telling(told.text("at"), quote, told.text("says"), told.mapping("states"), stance, item.span, tuple(told.texts("against"))))
    return tuple(out)


def _read_silent(record: Record, faults: Faults) -> dict[str, tuple[Lemma, ...]]:
    value = record.raw("silent")
    if value is None:
        return {}
    if not isinstance(value, Map):
        faults.add(WRONG_TYPE, value.span, "“silent” must name documents and the words sought in each", "write “silent: {log: [storm, wreck]}”")
        return {}
    out: dict[str, tuple[Lemma, ...]] = {}
    for siglum, words in value.items.items():
        items = words.items if isinstance(words, Seq) else (words,)
        sought: dict[str, Lemma] = {}
        for item in items:
            if isinstance(item, Scalar) and item.value in sought:
                faults.add(TWICE, item.span, f"“{item.value}” is sought twice in {siglum}", "remove one of the two")
            elif isinstance(item, Scalar) and item.value.strip():
                sought[item.value] = Lemma(item.value, 0, item.span)
        out[siglum] = tuple(sought.values())
    return out
