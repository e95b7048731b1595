"""The values of records: every one a string, a list or a mapping, each with its place."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple, TypeAlias

from ..diagnostics import Span


class Scalar(NamedTuple):
    value: str
    span: Span


class Seq(NamedTuple):
    items: tuple[Value, ...]
    span: Span


class Map(NamedTuple):
    span: Span
    items: Mapping[str, Value] = MappingProxyType({})
    keys: Mapping[str, Span] = MappingProxyType({})


Value: TypeAlias = Scalar | Seq | Map
