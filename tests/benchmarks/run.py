"""The benchmark: what the edition’s tools cost, beside what others cost and what cannot be gone below.

``python tests/benchmarks/run.py [--work FOLDER] [--sizes 5,500,5000] [--sphinx 5,500] [--real] [--pairs 3] [--json FILE]``

Every figure is a whole process from outside, in processor seconds (its own and its children’s, user and system), the
median of the pairs; what is compared runs in turn within one call (A B A B), so that a busy machine slows both alike.
Nothing here is a test: clocks never gate. The counters that noise cannot move are in ``tests/read/test_facts.py``.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import platform
import random
import re
import resource
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(HERE))

from corpus import Corpus  # noqa: E402

PYTHON = sys.executable
EDITION = [PYTHON, "-c", "import sys; from edition.cli import main; sys.exit(main())"]
#: one pass that reads and scans every byte: all that can be an id, a reference, a note or a key
LIMIT = """
import re, sys, pathlib
find = re.compile(rb"\\{#[\\w-]+|\\{[\\w:]+\\}`[^`]+`|^[\\w-]+:|^@\\w+\\{[^,]+|\\[[^\\]]*\\]\\([^)]*\\)", re.M).findall
print(sum(len(find(path.read_bytes())) for path in pathlib.Path(sys.argv[1]).rglob("*") if path.suffix in (".md", ".yaml", ".txt", ".bib")))
"""
LOOK = """
import os, sys
def walk(folder):
    for entry in os.scandir(folder):
        if entry.is_dir(follow_symlinks=False): walk(entry.path)
        else: entry.stat().st_mtime_ns
walk(sys.argv[1])
"""
FLOOR_OF_PROOF = """
import re, sys, pathlib
for path in pathlib.Path(sys.argv[1], "sources").iterdir():
    text = re.sub(r"^\\{#.*\\}$", " ", (path / "text.md").read_text(encoding="utf-8"), flags=re.M)
    " ".join(text.split()) == " ".join((path / "witness.txt").read_text(encoding="utf-8").split())
"""
PROOF = """
import gc, sys, pathlib
gc.disable()  # as the command does
from edition.derive.fidelity import faithful
from edition.read.document import read_words
from edition.read.faults import Faults
root, faults = pathlib.Path(sys.argv[1]), Faults()
for path in (root / "sources").iterdir():
    assert faithful(read_words(root, path, faults)) and not faults.found, path
"""
ALIGN = """
import sys, random
random.seed(7)
known = [f"word{number}" for number in range(12_000)]
words = random.choices(known, [1 / (rank + 2) for rank in range(len(known))], k=100_000)
other = list(words)
for _ in range(871):
    at = random.randrange(len(other))
    other[at:at + 1] = random.choice([[], ["new"], [other[at], "more"]])
other[50_000:50_000] = other[20_000:20_200]; del other[20_000:20_200]
if sys.argv[1] == "difflib":
    import difflib
    codes = difflib.SequenceMatcher(None, words, other).get_opcodes()
else:
    from edition.derive.align import opcodes
    codes = list(opcodes(words, other))
out = [word for tag, a0, a1, b0, b1 in codes for word in (words[a0:a1] if tag == "equal" else other[b0:b1])]
assert out == other
print(sum(max(a1 - a0, b1 - b0) for tag, a0, a1, b0, b1 in codes if tag != "equal"))
"""


def cost(command: Sequence[str], *arguments: str, cwd: Path | None = None) -> tuple[float, float, float]:
    """Run a command; returns processor seconds, seconds by the clock, and the largest memory of a process in megabytes."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    began, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    ran = subprocess.Popen([*command, *arguments], cwd=cwd, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    assert ran.stderr
    said = ran.stderr.read()
    _, status, used = os.wait4(ran.pid, 0)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    code = os.waitstatus_to_exitcode(status)
    if code not in (0, 1):
        raise SystemExit(f"{' '.join(command)[:80]}: {code}\n{said.decode()[-2000:]}")
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return max(spent, used.ru_utime + used.ru_stime), time.perf_counter() - began, used.ru_maxrss / 1024


def median(runs: list[tuple[float, float, float]]) -> tuple[float, float, float]:
    return statistics.median(run[0] for run in runs), statistics.median(run[1] for run in runs), max(run[2] for run in runs)


