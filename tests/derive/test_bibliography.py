"""Labels and references: each type of work, each shape of names, each sort of link."""

from __future__ import annotations

import pytest

from edition.derive.bibliography import Label, Piece, entry, entry_text, labels, labels_of, letters, sort_key
from edition.diagnostics import Span
from edition.model import Edition, Work
from edition.read.bib import TYPES

ENTRIES = {
    "marsh2001": "Marsh, Edith. 2001. The Reefs of Varnhook: A History. 2nd ed. Lisk: Lisk University Press. ISBN 9780000000002.",
    "dunn1999": "Dunn, Peter, Lily van der Oak, and Ann Frost. 1999. “‘Keep the Light’: Words of a Keeper”. Journal of Lights 4 (2): 1–19. doi:10.99999/jl.1999.4, seen 15 January 2030.",
    "marsh-quill2004": "Marsh, Edith, and Jonas Quill. 2004. “The Gazette and its Readers”. In Papers on the Straits, edited by Ann Frost, 30–41. Lisk: Tern & Sons.",
    "osk-conf2012": "Osk, Bram. 2012. “Serving Alone”. In Proceedings of the Third Meeting on Lights, 7.",
    "osk2010": "Osk, Bram. 2010. Lights of the Cape. PhD thesis, University of Lisk.",
    "wages2003": "Office of Wages. 2003. “Wages at Sea, 1800–1850”. Report 17, May 2003.",
    "boardminutes": "Harbour Board of Lisk. n.d. “Minutes of the Year”. Manuscript in the town’s archive.",
    "gazette-18310318-letter": "“The Keeper’s Letter to the Editor of this Gazette”. 1831. The Lisk Gazette, 18 March 1831.",
    "lightsonline": "Lights Online. n.d. “Entries on the Straits”. example.org/lights/entries?q=a&b=c, seen 15 January 2030.",
    "tern1988": "Tern, Ida, and Max Tern, eds. 1988. Customs of Lisk. Local Books 3. Tern & Sons.",
    "almanack1830": "The Pilot’s Almanack for the Year 1830. 1830. Printed at the Harbour.",
}
LABELS = {
    "marsh2001": "Marsh 2001",
    "dunn1999": "Dunn et al. 1999",
    "marsh-quill2004": "Marsh and Quill 2004",
    "osk2010": "Osk 2010",
    "wages2003": "Office of Wages 2003",
    "boardminutes": "Harbour Board of Lisk n.d.",
    "gazette-18310318-letter": "“The Keeper’s Letter …” 1831",
    "tern1988": "Tern and Tern 1988",
    "almanack1830": "The Pilot’s Almanack … 1830",
}


def work(key: str = "a", type_: str = "misc", authors: tuple[tuple[str, str], ...] = (("Wren", "Tobias"),), **fields: str) -> Work:
    return Work(key, type_, {"title": "A Title", **fields}, {"author": authors} if authors else {}, Span("x.bib"), "x.bib")


@pytest.mark.parametrize("key", ENTRIES)
def test_entry(key: str, specimen: Edition) -> None:
    assert entry_text(specimen.works[key], labels(specimen)[key]) == ENTRIES[key]


def test_every_type_is_shown(specimen: Edition) -> None:
    assert {specimen.works[key].type for key in ENTRIES} == set(TYPES)


@pytest.mark.parametrize("key", LABELS)
def test_label(key: str, specimen: Edition) -> None:
    assert str(labels(specimen)[key]) == LABELS[key]


def test_letters_tell_works_apart() -> None:
    works = {key: work(key, title=title, year="1990") for key, title in (("b", "The Zenith"), ("a", "A Morning"), ("c", "Noon"))}
    assert {key: label.year for key, label in labels_of(works).items()} == {"a": "1990a", "c": "1990b", "b": "1990c"}
    undated = {key: work(key, title=key) for key in "ab"}
    assert [str(label) for label in labels_of(undated).values()] == ["Wren n.d.-a", "Wren n.d.-b"]
    assert list(labels_of(works)) == ["b", "a", "c"]


def test_letters_go_on_after_z() -> None:
    assert [letters(number) for number in (0, 25, 26, 27, 51, 52)] == ["a", "z", "aa", "ab", "az", "ba"]


