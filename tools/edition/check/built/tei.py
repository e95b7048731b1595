"""TEI: the words of passages as the Guidelines tell a reader to take them, the corrected reading without marks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ...diagnostics import Span
from . import AGAIN, BROKEN_LINK, DUPLICATE_ID, MISSING_PASSAGE, Proof
from .compare import compare
from .held import NoteText, Seen, mark, plain, words
from .markup import Broken, Element, read_xml

#: what stands in a passage and is none of its words
_APART = frozenset(("surplus", "fw", "gap", "pb"))
_PASSAGES = frozenset(("p", "ab", "head", "quote", "item", "note"))
_POINTERS = ("target", "targetEnd", "ref", "sameAs", "resp", "who", "corresp", "facs", "ana")


def prove(proof: Proof, folder: Path) -> Iterator[str]:
    """Compare every file of the folder; yields a line that says what was compared."""
    files = sorted(folder.glob("*.xml")) if folder.is_dir() else []
    shown_in: set[str] = set()
    read = 0
    for path in files:
        file = proof.name(path)
        try:
            root = read_xml(path.read_bytes())
        except (Broken, OSError) as error:
            proof.unreadable(file, error, *((error.line, error.col) if isinstance(error, Broken) else ()))
            continue
        read += 1
        for element in root.walk():
            if element.tag == "TEI" and element.id in proof.edition.documents:
                shown_in.add(element.id)
                compare(proof, proof.edition.documents[element.id], _document(element, file), exact=True)
        _pointers(proof, root, file)
    if not files:
        return
    for siglum in proof.edition.documents:
        if siglum not in shown_in and not proof.has_unreadable(proof.name(folder)):
            proof.add(MISSING_PASSAGE(Span(proof.name(folder)), f"no file has the text of {siglum.upper()}", AGAIN))
    yield f"tei: {read} files; words, ids, notes, numbers and pointers to the last sign (white space as single blanks)"


def _document(tei: Element, file: str) -> Seen:
    siglum = tei.id
    seen = Seen(siglum, Span(file, tei.line, tei.col))
    notes = [one for one in tei.walk() if one.tag == "note" and one.get("type") == "editorial"]
    ends = {target.lstrip("#"): one.get("n") for one in notes for target in one.get("targetEnd").split()}
    for body in (one for one in tei.walk() if one.tag == "body"):
        for element in body.walk():
            if element.tag in _PASSAGES and element.id:
                seen.passages.setdefault(element.id, (words(_stream(element, ends)), Span(file, element.line, element.col)))
    for note in notes:
        paragraphs = [child.text for child in note.elements() if child.tag == "p"]
        seen.notes.setdefault(_slug(note.id, siglum), (NoteText(note.get("n"), plain(" ".join(paragraphs))), Span(file, note.line, note.col)))
    return seen


def _slug(id_: str, siglum: str) -> str:
    """The id of a note of the edition from its ``xml:id``; a note shown with a further text ends in that text's siglum."""
    return id_.removeprefix("note-").removesuffix(f"-in-{siglum}").replace("-", "/", 1)


def _stream(element: Element, ends: dict[str, str]) -> str:
    out = []
    for child in element.children:
        if isinstance(child, str):
            out.append(child)
        elif child.tag == "ref" and child.get("type") == "note-mark":
            out.append(mark(child.text))
        elif child.tag == "anchor":
            if child.id in ends:
                out.append(mark(ends[child.id]))
        elif child.tag == "choice":
            out.extend(_stream(part, ends) for part in child.elements() if part.tag == "corr")
        elif child.tag not in _APART:
            out.append(_stream(child, ends))
    return "".join(out)


def _pointers(proof: Proof, root: Element, file: str) -> None:
    ids: dict[str, Element] = {}
    for element in root.walk():
        if element.id:
            if element.id in ids:
                proof.add(DUPLICATE_ID(Span(file, element.line, element.col), f"the id “{element.id}” stands already in line {ids[element.id].line}", AGAIN))
            ids.setdefault(element.id, element)
    broken: dict[str, Span] = {}
    for element in root.walk():
        for name in _POINTERS:
            for target in element.get(name).split():
                if target.startswith("#") and target[1:] not in ids and (file, target[1:]) not in proof.missing:
                    broken.setdefault(target, Span(file, element.line, element.col))
    for target, span in broken.items():
        proof.add(BROKEN_LINK(span, f"a pointer leads nowhere: there is no “{target}” in the file", AGAIN))
