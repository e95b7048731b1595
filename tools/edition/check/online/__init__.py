"""E65: addresses outside the edition. Whether they still answer is asked only with ``edition check --online``.

The addresses of works, of evidence, of documents and of the editors' prose are gathered, each asked once, and what was
answered is kept in ``build/.cache/online.json`` for some days. Settings stand in ``pyproject.toml`` under ``[tool.edition.online]``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urldefrag

from ...diagnostics import QUERY, Diagnostic, Span, rule
from ...model import Edition

if TYPE_CHECKING:
    from .ask import Answer

DEAD = rule("E651", "dead-address")
UNREACHABLE = rule("E652", "unreachable-address", QUERY)
MOVED = rule("E653", "moved-address", QUERY)


@dataclass(frozen=True)
class Settings:
    """How polite, patient and forgetful to be; seconds, but ``keep_good`` and ``keep_bad`` in days."""

    user_agent: str = ""
    delay: float = 1.0
    timeout: float = 20.0
    retries: int = 2
    workers: int = 8
    redirects: int = 8
    keep_good: float = 14.0
    keep_bad: float = 1.0
    ignore: tuple[str, ...] = ()


_WHOLE = ("retries", "workers", "redirects")


def settings(edition: Edition) -> Settings:
    """Read the settings of an edition; an unknown or odd one is left at its default."""
    import tomllib

    try:
        found = tomllib.loads(Path(edition.root, "pyproject.toml").read_text(encoding="utf-8"))["tool"]["edition"]["online"]
    except (OSError, UnicodeDecodeError, KeyError, TypeError, tomllib.TOMLDecodeError):
        found = {}
    values: dict[str, Any] = {}
    for one in fields(Settings):
        value = found.get(one.name.replace("_", "-")) if isinstance(found, dict) else None
        if isinstance(value, list):
            values[one.name] = tuple(str(item) for item in value)
        elif isinstance(value, str | int | float) and not isinstance(value, bool):
            values[one.name] = str(value) if one.name == "user_agent" else int(value) if one.name in _WHOLE else float(value)
    values["user_agent"] = values.get("user_agent") or _named(edition)
    return Settings(**values)


def _named(edition: Edition) -> str:
    from ... import __version__

    url = edition.citation.get("url", "")
    return f"edition/{__version__} (link check of a scholarly edition{f'; +{url}' if url else ''})"


def addresses(edition: Edition) -> dict[str, list[Span]]:
    """Return every address outside with the places that name it; what follows “#” is the browser's affair."""
    out: dict[str, list[Span]] = {}
    for address, span in _addresses(edition):
        bare = urldefrag(address).url
        if bare.startswith(("http://", "https://")):
            out.setdefault(bare, []).append(span)
    return {address: sorted(set(spans)) for address, spans in sorted(out.items())}


def _addresses(edition: Edition) -> Iterator[tuple[str, Span]]:
    from ...derive.references import made, records

    for work in edition.works.values():
        if work.fields.get("url"):
            yield work.fields["url"], work.span
        elif work.fields.get("doi"):
            yield f"https://doi.org/{work.fields['doi']}", work.span
    for record in records(edition):
        for address in record.seen:
            yield address, record.spans.get("seen", record.span)
    for one in made(edition):
        if one.reference.role == "link":
            yield one.reference.target, one.reference.span
    for document in edition.documents.values():
        for key, value in document.meta.items():
            for word in value.split():
                yield word.strip("<>(),.;"), document.spans.get(key, Span(f"sources/{document.siglum}/document.yaml"))


def check_online(
    edition: Edition,
    *,
    fresh: bool = False,
    remark: Callable[[str], object] = lambda line: None,
    given: Settings | None = None,
    proxies: Mapping[str, str] | None = None,
) -> list[Diagnostic]:
    """Ask every address; ``remark`` is told what was asked, and every redirect."""
    from fnmatch import fnmatchcase

    from .ask import ask_all
    from .kept import Kept

    given = given or settings(edition)
    every = addresses(edition)
    wanted = [address for address in every if not any(fnmatchcase(address, pattern) for pattern in given.ignore)]
    kept = Kept(edition.root / "build" / ".cache" / "online.json", given)
    answers = {} if fresh else kept.answers(wanted)
    asked = ask_all([address for address in wanted if address not in answers], given, proxies)
    kept.keep(asked)
    answers.update(asked)
    remark(f"addresses: {len(every)}, asked {len(asked)}, known from before {len(answers) - len(asked)}, left out by the settings {len(every) - len(wanted)}")
    found = []
    for address in wanted:
        answer = answers[address]
        for status, target in answer.chain:
            remark(f"redirect  {status}  {address}  →  {target}")
        found += [diagnostic for span in every[address] if (diagnostic := _judge(answer, span))]
    return sorted(found)


def _judge(answer: Answer, span: Span) -> Diagnostic | None:
    address = answer.address
    if answer.loops:
        return DEAD(span, f"{address} leads in a circle", "find where the source stands now, or cite an archived copy")
    if answer.status in (404, 410):
        return DEAD(span, f"{address} is gone (status {answer.status})", "find where the source stands now, or cite an archived copy")
    if not 200 <= answer.status < 300:
        why = f"status {answer.status}" if answer.status else answer.error
        return UNREACHABLE(span, f"{address} does not answer ({why})", "open it in a browser; if it stands, nothing need be done")
    if answer.chain and all(status in (301, 308) for status, _ in answer.chain):
        return MOVED(span, f"{address} has moved for good to {answer.final}", "write the new address, if it shows the same source", fix=answer.final)
    return None
