"""From selected words to a note file that ``edition check`` accepts, and to a report of an error."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from edition.check import run
from edition.model import Edition
from edition.read import read_edition

from .conftest import ROOT

pytestmark = pytest.mark.browser

REPOSITORY = "https://github.com/example/edition"
SELECT = """([id, words, nth]) => {
  const body = document.querySelector('#' + id + ' > :is(p, blockquote)'), walker = document.createTreeWalker(body, NodeFilter.SHOW_TEXT), at = [];
  let all = '';
  for (let node; (node = walker.nextNode());) {
    if (node.parentElement.closest('.em-w, .nref, .own, .pb')) continue;
    for (let n = 0; n < node.data.length; n++) at.push([node, n]);
    all += node.data;
  }
  let from = -1;
  for (let n = 0; n < nth; n++) from = all.indexOf(words, from + 1);
  const range = document.createRange();
  range.setStart(...at[from]);
  range.setEnd(at[from + words.length - 1][0], at[from + words.length - 1][1] + 1);
  body.scrollIntoView({block: 'center'});
  getSelection().removeAllRanges();
  getSelection().addRange(range);
}"""


@pytest.fixture
def text(visit: Callable[..., Any], site: Path, longest: str) -> Callable[..., Any]:
    """Open the longest text; ``repository`` as if CITATION.cff named one."""

    def open_(repository: str = "", **more: Any) -> Any:
        page = visit("help.html", **more)
        html = (site / f"texts/{longest}.html").read_text(encoding="utf-8")
        if repository:
            html = html.replace('id="ed-cite">{', f'id="ed-cite">{{"repository": "{repository}", ')
        page.route(f"**/texts/{longest}.html", lambda route: route.fulfill(body=html, content_type="text/html; charset=utf-8"))
        page.goto(page.url.replace("help.html", f"texts/{longest}.html"))
        return page

    return open_


def annotate(page: Any, id_: str, words: str, nth: int = 1) -> None:
    page.evaluate(SELECT, [id_, words, nth])
    page.get_by_role("button", name="Annotate").first.click()
    page.wait_for_selector("dialog.ann[open]")


def faults(page: Any) -> list[str]:
    page.wait_for_timeout(350)
    return [item.inner_text() for item in page.locator("dialog[open] .ann-faults li").all()]


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of this edition, into which the notes are put."""
    root = tmp_path_factory.mktemp("edition")
    for name in ("docs", "sources", "bib"):
        shutil.copytree(ROOT / name, root / name)
    for path in ROOT.iterdir():
        if path.is_file():
            shutil.copy(path, root)
    return root


def checked(root: Path, *names: str) -> list[str]:
    """What the check says of files."""
    return [str(fault) for fault in run(read_edition(root)) if fault.span.file in names]


def passage_with_twins(edition: Edition, siglum: str) -> tuple[str, str]:
    """A passage with a word of six letters or more in it twice."""
    for passage in edition.documents[siglum].passages:
        words = re.findall(r"\b[a-z]{6,}\b", passage.text)
        for word in words:
            if passage.kind == "paragraph" and passage.text.count(word) == 2:
                return passage.id, word
    raise AssertionError("no passage has a word twice")


def test_from_selected_words_to_an_accepted_note(text: Callable[..., Any], edition: Edition, longest: str, copy: Path, tmp_path: Path) -> None:
    page = text()
    id_, word = passage_with_twins(edition, longest)
    annotate(page, id_, word, 2)
    box = page.locator("dialog.ann[open]")
    assert box.locator("h2").inner_text() == f"A note on {page.locator('#' + id_).get_attribute('data-loc')}"
    assert page.input_value('dialog.ann [name="lemma"]') == word
    assert page.input_value('dialog.ann [name="nth"]') == "2"
    assert faults(page), "an empty note is not accepted"
    assert box.locator(".save").is_disabled() and not box.locator(".open").is_visible()
    first = 'The word is "used" twice here, and it\'s meant in two senses [sic].'
    page.fill('[name="text"]', first + "\n\nSee p. 12 of J. Smith's book_review. A second sentence; 2 < 3 & more.")
    page.select_option('[name="kind"]', "term")
    author = next(iter(edition.contributors))
    page.fill('[name="who"]', author)
    assert faults(page) == [f"Cite the evidence: find a source and press it, or refer to a passage, {{ed:loc}}`{id_}`."]
    key = next(iter(edition.works))
    page.fill('[name="find"]', key)
    page.fill('[name="place"]', "p. 12")
    page.locator(".ann-works button").first.click()
    assert faults(page) == []
    with page.expect_download() as download:
        box.locator(".save").click()
    name = download.value.suggested_filename
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*\.md", name)
    made = tmp_path / name
    download.value.save_as(made)
    words = made.read_text(encoding="utf-8")
    assert f"lemma: [{word}, 2]" in words and "{p. 12}" in words and "“used”" in words and "it’s" in words
    there = f"docs/notes/{longest}/{name}"
    shutil.copy(made, copy / there)
    assert checked(copy, there) == []
    note = read_edition(copy).notes[f"{longest}/{name.removesuffix('.md')}"]
    assert note.at == id_ and note.lemma.words == word and note.kind == "term" and note.authors == (author,)


