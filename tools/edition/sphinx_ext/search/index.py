"""The index for searching: small scripts, of which a search loads those that it needs, over the web and from a disk alike.

A page that was opened from a disk may run a script that lies beside it, but not read a file; so each piece is a script
that hands its name and its data to ``window.edition.take``. The pieces, under ``_search/``:

``index``   what there is: how many records, of what, in which document and of which kind (in runs, for the records are
            ordered by these), the beginnings of the words of each shard, the words that tell nothing, and the names that
            have several forms, with the record of the entry of each
``w/N``     a shard: the words of one beginning; for each stem its forms, and the records that have it
``r/N``     a few records: title, address, words
``e/N``     the records that have a name in one of its forms

The records of a word are written as steps from one to the next, each closed by a letter for the weight of the word
there: ``3k12cb`` is record 3 (weight k), 15 (c) and 16 (b). The weights are those of BM25 (Robertson and Zaragoza, *The
Probabilistic Relevance Framework*, 2009, 3.4), without the rarity of the word, which the asking side knows.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

from .records import Record
from .terms import flat, terms

#: records in one piece; characters of a shard, above which it is split by one more letter; letters of the longest beginning
TOGETHER, MOST, DEEPEST = 4, 24_000, 8
#: what is found first, and how its words count
ORDER = ("document", "note", "account", "entry", "work", "page")
NAME = {"account": 8.0, "entry": 8.0, "note": 2.0, "page": 3.0}
ALSO, DOCUMENT, NAMED, FULLER = 0.5, 2.0, 2.0, 0.5
_K, _B, _STEP = 1.2, 0.75, 0.2
#: a heading or a bare reference counts as if it were of half the usual length, lest it come before what says more
LEAST = 0.5


def index(found: Iterable[Record], names: Sequence[Sequence[str]], stem: Callable[[str], str], idle: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield the path and the script of each piece.

    ``names`` are the forms of each name that has several, ``stem`` gives the stem of a word, ``idle`` are the words that
    alone tell nothing in the language of the pages.
    """
    found = list(found)
    documents, kinds = list(dict.fromkeys(record.doc for record in found)), list(dict.fromkeys(record.kind for record in found))
    ordered = sorted(found, key=lambda record: (ORDER.index(record.what), documents.index(record.doc), kinds.index(record.kind)))
    postings, stems = _postings(ordered, stem)
    shards = dict(_shards(postings, stems))
    yield piece("index", {
        "records": len(ordered),
        "together": TOGETHER,
        "what": ORDER,
        "docs": documents,
        "kinds": kinds,
        "runs": _runs(ordered, documents, kinds),
        "shards": list(shards),
        "idle": " ".join(sorted(word for word in idle if word in stems)),
        "names": names,
        "own": _own(ordered, names),
    })  # fmt: skip
    for number, shard in enumerate(shards.values()):
        yield piece(f"w/{number}", shard)
    for start in range(0, len(ordered), TOGETHER):
        yield piece(f"r/{start // TOGETHER}", [[record.title, record.url, f"{record.words} {record.also}".strip()] for record in ordered[start : start + TOGETHER]])
    for number, records in enumerate(_named(ordered, names)):
        yield piece(f"e/{number}", records)


def piece(name: str, data: object) -> tuple[str, str]:
    """Return the path and the script of one piece."""
    return f"{name}.js", f"edition.take({json.dumps(name)},{json.dumps(data, ensure_ascii=False, separators=(',', ':'))})\n"


def _runs(ordered: Sequence[Record], documents: Sequence[str], kinds: Sequence[str]) -> list[list[int]]:
    """How many records follow each other that are of one sort, one document and one kind."""
    counted = Counter((ORDER.index(record.what), documents.index(record.doc), kinds.index(record.kind)) for record in ordered)
    return [[number, *sort] for sort, number in counted.items()]


def _own(ordered: Sequence[Record], names: Sequence[Sequence[str]]) -> list[int]:
    """Return for each name the record of its entry; -1 for one that has none."""
    entries = {record.name: at for at, record in enumerate(ordered) if record.what == "entry"}
    return [entries.get(forms[0], -1) for forms in names]


