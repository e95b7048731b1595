"""Fuzz guided by coverage: the readers of sources and of outputs are given what reaches code that nothing reached before.

It is run by hand, at length, now and then, and is no part of the tests; what it finds becomes a case of ``test_found.py``.
Atheris (https://github.com/google/atheris) is needed, and no other test dependency::

    python -m venv /tmp/fuzz && /tmp/fuzz/bin/pip install atheris pyyaml pybtex
    PYTHONPATH=tools /tmp/fuzz/bin/python tests/fuzz/guided.py FOLDER -max_total_time=1500

``FOLDER`` keeps what reached new code (``corpus/``) and what was found (``finds/``, an input and its traceback each).
A find does not end the run: each kind of it, by the places that its traceback names, is kept once.
"""

from __future__ import annotations

import dataclasses
import sys
import time
import traceback
import zlib
from collections.abc import Callable
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["edition"], enable_loader_override=False):
    from edition import check, read
    from edition.check.built import markup, pages, tagged, tei
    from edition.diagnostics import Diagnostic
    from edition.model import Edition
    from edition.read.bib import _first_of_each, _parse_by_pybtex, plain, plain_by_pybtex
    from edition.read.facts import Unit
    from edition.read.faults import Faults
    from edition.read.plain_bib import Odd as OddBib
    from edition.read.plain_bib import read_plain as read_plain_bib
    from edition.read.plain_yaml import Odd as OddYaml
    from edition.read.plain_yaml import read_plain as read_plain_yaml
    from edition.read.prose import read_prose
    from edition.read.records import parse_by_pyyaml

    read.load()
    check.codes()

SPECIMEN = Path(__file__).parents[1] / "specimen"
#: no input may take longer, in seconds; what is instrumented is some ten times slower than it is in use
LONGEST = 10.0
#: between the files of a document, in one input
BETWEEN = b"\x1e"
FILES = ("document.yaml", "text.md", "witness.txt", "emendations.yaml", "waivers.yaml")
WHOLE = read.read_edition(SPECIMEN)
MARKS = (
    "---\n", "at: ", "lemma: ", "also: ", "kind: ", "{ed:loc}`", "{cite:p}`", "{term}`", "{#kee-1}", "{#kee-1 .withdrawn}", "`", "```", "~~~", ":::", "[^1]", "]: ", "](",
    "@book{", "@misc{", "title = {", "author = {", "},\n", "<p>", "</p>", "<!--", "-->", "<![CDATA[", "&amp;", "&#x", "<?xml", "xml:id=\"", "class=\"pg\"", "id=\"note-kee-day\"", "beginbfchar", "endbfchar",
    "<0041>", "waive: {E302: ", "{at: kee-1, lemma: ", "kee-n1", "KEE 1", "“", "”", "…", "–", "\u2028", "\ufeff", "\xa0", "#", "- ", "  - ", "? ", "!!", "*a", "&a", "|\n", ">-\n", "%", "...", "1831-05", "withdrawn: ",
)  # fmt: skip


def sound(found: list[Diagnostic] | tuple[Diagnostic, ...]) -> None:
    for item in found:
        assert item.message, item
        assert item.mend, item
        assert item.span.line >= 1, item
        assert item.span.col >= 1, item


def checked(kind: str, alone: dict[str, object], data: bytes, **change: object) -> None:
    """Run the checks of one thing alone, and of one input in eight all checks, on the specimen with the thing in its place."""
    for one in check._EACH.get(kind, ()):
        sound(list(one(Edition(WHOLE.root, **alone))))  # type: ignore[arg-type]
    if zlib.crc32(data) % 8 == 0:
        sound(check.run(dataclasses.replace(WHOLE, **change)))  # type: ignore[arg-type]


