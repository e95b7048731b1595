"""Fidelity, proved by trying to break it: every change of a word or a character of a text, its witness or its emendations is
caught; the bytes of each witness are accounted for; the replay works both ways; and all of it on invented documents too."""

from __future__ import annotations

import hashlib
import random
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edition.check import load, run
from edition.derive.departures import merged, proposals, quoted
from edition.derive.fidelity import CLASSES, WHITE_SPACE, account, departures, faithful, misplaced, normalise, placed, read_back, replay, text_of
from edition.diagnostics import ERROR, Diagnostic, Span
from edition.kinds import EMENDATION_KINDS
from edition.lemma import occurrences
from edition.model import Document, Edition
from edition.read import read_edition
from edition.read.emendations import read_emendations
from edition.read.faults import Faults
from edition.read.text import read_text_file

ROOT = Path(__file__).parent.parent
SIGLA = sorted(folder.name for folder in (ROOT / "sources").iterdir() if folder.is_dir())
#: the checks of a document by itself, tried first; then those by which the records that hang on it hold it
ALONE, AROUND = ("fidelity", "own_notes"), ("notes", "accounts", "references")
#: mutations of each file of each document
MANY = {"text.md": 50, "witness.txt": 40, "emendations.yaml": 50}


@cache
def real() -> Edition:
    return read_edition(ROOT)


@cache
def checks(modules: tuple[str, ...]) -> tuple[Callable[[Edition], Iterable[Diagnostic]], ...]:
    return tuple(one for one in load() if one.__module__.rpartition(".")[2] in modules)


def reread(siglum: str, file: str, source: str, *, restate: bool = False) -> tuple[Document, list[Diagnostic]]:
    """A document with one of its files replaced, and the faults of reading it; ``restate`` gives a changed witness a true sha256."""
    before, faults, where = real().documents[siglum], Faults(), f"sources/{siglum}/{file}"
    if file == "text.md":
        return replace(before, passages=read_text_file(source, where, siglum, faults)), faults.found
    if file == "emendations.yaml":
        return replace(before, emendations=read_emendations(source, where, faults)), faults.found
    digest = hashlib.sha256(source.encode("utf-8")).hexdigest()
    return replace(before, witness=source, sha256=before.meta["sha256"] if restate else digest), []


def errors(edition: Edition, modules: tuple[str, ...]) -> Iterator[Diagnostic]:
    return (item for one in checks(modules) for item in one(edition) if item.severity == ERROR)


@cache
def known() -> frozenset[tuple[str, str]]:
    """The errors that the edition has as it is, so that none of them is taken for a catch."""
    return frozenset((item.code, item.message) for item in (*real().faults, *errors(real(), ALONE + AROUND)))


def caught(siglum: str, file: str, source: str, *, restate: bool = False) -> Diagnostic | None:
    """An error that a changed file gives and that was not there before."""
    document, faults = reread(siglum, file, source, restate=restate)
    small = replace(real(), documents={siglum: document}, notes={}, accounts={}, faults=tuple(faults))
    whole = replace(real(), documents={**real().documents, siglum: document})
    found = (item for item in (*faults, *errors(small, ALONE)) if item.severity == ERROR)
    beyond = (item for item in errors(whole, AROUND) if (item.code, item.message) not in known())
    return next(found, None) or next(beyond, None)


def same(siglum: str, file: str, source: str) -> bool:
    """Whether a changed file says the same as before: other white space between the values of a record, or in the witness."""
    before, (after, faults) = real().documents[siglum], reread(siglum, file, source)
    return not faults and content(before) == content(after)


def content(document: Document) -> object:
    passages = [(item.id, item.kind, item.level, item.classes, item.text) for item in document.passages]
    emendations = [
        (item.at, item.kind, item.lemma and (item.lemma.words, item.lemma.nth), item.witness and normalise(item.witness), item.why, item.note, item.page, item.place)
        for item in document.emendations
    ]
    return passages, emendations, normalise(document.witness)


