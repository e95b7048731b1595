"""Addresses outside, asked of a server that misbehaves on purpose. No other host is ever asked here."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from server import Misbehaving, misbehaving

import overlay
from edition.check.online import Settings, addresses, check_online, settings
from edition.check.online.ask import Answer, ask_all
from edition.read import read_edition

QUICK = Settings(user_agent="edition-test/1", delay=0.0, timeout=0.4, retries=2)


@pytest.fixture
def server() -> Iterator[Misbehaving]:
    with misbehaving() as running:
        yield running


def ask(server: Misbehaving, path: str, given: Settings = QUICK) -> Answer:
    address = server.address + path
    return ask_all([address], given, {})[address]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/fine", 200),
        ("/gone", 404),
        ("/withdrawn", 410),
        ("/no-head", 200),
        ("/head-lies", 200),
        ("/forbidden", 403),
        ("/broken", 500),
        ("/busy", 429),
        ("/at-last", 200),
        ("/nowhere", 302),
    ],
)
def test_status(server: Misbehaving, path: str, status: int) -> None:
    assert ask(server, path).status == status


def test_head_before_get(server: Misbehaving) -> None:
    ask(server, "/fine")
    ask(server, "/no-head")
    assert server.methods("/fine") == ["HEAD"]
    assert server.methods("/no-head") == ["HEAD", "GET"]


def test_retries(server: Misbehaving) -> None:
    ask(server, "/at-last")
    assert server.counts["/at-last"] == 3
    ask(server, "/broken")
    assert server.counts["/broken"] == 4  # three times, and once by GET


@pytest.mark.parametrize("path", ["/slow", "/hangs-up", "/babbles"])
def test_no_answer(server: Misbehaving, path: str) -> None:
    answer = ask(server, path)
    assert answer.status == 0
    assert answer.error
    assert server.counts[path] == 3


def test_no_server() -> None:
    with misbehaving() as running:
        address = running.address + "/fine"
    answer = ask_all([address], QUICK, {})[address]
    assert (answer.status, bool(answer.error)) == (0, True)


def test_redirects(server: Misbehaving) -> None:
    answer = ask(server, "/chain")
    assert (answer.status, answer.final) == (200, server.address + "/new-place")
    assert answer.chain == ((301, server.address + "/moved"), (301, server.address + "/new-place"))
    assert ask(server, "/moved-and-gone").status == 404


@pytest.mark.parametrize("path", ["/circle", "/endless"])
def test_loops(server: Misbehaving, path: str) -> None:
    assert ask(server, path).loops
    assert server.counts.total() <= QUICK.redirects + 1


def test_named_and_polite(server: Misbehaving) -> None:
    given = Settings(user_agent="edition-test/2", delay=0.15, timeout=1)
    started = time.monotonic()
    ask_all([f"{server.address}/{number}" for number in range(3)], given, {})
    assert time.monotonic() - started >= 0.3
    assert {agent for _, _, agent, _ in server.asked} == {"edition-test/2"}


def test_hosts_at_once() -> None:
    with misbehaving() as one, misbehaving() as other:
        ask_all([f"{server.address}/{number}" for server in (one, other) for number in range(4)], Settings(delay=0.2, timeout=1), {})
        first, last = ([when for *_, when in server.asked] for server in (one, other))
        assert min(last) < max(first)
        assert min(first) < max(last)


def test_not_ascii(server: Misbehaving) -> None:
    assert ask(server, "/Рубль?q=é").status == 200


# the edition


def laid(root: Path, address: str) -> Path:
    return overlay.lay(root, overlay.blocks(f"```text\nadd: docs/index.md\nSee [a page]({address}).\n```\n"))


def test_addresses_of_the_edition(tmp_path: Path) -> None:
    edition = read_edition(laid(tmp_path, "https://sea.example.org/a#part"))
    found = addresses(edition)
    assert [span.file for span in found["https://sea.example.org/a"]] == ["docs/index.md"]


@pytest.mark.parametrize(
    ("path", "codes"),
    [
        ("/fine", []),
        ("/gone", ["E651"]),
        ("/circle", ["E651"]),
        ("/moved-and-gone", ["E651"]),
        ("/broken", ["E652"]),
        ("/slow", ["E652"]),
        ("/moved", ["E653"]),
        ("/for-now", []),
    ],
)
def test_diagnostics(tmp_path: Path, path: str, codes: list[str]) -> None:
    with misbehaving() as server:
        edition = read_edition(laid(tmp_path, f"http://sea.example.org{path}"))
        remarks: list[str] = []
        given = Settings(user_agent="t", delay=0.0, timeout=0.3, retries=1, ignore=("https://*",))
        found = check_online(edition, given=given, proxies={"http": server.address}, remark=remarks.append)
    assert [item.code for item in found] == codes
    assert all(item.span.file == "docs/index.md" and item.mend for item in found)
    if path == "/for-now":
        assert any(line.startswith("redirect  302  http://sea.example.org/for-now") for line in remarks)
    if path == "/moved":
        assert found[0].fix == "http://sea.example.org/new-place"


def test_kept_and_forgotten(tmp_path: Path) -> None:
    given = Settings(delay=0.0, timeout=0.3, retries=0, ignore=("https://*",))
    with misbehaving() as server:
        edition = read_edition(laid(tmp_path, "http://sea.example.org/gone"))

        def run(*, fresh: bool = False) -> list[str]:
            return [item.code for item in check_online(edition, given=given, proxies={"http": server.address}, fresh=fresh)]

        assert run() == ["E651"]
        once = server.counts["/gone"]
        assert run() == ["E651"]
        assert server.counts["/gone"] == once
        run(fresh=True)
        assert server.counts["/gone"] == 2 * once
        path = tmp_path / "build" / ".cache" / "online.json"
        value = json.loads(path.read_text())
        value["http://sea.example.org/gone"]["asked"] -= 2 * 86400
        path.write_text(json.dumps(value))
        run()
        assert server.counts["/gone"] == 3 * once
        path.write_text("no JSON at all")
        assert run() == ["E651"]


def test_settings(tmp_path: Path) -> None:
    edition = read_edition(overlay.lay(tmp_path, ()))
    assert settings(edition).user_agent.startswith("edition/")
    (tmp_path / "pyproject.toml").write_text('[tool.edition.online]\nuser-agent = "ours/1"\ndelay = 3\nignore = ["https://x.example/*"]\nodd = 1\n')
    given = settings(edition)
    assert (given.user_agent, given.delay, given.ignore) == ("ours/1", 3.0, ("https://x.example/*",))
    (tmp_path / "pyproject.toml").write_text("broken = [")
    assert settings(edition).delay == Settings().delay