def unit(kind: str, name: str) -> Callable[[bytes], None]:
    """One file of a kind is read, and checked."""
    parts = {"note": "notes", "entity": "entities", "account": "accounts", "page": "pages"}

    def one(data: bytes) -> None:
        value, faults = read.read(WHOLE.root, Unit(kind, name), {name: data})
        sound(faults)
        if value is None:
            return
        part = parts.get(kind, kind)
        if kind in parts:
            value = {value.name if kind == "page" else value.id: value}
        elif kind == "bib":
            part, value = "works", value[1]
        whole = {**getattr(WHOLE, part), **value} if isinstance(value, dict) else value
        checked("pages" if kind == "page" else "records" if kind in parts else "", {part: value, "faults": faults}, data, **{part: whole, "faults": faults})

    return one


def document(data: bytes) -> None:
    held = {f"sources/kee/{name}": part for name, part in zip(FILES, data.split(BETWEEN), strict=False)}
    for name in FILES:
        held.setdefault(f"sources/kee/{name}", (SPECIMEN / "sources/kee" / name).read_bytes())
    value, faults = read.read(WHOLE.root, Unit("document", "sources/kee"), held)
    sound(faults)
    if value is not None:
        alone = {"documents": {"kee": value}, "faults": faults}
        checked("documents", alone, data, documents={**WHOLE.documents, "kee": value}, faults=faults)


def prose(data: bytes) -> None:
    faults = Faults()
    read_prose(data.decode("utf-8", "replace"), "file", 1, faults)
    sound(faults.found)


def yaml_alike(data: bytes) -> None:
    text = data.decode("utf-8", "replace")
    faults = Faults()
    full = parse_by_pyyaml(text, "file", faults, line=1)
    sound(faults.found)
    try:
        value = read_plain_yaml(text, "file", 1)
    except OddYaml:
        return
    assert (repr(value), []) == (repr(full), faults.found)


def bib_alike(data: bytes) -> None:
    text = _first_of_each(data.decode("utf-8", "replace"))
    faults = Faults()
    works = _parse_by_pybtex(text, "file", {}, faults)
    sound(faults.found)
    try:
        found = read_plain_bib(text)
    except OddBib:
        return
    assert [(key, *entry) for key, entry in found.items()] == [(work.key, work.type, work.fields, work.persons) for work in works.values()]
    assert faults.found == []


def field_alike(data: bytes) -> None:
    words = " ".join(data.decode("utf-8", "replace").split())
    if any(sign in words for sign in "\\$~`'\""):
        assert plain(words) == plain_by_pybtex(words), (plain(words), plain_by_pybtex(words))
    plain.cache_clear()
    plain_by_pybtex.cache_clear()


def marked(reader: Callable[[bytes], markup.Element]) -> Callable[[bytes], None]:
    def one(data: bytes) -> None:
        try:
            root = reader(data)
        except markup.Broken as error:
            assert error.line >= 1
            assert error.col >= 1
            return
        for element in root.walk():
            assert element.line >= 0
        assert isinstance(root.seen, str)
        list(pages.texts(root, "file"))
        for element in root.walk():
            if element.tag == "TEI":
                tei._document(element, "file")

    return one


def glyphs(data: bytes) -> None:
    fount = tagged._unicode(data)
    tagged._decode(data, fount)


