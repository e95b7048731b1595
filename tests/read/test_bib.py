"""The bibliography: each work with its place; what is no BibTeX, stands twice, or has an odd key or type."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from edition.model import Work
from edition.read.bib import join, read_bibliography
from edition.read.faults import Faults

Put = Callable[[str, str | bytes], Path]
GOOD = """@book{marsh2001,
  author = {Marsh, Edith and van der Oak, Lily},
  title = {The {Reefs}},
  year = {2001},
}

  @misc{orr-1801,
  author = {{The Society}}, title = "Words",
}
"""


def read(put: Put, root: Path, *sources: str) -> tuple[dict[str, Work], list[tuple[str, str, int, int]]]:
    faults = Faults()
    paths = [put(f"bib/{number}.bib", source) for number, source in enumerate(sources)]
    works = join([read_bibliography(root, path, faults) for path in paths], faults)
    assert all(fault.message and fault.mend for fault in faults.found)
    return works, [(fault.span.file, fault.code, fault.span.line, fault.span.col) for fault in faults.found]


def test_works(put: Put, tmp_path: Path) -> None:
    works, faults = read(put, tmp_path, GOOD)
    assert faults == []
    assert list(works) == ["marsh2001", "orr-1801"]
    book = works["marsh2001"]
    assert (book.type, book.file, book.span.line, book.span.col) == ("book", "bib/0.bib", 1, 7)
    assert book.fields["year"] == "2001"
    assert book.persons["author"] == (("Marsh", "Edith"), ("van der Oak", "Lily"))
    assert works["orr-1801"].span.line == 7
    assert works["orr-1801"].persons["author"][0][0].strip("{}") == "The Society"


@pytest.mark.parametrize(
    ("old", "new", "faults"),
    [
        ("@book{marsh2001", "@boook{marsh2001", [("bib/0.bib", "E503", 1, 8)]),
        ("marsh2001", "Marsh_2001", [("bib/0.bib", "E504", 1, 7)]),
        ("orr-1801", "marsh2001", [("bib/0.bib", "E502", 7, 9)]),
        ("@book{marsh2001,", "@book{marsh2001", [("bib/0.bib", "E501", 1, 7)]),
        ("year = {2001},\n}", "year = {2001},\n", [("bib/0.bib", "E501", 7, 1)]),
        ('title = "Words",\n}', 'title = "Words\n}', [("bib/0.bib", "E501", 9, 1)]),
    ],
)
def test_faults(put: Put, tmp_path: Path, old: str, new: str, faults: list[tuple[str, str, int, int]]) -> None:
    found = read(put, tmp_path, GOOD.replace(old, new))[1]
    assert [(file, code) for file, code, *_ in found] == [(file, code) for file, code, *_ in faults]
    if faults[0][1] != "E501":  # pybtex says only where it gave up
        assert found == faults


def test_one_key_in_two_files(put: Put, tmp_path: Path) -> None:
    works, faults = read(put, tmp_path, GOOD, "@misc{marsh2001, title = {Again}}\n")
    assert faults == [("bib/1.bib", "E502", 1, 7)]
    assert works["marsh2001"].type == "book"


def test_every_work_of_this_edition_is_read_as_pybtex_reads_it(edition: object) -> None:
    """Keys, types and fields of the whole bibliography, against pybtex’s own parser."""
    from pybtex.database.input.bibtex import Parser

    works = edition.works  # type: ignore[attr-defined]
    theirs = {}
    for path in sorted((edition.root / "bib").glob("*.bib")):  # type: ignore[attr-defined]
        theirs |= dict(Parser(encoding="utf-8").parse_string(path.read_text(encoding="utf-8")).entries.items())
    assert set(works) == set(theirs)
    for key, entry in theirs.items():
        assert works[key].type == entry.type.lower()
        assert works[key].fields == {name.lower(): " ".join(str(value).split()) for name, value in entry.fields.items()}
