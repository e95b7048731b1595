"""Drawings: well formed, named, without colours of their own, and with a style sheet where one is asked for."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest

from edition.derive import density, stemma, timeline
from edition.derive.svg import drawing, number, text, with_style, wrapped
from edition.model import Edition

DRAWN = [("timeline", timeline.draw), ("density", density.draw), ("stemma", stemma.draw)]


@pytest.mark.parametrize(("name", "draw"), DRAWN)
def test_a_drawing_is_named_described_and_colourless(specimen: Edition, name: str, draw: object) -> None:
    svg = draw(specimen)  # type: ignore[operator]
    root = ET.fromstring(svg)
    assert root.get("aria-labelledby") == f"{name}-title {name}-desc"
    assert [element.get("id") for element in root.iter() if element.get("id")] == [f"{name}-title", f"{name}-desc"]
    assert not any(attribute in element.attrib for element in root.iter() for attribute in ("fill", "stroke", "style"))
    width, height = (float(words) for words in str(root.get("viewBox")).split()[2:])
    for element in root.iter("{http://www.w3.org/2000/svg}text"):
        assert 0 <= float(element.get("x", 0)) <= width
        assert 0 < float(element.get("y", 0)) <= height
    assert draw(specimen) == svg  # type: ignore[operator]


@pytest.mark.parametrize(("name", "draw"), DRAWN)
def test_a_style_sheet_goes_inside(specimen: Edition, name: str, draw: object) -> None:
    svg = draw(specimen, style=True)  # type: ignore[operator]
    assert svg == with_style(draw(specimen))  # type: ignore[operator]
    root = ET.fromstring(svg)
    assert root.get("width") == "960"
    assert len(list(root.iter("{http://www.w3.org/2000/svg}style"))) == 1


def test_words_are_escaped_and_wrapped() -> None:
    svg = drawing("x", "A & B", "a < b", 10, [text(1, 2, "<b> & “c”")])
    assert [element.text for element in ET.fromstring(svg)] == ["A & B", "a < b", "<b> & “c”"]
    assert wrapped("one two three", 50) == ["one two", "three"]
    assert wrapped("immeasurable", 5) == ["immeasurable"]
    assert [number(value) for value in (1, 1.25, -0.04 + 0.04)] == ["1", "1.2", "0"]