TARGETS: tuple[tuple[str, Callable[[bytes], None], str], ...] = (
    # name, what is done, the files of the specimen to begin with
    ("note", unit("note", "docs/notes/kee/day.md"), "docs/notes/*/*.md"),
    ("entity", unit("entity", "docs/registers/vessels/halcyon.md"), "docs/registers/*/*.md"),
    ("account", unit("account", "docs/accounts/inquiry.md"), "docs/accounts/*.md"),
    ("page", unit("page", "docs/index.md"), "docs/*.md"),
    ("bib", unit("bib", "bib/editors.bib"), "bib/*.bib"),
    ("citation", unit("citation", "CITATION.cff"), "CITATION.cff"),
    ("contributors", unit("contributors", "docs/contributors.yaml"), "docs/contributors.yaml"),
    ("ledger", unit("ledger", "docs/ledger.jsonl"), "docs/ledger.jsonl"),
    ("changes", unit("changes", "docs/changes.yaml"), "docs/changes.yaml"),
    ("document", document, ""),
    ("prose", prose, "docs/notes/*/*.md"),
    ("yaml", yaml_alike, "sources/*/*.yaml"),
    ("bib-alike", bib_alike, "bib/*.bib"),
    ("field", field_alike, ""),
    ("html", marked(lambda data: markup.read_html(data.decode("utf-8", "replace"))), ""),
    ("xml", marked(markup.read_xml), ""),
    ("glyphs", glyphs, ""),
)
OTHER_SEEDS = {
    "field": [b"The {Log} of {Varnhook}", b"1831--1833", rb"A Lamp for \$3", rb"Caf\'e", b"``so''"],
    "html": [b'<!DOCTYPE html><html><body><article class="text"><div class="pg" id="kee-1"><a class="pn">1</a><p>Words<a class="nref">1</a> &amp; more<br/></p></div><aside class="note" id="note-kee-day"><span class="note-n">1</span><div class="note-b"><p>x</p></div></aside></article><script>a<b</script></body></html>'],
    "xml": [b'<?xml version="1.0"?><TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="kee"><text><body><p xml:id="kee-1">Words<note type="editorial" n="1" xml:id="note-kee-day" targetEnd="#a"><p>x</p></note><pb n="2"/></p></body></text></TEI>'],
    "glyphs": [b"beginbfchar <0001> <0041> endbfchar beginbfrange <0002> <0004> <0042> endbfrange"],
    "ledger": [b'{"id": "kee-1", "kind": "passage", "release": "1.0", "hash": "00", "words": "x"}\n', b'{"release": "1.0", "date": "2026-01-01", "seal": "00"}\n'],
    "changes": [b"- {id: kee-1, why: a word was overlooked}\n"],
    "document": [BETWEEN.join((SPECIMEN / "sources/kee" / name).read_bytes() for name in FILES)],
}  # fmt: skip


class Finds:
    """What was found: an input and its traceback for each kind, a kind being the places that the traceback names."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.seen: set[str] = set()
        folder.mkdir(parents=True, exist_ok=True)

    def add(self, target: str, data: bytes, kind: str, words: str) -> None:
        kind = f"{target} {kind}"
        if kind in self.seen:
            return
        self.seen.add(kind)
        name = self.folder / f"{len(self.seen):03}-{target}"
        name.with_suffix(".input").write_bytes(data)
        name.with_suffix(".txt").write_text(f"{kind}\n\n{words}", encoding="utf-8")
        print(f"FOUND {kind}", flush=True)


def main() -> None:
    folder = Path(sys.argv[1])
    finds = Finds(folder / "finds")
    corpus = folder / "corpus"
    corpus.mkdir(exist_ok=True)
    for number, (name, _, pattern) in enumerate(TARGETS):
        seeds = [path.read_bytes() for path in sorted(SPECIMEN.glob(pattern))] if pattern else []
        for index, seed in enumerate([*seeds, *OTHER_SEEDS.get(name, [])]):
            (corpus / f"seed-{name}-{index}").write_bytes(bytes([number]) + seed)
    marks = folder / "marks"
    marks.write_text("".join('"' + "".join(f"\\x{byte:02x}" for byte in mark.encode()) + '"\n' for mark in MARKS), encoding="utf-8")

    def test(data: bytes) -> None:
        if not data:
            return
        name, target, _ = TARGETS[data[0] % len(TARGETS)]
        started = time.monotonic()
        try:
            target(data[1:])
        except Exception as error:
            frames = [f"{Path(frame.filename).name}:{frame.lineno}" for frame in traceback.extract_tb(error.__traceback__)[-3:]]
            finds.add(name, data[1:], f"{type(error).__name__} at {' '.join(frames)}", traceback.format_exc())
        if (took := time.monotonic() - started) > LONGEST:
            finds.add(name, data[1:], "slow", f"{took:.1f} s")

    atheris.Setup([sys.argv[0], str(corpus), f"-dict={marks}", "-max_len=6000", "-timeout=120", "-rss_limit_mb=3000", *sys.argv[2:]], test)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
