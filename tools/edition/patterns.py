"""Regular expressions that are compiled when they are first used: a run that needs few of them does not pay for all."""

from __future__ import annotations

import re
from typing import Any, cast


class _Lazy:
    def __init__(self, source: str, flags: int) -> None:
        self._source, self._flags = source, flags

    def __getattr__(self, name: str) -> Any:
        compiled = re.compile(self._source, self._flags)
        for method in ("search", "match", "fullmatch", "finditer", "findall", "split", "sub", "subn", "pattern", "flags"):
            setattr(self, method, getattr(compiled, method))  # from now on as quick as the pattern itself
        return getattr(compiled, name)


def lazy(source: str, flags: int = 0) -> re.Pattern[str]:
    """Return what behaves as ``re.compile(source, flags)``."""
    return cast("re.Pattern[str]", _Lazy(source, flags))
