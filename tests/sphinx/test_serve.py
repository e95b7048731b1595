"""The preview: what it shows after an edit is what a cold build writes, and it reads and writes no more than it must.

``EDITS=100`` makes more edits than the few of an ordinary run; each hangs on its number alone, and they follow one
another in one preview. Nothing here looks at a clock; how long it takes is measured by ``tests/benchmarks/serve.py``.
"""

from __future__ import annotations

import asyncio
import os
import random
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from test_html import build, prepared
from test_incremental import KINDS, change, emendation, files, note_moved, note_removed, note_renamed, note_words

from edition.read.facts import Unit
from edition.serve.server import Server, with_client
from edition.serve.session import Session
from edition.sphinx_ext.warm import SCRIPTS

EDITS = int(os.environ.get("EDITS", "6"))
NOTE = "docs/notes/gaz/captain.md"


def departure(root: Path, chance: random.Random) -> str:
    """As :func:`emendation`, but such that the file stays whole; while it is broken its page stays as it was."""
    path = chance.choice(files(root, "sources/*/emendations.yaml"))
    return change(path, r"why: (\w)", r"why: so \1", regex=True)


DEEDS = tuple(departure if deed is emendation else deed for deed in KINDS)


def opened(root: Path) -> Session:
    return Session(root, root / "preview", root / "preview.doctrees")


