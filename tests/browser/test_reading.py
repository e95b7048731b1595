"""Reading: without JavaScript, from a disk, by keyboard alone, and with choices that are kept."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from edition.derive.reading import text_view
from edition.model import Edition

pytestmark = pytest.mark.browser

#: the words of every passage of a page as the document has them: marks, numbers, witness readings and notes taken out
READ = """() => Array.from(document.querySelectorAll('.pg')).map(pg => {
  const body = pg.querySelector(':scope > :is(p:not(.em-out), blockquote, h2, h3, h4, h5, h6)').cloneNode(true);
  body.querySelectorAll('.em-w, .nref, .own, .pb, .here, .own-mark').forEach(x => x.remove());
  return [pg.id, body.textContent.replace(/\\s+/g, ' ').trim()];
})"""
FOCUSED = "document.activeElement"


def test_the_page_has_the_words_of_the_model(visit: Callable[..., Any], edition: Edition) -> None:
    page = visit("index.html")
    for siglum, document in edition.documents.items():
        page.goto(page.url.rsplit("/", 1)[0].removesuffix("/texts") + f"/texts/{siglum}.html")
        shown = dict(page.evaluate(READ))
        assert shown == {passage.id: " ".join(passage.text.split()) for passage in document.passages}


def test_without_javascript(visit: Callable[..., Any], edition: Edition, longest: str) -> None:
    """Text, the document's own notes, all editors' notes and the apparatus are there and visible."""
    view = text_view(edition, edition.documents[longest])
    for width in (360, 1440):
        page = visit(f"texts/{longest}.html", width=width, java_script_enabled=False)
        passages = page.locator(".pg")
        assert passages.count() == len(edition.documents[longest].passages)
        notes = page.locator("li.note")
        assert notes.count() == len(view.notes)
        for box in (passages, notes):
            for number in (0, box.count() // 2, box.count() - 1):
                assert box.nth(number).is_visible()
        assert page.locator(".apparatus li").count() > 0
        assert [words for button in page.locator("button").all() if button.is_visible() and (words := button.inner_text()) not in ("Contents", "")] == []
        page.locator(".nref").first.click()
        assert page.url.endswith(page.locator(".nref").first.get_attribute("href"))


@pytest.mark.parametrize("width", [1100, 1440, 1920])
def test_a_note_stands_at_its_words(visit: Callable[..., Any], longest: str, width: int) -> None:
    """However full the margin is, no note stands more than four lines of the text from its words, and none on another."""
    page = visit(f"texts/{longest}.html", width=width)
    page.wait_for_selector("article.text.placed")
    far, over = page.evaluate(
        """() => {
          const line = parseFloat(getComputedStyle(document.querySelector('.pg > p')).lineHeight);
          const notes = Array.from(document.querySelectorAll('li.note')), far = [], boxes = [];
          for (const note of notes) {
            const at = document.querySelector('.nref[href="#' + note.id + '"]').getBoundingClientRect(), box = note.getBoundingClientRect();
            if (Math.abs(box.top - at.top) > 4 * line) far.push(note.id);
            boxes.push([note.id, box.top, box.top + Math.min(box.height, note.clientHeight)]);
          }
          boxes.sort((a, b) => a[1] - b[1]);
          return [far, boxes.filter((b, n) => n && b[1] < boxes[n - 1][2] - 1).map(b => b[0])];
        }"""
    )
    assert far == [] and over == []


def test_notes_on_matters_of_fact_alone(visit: Callable[..., Any], longest: str, edition: Edition) -> None:
    """Fewer notes at the reader’s wish: the others leave no number, no underline and no room behind; a link to one brings all back."""
    view = text_view(edition, edition.documents[longest])
    kinds = {f"note-{note.id.replace('/', '-')}": note.kind for note in edition.notes.values() if note.at.partition("-")[0] == longest}
    few = {id_ for id_, kind in kinds.items() if kind in ("fact", "contradiction")}
    assert view.notes and 0 < len(few) < len(kinds)
    for width in (390, 1440):
        page = visit(f"texts/{longest}.html", width=width, height=1000)
        page.click("#prefs-open")
        page.check('[name="pref-notes"][value="facts"]')
        shown = set(page.evaluate("Array.from(document.querySelectorAll('.nref')).filter(n => n.getClientRects().length).map(n => n.hash.slice(1))"))
        assert {id_ for id_ in shown if id_ in kinds} == few
        lone = page.evaluate(
            """() => Array.from(document.querySelectorAll('.lem')).filter(run => getComputedStyle(run).textDecorationLine !== 'none' &&
              !run.dataset.notes.split(' ').some(key => document.getElementById('note-' + key).matches('[data-kind=fact], [data-kind=contradiction]'))).length"""
        )
        assert lone == 0, "words are marked though their notes are not shown"
        other = sorted(set(kinds) - few)[0]
        page.goto(page.url.partition("#")[0] + f"#{other}")
        page.wait_for_function(f"document.documentElement.dataset.notes === undefined && document.querySelector('.nref[href=\"#{other}\"]').getClientRects().length")


def test_the_next_note_is_one_of_the_passage_arrived_at(visit: Callable[..., Any], longest: str, edition: Edition) -> None:
    view = text_view(edition, edition.documents[longest])
    passage = next(item.note.at for item in view.notes[30:] if item.note.at.split("-")[1][0].isdigit())
    page = visit(f"texts/{longest}.html#{passage}")
    page.wait_for_selector("article.text.placed")
    page.keyboard.press("n")
    first = next(item.html_id for item in view.notes if item.note.at == passage)
    assert page.evaluate("document.activeElement.hash || '#' + document.activeElement.id") == f"#{first}"


def test_by_touch(visit: Callable[..., Any], longest: str) -> None:
    """In prose a reference is followed at the first touch; in a text the first shows a card, which stays, and the second follows."""
    page = visit("index.html", width=390, height=800, has_touch=True, is_mobile=True)
    page.locator("main p a.loc").first.tap()
    page.wait_for_url("**/texts/*.html#*")
    page = visit(f"texts/{longest}.html", width=390, height=800, has_touch=True, is_mobile=True)
    name = page.locator(".pg .men").first
    name.tap()
    page.wait_for_selector("#card")
    page.wait_for_timeout(600)  # longer than a card stays that the pointer has left
    assert page.locator("#card").is_visible()
    name.tap()
    page.wait_for_url("**/registers/**")


@pytest.mark.parametrize("width", [390, 768, 1440])
def test_a_link_from_elsewhere_lands_on_the_note(visit: Callable[..., Any], longest: str, edition: Edition, width: int) -> None:
    """From another page to a note far down: its words and the note itself are on the screen, and no empty list of notes."""
    note = text_view(edition, edition.documents[longest]).notes[-3].note
    id_ = "note-" + note.id.replace("/", "-")
    page = visit(f"texts/{longest}.html#{id_}", width=width, height=900)
    page.wait_for_load_state()
    page.wait_for_timeout(500)
    seen = page.evaluate(
        """id => {
          const inside = e => { const b = e.getBoundingClientRect(); return b.height > 0 && b.top >= 0 && b.top < innerHeight; };
          const ref = document.querySelector('.nref[href="#' + id + '"]'), li = document.getElementById(id), here = document.querySelector('.here');
          return [inside(ref), inside(li) || !!here && inside(here), li.getClientRects().length > 0 && !li.textContent.trim()];
        }""",
        id_,
    )
    assert seen == [True, True, False]


def test_search_without_javascript_says_what_to_do(visit: Callable[..., Any]) -> None:
    page = visit("search.html", java_script_enabled=False)
    words = page.locator("main noscript, main").first.inner_text()
    assert "JavaScript" in words and "index" in words
    assert not page.locator(".search-form").is_visible()


def test_from_a_disk(visit: Callable[..., Any], site: Path, longest: str) -> None:
    """Opened as files the pages read, the notes stand beside their words, and the search finds passages."""
    base = site.resolve().as_uri() + "/"
    page = visit(f"texts/{longest}.html", at=base)
    page.wait_for_selector("article.text.placed")
    assert page.evaluate("getComputedStyle(document.body).fontSize") != "16px", "the style sheet is read"
    page.locator(".men").first.focus()
    page.keyboard.press("Shift")  # the focus is the keyboard's
    page.goto(base + "search.html?q=Tashkent")
    page.wait_for_selector(".hit-document a")
    passage = page.locator(".hit-document a").first
    address = passage.get_attribute("href")
    passage.click()
    page.wait_for_selector("article.text")
    assert page.url == address
    assert "Tashkent" in page.locator(f"#{address.partition('#')[2]}").inner_text()


def test_on_a_telephone_where_a_passage_is_referred_to_is_one_line(visit: Callable[..., Any], longest: str) -> None:
    """It opens where it is tapped, or reached by the keyboard; without JavaScript all of it stands there."""
    line = "p => p.getBoundingClientRect().height < 1.5 * parseFloat(getComputedStyle(p).lineHeight)"
    long = ".text .beside:has(.b-from a:nth-of-type(6)) .b-from"
    page = visit(f"texts/{longest}.html", width=390, has_touch=True)
    page.wait_for_timeout(200)
    assert page.locator(long).count() > 3
    assert all(one.evaluate(line) for one in page.locator(".text .beside .b-from").all())
    first = page.locator(long).first
    first.scroll_into_view_if_needed()
    first.tap(position={"x": 20, "y": 8})
    page.wait_for_function(f"p => !({line})(p)", arg=first.element_handle())
    page.locator("h1").tap()
    page.wait_for_function(line, arg=first.element_handle())
    focus(page, f"{long} a", 5)
    assert page.evaluate(f"!({line})({FOCUSED}.closest('.b-from'))")
    page = visit(f"texts/{longest}.html", width=390, java_script_enabled=False)
    assert not page.locator(long).first.evaluate(line)


def test_choices_are_kept(visit: Callable[..., Any], longest: str) -> None:
    page = visit(f"texts/{longest}.html")
    page.click("#prefs-open")
    for name, value in (("text", "emended"), ("notes", "off"), ("size", "2"), ("scheme", "dark"), ("keys", "off")):
        page.check(f'[name="pref-{name}"][value="{value}"]')
    page.reload()
    assert page.evaluate("Object.assign({}, document.documentElement.dataset)") | {"root": ""} == {
        "root": "", "text": "emended", "notes": "off", "size": "2", "scheme": "dark", "keys": "off",
    }  # fmt: skip
    assert page.locator(".em-w").first.is_visible()
    assert not page.locator(".nref").first.is_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(23, 24, 25)"
    page.click("#prefs-open")
    assert page.is_checked('[name="pref-text"][value="emended"]')
    page.goto(page.url.replace(f"texts/{longest}", "help"))
    assert page.evaluate("document.documentElement.dataset.scheme") == "dark"


# by keyboard alone


def focus(page: Any, selector: str, number: int = 0) -> None:
    """Bring the keyboard to the element before, and press Tab: the browser must take the reader there itself."""
    page.evaluate(
        """([selector, number]) => {
          const all = Array.from(document.querySelectorAll('a[href], button, input, select, summary, textarea, [tabindex]'))
            .filter(e => e.tabIndex >= 0 && e.getClientRects().length && getComputedStyle(e).visibility !== 'hidden' && !e.disabled);
          const to = Array.from(document.querySelectorAll(selector)).filter(e => all.includes(e))[number];
          const before = all[all.indexOf(to) - 1];
          to.scrollIntoView({block: 'center'});
          before.focus({preventScroll: true});
        }""",
        [selector, number],
    )
    for _ in range(8):  # a card of the element before may come first
        page.keyboard.press("Tab")
        if page.evaluate(f"{FOCUSED}.matches({selector!r})"):
            break
    assert page.evaluate(f"{FOCUSED}.matches({selector!r})"), f"Tab reaches {on(page)}, not {selector}"
    if not page.evaluate(f"{FOCUSED}.matches('.men, .loc, .own a, .cite')"):
        page.wait_for_selector("#card", state="detached")


def on(page: Any) -> str:
    return str(page.evaluate(f"{FOCUSED}.outerHTML.slice(0, 160)"))


def test_the_first_stop_skips_to_the_text(visit: Callable[..., Any], longest: str) -> None:
    page = visit(f"texts/{longest}.html")
    page.keyboard.press("Tab")
    assert page.evaluate(f"{FOCUSED}.className") == "skip"
    assert page.locator(".skip").bounding_box()["x"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate(f"{FOCUSED}.id") == "main"


@pytest.mark.parametrize("width", [360, 1440])
def test_notes_by_keyboard(visit: Callable[..., Any], longest: str, width: int) -> None:
    """Enter opens a note and takes the reader to it, or shows it under the line; Escape leads back."""
    page = visit(f"texts/{longest}.html", width=width)
    page.wait_for_timeout(200)
    focus(page, ".nref", 3)
    ref = page.evaluate(f"{FOCUSED}.id")
    page.keyboard.press("Enter")
    if width > 1000:
        assert page.evaluate(f"{FOCUSED}.matches('li.note.active')"), on(page)
        page.keyboard.press("Escape")
    else:
        assert page.locator(".here").count() == 1
        page.keyboard.press("Tab")
        assert page.evaluate(f"{FOCUSED}.matches('.here *')"), on(page)
        page.keyboard.press("Escape")
        assert page.locator(".here").count() == 0
    assert page.evaluate(f"{FOCUSED}.id") == ref, on(page)


def test_cards_by_keyboard(visit: Callable[..., Any], longest: str) -> None:
    page = visit(f"texts/{longest}.html")
    for selector in (".doc-text .men", ".beside a.loc", ".own:not(.lost) a"):
        focus(page, selector)
        page.wait_for_selector("#card:popover-open")
        page.evaluate(f"window.there = {FOCUSED}")
        page.keyboard.press("Escape")
        page.wait_for_selector("#card", state="detached")
        assert page.evaluate(f"{FOCUSED} === window.there"), on(page)
    focus(page, ".doc-text .men")
    page.wait_for_selector("#card:popover-open")
    page.keyboard.press("Tab")
    assert page.evaluate(f"{FOCUSED}.matches('#card a')"), on(page)
    page.keyboard.press("Escape")
    assert page.evaluate(f"{FOCUSED}.matches('.men')"), on(page)


@pytest.mark.parametrize("width", [360, 1440])
def test_cite_by_keyboard(visit: Callable[..., Any], longest: str, width: int) -> None:
    page = visit(f"texts/{longest}.html", width=width)
    focus(page, "#cite-open")
    page.keyboard.press("Enter")
    assert page.evaluate(f"{FOCUSED}.closest('dialog.cite') !== null")
    seen = set()
    for _ in range(12):
        page.keyboard.press("Tab")
        seen.add(page.evaluate(f"{FOCUSED}.closest('dialog.cite') ? {FOCUSED}.className || {FOCUSED}.name : ''"))
    assert {"close", "cite-out", "copy", "cite-form"} <= seen
    page.keyboard.press("Escape")
    assert page.evaluate(f"{FOCUSED}.id") == "cite-open"
    focus(page, ".doc-text .pn", 4)
    page.keyboard.press("Tab")
    assert page.evaluate(f"{FOCUSED}.className") == "pg-cite", on(page)
    page.keyboard.press("Enter")
    assert page.locator("dialog.cite[open]").count() == 1
    page.keyboard.press("Escape")
    assert page.evaluate(f"{FOCUSED}.className") == "pg-cite", on(page)


def test_display_by_keyboard(visit: Callable[..., Any], longest: str) -> None:
    page = visit(f"texts/{longest}.html")
    focus(page, "#prefs-open")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate(f"{FOCUSED}.name") == "pref-text", on(page)
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.documentElement.dataset.text") == "emended"
    page.keyboard.press("Escape")
    assert not page.locator("#prefs").is_visible()
    assert page.evaluate(f"{FOCUSED}.id") == "prefs-open", on(page)


def test_contents_by_keyboard(visit: Callable[..., Any], longest: str) -> None:
    page = visit(f"texts/{longest}.html", width=768)
    focus(page, ".to-nav")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate(f"{FOCUSED}.closest('#nav') !== null"), on(page)
    page.keyboard.press("Escape")
    assert not page.locator("#nav").is_visible()


def test_moving_by_keys(visit: Callable[..., Any], longest: str) -> None:
    page = visit(f"texts/{longest}.html")
    page.wait_for_timeout(200)
    page.keyboard.press("j")
    page.keyboard.press("j")
    second = page.evaluate(f"{FOCUSED}.closest('.pg').id")
    page.keyboard.press("k")
    assert page.evaluate(f"{FOCUSED}.closest('.pg').id") != second
    page.keyboard.press("n")
    assert page.evaluate(f"{FOCUSED}.matches('li.note, .nref')"), on(page)
    page.keyboard.press("Escape")
    page.keyboard.press("e")
    assert page.evaluate("document.documentElement.dataset.text") == "emended"
    page.keyboard.press("?")
    assert page.locator("table.keys").is_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    assert page.evaluate(f"{FOCUSED}.id") == "find"
    page.keyboard.type("jjj")
    assert page.input_value("#find") == "jjj"


def test_search_by_keyboard(visit: Callable[..., Any]) -> None:
    page = visit("index.html")
    page.keyboard.press("/")
    page.keyboard.type("Tashkent")
    page.keyboard.press("Enter")
    page.wait_for_selector(".hits li a")
    focus(page, ".hits .hit-h")
    page.keyboard.press("Enter")
    page.wait_for_selector("main h1")
    page.wait_for_url(lambda url: "search" not in url)
    assert "Tashkent" in page.locator("main").inner_text()


TABBED = """() => {
  const group = {};
  return Array.from(document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')).filter(e => {
    if (e.tabIndex < 0 || e.disabled || !e.getClientRects().length || getComputedStyle(e).visibility === 'hidden') return false;
    if (e.matches('.skip')) return true;
    if (e.matches('.headnote .rest')) return false;   // the links before it open the headnote
    if (e.type === 'radio') { if (group[e.name]) return false; group[e.name] = 1; }
    return e.checkVisibility();
  }).map((e, n) => { e.dataset.stop = n; return e.outerHTML.slice(0, 140); });
}"""


@pytest.mark.parametrize("path", ["texts/{shortest}.html", "accounts/u2.html", "collation.html", "search.html?q=Simla", "index.html", "verify.html"])
@pytest.mark.parametrize("width", [360, 1440])
def test_tab_reaches_and_leaves_everything(visit: Callable[..., Any], shortest: str, path: str, width: int) -> None:
    """From the top to the end of the page: every stop is reached, shows its focus, is not under the bar, and lets go again."""
    page = visit(path.format(shortest=shortest), width=width)
    if "search" in path:
        page.wait_for_selector(".hits li a")
    page.wait_for_timeout(300)
    page.evaluate("document.activeElement.blur(); getSelection().removeAllRanges(); scrollTo(0, 0)")
    page.evaluate("document.body.tabIndex = -1; document.body.focus(); document.body.removeAttribute('tabindex')")
    wanted = page.evaluate(TABBED)
    reached, faults = set(), []
    for _ in range(len(wanted) * 2 + 40):
        page.keyboard.press("Tab")
        stop = page.evaluate("""() => {
          const e = document.activeElement;
          if (e === document.body || e === document.documentElement) return null;
          const box = e.getBoundingClientRect(), bar = document.querySelector('.bar').getBoundingClientRect(), style = getComputedStyle(e);
          return [e.dataset.stop === undefined ? -1 : +e.dataset.stop, style.outlineStyle !== 'none' || e.matches('input, textarea, select'),
            !!e.closest('.bar, .nav, .prefs, .card, .skip') || box.bottom > bar.bottom, e.outerHTML.slice(0, 120)];
        }""")
        if stop is None:
            break
        number, shown, clear, what = stop
        reached.add(number)
        if not shown:
            faults.append(f"no sign of the focus on {what}")
        if not clear:
            faults.append(f"under the bar: {what}")
    else:
        faults.append("Tab does not come to an end")
    assert [what for number, what in enumerate(wanted) if number not in reached] == []
    assert faults == []
