"""The specimen is what its README says: clean, and with every feature at least once."""

from __future__ import annotations

from edition.check import run
from edition.derive.fidelity import faithful
from edition.kinds import EMENDATION_KINDS, NOTE_KINDS, PASSAGE_CLASSES, REGISTERS, STANCES
from edition.model import Edition
from edition.read.bib import TYPES


def test_clean(specimen: Edition) -> None:
    assert [str(diagnostic) for diagnostic in run(specimen)] == []


def test_faithful(specimen: Edition) -> None:
    assert all(faithful(document) for document in specimen.documents.values())


def test_every_feature(specimen: Edition) -> None:
    passages = specimen.passages.values()
    assert {item.kind for document in specimen.documents.values() for item in document.emendations} == set(EMENDATION_KINDS)
    assert {passage.kind for passage in passages} == {"paragraph", "quotation", "heading"}
    assert {name for passage in passages for name in passage.classes} >= set(PASSAGE_CLASSES) - {"abstract", "comment", "note"}
    assert {note.kind for note in specimen.notes.values()} == set(NOTE_KINDS)
    assert {entity.register for entity in specimen.entities.values()} == set(REGISTERS)
    assert {telling.stance for account in specimen.accounts.values() for telling in account.told} == set(STANCES)
    assert {work.type for work in specimen.works.values()} == set(TYPES)


def test_invented(specimen: Edition, edition: Edition) -> None:
    """Nothing of the specimen is of the real edition, so that no test can pass on the wrong one."""
    assert not set(specimen.documents) & set(edition.documents)
    assert not set(specimen.entities) & set(edition.entities)
    assert not set(specimen.works) & set(edition.works)
