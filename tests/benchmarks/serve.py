"""The preview: how long from a save to the page that shows it, beside sphinx-autobuild on plain pages of the same corpus.

``python tests/benchmarks/serve.py [--work FOLDER] [--sizes 500,5000] [--edits 5] [--only ours|peer] [--json FILE]``

Both servers run at once and are asked in turn (A B A B), so that a busy machine slows both alike. A word is added to
one note (ours) and to one page (sphinx-autobuild, which has the notes as footnotes), and the page is asked for until it
has the word. Beside the seconds by the clock stand the processor seconds of the server when the page came (ours alone: a
child’s are known only when it has ended), and of it and all its children when all was quiet again (ours then has checked
the whole edition, sphinx-autobuild nothing). The servers
keep their environments in the folder, so that a second run begins without the first build. Nothing here is a test.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(HERE))

from corpus import Corpus  # noqa: E402

TICKS = os.sysconf("SC_CLK_TCK")
LONGEST = 7200


class Peer:
    """A preview server, and the one file and page that are edited and looked at."""

    def __init__(self, name: str, command: list[str], port: int, file: Path, page: str, log: Path) -> None:
        self.name, self.file, self.count = name, file, time.time_ns() % 10**9
        self.address = f"http://127.0.0.1:{port}/{page}"
        self.log = log.open("w")
        began = time.perf_counter()
        self.process = subprocess.Popen(command, stdout=self.log, stderr=subprocess.STDOUT)
        self.began = self.until(b"<body", began), self.cpu()

    def cpu(self) -> float:
        """Processor seconds of the server, and of all its children that have ended."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return sum(int(field) for field in fields[11:15]) / TICKS

    def until(self, words: bytes, began: float) -> float:
        """Ask for the page until it has the words; returns the seconds since then."""
        while time.perf_counter() - began < LONGEST:
            if self.process.poll() is not None:
                raise SystemExit(f"{self.name} ended; see {self.log.name}")
            try:
                with urllib.request.urlopen(self.address, timeout=LONGEST) as answer:
                    if words in answer.read():
                        return time.perf_counter() - began
            except (urllib.error.URLError, ConnectionError, http.client.HTTPException):  # not yet up, or the page is being written
                time.sleep(0.2)
            time.sleep(0.01)
        raise SystemExit(f"{self.name}: {self.address} never had {words!r}")

    def quiet(self) -> float:
        """Wait until the server does nothing any longer; returns its processor seconds."""
        before, still = self.cpu(), 0
        while still < 6:
            time.sleep(0.25)
            now = self.cpu()
            still = still + 1 if now - before < 0.03 and not self.children() else 0
            before = now
        return before

    def children(self) -> bool:
        return any(path.read_text().strip() for path in Path(f"/proc/{self.process.pid}/task").glob("*/children"))

    def edit(self) -> tuple[float, float, float]:
        """Save a word more; returns seconds by the clock, processor seconds until the page had it, and until all was quiet."""
        self.count += 1
        word = f"word{self.count}"
        before = self.quiet()
        words = self.file.read_text(encoding="utf-8")
        changed = words.replace(" says ", f" {word} says ", 1)
        assert changed != words
        began = time.perf_counter()
        self.file.write_text(changed, encoding="utf-8")
        seconds = self.until(word.encode(), began)
        used = self.cpu() - before
        return seconds, used, self.quiet() - before

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(60)
        self.log.close()


def measure(size: int, work: Path, edits: int, only: str) -> dict[str, Any]:
    root, plain = work / f"corpus-{size}", work / f"plain-{size}"
    if not root.exists() or not plain.exists():
        for folder in (root, plain):
            shutil.rmtree(folder, ignore_errors=True)
        Corpus(root, size, plain=plain).write()
    siglum = f"d{size // 2}x"
    commands = {
        "ours": ([sys.executable, "-c", "import sys; from edition.cli import main; sys.exit(main())", "-C", str(root), "serve", "--port", "8731"], root / f"docs/notes/{siglum}/note-1.md"),
        "peer": ([sys.executable, "-m", "sphinx_autobuild", "-q", "--port", "8732", "-d", str(work / f"plain-{size}.trees"), str(plain), str(work / f"plain-{size}.html")], plain / f"texts/{siglum}.md"),
    }
    servers = [Peer(name, command, int(command[command.index("--port") + 1]), file, f"texts/{siglum}.html", work / f"serve-{name}-{size}.log") for name, (command, file) in commands.items() if only in ("", name)]
    try:
        runs: dict[str, list[tuple[float, float, float]]] = {server.name: [] for server in servers}
        for _ in range(edits):
            for server in servers:
                runs[server.name].append(server.edit())
                print(f"  {size} {server.name}: {runs[server.name][-1][0]:.2f} s, {runs[server.name][-1][1]:.2f} processor s until the page, {runs[server.name][-1][2]:.2f} until quiet", flush=True)
    finally:
        for server in servers:
            server.stop()
    return {
        server.name: {
            "start": server.began,
            "runs": runs[server.name],
            "median": [round(statistics.median(run[place] for run in runs[server.name]), 3) for place in range(3)],
        }
        for server in servers
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=Path, default=ROOT / "build" / "benchmarks")
    parser.add_argument("--sizes", default="500")
    parser.add_argument("--edits", type=int, default=5)
    parser.add_argument("--only", choices=("ours", "peer"), default="")
    parser.add_argument("--json", type=Path)
    args = parser.parse_args()
    args.work.mkdir(parents=True, exist_ok=True)
    out: dict[str, Any] = {"machine": f"{os.cpu_count()} processors, Python {platform.python_version()}, load {os.getloadavg()[0]:.1f}, {time.strftime('%Y-%m-%d')}"}
    for size in (int(size) for size in args.sizes.split(",") if size):
        found = out[str(size)] = measure(size, args.work, args.edits, args.only)
        for name, one in found.items():
            print(f"{size} documents, {name}: save to page {one['median'][0]} s, {one['median'][1]} processor s, until quiet {one['median'][2]}; began in {one['start'][0]:.0f} s ({one['start'][1]:.0f} processor s)")
        if len(found) == 2:
            ours, peer = found["ours"]["median"], found["peer"]["median"]
            print(f"{size} documents: ratio {ours[0] / peer[0]:.3f} by the clock, {ours[2] / peer[2]:.3f} in processor seconds until all was quiet")
    if args.json:
        args.json.write_text(json.dumps(out, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