# mutations


@dataclass(frozen=True)
class Mutation:
    """A change of one place of a file: what stood there, and what stands there now."""

    how: str
    start: int
    old: str
    new: str

    def apply(self, source: str) -> str:
        return source[: self.start] + self.new + source[self.start + len(self.old) :]

    def show(self, source: str) -> str:
        line = source.count("\n", 0, self.start) + 1
        return f"{self.how} in line {line}: {self.old!r} became {self.new!r}"


_WORD = re.compile(r"\S+")
_TWO = re.compile(r"(\S+)([^\S\n]+)(\S+)")
_LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.,;:’“”-()"


def mutations(source: str, rng: random.Random, number: int, spans: list[tuple[int, int]]) -> Iterator[Mutation]:
    """Yield changes, drops, doublings and swaps of single words and characters within the spans, at random places."""
    made = 0
    lengths = [end - start for start, end in spans]
    while made < number:
        start, end = rng.choices(spans, lengths)[0]
        piece = source[start:end]
        how = rng.choice([f"{verb} {what}" for verb in ("change", "drop", "double", "swap") for what in ("word", "character")])
        one = _mutation(how, piece, rng)
        if one is not None and one.old != one.new:
            made += 1
            yield Mutation(how, start + one.start, one.old, one.new)


def _mutation(how: str, piece: str, rng: random.Random) -> Mutation | None:
    verb, what = how.split()
    if what == "word":
        words = list((_TWO if verb == "swap" else _WORD).finditer(piece))
        if not words:
            return None
        match = rng.choice(words)
        if verb == "swap":
            return Mutation(how, match.start(), match[0], match[3] + match[2] + match[1])
        if verb == "change":
            other = rng.choice(list(_WORD.finditer(piece)))[0]
            return Mutation(how, match.start(), match[0], other if other != match[0] else match[0][::-1])
        if verb == "double":
            return Mutation(how, match.start(), match[0], f"{match[0]} {match[0]}")
        with_blank = match.end() < len(piece) and piece[match.end()] == " "
        return Mutation(how, match.start(), match[0] + " " * with_blank, "")
    if len(piece) < 2:
        return None
    at = rng.randrange(len(piece) - (verb == "swap"))
    if verb == "swap":
        return Mutation(how, at, piece[at : at + 2], piece[at + 1] + piece[at])
    new = {"change": rng.choice(_LETTERS), "drop": "", "double": piece[at] * 2}[verb]
    return Mutation(how, at, piece[at], new)


def lines(source: str) -> list[tuple[int, int]]:
    return [(match.start(), match.end()) for match in re.finditer(r"[^\n]+", source)]


def reasons(source: str) -> list[tuple[int, int]]:
    """Where the values of ``why`` stand, to their lines’ ends."""
    return [(match.start(1), match.end(1)) for match in re.finditer(r"\bwhy: (.*)\}$", source, re.M)]


def exempt(file: str, source: str, mutation: Mutation) -> bool:
    """Whether a mutation is one that no check can know of.

    A reason is the editors’ own words: there is nothing to hold them against.
    """
    if file != "emendations.yaml":
        return False
    return any(start <= mutation.start and mutation.start + len(mutation.old) <= end for start, end in reasons(source))


@pytest.mark.parametrize("file", MANY)
@pytest.mark.parametrize("siglum", SIGLA)
def test_every_mutation_is_caught(siglum: str, file: str) -> None:
    """Several hundred changes, drops, doublings and swaps, seeded; each must give an error that was not there before.

    A mutated witness is given a true sha256, so that its words alone must betray it; its white space is held by the sha256.
    """
    source = (ROOT / "sources" / siglum / file).read_text(encoding="utf-8")
    tried, unseen = 0, []
    for mutation in mutations(source, random.Random(f"{siglum} {file}"), MANY[file], lines(source)):
        changed = mutation.apply(source)
        if exempt(file, source, mutation) or same(siglum, file, changed):
            continue
        tried += 1
        if caught(siglum, file, changed, restate=True) is None:
            unseen.append(mutation.show(source))
    assert unseen == []
    assert tried > MANY[file] / 4


