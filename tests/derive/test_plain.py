"""The editors' prose as plain words: every role prints what a reader sees."""

from __future__ import annotations

import pytest

from edition.derive.plain import runs, text, words
from edition.model import Edition
from edition.read.faults import Faults
from edition.read.prose import read_prose

CASES = [
    ("See {ed:loc}`kee-2`.", "See KEE 2."),
    ("So {ed:loc}`her crew <kee-2>`.", "So “her crew” (KEE 2)."),
    ("See {ed:note}`gaz/day`.", "See the note on “4 March 1831” (GAZ 2)."),
    ("See {ed:note}`that note <gaz/day>`.", "See that note."),
    ("On {ed:event}`loss-of-the-halcyon`.", "On the loss of the Halcyon."),
    ("{ed:person}`ada-quill` and {ed:place}`the town <lisk>`", "Ada Quill and the town"),
    ("{term}`wreckage dues`, {term}`wreckage-dues`", "wreckage dues, wreckage-dues"),
    ("*Two **bold** words* and `code`", "Two bold words and code"),
    ("[words](https://example.org) <https://example.org/a>", "words https://example.org/a"),
    ("{ed:lang}`la:ad lucem`", "ad lucem"),
    ("It {cite:p}`marsh2001`.", "It (Marsh 2001)."),
    ("It {cite:p}`marsh2001{pp. 3--4}`.", "It (Marsh 2001, pp. 3–4)."),
    ("It {cite:p}`{see}marsh2001{p. 3}, osk2010`.", "It (see Marsh 2001, p. 3; Osk 2010)."),
    ("{cite:t}`marsh2001{p. 3}` has it.", "Marsh (2001, p. 3) has it."),
    ("{cite:t}`marsh2001, osk2010, tern1988` have it.", "Marsh (2001), Osk (2010) and Tern and Tern (1988) have it."),
    ("It {cite:p}`marsh2001` {cite:p}`osk2010`.", "It (Marsh 2001) (Osk 2010)."),
    ("Nothing {cite:p}`nobody1900` {ed:loc}`kee-99`.", "Nothing (nobody1900) KEE 99."),
    ("One line\nand another.\n\nTwo.", "One line and another.\n\nTwo."),
]


@pytest.mark.parametrize(("source", "printed"), CASES)
def test_printed(source: str, printed: str, specimen: Edition) -> None:
    assert text(specimen, read_prose(source, "x.md", 1, Faults())) == printed


def test_every_note_of_the_edition_prints(edition: Edition) -> None:
    for note in edition.notes.values():
        printed = text(edition, note.body)
        assert printed
        assert "{" not in printed, note.id
        assert "`" not in printed, note.id


def test_references_keep_their_targets(specimen: Edition) -> None:
    prose = read_prose("{cite:p}`marsh2001{p. 3}` {ed:person}`ada-quill` {term}`Wreckage dues`", "x.md", 1, Faults())
    found = runs(specimen, prose.paragraphs[0])
    assert [(run.role, run.target) for run in found if run.kind == "ref"] == [("cite", "marsh2001"), ("person", "ada-quill"), ("term", "wreckage-dues")]
    assert words(found) == text(specimen, prose)
