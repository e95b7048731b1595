"""The book beside LaTeX: the PDF of one corpus through Typst and through Sphinx's own route, in processor seconds.

``python tests/benchmarks/book.py [--work FOLDER] [--documents 50] [--notes 20] [--pairs 3] [--json FILE]``

The LaTeX route is Sphinx's: ``-b latex`` of pages in plain MyST, without any of ours, and then ``xelatex`` three
times, which is what contents and cross-references take. Ours is ``-b pdf``, twice: of the very same plain pages, and of
the whole edition, which LaTeX has nothing for: its accounts, registers, apparatus and indexes. The three are run in turn
within one call, and the parts of each are stated, so that it can be seen whether time is spent in writing or in
typesetting. Nothing here is a test: clocks never gate.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import statistics
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

from corpus import Corpus  # noqa: E402
from run import cost  # noqa: E402

SPHINX = [sys.executable, "-m", "sphinx", "-q", "-E"]
PASSES = 3
#: Typst alone, on the source that our builder wrote
TYPST = "import sys, pathlib; from edition.sphinx_ext.typst.typeset import typeset; typeset(pathlib.Path(sys.argv[1]))"


def emptied(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    return folder


def latex(plain: Path, out: Path) -> dict[str, float]:
    """Processor seconds of Sphinx's LaTeX builder and of each pass of XeLaTeX."""
    parts = {"writing": cost([*SPHINX, "-b", "latex", "-D", "latex_engine=xelatex", str(plain), str(emptied(out))])[0]}
    source = next(path for path in out.glob("*.tex") if r"\documentclass" in path.read_text(encoding="utf-8")[:4000])
    for number in range(1, PASSES + 1):
        parts[f"pass {number}"] = cost(["xelatex", "-interaction=batchmode", source.name], cwd=out)[0]
    return parts


def dressed(plain: Path, work: Path) -> Path:
    """The plain pages with our builder; it wants an edition, and is given one of a single document and of the works that the pages cite."""
    tiny, out = emptied(work / "tiny"), emptied(work / "dressed")
    Corpus(tiny, 1, 0).write()
    shutil.copy(plain / "editors.bib", tiny / "bib" / "editors.bib")
    shutil.copytree(plain, out)
    with (out / "conf.py").open("a", encoding="utf-8") as conf:
        conf.write(f'extensions.append("edition.sphinx_ext")\nedition_root = {str(tiny)!r}\n')
    return out


def typst(docs: Path, out: Path) -> dict[str, float]:
    """Processor seconds of our builder, and of Typst within it."""
    whole = cost([*SPHINX, "-b", "pdf", "-d", str(out / "doctrees"), str(docs), str(emptied(out))])[0]
    alone = cost([sys.executable, "-c", TYPST, str(out / "edition.typ")])[0]
    return {"whole": whole, "of it Typst": alone}


def pages(path: Path) -> int:
    import pikepdf

    with pikepdf.open(path) as book:
        return len(book.pages)


def middle(runs: Sequence[dict[str, float]]) -> dict[str, float]:
    return {name: round(statistics.median(run[name] for run in runs), 2) for name in runs[0]}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=Path, help="where the corpus is made (a folder of its own, otherwise thrown away)")
    parser.add_argument("--documents", type=int, default=50)
    parser.add_argument("--notes", type=int, default=20, help="of each document")
    parser.add_argument("--pairs", type=int, default=3)
    parser.add_argument("--json", type=Path)
    args = parser.parse_args()
    if not shutil.which("xelatex"):
        raise SystemExit("xelatex is not here: install TeX Live with latex-extra, and try again")
    os.environ["SOURCE_DATE_EPOCH"] = "1"
    with tempfile.TemporaryDirectory() as held:
        work = args.work or Path(held)
        root, plain = emptied(work / "edition"), emptied(work / "plain")
        made = Corpus(root, args.documents, args.notes, plain).write()
        same = dressed(plain, work)
        runs: list[tuple[dict[str, float], dict[str, float], dict[str, float]]] = []
        for number in range(args.pairs):
            runs.append((latex(plain, work / "latex"), typst(same, work / "same"), typst(root / "docs", work / "pdf")))
            theirs, ours, all_ = sum(runs[-1][0].values()), runs[-1][1]["whole"], runs[-1][2]["whole"]
            print(f"run {number + 1}: LaTeX {theirs:.1f} s, ours {ours:.1f} s ({ours / theirs:.2f}), the whole edition {all_:.1f} s", flush=True)
        log = next((work / "latex").glob("*.log")).read_text(encoding="utf-8", errors="replace")
        said = {
            "documents": args.documents,
            "notes": args.notes * args.documents,
            "words": made.words,
            "latex": middle([run[0] for run in runs]),
            "ours, the same pages": middle([run[1] for run in runs]),
            "ours, the whole edition": middle([run[2] for run in runs]),
            "ratio, the same pages": round(statistics.median(run[1]["whole"] / sum(run[0].values()) for run in runs), 3),
            "pages of LaTeX": int((re.findall(r"Output written on .*?\((\d+) pages", log.replace("\n", "")) or [0])[-1]),
            "pages of ours": (pages(work / "same" / "edition.pdf"), pages(work / "pdf" / "edition.pdf")),
        }
    for name, value in said.items():
        print(f"{name}: {value}")
    if args.json:
        args.json.write_text(json.dumps(said, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
