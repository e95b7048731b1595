"""What addresses answered, kept for some days: good answers longer than bad ones. The file may be deleted at any time."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from . import Settings
from .ask import Answer

_DAY = 86400.0


class Kept:
    """The file of answers."""

    def __init__(self, path: Path, settings: Settings) -> None:
        self.path, self.settings = path, settings

    def answers(self, addresses: Iterable[str]) -> dict[str, Answer]:
        """Return the answers that are young enough."""
        now = time.time()
        known = self._read()
        out = {}
        for address in addresses:
            answer = _answer(known.get(address), address)
            if answer is not None:
                days = self.settings.keep_good if 200 <= answer.status < 300 else self.settings.keep_bad
                if 0 <= now - answer.asked < days * _DAY:
                    out[address] = answer
        return out

    def keep(self, answers: Mapping[str, Answer]) -> None:
        """Add answers to the file."""
        if not answers:
            return
        known = self._read()
        known.update((address, asdict(answer)) for address, answer in answers.items())
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.write_text(json.dumps(known, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")

    def _read(self) -> dict[str, Any]:
        try:
            value = json.loads(self.path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return value if isinstance(value, dict) else {}


def _answer(value: Any, address: str) -> Answer | None:
    """Read one kept answer; what is malformed was never answered."""
    try:
        chain = tuple((int(status), str(target)) for status, target in value["chain"])
        return Answer(address, int(value["status"]), str(value["final"]), chain, str(value["error"]), bool(value["loops"]), float(value["asked"]))
    except (TypeError, KeyError, ValueError):
        return None