def test_it_opens_the_repository_with_the_file_filled_in(text: Callable[..., Any], edition: Edition, longest: str, copy: Path) -> None:
    page = text(REPOSITORY)
    passage = next(passage for passage in edition.documents[longest].passages if passage.kind == "paragraph" and len(passage.text) > 200)
    annotate(page, passage.id, passage.text[3:40])
    lemma = page.input_value('dialog.ann [name="lemma"]')
    assert lemma in passage.text and lemma.split()[0] == passage.text.split()[0], "whole words are taken"
    page.fill('[name="text"]', f"A note for the test, which refers to {{ed:loc}}`{passage.id}`. It was written on 1 May 1960.")
    page.fill('[name="who"]', "Nobody Yet Known")
    assert faults(page) == []
    stranger = page.locator(".ann-new").inner_text()
    assert "nobody-yet-known: {name: Nobody Yet Known, role: notes}" in stranger
    address = urlsplit(page.locator("dialog[open] .open").get_attribute("href"))
    asked = parse_qs(address.query)
    assert f"{address.scheme}://{address.netloc}{address.path}" == f"{REPOSITORY}/new/main/docs/notes/{longest}"
    there = f"docs/notes/{longest}/{asked['filename'][0]}"
    (copy / there).write_text(asked["value"][0], encoding="utf-8")
    assert [line for line in checked(copy, there) if "E306" not in line] == []
    with (copy / "docs/contributors.yaml").open("a", encoding="utf-8") as file:
        file.write(re.search(r"nobody.*?\}", stranger)[0] + "\n")
    assert checked(copy, there, "docs/contributors.yaml") == []


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("lemma", "words that stand nowhere", "does not stand in"),
        ("lemma", "", "Name the words"),
        ("text", "", "Write the note"),
        ("text", "a small beginning {ed:loc}`ID`.", "Begin with a capital"),
        ("text", "Cited {cite:p}`no-such-key`.", "No work has the key “no-such-key”"),
        ("text", "Referred {ed:loc}`zzz-9999`.", "no “zzz-9999” to refer to"),
        ("text", "Referred {ed:zzz}`ID`.", "no role “ed:zzz”"),
        ("text", "- A list {ed:loc}`ID`.", "Write sentences"),
        ("text", "On 1960-05-01 {ed:loc}`ID`.", "dates in words"),
        ("text", "No evidence.", "Cite the evidence"),
        ("seen", "somewhere", "is no address"),
        ("who", "", "who you are"),
        ("name", "Not A Name", "name of the file"),
    ],
)
def test_faults_are_shown_as_one_writes(text: Callable[..., Any], edition: Edition, longest: str, field: str, value: str, says: str) -> None:
    page = text(REPOSITORY)
    passage = next(passage for passage in edition.documents[longest].passages if passage.kind == "paragraph")
    annotate(page, passage.id, passage.text.split()[0])
    page.fill('[name="lemma"]', passage.text[:40])
    page.fill('[name="text"]', f"A sound note {{ed:loc}}`{passage.id}`.")
    page.fill('[name="who"]', "Somebody")
    assert faults(page) == []
    page.fill(f'[name="{field}"]', value.replace("ID", passage.id))
    found = faults(page)
    assert len(found) == 1 and says in found[0]
    assert page.locator("dialog[open] .open").get_attribute("href") is None


