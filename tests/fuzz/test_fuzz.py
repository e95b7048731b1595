"""Fuzz: whatever stands in whichever file, sources, tools and outputs are read without a traceback and without end.

Hypothesis damages one file: it takes bytes out, puts marks of every notation in, turns stretches round, or cuts it off.
"""

from __future__ import annotations

import contextlib
import io
import shutil
import time
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from edition.check import run
from edition.check.built import markup
from edition.check.built.tagged import read_pdf
from edition.check.concern import Given, concerning
from edition.check.fixes import applied, edits
from edition.check.online import addresses
from edition.check.online import settings as online_settings
from edition.cli import main
from edition.read import read_edition
from edition.report import Report, formats, render

SPECIMEN = Path(__file__).parents[1] / "specimen"
#: every file of the specimen: each kind of file is among them
SOURCES = sorted(path.relative_to(SPECIMEN).as_posix() for path in SPECIMEN.rglob("*") if path.is_file())
LONGEST = 20.0

_MARKS = st.sampled_from(
    "--- \n \n\n ` `` ``` {ed:loc}` {cite:p}` } { [ ] ( ) <a> </a> <!-- --> & &amp; &#0; \" ' \\ # : - - * ** | > ~~~ ::: {#kee-1} {#kee-1 .x} <kee-1> @book{ = , é \u2028 \x00 \ufeff 𝔘 "
    "%PDF PK\x03\x04 << >> ]]> <![CDATA[ <?xml 1831-13-99 E302 waive: lemma: at: kee-999 …".split(" ")
)
_DAMAGE = st.one_of(
    st.tuples(st.just("put"), st.floats(0, 1), st.lists(_MARKS, min_size=1, max_size=12).map("".join)),
    st.tuples(st.just("put"), st.floats(0, 1), st.text(max_size=20)),
    st.tuples(st.just("cut"), st.floats(0, 1), st.integers(1, 200).map(str)),
    st.tuples(st.just("turn"), st.floats(0, 1), st.integers(2, 60).map(str)),
    st.tuples(st.just("end"), st.floats(0, 1), st.just("")),
    st.tuples(st.just("many"), st.floats(0, 1), _MARKS),
)


def damaged(data: bytes, how: tuple[str, float, str]) -> bytes:
    kind, where, what = how
    at = int(where * len(data))
    if kind == "put":
        return data[:at] + what.encode("utf-8", "surrogatepass") + data[at:]
    if kind == "cut":
        return data[:at] + data[at + int(what) :]
    if kind == "turn":
        return data[:at] + data[at : at + int(what)][::-1] + data[at + int(what) :]
    if kind == "many":
        return data[:at] + what.encode() * 3000 + data[at:]
    return data[:at]


def everything(root: Path) -> None:
    """Read, check, report, fix, and gather what is asked for elsewhere."""
    started = time.monotonic()
    edition = read_edition(root)
    found = run(edition)
    for item in found:
        assert item.message
        assert item.mend
        assert item.span.line >= 1
        assert item.span.col >= 1
    for name in formats():
        assert render(name, Report(found, "x", 1.0, colour=name == "text"))
    concerning(edition, found, Given({"docs/notes"}, {"kee-1"}))
    for before, after in applied(edition, edits(edition, found)).values():
        assert before != after
    addresses(edition)
    online_settings(edition)
    assert time.monotonic() - started < LONGEST


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(name=st.sampled_from(SOURCES), how=st.lists(_DAMAGE, min_size=1, max_size=3))
def test_sources(tmp_path_factory: pytest.TempPathFactory, name: str, how: list[tuple[str, float, str]]) -> None:
    root = tmp_path_factory.getbasetemp() / "fuzzed"
    if not root.exists():
        shutil.copytree(SPECIMEN, root)
    path, data = root / name, (SPECIMEN / name).read_bytes()
    for one in how:
        data = damaged(data, one)
    try:
        path.write_bytes(data)
        everything(root)
    finally:
        path.write_bytes((SPECIMEN / name).read_bytes())


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(names=st.lists(st.sampled_from(SOURCES), min_size=1, max_size=4, unique=True), how=_DAMAGE)
def test_fix_ends_and_is_idempotent(tmp_path_factory: pytest.TempPathFactory, names: list[str], how: tuple[str, float, str]) -> None:
    root = tmp_path_factory.getbasetemp() / "fixed"
    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(SPECIMEN, root)
    for name in names:
        (root / name).write_bytes(damaged((root / name).read_bytes(), how))
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        assert main(["-C", str(root), "fix", "--yes"]) == 0
        after = {path: path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file() and ".edition-cache" not in path.parts}
        assert main(["-C", str(root), "fix", "--yes"]) == 0
    assert {path: path.read_bytes() for path in after} == after