def in_turn(pairs: int, **tasks: Callable[[], tuple[float, float, float]]) -> dict[str, tuple[float, float, float]]:
    """Run the tasks in turn, ``pairs`` times; the median of each."""
    runs: dict[str, list[tuple[float, float, float]]] = {name: [] for name in tasks}
    for _ in range(pairs):
        for name, task in tasks.items():
            runs[name].append(task())
    return {name: median(some) for name, some in runs.items()}


#: where the first file of a kind is edited
EDITED = {
    "note": "docs/notes/*/*.md",
    "account": "docs/accounts/*.md",
    "page": "docs/texts/*.md",
    "reason": "sources/*/emendations.yaml",
    "text": "sources/*/text.md",
    "citation": "docs/notes/*/*.md",
    "lemma": "docs/notes/*/*.md",
    "work": "bib/*.bib",
    "come": "docs/notes/*/*.md",
}


def edit(root: Path, count: int, what: str = "note") -> None:
    """Edit one file: a sentence more in a note, account or page; words in the reason of an emendation, in a text, or in the title of a work.

    Or a note cites another page (``citation``), hangs on other words (``lemma``), or comes beside it (``come``).
    """
    path = min(root.glob(EDITED[what]))
    text = path.read_text(encoding="utf-8")
    head, body = text.rpartition("\n---\n")[::2]
    if what == "reason":
        text = text.replace("why: ", f"why: for the {count}th time ", 1)
    elif what == "text":
        text = text.replace("\nThe ", "\nThe very ", 1) if "\nThe very " not in text else text.replace("\nThe very ", "\nThe ", 1)
    elif what == "work":
        text = text.replace("title = {", f"title = {{{count} ", 1)
    elif what == "citation":
        text = text.rstrip("\n") + re.sub(r"\{p\. \d+\}", f"{{p. {count}}}", f" So says {re.findall(r'{cite:p}`[^`]+`', body)[0]}.\n")
    elif what == "lemma":
        lemma = re.findall(r"^lemma: (.+)$", head, re.M)[0]
        text = text.replace(f"lemma: {lemma}", f"lemma: {lemma.partition(' ')[2]}" if lemma.count(" ") > 1 else f"lemma: {_before(root, head, lemma)} {lemma}", 1)
    elif what == "come":
        path, text = path.with_name(f"z{count}.md"), f"{head}\n---\nFor the {count}th time. {body}"
    else:
        text = text.rstrip("\n") + f"{' ' if what != 'page' else chr(10)}It is so, for the {count}th time.\n"
    path.write_text(text, encoding="utf-8")


def _before(root: Path, head: str, lemma: str) -> str:
    """The word that stands before a lemma in its text."""
    at = re.findall(r"^at: (.+)$", head, re.M)[0]
    text = (root / "sources" / at.partition("-")[0] / "text.md").read_text(encoding="utf-8").partition(f"{{#{at}}}")[2]
    return text.partition(f" {lemma}")[0].rpartition(" ")[2]


def checks(root: Path, pairs: int) -> dict[str, tuple[float, float, float]]:
    """The check: cold, warm with nothing changed, warm after one edit of each kind; the limit; Python alone; a look at every date."""
    cache = root / ".edition-cache"
    count = 0

    def cold() -> tuple[float, float, float]:
        shutil.rmtree(cache, ignore_errors=True)
        return cost(EDITION, "-C", str(root), "check")

    def warm() -> tuple[float, float, float]:
        return cost(EDITION, "-C", str(root), "check")

    def after_edit(what: str) -> tuple[float, float, float]:
        nonlocal count
        count += 1
        edit(root, count, what)
        return cost(EDITION, "-C", str(root), "check")

    return in_turn(
        pairs,
        cold=cold,
        warm=warm,
        **{f"edit {what}": partial(after_edit, what) for what in EDITED},
        limit=lambda: cost([PYTHON, "-c", LIMIT], str(root)),
        look=lambda: cost([PYTHON, "-c", LOOK], str(root)),
        python=lambda: cost([PYTHON, "-c", "pass"]),
        proof=lambda: cost([PYTHON, "-c", PROOF], str(root)),
        floor=lambda: cost([PYTHON, "-c", FLOOR_OF_PROOF], str(root)),
    )


