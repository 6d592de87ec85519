"""What pydantic finds wrong with the keys of a plan file, as problems with their places."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, get_args

from pydantic_core import ErrorDetails, core_schema

from metrics.errors import Problem

_QUANTITIES = {
    "value",
    "target",
    "reference",
    "tolerance",
    "partial_from",
    "baseline",
    "change_from",
    "to",
    "expected",
}
MOST_BITS = 64  # of a whole number that is written out
_KINDS = {"number", "indicator", "by_year", "baseline", "median_of", "pooled", "change_from"}
_QUOTED = re.compile(r"'([^']*)'")

# pydantic's error types and the codes used for them here. Codes of our own are kept as they are.
_CODES = {
    "missing": "key_missing",
    "extra_forbidden": "key_unknown",
    "enum": "not_allowed",
    "literal_error": "not_allowed",
    "string_pattern_mismatch": "key_form",
    "string_too_long": "text_too_long",
    "string_too_short": "text_empty",
    "string_type": "text_needed",
    "too_short": "list_empty",
    "decimal_max_places": "number_too_fine",
    "list_type": "list_needed",
    "tuple_type": "list_needed",
    "dict_type": "table_needed",
    "model_type": "table_needed",
    "model_attributes_type": "table_needed",
    "bool_type": "yes_no_needed",
    "bool_parsing": "yes_no_needed",
}
_NOT_OURS = frozenset(get_args(core_schema.ErrorType))
_CODE_PREFIXES = {
    "date": "date_needed",
    "decimal": "number_as_text",
    "int": "whole_number_needed",
    "greater": "out_of_range",
    "less": "out_of_range",
    "finite": "number_as_text",
}


def select_telling(errors: list[ErrorDetails]) -> list[ErrorDetails]:
    """Leave out the extra error pydantic adds for a list whose items are all wrong."""
    places = [error["loc"] for error in errors]

    def echo(error: ErrorDetails) -> bool:
        loc = error["loc"]
        return error["type"] == "too_short" and any(
            p[: len(loc)] == loc and len(p) > len(loc) for p in places
        )

    return [error for error in errors if not echo(error)]


def translate_error(error: ErrorDetails, data: Mapping[str, Any]) -> Problem:
    """Translate an error of pydantic to a problem with its place in the data."""
    kind = error["type"]
    prefixed = next(
        (code for prefix, code in _CODE_PREFIXES.items() if kind.startswith(prefix)), "not_understood"
    )
    code = _CODES.get(kind, prefixed) if kind in _NOT_OURS else kind
    context = {key: value for key, value in error.get("ctx", {}).items() if key != "error"}
    given = error["input"]
    shown = given if isinstance(given, str | int | Decimal | date) else ""
    allowed = _QUOTED.findall(str(context.get("expected", "")))
    params = {"value": shown, "allowed": allowed, **context}
    return Problem(code, write_place(error["loc"], data), params)


def write_place(loc: tuple[int | str, ...], data: Any, *, of_error: bool = True) -> str:
    """Build the path to a value, with the numbers and ids of goals and indicators instead of positions.

    The path of an error also names the kind of quantity that pydantic tried, which is no key of the file.
    """
    text, here, key, quantity = "", data, "", False
    for step in loc:
        if of_error and quantity and step in _KINDS:
            quantity = False
            continue
        quantity = step in _QUANTITIES or (isinstance(step, int) and key == "median_of")
        key = key if isinstance(step, int) else step
        inner = here[step] if _has(here, step) else None
        if isinstance(step, int):
            text += f"[{_name(inner, step)}]"
        else:
            text += f".{step}" if text else str(step)
        here = inner if inner is not None else here
    return text


def _has(here: object, step: int | str) -> bool:
    if isinstance(here, dict):
        return step in here
    return isinstance(here, list) and isinstance(step, int) and step < len(here)


def _name(item: object, position: int) -> str:
    if isinstance(item, dict):
        # The target of a year is named by it; a goal of a contract has a year too, but is named by its number.
        for key in ("number", "id") if "title" in item or "criteria" in item else ("year", "number", "id"):
            given = item.get(key)
            if isinstance(given, str) or (isinstance(given, int) and given.bit_length() <= MOST_BITS):
                return str(given)
        if isinstance(item.get("indicator"), str):
            return f"{item['indicator']} {item.get('period', '')}".strip()
    return f"#{position + 1}"
