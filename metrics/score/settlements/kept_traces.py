"""The trace of a test as JSON that is kept: by the names of its fields, without those that have their usual value."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from functools import lru_cache
from typing import Any

from pydantic import BaseModel, TypeAdapter

from metrics.score.tests import Trace


def write_trace(trace: Trace) -> str:
    """Write a trace, with every value that was read."""
    return json.dumps(_pack(trace), ensure_ascii=False, separators=(",", ":"))


def read_trace(text: str) -> Trace:
    """Read a trace as it was written; what came into traces later has its usual value."""
    return _make_reader().validate_json(text)


@lru_cache(maxsize=1)
def _make_reader() -> TypeAdapter[Trace]:
    # Made when first needed: it takes longer than to read many traces.
    return TypeAdapter(Trace)


def _pack(value: Any) -> Any:
    """Turn a value into what JSON has; exact numbers and days become text."""
    if hasattr(value, "_fields"):
        usual = type(value)._field_defaults
        said = value._asdict().items()
        return {name: _pack(part) for name, part in said if name not in usual or part != usual[name]}
    if is_dataclass(value):
        return {one.name: _pack(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_pack(part) for part in value]
    return _pack_single(value)


def _pack_single(value: Any) -> Any:
    match value:
        case BaseModel():
            return value.model_dump(mode="json", exclude_defaults=True)
        case Enum():
            return value.value
        case Fraction() | Decimal():
            return str(value)
        case date():
            return value.isoformat()
    return value
