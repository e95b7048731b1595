"""The values of records: every one a string, a list or a mapping, each with its place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from ..diagnostics import Span


@dataclass(frozen=True, slots=True)
class Scalar:
    value: str
    span: Span


@dataclass(frozen=True, slots=True)
class Seq:
    items: tuple[Value, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Map:
    span: Span
    items: Mapping[str, Value] = field(default_factory=dict)
    keys: Mapping[str, Span] = field(default_factory=dict)


Value: TypeAlias = Scalar | Seq | Map
