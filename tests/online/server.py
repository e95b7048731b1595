"""A web server that misbehaves on purpose, by path; it also stands in as a proxy, so that examples can name hosts."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit


class Misbehaving(ThreadingHTTPServer):
    """Keeps what it was asked: method and path, the agent's name, and when."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.asked: list[tuple[str, str, str, float]] = []
        self.counts: Counter[str] = Counter()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def methods(self, path: str) -> list[str]:
        return [method for method, asked, _, _ in self.asked if asked == path]


class _Handler(BaseHTTPRequestHandler):
    server: Misbehaving

    def do_HEAD(self) -> None:
        self._answer("HEAD")

    def do_GET(self) -> None:
        self._answer("GET")

    def _answer(self, method: str) -> None:
        path = urlsplit(self.path).path
        self.server.asked.append((method, path, self.headers.get("User-Agent", ""), time.monotonic()))
        self.server.counts[path] += 1
        if path == "/slow":
            time.sleep(0.8)
        if path == "/gone":
            self._say(404)
        elif path == "/withdrawn":
            self._say(410)
        elif path == "/no-head" and method == "HEAD":
            self._say(405)
        elif path == "/head-lies" and method == "HEAD":
            self._say(404)
        elif path == "/forbidden":
            self._say(403)
        elif path == "/broken":
            self._say(500)
        elif path == "/busy":
            self._say(429, ("Retry-After", "0"))
        elif path == "/at-last":
            self._say(500 if self.server.counts[path] < 3 else 200)
        elif path == "/moved":
            self._say(301, ("Location", "/new-place"))
        elif path == "/chain":
            self._say(301, ("Location", "/moved"))
        elif path == "/for-now":
            self._say(302, ("Location", "/new-place"))
        elif path == "/moved-and-gone":
            self._say(301, ("Location", "/gone"))
        elif path == "/circle":
            self._say(302, ("Location", "/circle-2"))
        elif path == "/circle-2":
            self._say(302, ("Location", "/circle"))
        elif path == "/endless" or path.startswith("/endless-"):
            self._say(302, ("Location", f"/endless-{self.server.counts.total()}"))
        elif path == "/nowhere":
            self._say(302)
        elif path == "/hangs-up":
            self.connection.close()
        elif path == "/babbles":
            self.wfile.write(b"this is not HTTP\r\n\r\n")
        else:
            self._say(200)

    def _say(self, status: int, *headers: tuple[str, str]) -> None:
        try:
            self.send_response(status)
            for name, value in headers:
                self.send_header(name, value)
            self.send_header("Content-Length", "0")
            self.end_headers()
        except (BrokenPipeError, ConnectionResetError):
            pass  # the asker had no more patience

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@contextmanager
def misbehaving() -> Iterator[Misbehaving]:
    server = Misbehaving()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
