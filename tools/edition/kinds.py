"""The closed lists of the edition: kinds of passage, note and emendation, states of evidence, registers.

What each means to a reader is told in the edition's principles; a word that is not here is a fault.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

#: The kinds of passage and how each is shown; the classes that ``text.md`` may give.
PASSAGE_CLASSES = ("abstract", "caption", "pull-quotation", "rubric", "comment", "item", "note", "continues", "withdrawn")

#: marks what a person must still write in a file that was made for them
TO_FILL = "TO FILL"

#: what files are searched for as they are read, so that those without it need not be opened again
MARKS = (TO_FILL, "waive:")

NOTE_KINDS = ("fact", "context", "contradiction", "term", "source", "language", "transmission")
#: the roles that cite a work
CITATIONS = ("cite:p", "cite:t")
STATUSES = ("verified", "partly", "unverified")
STANCES = ("states", "implies", "contradicts")
CERTAINTIES = ("certain", "probable", "open")
RELATIONS = ("one-text", "copy", "paraphrase", "common-source", "independent")
#: register folder → role name and the words for one entry
REGISTERS: Mapping[str, tuple[str, str]] = {
    "people": ("person", "person"),
    "places": ("place", "place"),
    "bodies": ("body", "body"),
    "agreements": ("agreement", "agreement"),
    "conflicts": ("conflict", "conflict"),
    "vessels": ("vessel", "ship or aircraft"),
    "works": ("work", "work"),
    "terms": ("term", "term"),
}


class EmendationKind(NamedTuple):
    """One of the closed list of ways in which a text departs from its witness.

    ``bytes_as`` is the class in the account of bytes of what the witness has and the text has not;
    ``reads`` says whether a witness reading is given; ``reason`` whether a reason must be.
    """

    name: str
    gloss: str
    bytes_as: str
    reads: bool = True
    reason: bool = True


EMENDATION_KINDS: Mapping[str, EmendationKind] = {
    kind.name: kind
    for kind in (
        EmendationKind("misprint", "a slip of the keys, mechanical and certain, corrected", "emended"),
        EmendationKind("run-together", "words welded together, separated", "emended"),
        EmendationKind("lost-hyphen", "a hyphen lost at a line end, restored", "emended"),
        EmendationKind("supplied", "letters or words that the witness lacks, supplied in brackets", "emended"),
        EmendationKind("surplus", "letters or words doubled by mistake, removed", "emended"),
        EmendationKind("sic", "doubtful words, left as they stand", "printed", reads=False),
        EmendationKind("note-marker", "a mark that calls a note of the document's own, set apart", "note marker", reason=False),
        EmendationKind("note-label", "the number before a note of the document's own, set apart", "note marker", reason=False),
        EmendationKind("page-break", "the place where a new page of the original began, marked", "page mark", reads=False, reason=False),
        EmendationKind("page-number", "a printed page number stranded in the text, set apart", "page mark"),
        EmendationKind("markup", "a sign of the file's own notation, such as a bullet or the mark of a heading, removed", "left out"),
        EmendationKind("left-out", "matter that is not the document's, left out", "left out"),
    )
}
