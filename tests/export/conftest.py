"""The exports of the specimen, made once for all tests here."""

from __future__ import annotations

from pathlib import Path

import pytest

from edition.export import export_all
from edition.model import Edition


@pytest.fixture(scope="session")
def exported(specimen: Edition, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with every export of the specimen."""
    out = tmp_path_factory.mktemp("exports")
    export_all(specimen, out)
    return out