PAGE = b"""<!DOCTYPE html><html lang="en"><head><title>x</title><style>p{}</style></head><body><div class="pg" id="kee-1"><a class="pn" href="#kee-1">1</a>
<p>Words<a class="nref" id="ref-a" href="#note-a" title='b'>1</a> &amp; more<br/> <img src=x alt=""></p></div><script>if (a < b) c("</p>")</script></body></html>"""


@settings(max_examples=300, deadline=20_000)
@given(how=st.lists(_DAMAGE, min_size=1, max_size=3))
def test_markup(how: list[tuple[str, float, str]]) -> None:
    data = PAGE
    for one in how:
        data = damaged(data, one)
    for read in (lambda: markup.read_html(data.decode("utf-8", "replace")), lambda: markup.read_xml(data)):
        with contextlib.suppress(markup.Broken):
            root = read()
            for element in root.walk():
                assert element.line >= 0
            assert isinstance(root.text, str)
            assert isinstance(root.seen, str)


@settings(max_examples=150, deadline=20_000, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(how=st.lists(_DAMAGE, min_size=1, max_size=2))
def test_pdf(tmp_path: Path, how: list[tuple[str, float, str]]) -> None:
    pikepdf = pytest.importorskip("pikepdf")
    path = tmp_path / "a.pdf"
    if not (source := tmp_path / "b.pdf").exists():
        with pikepdf.new() as book:
            book.add_blank_page()
            font = pikepdf.Dictionary(
                Type=pikepdf.Name.Font, ToUnicode=book.make_stream(b"beginbfchar <0001> <0041> endbfchar beginbfrange <0002> <0004> <0042> endbfrange")
            )
            book.pages[0].obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(f0=font))
            book.pages[0].obj.Contents = book.make_stream(b"/P<</MCID 0>>BDC BT /f0 10 Tf <00010002>Tj [(\\000\\001) 5 <0003>]TJ ET EMC")
            kid = pikepdf.Dictionary(Type=pikepdf.Name.StructElem, S=pikepdf.Name.P, K=0, Pg=book.pages[0].obj, ID=pikepdf.String("kee-1"))
            book.Root.StructTreeRoot = pikepdf.Dictionary(K=pikepdf.Array([kid]))
            book.save(source, compress_streams=False, object_stream_mode=pikepdf.ObjectStreamMode.disable)
        assert read_pdf(source).root.text == "ABAC"
    data = source.read_bytes()
    for one in how:
        data = damaged(data, one)
    path.write_bytes(data)
    with contextlib.suppress(ValueError):
        read_pdf(path)


@settings(max_examples=60, deadline=20_000, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(how=_DAMAGE, member=st.sampled_from(["EPUB/a.xhtml", "EPUB/package.opf", "whole"]))
def test_book(tmp_path_factory: pytest.TempPathFactory, how: tuple[str, float, str], member: str) -> None:
    from edition.check.built import check_built

    folder = tmp_path_factory.getbasetemp() / "outputs"
    (folder / "epub").mkdir(parents=True, exist_ok=True)
    members = {"EPUB/a.xhtml": PAGE.split(b"<script")[0] + b"</body></html>", "EPUB/package.opf": b"<package><item href='a.xhtml'/></package>"}
    if member in members:
        members[member] = damaged(members[member], how)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as book:
        for name, data in members.items():
            book.writestr(name, data)
    data = out.getvalue()
    (folder / "epub" / "edition.epub").write_bytes(damaged(data, how) if member == "whole" else data)
    assert check_built(_EDITION, folder).formats == ["epub"]


_EDITION = read_edition(SPECIMEN)


@settings(max_examples=80, deadline=20_000)
@given(how=st.lists(_DAMAGE, min_size=1, max_size=2), name=st.sampled_from(["json/edition.json", "tei/let.xml", "text/let.txt", "text/let-notes.txt"]))
def test_data(tmp_path_factory: pytest.TempPathFactory, how: list[tuple[str, float, str]], name: str) -> None:
    from edition.check.built import check_built
    from edition.export import export_all

    folder = tmp_path_factory.getbasetemp() / "data-outputs"
    if not folder.exists():
        export_all(_EDITION, folder / "data", ["json", "tei", "text"])
    path = folder / "data" / name
    before = path.read_bytes()
    data = before
    for one in how:
        data = damaged(data, one)
    try:
        path.write_bytes(data)
        for item in check_built(_EDITION, folder).found:
            assert item.mend
    finally:
        path.write_bytes(before)