def _postings(ordered: Sequence[Record], stem: Callable[[str], str]) -> tuple[dict[str, dict[int, int]], dict[str, str]]:
    """Return the weight (0 to 25) of each stem in each record that has it, and the stem of each word."""
    stems: dict[str, str] = {}
    counts: list[dict[str, float]] = []
    for record in ordered:
        here: dict[str, float] = defaultdict(float)
        for words, weight in ((record.words, 1.0), (record.also, ALSO), (record.name, NAME.get(record.what, 0.0))):
            if not weight:
                continue
            for term in terms(words):
                if term not in stems:
                    stems[term] = stem(term)
                here[stems[term]] += weight
        if record.what == "document":
            number = record.name.replace("-", "")
            stems[number] = number
            here[number] += 1
        counts.append(here)
    mean = sum(map(len, counts)) / max(1, len(counts)) or 1.0
    postings: dict[str, dict[int, int]] = defaultdict(dict)
    for at, (record, here) in enumerate(zip(ordered, counts, strict=True)):
        called = {stems[term] for term in terms(record.name)} if record.what in ("account", "entry") else set()
        norm = _K * (1 - _B + _B * max(LEAST, len(here) / mean))
        for stem_, count in here.items():
            weight = count * (_K + 1) / (count + norm) * (DOCUMENT if record.what == "document" else 1) + (NAMED / len(called) if stem_ in called else 0)
            postings[stem_][at] = min(25, int(weight / _STEP))
    return postings, stems


def steps(weights: dict[int, int]) -> str:
    """Return records and weights as they are written in a shard."""
    out, last = [], -1
    for at, weight in weights.items():
        out.append(f"{at - last if at - last > 1 else ''}{chr(97 + weight)}")
        last = at
    return "".join(out)


def _shards(postings: dict[str, dict[int, int]], stems: dict[str, str]) -> Iterator[tuple[str, list[list[str]]]]:
    """Yield the beginning of each shard, and its stems: the forms that begin so, and the records."""
    written = {stem: steps(weights) for stem, weights in postings.items()}

    def grouped(words: list[str]) -> list[list[str]]:
        groups: dict[str, list[str]] = defaultdict(list)
        for word in words:
            groups[stems[word]].append(word)
        return [[" ".join(forms), written[stem]] for stem, forms in groups.items()]

    def split(beginning: str, words: list[str]) -> Iterator[tuple[str, list[list[str]]]]:
        groups = grouped(words)
        if len(beginning) == DEEPEST or len(groups) < 2 or sum(len(forms) + len(records) for forms, records in groups) <= MOST:
            yield beginning, groups
            return
        further: dict[str, list[str]] = defaultdict(list)
        for word in words:
            further[word[: len(beginning) + 1]].append(word)
        for longer, some in further.items():
            # the word that is the beginning itself goes no deeper
            yield from split(longer, some) if longer != beginning else [(beginning, grouped(some))]

    firsts: dict[str, list[str]] = defaultdict(list)
    for word in sorted(stems):
        firsts[word[0]].append(word)
    for first, words in firsts.items():
        yield from split(first, words)


def _named(ordered: Sequence[Record], names: Sequence[Sequence[str]]) -> list[str]:
    """Return for each name the records that have one of its forms, with weights as of a word; a fuller form counts for more."""
    starts: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for number, forms in enumerate(names):
        for form in forms:
            words = flat(form)
            if words.strip():
                starts[words.split()[0]].append((words, number))
    out: list[dict[int, int]] = [{} for _ in names]
    mean = sum(len(record.words.split()) for record in ordered) / max(1, len(ordered)) or 1.0
    for at, record in enumerate(ordered):
        text = flat(f"{record.name} {record.words} {record.also}")
        here: dict[int, list[str]] = defaultdict(list)
        for word in set(text.split()):
            for form, number in starts.get(word, ()):
                if form in text:
                    here[number].append(form)
        norm = 2 * _K * (1 - _B + _B * max(LEAST, text.count(" ") / mean))  # a name is often said more than once
        for number, some in here.items():
            rest, count = text, 0.0
            for form in sorted(some, key=len, reverse=True):
                count += rest.count(form) * (1 + FULLER * (form.count(" ") - 2))
                rest = rest.replace(form, " | ")
            out[number][at] = min(25, int(count * (_K + 1) / (count + norm) / _STEP * 2))
    return [steps(weights) for weights in out]
