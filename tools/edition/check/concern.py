"""What concerns some files: the faults in them, and the faults elsewhere in what refers to them.

A fault elsewhere concerns a file if its message, or the line where it stands, names something that the file holds; if it
misses something that the file may have held; or if it rests on the words of a text as a whole, and the text is given.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from ..diagnostics import Diagnostic
from ..locus import PRINTED, from_printed
from ..model import Edition
from ..patterns import lazy

_TOKEN = lazy(r"[a-z0-9][a-z0-9-]*(?:/[a-z0-9-]+)*")
_ROLE = lazy(r"\{[\w:.+-]+\}`[^`]*`?")
#: codes of a reference to what is in no file (any more), and the folder whose files might have held it
_MISSED = {
    "E218": "sources/", "E403": "docs/registers/", "E511": "CITATION.cff", "E641": "docs/ledger.jsonl", "E672": "docs/", "E303": "sources/", "E406": "sources/", "E505": "bib/", "E514": "sources/", "E306": "docs/contributors.yaml",
    "E606": "sources/", "E607": "docs/notes/", "E608": "docs/registers/", "E610": "docs/accounts/", "E611": "docs/registers/",
    "E612": "docs/", "E613": "docs/", "E614": "docs/", "E615": "docs/", "E618": "sources/", "E621": "sources/", "E905": "sources/",
}  # fmt: skip
#: codes that rest on all the words of the texts
_OF_ALL_TEXTS = frozenset(("E404", "E405", "E407", "E409", "E412", "E624"))


class NoHistory(Exception):
    """The edition is not kept in git, or git is not there."""


@dataclass
class Given:
    """Files and folders, as paths from the root; ``names`` are ids that were taken out of them."""

    paths: set[str]
    names: set[str] = field(default_factory=set)

    def has(self, file: str) -> bool:
        return any(file == path or file.startswith(path.rstrip("/") + "/") or path in (".", "") for path in self.paths)

    def touches(self, folder: str) -> bool:
        return any(path.startswith(folder) or folder.startswith(path.rstrip("/") + "/") or path in (".", "", folder.rstrip("/")) for path in self.paths)


def concerning(edition: Edition, found: Iterable[Diagnostic], given: Given) -> list[Diagnostic]:
    """Return the diagnostics that concern what is given."""
    homes = _homes(edition)
    lines: dict[str, list[str]] = {}
    # what is wrong with one file of a document may be told at another
    given = Given(given.paths | {"/".join(path.split("/")[:2]) for path in given.paths if path.startswith("sources/")}, given.names)
    return [item for item in found if given.has(item.span.file) or _refers(edition, item, given, homes, lines)]


def _refers(edition: Edition, item: Diagnostic, given: Given, homes: dict[str, str], lines: dict[str, list[str]]) -> bool:
    if item.code in _OF_ALL_TEXTS and given.touches("sources/"):
        return True
    said = f"{item.message.partition('; did you mean')[0]}\n{_named(edition, item, lines)}"
    tokens = {*_TOKEN.findall(said), *(from_printed(match[0]) for match in PRINTED.finditer(said))}
    if any(given.has(homes[token]) for token in tokens if token in homes) or tokens & given.names:
        return True
    folder = _MISSED.get(item.code)
    if folder == "sources/":
        return any(given.touches(f"sources/{siglum}/") for siglum in {token.partition("-")[0] for token in tokens} if siglum in edition.documents)
    return folder is not None and given.touches(folder)


def _named(edition: Edition, item: Diagnostic, lines: dict[str, list[str]]) -> str:
    """What stands at the place of a fault: a reference, or the rest of the line without the references in it."""
    file = item.span.file
    if file not in lines:
        try:
            lines[file] = Path(edition.root, file).read_text(encoding="utf-8").split("\n")
        except (OSError, UnicodeDecodeError):
            lines[file] = []
    line = lines[file][item.span.line - 1][item.span.col - 1 :] if item.span.line <= len(lines[file]) else ""
    role = _ROLE.match(line)
    return role[0] if role else _ROLE.sub("", line)


def _homes(edition: Edition) -> dict[str, str]:
    """The file in which each thing of the edition is written."""
    homes = {siglum: f"sources/{siglum}" for siglum in edition.documents}
    homes |= {passage.id: passage.span.file for passage in edition.passages.values()}
    homes |= {note.id: note.span.file for note in edition.notes.values()}
    homes |= {entity.id: entity.span.file for entity in edition.entities.values()}
    homes |= {account.id: account.span.file for account in edition.accounts.values()}
    homes |= {key: work.span.file for key, work in edition.works.items()}
    for page in edition.pages.values():
        homes.setdefault(page.name, page.file)
        for label, _ in page.anchors:
            homes.setdefault(label, page.file)
    return homes


def changed(root: Path) -> Given:
    """Return what differs from the last commit: files new, changed, renamed or removed, and the ids in lines taken out."""
    paths: set[str] = set()
    for line in _git(root, "diff", "--name-status", "-M", "--relative", "HEAD").splitlines():
        paths.update(line.split("\t")[1:])
    paths.update(_git(root, "ls-files", "--others", "--exclude-standard").splitlines())
    names: set[str] = set()
    stayed: set[str] = set()
    for line in _git(root, "diff", "-U0", "--relative", "HEAD").splitlines():
        if line.startswith(("-", "+")) and not line.startswith(("---", "+++")):
            (names if line[0] == "-" else stayed).update(_TOKEN.findall(line[1:]))
    names -= stayed
    names.update(Path(path).relative_to("docs/notes").with_suffix("").as_posix() for path in paths if path.startswith("docs/notes/"))
    return Given(paths, {name for name in names if "-" in name or "/" in name or any(sign.isdigit() for sign in name)})


def _git(root: Path, *words: str) -> str:
    import subprocess

    try:
        done = subprocess.run(["git", "-c", "core.quotePath=off", "-C", str(root), *words], capture_output=True, check=False)
    except OSError as error:
        raise NoHistory(str(error)) from None
    if done.returncode:
        raise NoHistory(done.stderr.decode("utf-8", "replace").strip().split("\n")[0])
    return done.stdout.decode("utf-8", "surrogateescape")  # a file need not be UTF-8 to have changed
