"""The server of the preview: pages with a script that loads them again, and a stream of what has happened since."""

from __future__ import annotations

import asyncio
import json
import threading
import webbrowser
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import uvicorn
import watchfiles
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from ..report import Report
from ..sphinx_ext.warm import SCRIPTS
from .session import SETTINGS, THEME, Session

CLIENT = Path(__file__).with_name("preview.js")
#: milliseconds in which several files count as saved at once
TOGETHER = 30
#: what the full build alone makes is shown from there, if it was made
BUILT = ("_search", "data")
BUILT_FILES = ("objects.inv",)
_NOTHING = "<!DOCTYPE html><html lang='en'><meta charset='utf-8'><title>Nothing to show yet</title><body><p>There is nothing to show yet. What is to be mended is said below, and in the terminal.</p></body></html>"


class Server:
    """Serves one session, and watches its files."""

    def __init__(self, session: Session, built: Path) -> None:
        self.session, self.built = session, built
        self.listening: dict[asyncio.Queue[str], str] = {}
        self.stopping = asyncio.Event()
        self.checking = asyncio.Lock()

    def app(self) -> Starlette:
        routes = [
            Route("/-preview.js", self.client),
            Route("/-events", self.events),
            *(Route(f"/_static/{name}", self.script) for name in SCRIPTS),
            *(Route(f"/{name}", self.made_before) for name in BUILT_FILES),
            *(Mount(f"/{name}", StaticFiles(directory=self.built / name, check_dir=False)) for name in BUILT),
            *(Mount(f"/{name}", StaticFiles(directory=self.session.out / name, check_dir=False)) for name in ("_static", "_images", "_downloads")),
            Route("/{name:path}", self.page),
        ]
        return Starlette(routes=routes, lifespan=self.lifespan)

    @asynccontextmanager
    async def lifespan(self, _app: Starlette) -> AsyncIterator[None]:
        tasks = [asyncio.create_task(self.watch()), asyncio.create_task(self.tell())]
        yield
        self.stopping.set()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    # requests

    async def page(self, request: Request) -> Response:
        asked = request.path_params["name"]
        if asked.endswith(".html") or not asked:
            name = asked.removesuffix(".html") or "index"
            count = self.session.count
            words, status = await asyncio.to_thread(self.session.page, name), 200
            if words is None:
                words, status = await asyncio.to_thread(self.session.page, "404"), 404
            return HTMLResponse(with_client(words or _NOTHING.encode(), name, count), status, headers={"Cache-Control": "no-store"})
        if asked.endswith("/"):
            return RedirectResponse(f"/{asked}index.html")
        return Response("There is nothing of this name.", 404, media_type="text/plain")

    async def script(self, request: Request) -> Response:
        words = await asyncio.to_thread(self.session.script, request.url.path.rpartition("/")[2])
        return Response(words or b"", 200 if words else 404, media_type="text/javascript", headers={"Cache-Control": "no-store"})

    async def made_before(self, request: Request) -> Response:
        path = self.built / request.url.path.strip("/")
        return Response(path.read_bytes()) if path.is_file() else Response(status_code=404)

    async def client(self, _request: Request) -> Response:
        return Response(CLIENT.read_bytes(), media_type="text/javascript", headers={"Cache-Control": "no-store"})

    async def events(self, request: Request) -> Response:
        """What happens from now on to a page: “again” if it is another now, and what is to be mended."""
        name, count = request.query_params.get("page", ""), request.query_params.get("count", "")
        queue: asyncio.Queue[str] = asyncio.Queue()
        self.listening[queue] = name
        if not count.isdecimal() or int(count) > self.session.count or self.session.changed.get(name, 0) > int(count):
            queue.put_nowait(_event("again"))
        queue.put_nowait(self._notices(name))

        async def stream() -> AsyncIterator[str]:
            try:
                while True:
                    yield await queue.get()
            finally:
                self.listening.pop(queue, None)

        return StreamingResponse(stream(), media_type="text/event-stream", headers={"Cache-Control": "no-store"})

    def _notices(self, page: str) -> str:
        return _event("notices", [[notice.place, notice.words, notice.mend] for notice in self.session.notices(page)])

    # saves

    async def watch(self) -> None:
        """Take in what is saved, as long as the server runs."""
        root = self.session.root
        folders = [path for path in (root / "docs", root / "sources", root / "bib", THEME) if path.is_dir()]

        async def all_of(*paths: Path, recursive: bool) -> None:
            wanted = Wanted(root, tuple(root / name for name in SETTINGS if "/" not in name) if not recursive else ())
            async for changes in watchfiles.awatch(*paths, watch_filter=wanted, stop_event=self.stopping, debounce=1000, step=TOGETHER, recursive=recursive):
                await self.saved({Path(path) for _, path in changes})

        await asyncio.gather(all_of(*folders, recursive=True), all_of(root, recursive=False))

    async def saved(self, paths: Collection[Path]) -> None:
        stale = await asyncio.to_thread(self.session.saved, paths)
        for queue, name in list(self.listening.items()):
            if name in stale or (name not in self.session.changed and self.session.page(name) is None):
                queue.put_nowait(_event("again"))
        self._task = asyncio.create_task(self.tell(paths, stale))

    async def tell(self, paths: Collection[Path] = (), stale: Collection[str] = ()) -> None:
        """Say in the terminal and on the pages what is to be mended."""
        async with self.checking:
            found = await asyncio.to_thread(self.session.check)
        if paths:
            root = self.session.root
            names = sorted(path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name for path in paths)
            more = f" and {len(names) - 3} more" if len(names) > 3 else ""
            then = f"{len(stale)} {'page shows' if len(stale) == 1 else 'pages show'} something else" if stale else "no page shows anything else"
            print(f"\nsaved {', '.join(names[:3])}{more}: {then}")
        for notice in self.session.notices():
            print(notice)
        edition = self.session.reader.edition
        print(Report(found, f"{len(edition.documents)} documents, {len(edition.notes)} notes").summary, flush=True)
        for queue, name in list(self.listening.items()):
            queue.put_nowait(self._notices(name))


class Wanted(watchfiles.DefaultFilter):
    """What is watched: no file that an editor keeps for itself; and ``only`` these, if any are given."""

    def __init__(self, root: Path, only: tuple[Path, ...] = ()) -> None:
        super().__init__()
        self.only = {str(path) for path in only}
        self.built = str(root / "docs" / "_build")

    def __call__(self, change: watchfiles.Change, path: str) -> bool:
        name = path.rpartition("/")[2]
        if self.only:
            return path in self.only
        return not (name.startswith((".", "#")) or name.endswith((".tmp", ".bak", ".part")) or name == "4913" or path.startswith(self.built)) and super().__call__(change, path)


def _event(name: str, data: object = None) -> str:
    return f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"


def with_client(page: bytes, name: str, count: int) -> bytes:
    """Return a page with the script that loads it again; nothing else of it is touched."""
    script = f'<script src="/-preview.js" data-page="{name}" data-count="{count}"></script>'.encode()
    at = page.rfind(b"</body>")
    return page + script if at < 0 else page[:at] + script + page[at:]


def serve(session: Session, built: Path, *, port: int, browser: bool = False) -> None:
    """Serve until it is stopped."""
    config = uvicorn.Config(Server(session, built).app(), host="127.0.0.1", port=port, log_level="critical", timeout_graceful_shutdown=1)
    if browser:
        threading.Timer(1, webbrowser.open, [f"http://127.0.0.1:{port}/"]).start()
    with suppress(KeyboardInterrupt):
        uvicorn.Server(config).run()
