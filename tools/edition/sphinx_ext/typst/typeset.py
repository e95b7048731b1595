"""Typesetting: Typst in this process, its errors in words that say what to mend, and where everything came to stand."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import typst

STANDARDS: list[Literal["a-2a", "ua-1"]] = ["a-2a", "ua-1"]
_POSITIONS = '(..query(metadata.where(value: "dest")), ..query(heading)).filter(it => it.has("label")).map(it => { let at = it.location().position(); (str(it.label), at.page, at.x.pt(), at.y.pt()) })'


class TypesettingError(Exception):
    """The book cannot be typeset; the words say what to mend."""


@dataclass(frozen=True, slots=True)
class Position:
    """Where an object stands: page from one, and points from the page’s left and upper edges."""

    name: str
    page: int
    x: float
    y: float


def typeset(source: Path) -> tuple[bytes, list[Position], list[str]]:
    """Return the PDF of a source, the positions of its marks, and warnings."""
    compiler = typst.Compiler(source, root=source.parent, ignore_system_fonts=True)
    try:
        pdf, warnings = compiler.compile_with_warnings(format="pdf", pdf_standards=[*STANDARDS])
    except typst.TypstError as error:
        raise TypesettingError(explained(error, source)) from error
    assert isinstance(pdf, bytes)
    positions = [Position(*found) for found in json.loads(compiler.eval(_POSITIONS))]
    return pdf, positions, [str(getattr(warning, "message", warning)) for warning in warnings]


def explained(error: typst.TypstError, source: Path) -> str:
    """Say what an error of Typst means to somebody who has never seen the source that was made."""
    whole = str(getattr(error, "diagnostic", "") or error)
    lines = []
    for words in dict.fromkeys(re.findall(r'the text `?"((?:[^"\\]|\\.)+)"`? could not be displayed', whole + str(error))):
        text = re.sub(r"\\u\{([0-9a-f]+)\}", lambda found: chr(int(found[1], 16)), words)
        points = ", ".join(f"U+{ord(letter):04X}" for letter in text)
        lines.append(f"the fount has no sign for “{text}” ({points}), which stands in {_documents(source, text) or 'a heading or a picture'}")
    return "\n".join(lines) or whole


def _documents(source: Path, text: str) -> str:
    """The documents of the project whose source holds a text."""
    document = ""
    found: dict[str, None] = {}
    for line in source.read_text(encoding="utf-8").splitlines():
        if line.startswith("// "):
            document = line[3:]
        elif text in line:
            found[document] = None
    return ", ".join(found)
