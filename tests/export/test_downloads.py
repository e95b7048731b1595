"""What the pages offer for download is what the exports write."""

from __future__ import annotations

from pathlib import Path

from edition.derive.downloads import of_document, whole
from edition.model import Edition


def test_every_file_offered_is_written(specimen: Edition, exported: Path) -> None:
    offered = whole(specimen, ["data"]) + [file for document in specimen.documents.values() for file in of_document(document, ["data"])]
    assert len(offered) > 10
    assert [file.path for file in offered if not (exported / file.path.removeprefix("data/")).is_file()] == []


def test_what_is_not_made_is_not_offered(specimen: Edition) -> None:
    assert whole(specimen, []) == []
    assert [file.path for file in whole(specimen, ["pdf"])] == ["data/edition.pdf"]
    assert of_document(next(iter(specimen.documents.values())), ["pdf", "epub"]) == []
