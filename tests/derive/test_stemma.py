"""The stemma: groups, lost sources, arrows, words."""

from __future__ import annotations

import re

from makers import document, edition, relation

from edition.derive.stemma import description, draw, stemma
from edition.model import Edition


def made() -> Edition:
    return edition(
        document("aa", relations=(relation("aa", "bb", "paraphrase", "probable", (("aa-1", "bb-1"),)), relation("aa", "cc", "paraphrase", "probable", (("aa-1", "cc-1"),)))),
        document("bb", relations=(relation("bb", "cc", "one-text"), relation("bb", "dd", "common-source", "possible"), relation("bb", "ee", "independent"))),
        document("cc"),
        document("dd"),
        document("ee"),
    )


def test_states_of_one_text_stand_together_and_the_independent_apart() -> None:
    found = stemma(made())
    assert found.groups[1] == ("ee",)
    assert set(found.groups[0]) == {"aa", "bb", "cc", "dd"}
    assert abs(found.groups[0].index("bb") - found.groups[0].index("cc")) == 1


def test_a_common_source_is_a_document_that_is_not_there() -> None:
    (lost,) = stemma(made()).lost
    assert (lost.name, lost.documents, lost.certainty) == ("α", ["bb", "dd"], "possible")


def test_common_sources_that_share_a_document_are_one() -> None:
    chain = edition(
        document("aa", relations=(relation("aa", "bb", "common-source"), relation("aa", "ee", "common-source"))),
        document("bb", relations=(relation("bb", "cc", "common-source", "probable"),)),
        document("cc"),
        document("dd", relations=(relation("dd", "ff", "common-source"),)),
        document("ee"),
        document("ff"),
    )
    assert [(lost.name, sorted(lost.documents), lost.certainty) for lost in stemma(chain).lost] == [("α", ["aa", "bb", "cc", "ee"], "probable"), ("β", ["dd", "ff"], "certain")]


def test_an_arrow_needs_dates_that_do_not_overlap() -> None:
    def joined(**dates: str) -> list[str]:
        pair = edition(document("aa", relations=(relation("aa", "bb", "copy"),), **dates), document("bb", date_from="1900", date_to="1901"))
        assert ('class="arrow"' in draw(pair)) is bool(stemma(pair).joins[0].source)
        return [join.source for join in stemma(pair).joins]

    assert joined(date_from="1850", date_to="1899-12-31") == ["aa"]
    assert joined(date_from="1902", date_to="1910") == ["bb"]
    assert joined(date_from="1850", date_to="1900") == [""]
    assert joined(date_from="1850", date_to="unknown") == [""]


def test_a_relation_to_two_states_is_drawn_once() -> None:
    svg = draw(made())
    assert svg.count(">paraphrase<") + svg.count(">paraphrase, probable") == 1


def test_it_is_told_in_words() -> None:
    words = description(made())
    assert "AA and BB: paraphrase, probable, at AA 1; BB 1." in words
    assert "BB and DD: a common source that is not among the documents, α, possible." in words
    assert words.endswith("Independent of all others: EE.")


def test_many_documents_fit() -> None:
    sigla = [f"d{number}" for number in range(30)]
    many = edition(*(document(siglum, relations=tuple(relation(siglum, other, "copy") for other in sigla[index + 1 : index + 2])) for index, siglum in enumerate(sigla)))
    svg = draw(many)
    assert all(0 <= float(x) <= 960 for x in re.findall(r' x[12]?="(-?[\d.]+)"', svg))


def test_one_document_hangs_together_with_nothing() -> None:
    assert draw(edition(document("aa"))) == ""
    assert description(edition(document("aa"), document("bb"))) == "Independent of all others: AA, BB."
