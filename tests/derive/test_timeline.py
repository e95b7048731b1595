"""The timeline: order, slips, and marks that can be read."""

from __future__ import annotations

import datetime
import re

import pytest
from makers import account, document, edition, telling

from edition.derive.svg import PAGE_WIDTH
from edition.derive.timeline import draw, draw_pages, rows, step, years
from edition.model import Edition


def test_events_stand_in_the_order_of_their_dates_with_each_date_once() -> None:
    made = edition(
        document("aa"),
        document("bb"),
        accounts=(
            account("peace", "1815-06", telling("aa-1", "Words", date="1815"), telling("bb-1", "Words", date="1816")),
            account("war", "1812/1814", telling("aa-1", "Words", date="1813"), telling("aa-1", "of", date="1813"), telling("bb-1", "Words", place="here")),
            account("rumour", "some day", telling("aa-1", "Words", date="1813")),
        ),
    )
    found = rows(made)
    assert [row.account.id for row in found] == ["war", "peace"]
    assert [(claim.siglum, claim.words, claim.slip) for claim in found[0].claims] == [("aa", "1813", False)]
    assert [(claim.siglum, claim.slip) for claim in found[1].claims] == [("aa", False), ("bb", True)]


def test_the_specimen_has_two_slips_and_one_agreement(specimen: Edition) -> None:
    claims = {row.account.id: [(claim.siglum, claim.slip) for claim in row.claims] for row in rows(specimen)}
    assert claims["loss-of-the-halcyon"] == [("kee", False), ("gaz", True), ("let", True)]


def test_a_slip_is_a_hollow_mark_joined_to_the_event_and_names_its_document() -> None:
    made = edition(document("aa"), document("bb"), accounts=(account("fall", "1830", telling("aa-1", "Words", date="1820"), telling("bb-1", "Words", date="1830")),))
    svg = draw(made).split('class="axis"')[0]
    assert svg.count('class="slip"') == svg.count('class="off"') == svg.count('class="told"') == 1
    assert ">AA 1820<" in svg
    assert ">BB<" in svg


def test_a_slip_of_days_is_set_apart_and_gives_the_days() -> None:
    made = edition(document("aa"), accounts=(account("fall", "1830-03-16", telling("aa-1", "Words", date="1830-03-02/1830-03-05")), account("rise", "1790")))
    svg = draw(made)
    line = re.search(r'class="off" x1="([\d.]+)" y1="[\d.]+" x2="([\d.]+)"', svg)
    assert line
    assert abs(float(line[1]) - float(line[2])) == pytest.approx(12, abs=0.2)
    assert ">AA 2–5 March<" in svg


def test_labels_do_not_run_into_one_another() -> None:
    told = [telling(f"{siglum}-1", "Words", date=year) for siglum, year in (("aa", "1829"), ("bb", "1831"), ("cc", "1830"), ("dd", "1832"))]
    svg = draw(edition(*(document(siglum) for siglum in ("aa", "bb", "cc", "dd")), accounts=(account("fall", "1830", *told), account("rise", "1800"))))
    boxes = []
    for anchor, words in re.findall(r'<text class="label small" ([^>]*)>([A-D]{2}[^<]*)<', svg):
        x, y = (float(re.search(rf'{name}="([\d.]+)"', anchor)[1]) for name in ("x", "y"))  # type: ignore[index]
        wide = 6.0 * len(words)
        start = x - wide if "end" in anchor else x - wide / 2 if "middle" in anchor else x
        boxes.append((start, start + wide, y))
    assert len(boxes) == 4
    assert not any(one is not other and one[0] < other[1] and other[0] < one[1] and abs(one[2] - other[2]) < 8 for one in boxes for other in boxes)


def test_nothing_to_draw() -> None:
    assert draw(edition(document("aa"))) == ""


@pytest.mark.parametrize(("first", "last", "words"), [(1960, 1960, "1960"), (1954, 1955, "1954–55"), (1898, 1902, "1898–1902"), (1999, 1999, "1999")])
def test_years(first: int, last: int, words: str) -> None:
    assert years((datetime.date(first, 1, 1), datetime.date(last, 1, 1))) == words


@pytest.mark.parametrize(("length", "apart"), [(8, 1), (42, 5), (300, 25), (20000, 1000)])
def test_the_lines_of_an_axis(length: int, apart: int) -> None:
    assert step(length) == apart


def test_drawn_for_the_pages_of_a_book() -> None:
    """Each row once, in its order, on pages of about one height, in units that leave the words readable."""
    made = edition(document("aa"), accounts=tuple(account(f"event-{year}", str(year), telling("aa-1", "Words", date=str(year))) for year in range(1800, 1840)))
    pages = draw_pages(made, 890)
    assert len(pages) == 2
    heights = [float(re.search(rf'viewBox="0 0 {PAGE_WIDTH} ([\d.]+)"', page)[1]) for page in pages]  # type: ignore[index]
    assert max(heights) <= 890
    assert abs(heights[0] - heights[1]) < 60
    titles = [words for page in pages for words in re.findall(r">The (event-\d+)<", page)]
    assert len(titles) == len(set(titles)) == 40
    assert draw_pages(edition(document("aa")), 890) == []
