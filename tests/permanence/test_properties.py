"""For every passage and every release: the receipt leads back, and a changed word never passes."""

from __future__ import annotations

import dataclasses
import json
import unicodedata

from copies import SPECIMEN
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from edition.derive.find import seek
from edition.derive.ledger import additions, broken
from edition.derive.receipt import ALPHABET, LONG, SHORT, fingerprint, normal, parse, receipt
from edition.derive.verify import verify
from edition.diagnostics import NOWHERE
from edition.locus import printed
from edition.model import Document, Edition, LedgerLine, Passage
from edition.read import read_edition

words = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=12)
texts = st.lists(words, min_size=1, max_size=12).map(" ".join).filter(lambda text: bool(text.strip()))
numbers = st.tuples(st.sampled_from(["", "s", "n"]), st.integers(0, 99999), st.sampled_from(["", "a", "z"])).map(
    lambda parts: f"let-{parts[0]}{parts[1]}{parts[2]}"
)
editions = st.tuples(st.integers(1900, 2999), st.integers(1, 99)).map(lambda parts: f"{parts[0]}.{parts[1]}")


def made_of(passages: dict[str, str], ledger: tuple[LedgerLine, ...] = (), version: str = "2030.1") -> Edition:
    document = Document("let", {"title": "A letter"}, {}, tuple(Passage(id_, "paragraph", text, NOWHERE, NOWHERE) for id_, text in passages.items()))
    return Edition(SPECIMEN, documents={"let": document}, ledger=ledger, citation={"version": version})


def released(edition: Edition, number: str, day: str = "2030-01-31") -> tuple[LedgerLine, ...]:
    lines = [json.loads(line) for line in additions(edition, number, day)]
    new = tuple(
        LedgerLine(item["id"], item["kind"], item["release"], item.get("hash", ""), item.get("words", ""), item.get("gone", ""), NOWHERE) for item in lines
    )
    return (*edition.ledger, *new)


@given(numbers, editions, texts)
def test_there_and_back(id_: str, number: str, text: str) -> None:
    """A receipt, wherever it stands in a sentence, is read as it was written."""
    for shown in (
        receipt(id_, number, text),
        f"See {receipt(id_, number, text).upper()}, p. 3 (1999).",
        f"Author, “Title,” {receipt(id_, number, text)}, in *An Edition*.",
    ):
        found = parse(shown)
        assert found == (id_, number, fingerprint(text))


@given(texts)
def test_fingerprint_is_of_the_words(text: str) -> None:
    signs = fingerprint(text)
    assert len(signs) == SHORT
    assert set(signs) <= set(ALPHABET)
    assert fingerprint(text, LONG).startswith(signs)
    assert fingerprint(f"  {text}\n") == signs
    assert fingerprint(unicodedata.normalize("NFD", text)) == signs


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(texts, min_size=1, max_size=6), min_size=1, max_size=4))
def test_every_passage_every_release(states: list[list[str]]) -> None:
    """Of editions released one after the other, each receipt is answered by what became of the words."""
    ledger: tuple[LedgerLine, ...] = ()
    cited: list[tuple[str, str, str]] = []
    for count, passages in enumerate(states, 1):
        number = f"2030.{count}"
        edition = made_of({f"let-{place}": text for place, text in enumerate(passages, 1)}, ledger, number)
        ledger = released(edition, number)
        cited += [(f"let-{place}", text, receipt(f"let-{place}", number, text)) for place, text in enumerate(passages, 1)]
    last = made_of({f"let-{place}": text for place, text in enumerate(states[-1], 1)}, ledger, number)
    assert list(broken(last)) == []
    for id_, text, shown in cited:
        answer = verify(last, shown)
        now = last.passages.get(id_)
        expected = "moved" if now is None else "unchanged" if normal(now.text) == normal(text) else "changed"
        assert (answer.verdict, answer.id) == (expected, id_), answer.message


specimen = read_edition(SPECIMEN)
standing = [passage for passage in specimen.passages.values() if not passage.withdrawn]
lined = dataclasses.replace(specimen, ledger=released(specimen, "2030.1"))


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(standing), st.data())
def test_a_changed_word_never_passes(passage: Passage, data: st.DataObject) -> None:
    """Neither the receipt of words that were changed, nor a receipt made of changed words, nor a quotation of them, is said to stand."""
    pieces = passage.text.split(" ")
    at = data.draw(st.integers(0, len(pieces) - 1))
    word = data.draw(st.one_of(st.just(""), words, st.sampled_from(pieces), st.just(pieces[at][:-1]), st.just(pieces[at].swapcase())))
    changed = " ".join([*pieces[:at], word, *pieces[at + 1 :]])
    assume(normal(changed) != normal(passage.text))
    assert len(receipt(passage.id, "2030.1", changed)) == len(receipt(passage.id, "2030.1", passage.text)), "as printed"

    # the words of the edition were changed, the receipt is the old one
    other = passage._replace(text=changed)
    document = specimen.documents[passage.siglum]
    later = dataclasses.replace(
        lined,
        documents={
            **specimen.documents,
            passage.siglum: dataclasses.replace(document, passages=tuple(other if one is passage else one for one in document.passages)),
        },
    )
    assert verify(later, receipt(passage.id, "2030.1", passage.text)).verdict == "changed"
    unreleased = dataclasses.replace(later, ledger=())
    assert not verify(unreleased, receipt(passage.id, "2030.1", passage.text)).stands

    # the edition is as it was, the receipt is of other words
    answer = verify(lined, receipt(passage.id, "2030.1", changed))
    assert not answer.stands, answer.message

    # the receipt is true, the quotation before it is not
    quoted = changed.translate(str.maketrans("“”", "‘’"))
    if (
        any(sign.isalnum() for sign in quoted)
        and not any(sign in quoted for sign in '"…[]')
        and seek(normal(passage.text), normal(changed)) < 0
        and ". . ." not in quoted
        and "..." not in quoted
    ):
        answer = verify(lined, f"“{quoted}” Author, “Title,” {receipt(passage.id, '2030.1', passage.text)}, in *An Edition*.")
        assert not answer.stands, answer.message


@given(st.sampled_from(standing), st.data())
def test_every_stretch_is_found(passage: Passage, data: st.DataObject) -> None:
    pieces = passage.text.split()
    start = data.draw(st.integers(0, len(pieces) - 1))
    end = data.draw(st.integers(start + 1, len(pieces)))
    stretch = " ".join(pieces[start:end])
    assume(any(sign.isalnum() for sign in stretch))
    answer = verify(specimen, stretch)
    assert answer.verdict == "found", (stretch, answer.message)
    assert printed(passage.id) in answer.message
