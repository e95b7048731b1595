"""Readers that take the words of passages back out of the exports, written apart from the code that put them in."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree as ET

TEI = "{http://www.tei-c.org/ns/1.0}"
ID = "{http://www.w3.org/XML/1998/namespace}id"
#: what stands in a passage and is none of its words
APART = {TEI + "surplus", TEI + "fw", TEI + "gap", TEI + "anchor", TEI + "pb"}
PASSAGES = {TEI + name for name in ("p", "ab", "head", "quote", "item", "note")}


def words_of(element: ET.Element) -> str:
    """The words of a passage's element, as the Guidelines tell a reader to take them: the corrected reading, no marks."""
    out = [element.text or ""]
    for child in element:
        if child.tag not in APART and not (child.tag == TEI + "ref" and child.get("type") == "note-mark"):
            if child.tag == TEI + "choice":
                out.append("".join(words_of(part) for part in child if part.tag == TEI + "corr"))
            else:
                out.append(words_of(child))
        out.append(child.tail or "")
    return "".join(out)


def readings_of(element: ET.Element) -> str:
    """The words of the witness at a passage: the reading before correction, with what was taken out and without what was supplied."""
    out = [element.text or ""]
    for child in element:
        if child.tag == TEI + "choice":
            out.append("".join(words_of(part) for part in child if part.tag == TEI + "sic"))
        elif child.tag in (TEI + "surplus", TEI + "fw"):
            out.append(child.text or "")
        elif child.tag not in (TEI + "supplied", TEI + "gap"):
            out.append(readings_of(child))
        out.append(child.tail or "")
    return "".join(out)


def passages(root: ET.Element) -> dict[str, str]:
    """Every passage of a TEI file by its id, in order."""
    found: dict[str, str] = {}
    for body in root.iter(TEI + "body"):
        for element in body.iter():
            if element.tag in PASSAGES and ID in element.attrib:
                found[element.attrib[ID]] = words_of(element)
    return found


def plain_passages(path: Path) -> dict[str, str]:
    """Every passage of a plain text file by its id."""
    found = re.findall(r"^\[([A-Z0-9]+) ([sn]?\d+[a-z]?)\] (.*)$", path.read_text(encoding="utf-8"), re.M)
    return {f"{siglum.lower()}-{number}": words for siglum, number, words in found}