def test_a_name_that_is_taken_gets_a_number(text: Callable[..., Any], edition: Edition, longest: str) -> None:
    page = text()
    note = next(note for note in edition.notes.values() if note.id.startswith(longest + "/") and re.fullmatch(r"[a-z]+(-[a-z]+)*", note.id.partition("/")[2]))
    annotate(page, note.at, edition.passages[note.at].text.split()[0])
    page.fill('[name="name"]', note.id.partition("/")[2])
    assert any("already" in fault for fault in faults(page))


def test_report_an_error(text: Callable[..., Any], edition: Edition, longest: str) -> None:
    """The issue has the place, the words printed, and what the file received has there."""
    document = edition.documents[longest]
    item = next(item for item in document.emendations if item.kind == "misprint" and item.lemma and item.witness)
    page = text(REPOSITORY)
    page.evaluate(SELECT, [item.at, item.lemma.words, 1])
    page.get_by_role("button", name="Report an error").first.click()
    page.fill('[name="should"]', "Something else, in another copy.")
    link = page.locator("dialog[open] .open")
    address = urlsplit(link.get_attribute("href"))
    asked = {name: values[0] for name, values in parse_qs(address.query).items()}
    assert address.path == "/example/edition/issues/new"
    assert asked["printed"] == item.lemma.words and asked["passage"] == item.at.replace("-", " ", 1).upper()
    assert asked["edition"] == edition.citation["version"]
    assert item.witness in asked["witness"] and "Something else" in asked["witness"]
    assert asked["body"].count(item.lemma.words) >= 1
    form = (ROOT / ".github/ISSUE_TEMPLATE" / asked["template"]).read_text(encoding="utf-8")
    assert all(f"id: {name}\n" in form for name in ("passage", "edition", "printed", "witness"))


def test_without_a_repository_one_copies(text: Callable[..., Any], edition: Edition, longest: str) -> None:
    page = text(permissions=["clipboard-read", "clipboard-write"])
    passage = next(passage for passage in edition.documents[longest].passages if passage.kind == "paragraph")
    page.evaluate(SELECT, [passage.id, passage.text.split()[0], 1])
    page.get_by_role("button", name="Report an error").first.click()
    page.fill('[name="should"]', "Another word.")
    assert not page.locator("dialog[open] .open").is_visible()
    page.click("dialog[open] .copy")
    page.wait_for_function("document.querySelector('dialog[open] .copy').textContent === 'Copied'")
    assert "Another word." in page.evaluate("navigator.clipboard.readText()")


@pytest.mark.parametrize("width", [360, 1440])
def test_by_keyboard_and_accessible(text: Callable[..., Any], edition: Edition, longest: str, width: int) -> None:
    """Without a selection: from the passage's number by the key, or by the dialog of the citation; Escape leads back."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed").Axe()
    page = text(REPOSITORY, width=width)
    pn = page.locator(".doc-text .pn").nth(3)
    pn.focus()
    page.keyboard.press("a")
    page.wait_for_selector("dialog.ann[open]")
    assert page.evaluate("document.activeElement.name") == "lemma"
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    found = axe.run(page, options={"resultTypes": ["violations"]}).response["violations"]
    assert [(fault["id"], fault["nodes"][0]["html"]) for fault in found] == []
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.className") == "pn"
    page.keyboard.press("c")
    page.locator(".cite-more button").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("dialog.ann[open]")


def test_from_a_disk(visit: Callable[..., Any], site: Path, edition: Edition, longest: str) -> None:
    page = visit(f"texts/{longest}.html", at=site.resolve().as_uri() + "/")
    passage = next(passage for passage in edition.documents[longest].passages if passage.kind == "paragraph")
    annotate(page, passage.id, passage.text.split()[0])
    page.fill('[name="find"]', next(iter(edition.works))[:4])
    page.wait_for_selector(".ann-works button")


def test_loaded_only_when_asked_for(visit: Callable[..., Any], longest: str) -> None:
    page = visit(f"texts/{longest}.html")
    page.wait_for_timeout(300)
    loaded = page.evaluate("performance.getEntriesByType('resource').map(function (e) { return e.name; })")
    assert [name for name in loaded if "annotate" in name or "verify" in name] == []