def test_the_edition_was_faithful_before() -> None:
    for siglum, document in real().documents.items():
        small = replace(real(), documents={siglum: document}, notes={}, accounts={}, faults=())
        assert list(errors(small, ALONE)) == []


@pytest.mark.parametrize("siglum", SIGLA)
def test_every_byte_of_a_witness_is_held_by_its_sha256(siglum: str) -> None:
    source, rng = (ROOT / "sources" / siglum / "witness.txt").read_text(encoding="utf-8"), random.Random(siglum)
    spaces = [match.start() for match in re.finditer(r"\s", source)]
    for at in [*rng.sample(spaces, 10), 0, len(source) - 1]:
        for new in ("", source[at] * 2, "\t"):
            document, _ = reread(siglum, "witness.txt", source[:at] + new + source[at + 1 :])
            small = replace(real(), documents={siglum: document}, notes={}, accounts={}, faults=())
            assert "E201" in [item.code for item in errors(small, ALONE)]


@pytest.mark.parametrize(("file", "old", "new"), [("text.md", " the ", " teh "), ("witness.txt", " the", " teh"), ("emendations.yaml", "lemma: ", "lemma: x")])
def test_the_whole_check_says_so_too(tmp_path: Path, file: str, old: str, new: str) -> None:
    """What the mutations are tried on are the checks that ``check.run`` runs on the whole edition."""
    for folder in ("sources", "bib"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    (tmp_path / "docs").mkdir()
    before = {(item.span.file, item.code) for item in run(read_edition(tmp_path))}
    path = tmp_path / "sources" / SIGLA[0] / file
    source = path.read_text(encoding="utf-8")
    path.write_text(source.replace(old, new, 1), encoding="utf-8", newline="")
    after = {(item.span.file, item.code) for item in run(read_edition(tmp_path))}
    assert {code[:2] for _, code in after - before} & {"E1", "E2"}


# the account of bytes, and the replay


@pytest.mark.parametrize("siglum", SIGLA)
def test_every_byte_is_accounted_for(siglum: str) -> None:
    document = real().documents[siglum]
    data = (ROOT / "sources" / siglum / "witness.txt").read_bytes()
    counts = account(document)
    assert counts is not None
    assert tuple(counts) == CLASSES
    assert sum(counts.values()) == len(data)
    assert all(count >= 0 for count in counts.values())
    marks = sum(1 for item in document.emendations if EMENDATION_KINDS[item.kind].bytes_as == "page mark")
    blanks = sum(len(letter.encode("utf-8")) for letter in data.decode("utf-8") if letter.isspace())
    assert blanks - marks <= counts[WHITE_SPACE] <= blanks


@pytest.mark.parametrize("siglum", SIGLA)
def test_the_replay_works_both_ways(siglum: str) -> None:
    document = real().documents[siglum]
    assert replay(document) == normalise(document.witness)
    assert read_back(document) == text_of(document)
    assert faithful(document)
    assert departures(document) == []


def test_no_account_of_an_unfaithful_text() -> None:
    document = real().documents[SIGLA[0]]
    passage = document.passages[0]._replace(text="x" + document.passages[0].text)
    assert account(replace(document, passages=(passage, *document.passages[1:]))) is None


# edition collate --write


def undeclared(document: Document, rng: random.Random) -> tuple[Document, str] | None:
    """A document with one departure that nothing declares, such as a hand may make; None if this place will not do."""
    passage = rng.choice([item for item in document.passages if len(item.text.split()) > 6])
    words = list(_WORD.finditer(passage.text))
    taken = [(item.start, item.end) for item in placed(document, passage)]
    at = rng.randrange(1, len(words) - 1)
    match = words[at]
    near = words[at - 1].start(), words[at + 1].end()
    if any(start < near[1] and near[0] < end for start, end in taken):
        return None
    word, how = match[0], rng.choice(["slip", "weld", "drop", "add"])
    start, end = match.span()
    if how == "slip":
        if len(word) < 5:
            return None
        middle = rng.randrange(1, len(word) - 2)
        new = word[:middle] + word[middle + 1] + word[middle] + word[middle + 2 :]
    elif how == "weld":
        new, end = word + words[at + 1][0], words[at + 1].end()
    elif how == "drop":
        new, end = "", end + 1
    else:
        new = f"{word} indeed"
    text = passage.text[:start] + new + passage.text[end:]
    if text == passage.text:
        return None
    lemmata = [item.lemma.words for item in document.emendations_at.get(passage.id, ()) if item.lemma]
    if any(len(occurrences(text, words_)) != len(occurrences(passage.text, words_)) for words_ in lemmata):
        return None  # then the declared ones are no longer clear, which is another fault
    passages = tuple(item._replace(text=text) if item is passage else item for item in document.passages)
    return replace(document, passages=passages), f"{how} in {passage.id}: {passage.text[near[0] : near[1]]!r}"


@pytest.mark.parametrize("siglum", SIGLA)
def test_the_lines_that_collate_writes_declare_what_was_undeclared(siglum: str) -> None:
    """With them the text is faithful again; only the reasons are still to be given."""
    source, rng = (ROOT / "sources" / siglum / "emendations.yaml").read_text(encoding="utf-8"), random.Random(siglum)
    tried = 0
    while tried < 15:
        made = undeclared(real().documents[siglum], rng)
        if made is None:
            continue
        tried += 1
        document, what = made
        lines_ = proposals(document)
        written, faults = merged(document, source, lines_), Faults()
        read_emendations(written, "f", faults)
        assert [fault.code for fault in faults.found] == ["E225"] * len(lines_), (what, lines_)
        reasoned = read_emendations(written.replace("why: '…'", "why: a test"), "f", Faults())
        after = replace(document, emendations=reasoned)
        small = replace(real(), documents={siglum: after}, notes={}, accounts={}, faults=())
        assert faithful(after), (what, lines_)
        assert list(errors(small, ALONE)) == [], (what, lines_)


# invented documents


@dataclass(frozen=True)
class Invented:
    """A document made up from nothing: its files as they would be written, and which words of the text are as in the witness."""

    text: str
    witness: str
    emendations: str

    def document(self) -> tuple[Document, list[Diagnostic]]:
        faults = Faults()
        digest = hashlib.sha256(self.witness.encode("utf-8")).hexdigest()
        passages = read_text_file(self.text, "sources/inv/text.md", "inv", faults)
        emendations = read_emendations(self.emendations, "sources/inv/emendations.yaml", faults)
        marks = tuple(number for item in emendations if item.kind == "note-marker" for number in item.notes)
        meta = {"sha256": digest, "note-numbering": "arabic"}
        spans = {key: Span("sources/inv/document.yaml") for key in ("sha256", "lost-notes")}
        return Document("inv", meta, spans, passages, emendations, self.witness, digest, lost_notes=marks, lost_why="torn off"), faults.found

    def found(self) -> Diagnostic | None:
        document, faults = self.document()
        edition = Edition(ROOT, documents={"inv": document}, faults=tuple(faults))
        return next((item for item in (*faults, *errors(edition, ALONE))), None)


_letters = st.text("abcdeéßñ", min_size=3, max_size=8)
_word = st.one_of(_letters, st.tuples(_letters, _letters).map("-".join), st.sampled_from(["the", "of", "1958", "U.2,", "“so”", "[x]", "a*b", "₨", "end.", "don’t"]))
_blank = st.sampled_from([" ", "\n", "  ", "\n\n", " \n ", "\t", "\n    "])
_KINDS = sorted(EMENDATION_KINDS)


def escaped(text: str) -> str:
    return re.sub(r"([\\`*_\[\]{}<>~$^#])", r"\\\1", text)


@st.composite
def invented(draw: st.DrawFn) -> Invented:
    """Make passages of words, then a witness that departs from them in declared ways, in any white space."""
    text, witness, emendations = [], [], []
    page = 1
    for number in range(1, draw(st.integers(1, 4)) + 1):
        words = draw(st.lists(_word, min_size=1, max_size=12))
        passage, id_ = " ".join(words), f"inv-{number}"
        text.append(f"{{#{id_}}}\n{draw(st.sampled_from(['', '> ']))}{escaped(passage)}\n")
        if draw(st.booleans()) and draw(st.booleans()):
            out = draw(_word)
            witness.append(out)
            emendations.append(f"- {{at: {id_}, place: before, witness: {quoted(out)}, kind: left-out, why: a test}}")
        at = 0
        while at < len(words):
            kind = draw(st.sampled_from([*_KINDS, *[""] * 20]))
            made = emend(kind, words, at, draw, page)
            if made is None:
                witness.append(words[at])
                at += 1
                continue
            used, reading, more = made
            lemma, start = " ".join(words[at : at + used]), len(" ".join(words[:at])) + (at > 0)
            found = occurrences(passage, lemma)
            which = quoted(lemma) if len(found) == 1 else f"[{quoted(lemma)}, {found.index(start) + 1}]"
            said = f", witness: {quoted(reading)}" if EMENDATION_KINDS[kind].reads else ""
            why = ", why: a test" if EMENDATION_KINDS[kind].reason else ""
            page += "page" in more
            emendations.append(f"- {{at: {id_}, lemma: {which}{said}, kind: {kind}{more}{why}}}")
            witness.extend(reading.split())
            at += used
        if draw(st.booleans()) and draw(st.booleans()):
            witness.append("Fin")
            emendations.append(f"- {{at: {id_}, place: after, witness: Fin, kind: left-out, why: a test}}")
    raw = draw(_blank)
    for word in witness:
        if "-" in word.strip("-") and draw(st.booleans()):
            word = re.sub(r"(?<=\w-)(?=\w)", draw(st.sampled_from(["\n", " \n ", ""])), word, count=1)
        raw += word + draw(_blank)
    return Invented("\n".join(text), raw, "\n".join(emendations) + "\n" if emendations else "[]\n")


def emend(kind: str, words: list[str], at: int, draw: st.DrawFn, page: int) -> tuple[int, str, str] | None:
    """How many words an emendation takes, what the witness has for them, and the rest of its line; None if the kind will not do here."""
    word, after = words[at], words[at + 1] if at + 1 < len(words) else ""
    if kind == "misprint" and len(word) > 5 and word.isalpha() and word[1] != word[2]:
        return 1, word[0] + word[2] + word[1] + word[3:], ""
    if kind == "run-together" and after:
        return 2, word + after, ""
    if kind == "lost-hyphen" and re.fullmatch(r"\w+-\w+", word):
        return 1, word.replace("-", ""), ""
    if kind == "supplied" and after:
        return 2, word, ""
    if kind == "surplus":
        return 1, f"{word} {word}", ""
    if kind == "note-marker" and not word.endswith("-"):
        return 1, f"{word}[7]", ", note: 7"
    if kind == "page-number":
        return 1, f"{page} {word}", f", page: {page}"
    if kind == "page-break":
        return 1, word, f", page: {page}"
    if kind == "markup":
        return 1, f"* {word}", ""
    if kind == "sic":
        return 1, word, ""
    return None


@settings(max_examples=80, deadline=None)
@given(invented())
def test_what_is_declared_is_faithful(one: Invented) -> None:
    document, faults = one.document()
    assert faults == []
    assert faithful(document), (replay(document), normalise(document.witness))
    assert one.found() is None
    counts = account(document)
    assert counts is not None
    assert sum(counts.values()) == len(one.witness.encode("utf-8"))
    assert counts[WHITE_SPACE] == sum(letter.isspace() for letter in one.witness)
    assert merged(document, one.emendations, []) == one.emendations or one.emendations == "[]\n"


@settings(max_examples=80, deadline=None)
@given(invented(), st.randoms(use_true_random=False), st.sampled_from(["text", "witness"]))
def test_every_change_of_an_invented_document_is_caught(one: Invented, rng: random.Random, which: str) -> None:
    source = getattr(one, which)
    places = [(start, end) for start, end in lines(source) if not source.startswith("{#", start) and source[start:end].strip()]
    for mutation in mutations(source, rng, 2, places) if sum(end - start for start, end in places) > 3 else ():
        changed = mutation.apply(source)
        if which == "witness" and normalise(changed) == normalise(source):
            continue
        after = replace_field(one, which, changed)
        before_words, after_words = (tuple(item.text for item in document.passages) for document in (one.document()[0], after.document()[0]))
        if which == "text" and before_words == after_words and not after.document()[1]:
            continue  # the sign of a block, which the witness cannot know
        assert after.found() is not None, mutation.show(source)


def replace_field(one: Invented, which: str, source: str) -> Invented:
    return replace(one, **{which: source})


@settings(max_examples=60, deadline=None)
@given(invented(), st.randoms(use_true_random=False))
def test_collate_declares_any_departure(one: Invented, rng: random.Random) -> None:
    """Whatever word is changed: the line that ``edition collate --write`` adds accounts for it."""
    document, _ = one.document()
    if any(EMENDATION_KINDS[item.kind].reads for item in document.emendations):
        return  # beside another emendation, one line may have to become two by hand
    words = list(re.finditer(r"(?<!\S)\w{3,}(?!\S)", one.witness))
    if not words:
        return
    match = rng.choice(words)
    new = rng.choice(["zzz", f"{match[0]} zzz", match[0] + "z", *[""] * (len(words) > 1 and min(len(item.text.split()) for item in document.passages) > 1)])
    changed = replace(one, witness=one.witness[: match.start()] + new + one.witness[match.end() :])
    document, _ = changed.document()
    if faithful(document) or list(misplaced(document)):
        return
    lines_ = proposals(document)
    assert lines_
    after, faults = replace(changed, emendations=merged(document, changed.emendations, lines_).replace("why: '…'", "why: a test")).document()
    assert faults == []
    assert faithful(after), lines_


def test_a_document_read_twice_is_checked_alike(specimen_copy: Callable[..., Path]) -> None:
    """What is kept of one reading in memory is of use to the next, and is not told from it."""
    root = specimen_copy({"sources/gaz/emendations.yaml": ("lemma: said.,", "lemma: nowhere,")})
    first, second = run(read_edition(root)), run(read_edition(root))
    assert [item.code for item in first if item.span.file == "sources/gaz/emendations.yaml"] == ["E212"]
    assert first == second


# the command


def edition(root: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([Path(sys.executable).with_name("edition"), "-C", str(root), *words], capture_output=True, text=True, check=False)


def test_collate_shows_what_is_declared(specimen_copy: Callable[..., Path]) -> None:
    ran = edition(specimen_copy(), "collate", "kee")
    assert ran.returncode == 0, ran.stderr
    assert "KEE 2    lanterns] kee: lantrens (misprint)" in ran.stdout
    assert "KEE 5    [after it] kee: Turn to the next entry > (left-out)" in ran.stdout
    assert "kee: no undeclared departure" in ran.stdout


def test_collate_writes_what_is_not_declared(specimen_copy: Callable[..., Path]) -> None:
    """A text is edited by hand, the lines are written, and the check then asks for the reasons alone."""
    root = specimen_copy({"sources/kee/text.md": ("rang the bell, but", "rang the great bell, but")})
    shown = edition(root, "collate", "kee")
    assert shown.returncode == 1
    line = "- {at: kee-2, lemma: the great, witness: the, kind: supplied, why: '…'}"
    assert line in shown.stdout
    before = (root / "sources/kee/emendations.yaml").read_text(encoding="utf-8")
    assert line not in before
    wrote = edition(root, "collate", "kee", "--write")
    assert wrote.returncode == 1
    after = (root / "sources/kee/emendations.yaml").read_text(encoding="utf-8").splitlines()
    assert [one for one in after if one not in before.splitlines()] == [line]
    assert "lantrens" in after[after.index(line) - 1]
    checked = edition(root, "check", "--select", "E2")
    assert checked.returncode == 1
    assert [found.split()[1] for found in checked.stdout.splitlines() if found.startswith("sources/")] == ["E225"]
    path = root / "sources/kee/emendations.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("'…'", "a test"), encoding="utf-8")
    assert edition(root, "check", "--select", "E2").returncode == 0


def test_collate_of_two_documents(specimen_copy: Callable[..., Path]) -> None:
    root = specimen_copy()
    ran = edition(root, "collate", "gaz", "let")
    assert ran.returncode == 0
    assert "not in let: The brig Halcyon, drawn by Ada Quill." in ran.stdout
    assert ran.stdout.splitlines()[-1].startswith("gaz and let: ")


def test_collate_of_the_two_states() -> None:
    """The two states of one text differ in two titles of office."""
    ran = edition(ROOT, "collate", "va", "vb")
    assert ran.returncode == 0
    assert "VA 1 / VB 1: Chairman] vb: Premier" in ran.stdout
    assert "VA 1 / VB 1: Secretary-General] vb: General Secretary" in ran.stdout
    assert [line for line in ran.stdout.splitlines() if line.startswith("VA") and "/ VB" in line and "VA 1 " not in line and "VA 13" not in line] == []


@pytest.mark.parametrize("words", [["nix"], ["kee", "nix"], ["kee", "gaz", "let"], ["kee", "gaz", "--write"], []])
def test_collate_wrongly_used(specimen_copy: Callable[..., Path], words: list[str]) -> None:
    ran = edition(specimen_copy(), "collate", *words)
    assert ran.returncode == 2
    assert ran.stdout == ""
    assert "Traceback" not in ran.stderr
    assert ran.stderr


def test_collate_where_the_emendations_are_missing(specimen_copy: Callable[..., Path]) -> None:
    root = specimen_copy()
    (root / "sources/let/emendations.yaml").unlink()
    (root / "sources/let/text.md").write_text("{#let-1}\nSir, no.\n", encoding="utf-8")
    ran = edition(root, "collate", "let", "--write")
    assert (ran.returncode, "Traceback" in ran.stderr) == (1, False)


# no reason excuses it


def test_fidelity_cannot_be_waived(specimen_copy: Callable[..., Path]) -> None:
    root = specimen_copy({"sources/let/text.md": ("the gazette says", "the gazette sayeth")})
    path = root / "sources/let/document.yaml"
    source = path.read_text(encoding="utf-8")
    path.write_text(source + "waive: {E201: we like it better, E211: so there}\n", encoding="utf-8")
    witness = root / "sources/let/witness.txt"
    witness.write_bytes(witness.read_bytes() + b"\n")
    found = [item.code for item in run(read_edition(root))]
    assert {"E201", "E211"} <= set(found)
    assert found.count("E903") == 2


def test_a_reason_may_have_a_comma(specimen_copy: Callable[..., Path]) -> None:
    root = specimen_copy({"docs/notes/kee/hornet.md": ("author: [ruth]\n", "author: [ruth]\nwaive: {E307: 'one, two', E308: three}\n")})
    assert [(item.code, item.message) for item in run(read_edition(root))] == [
        ("E901", "nothing here gives E307 any longer"), ("E901", "nothing here gives E308 any longer"),
    ]  # fmt: skip
