"""The data: ``data/``. TEI, JSON and plain text are compared in full; every other file must state edition and rights, and have the bytes that are listed."""

from __future__ import annotations

import re
from pathlib import Path

from ...diagnostics import Span
from . import NO_RIGHTS, Proof, records, sums, tei

#: a file that speaks of the form of others, and of no edition
_SPOKEN_FOR = ("json/edition.schema.json",)


def prove(proof: Proof) -> None:
    folder = proof.folder / "data"
    compared = [*tei.prove(proof, folder / "tei"), *records.prove(proof, folder)]
    number = sum(_states(proof, folder, path) for path in sorted(folder.rglob("*")) if path.is_file())
    copies = [copy for copy in (folder, proof.folder / "html" / "data") if copy.is_dir()]  # from the second readers take them
    listed = sum(sums.prove(proof, copy) for copy in copies)
    compared.append(f"data: {listed} files to take away, and those of the archives, are those that {sums.SUMS} lists")
    proof.compared += compared
    proof.compared.append(
        f"data: {number} files state edition and rights; annotations, tables and DTS are not compared word by word (they are made from the same model as TEI and JSON)"
    )


def _states(proof: Proof, folder: Path, path: Path) -> bool:
    name = path.relative_to(folder).as_posix()
    if name in _SPOKEN_FOR or path.suffix in (".zip", ".pdf", ".epub"):  # the books are proved where they are made
        return False
    text = path.read_bytes().decode("utf-8", "replace")
    lacks = []
    if proof.number and not re.search(rf"(?<![\d.]){re.escape(proof.number)}(?!\d)", text):
        lacks.append("number of the edition")
    licence = proof.edition.citation.get("license", "")
    stated = [licence, "creativecommons.org/", "spdx.org/", *(document.meta.get("rights", "").strip()[:40] for document in proof.edition.documents.values())]
    if licence and not any(one and one in text for one in stated):
        lacks.append("rights")
    if lacks:
        proof.add(
            NO_RIGHTS(Span(proof.name(path)), f"the file does not state the {' and the '.join(lacks)}", "the exporter writes both into every file; mend it")
        )
    return True
