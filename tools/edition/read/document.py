"""Documents: the folder ``sources/<siglum>/`` with its four files, or the faults that keep it from being one."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from ..diagnostics import Span, rule
from ..kinds import CERTAINTIES, RELATIONS
from ..locus import SIGLUM
from ..model import Document, Relation, Waiver
from .emendations import read_emendations
from .faults import Faults
from .files import decode, read_bytes, read_text, relative
from .records import TWICE, UNKNOWN_VALUE, WRONG_TYPE, Map, Record, Scalar, Seq, Value, parse
from .text import read_text_file

NO_SIGLUM = rule("E115", "folder-without-siglum")
STRAY_FILE = rule("E116", "stray-file")
BROKEN_RELATION = rule("E117", "broken-relation")

FILES = ("document.yaml", "witness.txt", "text.md", "emendations.yaml", "waivers.yaml")
NEED = ("order", "title", "title-supplied", "author", "genre", "date", "rights", "sha256", "relations")
MAY = (
    "short", "date-from", "date-to", "date-why", "address", "seen", "venue", "licence", "condition", "language",
    "earlier", "group", "note-numbering", "lost-notes", "page-breaks", "foreign", "waive",
)  # fmt: skip


def read_document(root: Path, folder: Path, faults: Faults) -> Document | None:
    """Read one document; None if the folder can be none at all."""
    siglum = folder.name
    where = relative(root, folder)
    if not folder.is_dir():
        faults.add(STRAY_FILE, Span(where), "this file belongs to no document", "move it into a document's folder, or remove it")
        return None
    if not SIGLUM.fullmatch(siglum):
        faults.add(NO_SIGLUM, Span(where), f"“{siglum}” is no siglum", "name the folder with small letters and digits, a letter first")
        return None
    for name in sorted(path.rpartition("/")[2] for path in faults.held) or sorted(path.name for path in folder.iterdir()):
        if name not in FILES:
            faults.add(STRAY_FILE, Span(f"{where}/{name}"), "this file is none of a document's", f"a document has {', '.join(FILES)}; move or remove it")
    meta_text = read_text(root, folder / "document.yaml", faults)
    meta_file = f"{where}/document.yaml"
    record = _read_meta(meta_text, meta_file, faults)
    words = read_words(root, folder, faults)
    if record is None:
        return words
    lost, lost_why = _read_lost_notes(record, faults)
    return Document(
        siglum=siglum,
        meta={key: record.text(key) for key in (*NEED, *MAY) if key in record and key not in ("relations", "lost-notes", "foreign", "waive")},
        spans=record.spans,
        passages=words.passages,
        emendations=words.emendations,
        witness=words.witness,
        sha256=words.sha256,
        relations=_read_relations(record, siglum, faults),
        lost_notes=lost,
        lost_why=lost_why,
        foreign=_read_foreign(record, faults),
        waivers=_read_waivers(root, folder / "waivers.yaml", faults),
    )


def read_words(root: Path, folder: Path, faults: Faults) -> Document:
    """Read the text of a document, its witness and the emendations: all that its fidelity hangs on, and nothing that is said about it."""
    where = relative(root, folder)
    data = read_bytes(root, folder / "witness.txt", faults)
    witness = decode(f"{where}/witness.txt", data, faults, received=True) if data is not None else None
    text = read_text(root, folder / "text.md", faults)
    passages = read_text_file(text, f"{where}/text.md", folder.name, faults) if text is not None else ()
    source = read_text(root, folder / "emendations.yaml", faults)
    emendations = read_emendations(source, f"{where}/emendations.yaml", faults) if source is not None else ()
    return Document(folder.name, {}, {}, passages, emendations, witness or "", _sha256(data))


def _sha256(data: bytes | None) -> str:
    return hashlib.sha256(data).hexdigest() if data is not None else ""


def _read_meta(text: str | None, file: str, faults: Faults) -> Record | None:
    if text is None:
        return None
    before = len(faults.found)
    value = parse(text, file, faults)
    if value is None and len(faults.found) > before:
        return None
    record = Record(value, faults, span=Span(file), what="a document", need=NEED, may=MAY)
    if isinstance(value, Map):
        _read_pattern(record, faults)
        record.choice("title-supplied", ("yes", "no"))
        record.choice("note-numbering", ("roman", "arabic"))
    return record


def _read_pattern(record: Record, faults: Faults) -> None:
    """``page-breaks`` is a regular expression; one that cannot be used is dropped."""
    value = record.raw("page-breaks")
    if not isinstance(value, Scalar):
        return
    try:
        usable = re.compile(value.value).fullmatch("") is None
        problem = "it matches where nothing stands"
    except (re.error, RecursionError, OverflowError) as error:
        usable, problem = False, str(error)
    if not usable:
        faults.add(
            UNKNOWN_VALUE,
            value.span,
            f"“{value.value}” is no pattern of a page break: {problem}",
            "write a regular expression whose last character begins the page",
        )
        record.drop("page-breaks")


def _read_relations(record: Record, siglum: str, faults: Faults) -> tuple[Relation, ...]:
    out = []
    for item in record.items("relations"):
        relation = Record(item, faults, span=item.span, what="a relation", need=("to", "kind", "certainty", "why"), may=("passages",))
        if not relation.ok:
            continue
        kind, certainty = relation.choice("kind", RELATIONS), relation.choice("certainty", (*CERTAINTIES, "possible"))
        pairs: list[tuple[str, str]] = []
        for pair in relation.items("passages"):
            words = _strings(pair)
            if len(words) == 2:
                pairs.append((words[0], words[1]))
            else:
                faults.add(WRONG_TYPE, pair.span, "a pair of passages is two ids", f"write “[{siglum}-1, other-1]”")
        if relation.ok:
            out.append(Relation(siglum, relation.text("to"), kind, certainty, relation.text("why"), item.span, tuple(pairs)))
    return tuple(out)


def _strings(value: Value) -> list[str]:
    return [item.value for item in value.items if isinstance(item, Scalar)] if isinstance(value, Seq) else []


def _read_lost_notes(record: Record, faults: Faults) -> tuple[tuple[str, ...], str]:
    value = record.raw("lost-notes")
    if value is None:
        return (), ""
    lost = Record(value, faults, span=value.span, what="the lost notes", need=("notes", "why"))
    if not lost.ok:
        return (), ""
    return tuple(word for word, _ in lost.texts("notes")), lost.text("why")


def _read_foreign(record: Record, faults: Faults) -> tuple[tuple[str, str], ...]:
    out = []
    for item in record.items("foreign"):
        foreign = Record(item, faults, span=item.span, what="foreign words", need=("words", "lang"))
        if foreign.ok:
            out.append((foreign.text("words"), foreign.text("lang")))
    return tuple(out)


def _read_waivers(root: Path, path: Path, faults: Faults) -> tuple[Waiver, ...]:
    if not (relative(root, path) in faults.held if faults.held else path.exists()):
        return ()
    text = read_text(root, path, faults)
    value = parse(text, relative(root, path), faults) if text is not None else None
    if value is None:
        return ()
    if not isinstance(value, Seq):
        faults.add(WRONG_TYPE, value.span, "the waivers must be a list", "begin each with “- {words: …, why: …}”")
        return ()
    out: list[Waiver] = []
    for item in value.items:
        waiver = Record(item, faults, span=item.span, what="a waiver", need=("words", "why"), may=("at",))
        if waiver.ok:
            words, why, at = waiver.text("words"), waiver.text("why"), waiver.text("at")
            if waiver.ok:
                if any((other.words, other.at) == (words, at) for other in out):
                    faults.add(TWICE, item.span, f"“{words}” is waived twice", "remove one of the two lines")
                    continue
                out.append(Waiver(words, why, item.span, at))
    return tuple(out)