def builds(root: Path, plain: Path, work: Path, pairs: int) -> dict[str, tuple[float, float, float]]:
    """HTML of the corpus with its apparatus, beside plain Sphinx and MyST on the same pages; and again after one edit."""

    def build(name: str, source: Path) -> tuple[float, float, float]:
        return cost([PYTHON, "-m", "sphinx", "-q", "-j1", "-d", str(work / f"{name}.trees"), str(source), str(work / f"{name}.html")])

    def cold(name: str, source: Path) -> tuple[float, float, float]:
        for folder in (work / f"{name}.trees", work / f"{name}.html"):
            shutil.rmtree(folder, ignore_errors=True)
        return build(name, source)

    out = in_turn(pairs, ours=lambda: cold("ours", root / "docs"), plain=lambda: cold("plain", plain))

    def changed() -> tuple[float, float, float]:
        page = sorted((plain / "texts").iterdir())[0]
        page.write_text(page.read_text(encoding="utf-8").replace("A made", "A well made", 1), encoding="utf-8")
        return build("plain", plain)

    def changed_ours() -> tuple[float, float, float]:
        edit(root, random.randrange(1000, 9999))
        return build("ours", root / "docs")

    return {**out, **in_turn(pairs, ours_edit=changed_ours, plain_edit=changed)}


def alignment(pairs: int) -> dict[str, tuple[float, float, float]]:
    return in_turn(pairs, align=lambda: cost([PYTHON, "-c", ALIGN, "ours"]), difflib=lambda: cost([PYTHON, "-c", ALIGN, "difflib"]))


def exponent(small: tuple[float, float], large: tuple[float, float]) -> float:
    """The exponent of growth between two (words, seconds)."""
    return math.log(large[1] / small[1]) / math.log(large[0] / small[0])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=Path, default=ROOT / "build" / "benchmarks")
    parser.add_argument("--sizes", default="5,500")
    parser.add_argument("--sphinx", default="5")
    parser.add_argument("--pairs", type=int, default=3)
    parser.add_argument("--real", action="store_true", help="this edition too, in a copy")
    parser.add_argument("--align", action="store_true", help="word alignment against difflib")
    parser.add_argument("--json", type=Path)
    args = parser.parse_args()
    out: dict[str, Any] = {"machine": f"{os.cpu_count()} processors, Python {platform.python_version()}, {time.strftime('%Y-%m-%d')}"}
    sphinx = {int(size) for size in args.sphinx.split(",") if size}
    for size in (int(size) for size in args.sizes.split(",") if size):
        root, plain = args.work / f"corpus-{size}", args.work / f"plain-{size}"
        for folder in (root, plain):
            shutil.rmtree(folder, ignore_errors=True)
        made = Corpus(root, size, plain=plain).write()
        files = sum(1 for path in root.rglob("*") if path.is_file())
        size_of = sum(path.stat().st_size for path in root.rglob("*") if path.is_file())
        pairs = args.pairs if size <= 500 else 1
        found: dict[str, Any] = {"words": made.words, "files": files, "bytes": size_of, **checks(root, pairs)}
        if size in sphinx:
            found |= builds(root, plain, args.work, 1 if size > 50 else pairs)
        out[str(size)] = found
        show(f"{size} documents, {made.words:,} words, {files:,} files, {size_of / 1e6:.1f} MB", found)
    if args.real:
        root = args.work / "real"
        shutil.rmtree(root, ignore_errors=True)
        for part in ("sources", "docs", "bib", "CITATION.cff"):
            source = ROOT / part
            (shutil.copytree if source.is_dir() else shutil.copy)(source, root / part) if root.exists() or not root.mkdir(parents=True) else None  # type: ignore[operator]
        out["real"] = checks(root, args.pairs)
        show("this edition", out["real"])
    if args.align:
        out["align"] = alignment(args.pairs)
        show("alignment of 100,000 words", out["align"])
    sizes = [int(key) for key in out if key.isdigit()]
    for small, large in pairwise(sizes):
        for what in ("cold", "edit note", "limit", "ours", "plain"):
            if what in out[str(small)] and what in out[str(large)]:
                a, b = out[str(small)], out[str(large)]
                print(f"{what}, {small} to {large}: exponent {exponent((a['words'], a[what][0]), (b['words'], b[what][0])):.2f}")
    if args.json:
        args.json.write_text(json.dumps(out, indent=1), encoding="utf-8")


def show(title: str, found: dict[str, Any]) -> None:
    print(f"\n{title}")
    for name, value in found.items():
        if isinstance(value, tuple):
            print(f"  {name:12} {value[0]:8.2f} processor s {value[1]:8.2f} s {value[2]:7.0f} MB", flush=True)


if __name__ == "__main__":
    main()