class Watched:
    """A session, told after each deed of the files that differ, as the watcher tells it."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.before = self._all()

    def _all(self) -> dict[Path, bytes]:
        return {path: path.read_bytes() for folder in ("docs", "sources", "bib", "CITATION.cff") for path in files(self.session.root, f"{folder}/**/*") + files(self.session.root, folder)}

    def after(self, deed: Callable[[], object]) -> set[str]:
        deed()
        now = self._all()
        changed = {path for path in {*self.before, *now} if self.before.get(path) != now.get(path)}
        self.before = now
        return self.session.saved(changed)

    def write(self, name: str, words: str) -> set[str]:
        path = self.session.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        return self.after(lambda: path.write_text(words, encoding="utf-8"))


def differing(session: Session, name: str) -> list[str]:
    """The pages that are not, byte for byte, those of a cold build made into a folder of the name."""
    child = os.fork()  # what Sphinx leaves in the process is no part of the preview
    if not child:
        try:
            build(session.root, name)
        finally:
            os._exit(0)
    os.waitpid(child, 0)
    fresh = {path.relative_to(session.root / name).as_posix(): path.read_bytes() for path in files(session.root / name, "**/*")}
    pages = {file: session.page(file.removesuffix(".html")) for file in fresh if file.endswith(".html")}
    scripts = {f"_static/{file}": session.script(file) for file in SCRIPTS}
    return sorted(file for file, words in {**pages, **scripts}.items() if words != fresh[file])


pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="a cold build beside the preview needs a process of its own")


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Watched]:
    """One preview of the specimen, whose files each test leaves as it found them."""
    session = opened(prepared(tmp_path_factory.mktemp("serve")))
    yield Watched(session)
    assert session.pages
    session.pages.close()


@pytest.fixture
def preview(kept: Watched) -> Iterator[Watched]:
    before = dict(kept.before)
    yield kept

    def restore() -> None:
        for path in {*kept.before, *before}:
            if path in before:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(before[path])
            else:
                path.unlink()

    kept.after(restore)


def test_what_is_shown_after_each_seeded_edit_is_what_a_cold_build_writes(tmp_path: Path) -> None:
    session = opened(prepared(tmp_path))
    watched, done = Watched(session), []
    for number in range(EDITS):
        chance = random.Random(number)
        deed = DEEDS[number * 5 % len(DEEDS)] if number < len(DEEDS) else chance.choice(DEEDS)
        if deed in (note_moved, note_renamed, note_words, note_removed) and len(files(session.root, "docs/notes/*/*.md")) < 3:
            continue
        watched.after(lambda deed=deed, chance=chance: done.append(deed(session.root, chance)))  # type: ignore[misc]
        assert session.reader.broken == set(), f"after {done}"
        assert differing(session, f"fresh-{number}") == [], f"after {done}"
    assert session.pages
    assert session.pages.failed == {}
    session.pages.close()


def test_at_first_it_shows_what_a_cold_build_writes(kept: Watched) -> None:
    assert differing(kept.session, "fresh") == []


def test_one_edit_of_a_note_costs_one_file_and_one_page(preview: Watched) -> None:
    session = preview.session
    pages = session.pages
    assert pages
    for name in ("texts/gaz", "texts/let", "registers/people", "place", "bibliography"):
        session.page(name)
    read, written, made = len(pages.read), len(pages.written), len(session.reader.made)
    stale = preview.write(NOTE, (session.root / NOTE).read_text(encoding="utf-8").rstrip("\n") + " And so it is.\n")
    assert session.reader.made[made:] == [Unit("note", NOTE)]
    assert "texts/gaz" in stale
    assert stale.isdisjoint({"texts/let", "texts/kee", "registers/people", "place", "referring"})
    assert (pages.read[read:], pages.written[written:]) == ([], [])
    for name in ("texts/gaz", "texts/let", "registers/people", "place", "texts/gaz"):
        session.page(name)
    assert (pages.read[read:], pages.written[written:]) == (["texts/gaz"], ["texts/gaz"])
    assert b"And so it is." in (session.page("texts/gaz") or b"")


def test_a_save_of_the_same_words_costs_nothing(preview: Watched) -> None:
    session = preview.session
    made, count = len(session.reader.made), len(session.pages.written if session.pages else ())
    session.page("texts/gaz")
    assert session.saved({session.root / NOTE}) == set()
    session.page("texts/gaz")
    assert len(session.reader.made) == made
    assert session.pages
    assert len(session.pages.written) - count <= 1


def test_a_broken_note_leaves_the_last_good_page_and_says_where_to_mend(preview: Watched) -> None:
    session = preview.session
    good, words = session.page("texts/gaz"), (session.root / NOTE).read_text(encoding="utf-8")
    preview.write(NOTE, words.replace("kind: ", "kindd: ", 1))
    session.check()
    assert session.page("texts/gaz") == good
    assert any(notice.place.startswith(f"{NOTE}:") and notice.place.count(":") == 2 and notice.mend for notice in session.notices())
    preview.write(NOTE, words.rstrip("\n") + " Mended.\n")
    assert session.check() == []
    assert session.notices() == []
    assert b"Mended." in (session.page("texts/gaz") or b"")


def test_a_broken_page_leaves_the_last_good_one(preview: Watched) -> None:
    session = preview.session
    good = session.page("place")
    assert good
    preview.after(lambda: (session.root / "docs/place.md").write_bytes(b"# A pl\xe4ce\n"))
    session.check()
    assert session.page("place") == good
    assert "docs/place.md:1:7" in [notice.place for notice in session.notices()]
    preview.write("docs/place.md", "# A place again\n\n(the-spot)=\n## Here\n\nWords.\n")
    session.check()
    assert session.notices() == []
    assert b"A place again" in (session.page("place") or b"")


def test_a_broken_bibliography_leaves_the_last_good_pages(preview: Watched) -> None:
    session = preview.session
    path = session.root / "bib/editors.bib"
    good, words = session.page("bibliography"), path.read_text(encoding="utf-8")
    preview.write("bib/editors.bib", words + "\n@book{broken,\n  title = {No end\n")
    session.check()
    assert session.page("bibliography") == good
    assert any(notice.place.startswith("bib/editors.bib:") for notice in session.notices())
    preview.write("bib/editors.bib", words)
    session.check()
    assert session.notices() == []


def test_settings_that_cannot_be_read_leave_what_was_made(preview: Watched) -> None:
    session = preview.session
    good, words = session.page("texts/gaz"), (session.root / "docs/conf.py").read_text(encoding="utf-8")
    preview.write("docs/conf.py", "this is no Python\n")
    assert session.page("texts/gaz") == good
    assert "conf.py" in session.notices()[0].words or "configuration" in session.notices()[0].words
    preview.write("docs/conf.py", words)
    assert session.notices() == []
    assert session.page("texts/gaz") == good


def test_pages_come_and_go(preview: Watched) -> None:
    session = preview.session
    index = (session.root / "docs/index.md").read_text(encoding="utf-8")
    assert session.page("more/new") is None
    preview.write("docs/more/new.md", "# New\n\nOf {ed:loc}`gaz-1`.\n")
    preview.write("docs/index.md", index.replace("\nplace\n", "\nmore/new\nplace\n"))
    assert b">New</a>" in (session.page("index") or b"")
    assert b"gaz-1" in (session.page("more/new") or b"")
    assert b"New" in (session.page("place") or b"")  # the page before it
    preview.after(lambda: (session.root / "docs/more/new.md").unlink())
    assert session.page("more/new") is None
    preview.write("docs/index.md", index)
    assert b">New</a>" not in (session.page("index") or b"")


def test_notes_come_and_go(preview: Watched) -> None:
    session = preview.session
    path = session.root / NOTE
    words = path.read_text(encoding="utf-8")
    stale = preview.after(path.unlink)
    assert "texts/gaz" in stale
    assert b'id="note-gaz-captain"' not in (session.page("texts/gaz") or b"")
    preview.write("docs/notes/gaz/another-day.md", words)
    assert b'id="note-gaz-another-day"' in (session.page("texts/gaz") or b"")


def test_the_served_page_is_the_page_and_one_script(kept: Watched) -> None:
    page = kept.session.page("place")
    assert page
    served = with_client(page, "place", 7)
    script = b'<script src="/-preview.js" data-page="place" data-count="7"></script>'
    assert served.count(script) == 1
    assert served.replace(script, b"") == page


def test_the_server_answers(kept: Watched, tmp_path: Path) -> None:
    server = Server(kept.session, tmp_path)
    application = server.app()

    def get(address: str) -> tuple[int, bytes]:
        sent = []

        async def receive() -> dict[str, object]:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: dict[str, object]) -> None:
            sent.append(message)

        scope = {"type": "http", "method": "GET", "path": address, "raw_path": address.encode(), "query_string": b"", "headers": [], "root_path": "", "scheme": "http", "server": ("test", 80), "http_version": "1.1", "asgi": {"version": "3.0", "spec_version": "2.4"}}
        with ThreadPoolExecutor(1) as beside:  # a browser of the other tests may have a loop of its own in this thread
            beside.submit(lambda: asyncio.run(application(scope, receive, send))).result()  # type: ignore[arg-type]
        return sent[0]["status"], b"".join(message.get("body", b"") for message in sent)  # type: ignore[return-value,misc]

    page = kept.session.page("texts/gaz")
    status, body = get("/texts/gaz.html")
    assert page
    assert (status, body) == (200, with_client(page, "texts/gaz", kept.session.count))
    assert get("/")[1] == get("/index.html")[1]
    assert get("/no/such.html")[0] == 404
    assert b"There is no such page" in get("/no/such.html")[1]
    assert get("/_static/edition.css")[0] == 200
    assert get(f"/_static/{SCRIPTS[0]}")[1].startswith(b"window.")
    assert get("/objects.inv")[0] == 404  # until a full build has made it
    (tmp_path / "objects.inv").write_text("made", encoding="utf-8")
    assert get("/objects.inv") == (200, b"made")