@pytest.mark.parametrize(
    ("authors", "label", "head"),
    [
        ((("Burr", "S. M."), ("Quill", "Ada")), "Burr and Quill", "Burr, S. M., and Ada Quill. "),
        ((("Burr", "S. M."), ("others", "")), "Burr et al.", "Burr, S. M. et al. "),
        ((("{Board of Lights}", ""),), "Board of Lights", "Board of Lights. "),
        ((("{Board of Lights}", ""), ("Burr", "S. M.")), "Board of Lights and Burr", "Board of Lights and S. M. Burr. "),
        ((("van der Oak", "Lily"),), "van der Oak", "van der Oak, Lily. "),
        ((("O'Dunn", "P."),), "O’Dunn", "O’Dunn, P. "),
    ],
)
def test_names(authors: tuple[tuple[str, str], ...], label: str, head: str) -> None:
    one = work(authors=authors, year="1990")
    found = labels_of({"a": one})["a"]
    assert found.authors == label
    assert entry_text(one, found).startswith(head + "1990. ")


def test_pieces_and_links() -> None:
    one = work(type_="article", journal="Lights", volume="3", year="1990", url="https://www.example.org/a_b?x=1&y=2/", urldate="2030-01-02")
    assert entry(one, Label("Wren", "1990")) == (
        Piece("Wren, Tobias. 1990. “A Title”. "),
        Piece("Lights", "em"),
        Piece(" 3. "),
        Piece("example.org/a_b?x=1&y=2", "link", "https://www.example.org/a_b?x=1&y=2/"),
        Piece(", seen 2 January 2030."),
    )


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"title": "What Now?"}, "“What Now?” "),
        ({"title": "{Ships} of the ``Deep''"}, "“Ships of the ‘Deep’”. "),
        ({"title": "War---and Peace, 1808--1809"}, "“War—and Peace, 1808–1809”. "),
        ({"month": "May", "howpublished": "Telegram 7"}, "Telegram 7, May 1990."),
        ({"month": "may", "howpublished": "Telegram 7, 3 May 1990"}, "Telegram 7, 3 May 1990."),
        ({"month": "5"}, " May 1990."),
        ({"note": "seen in part"}, " Seen in part."),
        ({"doi": "https://doi.org/10.1/x_y"}, "doi:10.1/x_y."),
        ({"issn": "1234-5679"}, "ISSN 1234-5679."),
        ({"url": "https://www.ships.example/Orsa%E2%80%93Lisk_%28night%29%27s%20end"}, " ships.example/Orsa–Lisk_%28night%29's%20end."),
        ({"url": "https://ships.example/%DA%A9%D8"}, " ships.example/%DA%A9%D8."),
        ({"url": "https://ships.example/%E0%A6%AA"}, " ships.example/%E0%A6%AA."),
        ({"urldate": "2030-01"}, "Seen January 2030."),
    ],
)
def test_fields(fields: dict[str, str], words: str) -> None:
    one = work(year="1990", **fields)
    assert words in entry_text(one, Label("Wren", "1990")) + " "


def test_journal_without_volume() -> None:
    assert "Lights (March): 7." in entry_text(work(type_="article", journal="Lights", month="March", pages="7", year="1990"), Label("Wren", "1990"))
    assert "Lights, no. 4: 7." in entry_text(work(type_="article", journal="Lights", number="4", pages="7", year="1990"), Label("Wren", "1990"))


def test_no_double_stop(edition: Edition) -> None:
    """In the edition at hand no reference has two stops, a stray blank or braces."""
    for key, label in labels(edition).items():
        words = entry_text(edition.works[key], label)
        assert ".. " not in words.replace("…", ""), words
        assert "  " not in words, words
        assert " ." not in words.replace(" .c", "").replace(" …", ""), words
        assert "{" not in words.split(" seen ")[0], words


def test_labels_are_unique(edition: Edition) -> None:
    found = [str(label) for label in labels(edition).values()]
    assert len(found) == len(set(found))


def test_order(specimen: Edition) -> None:
    found = [item.key for item in sorted(specimen.works.values(), key=sort_key)]
    assert found[:3] == ["dunn1999", "boardminutes", "gazette-18310318-letter"]
    assert found.index("marsh2001") < found.index("marsh-quill2004")
