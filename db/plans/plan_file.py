"""Plan files: TOML is read and checked with every problem at once, and written in a canonical form."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, TypeVar

import tomli_w
from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from db.plans.goal_years import tell_years_apart
from db.plans.known_definitions import add_known_definitions
from metrics.errors import InvalidInput, Problem, refuse
from metrics.plan import combinations, requirements
from metrics.plan.catalogue import Catalogue
from metrics.plan.model import DocumentResult, Goal, Indicator, Institution, Plan, PlanFile
from metrics.plan.terms import LAST_DAY, Stage

LARGEST_FILE = 5_000_000  # bytes; the largest plan known is 20 kB
MOST_BITS = 128  # of a whole number; no plan needs more than 64

T = TypeVar("T", bound=Goal | Institution | Indicator | DocumentResult)

_LISTS: dict[str, type[Goal | Institution | Indicator | DocumentResult]] = {
    "goals": Goal,
    "institutions": Institution,
    "indicators": Indicator,
    "observations": DocumentResult,
}
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
_KINDS = {"number", "indicator", "by_year", "baseline", "median_of", "pooled", "change_from"}
_SIGNED_BY = ("signatures", "issued_by", "amendments")
_LOCATION = re.compile(r"\(at line (\d+), column (\d+)\)")
# A dotted key of many parts: Python's reader is quadratic in their number, and no key of a plan has more than two.
_PART = r"""(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+"""
# Skips the string assigned to a key, which may hold anything.
_GIVEN = r"""=[ \t]*+"(?:\\.|[^"\\\n])*+\""""
_DEEP = re.compile(rf"{_GIVEN}|(?P<deep>(?:^|(?<=[\[{{,]))[ \t]*+(?:{_PART}){{64}})", re.MULTILINE)
_HALF = re.compile("[\ud800-\udfff]")
_QUOTED = re.compile(r"'([^']*)'")
_COMMA = re.compile(r"=\s*-?\d+,\d")

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
_OWN_CODES = {
    *("decimal_comma", "number_as_text", "one_of", "year_or_offset", "period_invalid"),
    *(
        "quantity_kind",
        "weight_for_weighted",
        "dates_or_quarters",
        "criteria_needed",
        "outline_with_criteria",
    ),
}
_CODE_PREFIXES = {
    "date": "date_needed",
    "decimal": "number_as_text",
    "int": "whole_number_needed",
    "greater": "out_of_range",
    "less": "out_of_range",
    "finite": "number_as_text",
}


def read_plan(path: Path, known: Catalogue | None = None) -> PlanFile:
    """Read and check a plan file, which may leave out known definitions.

    Raises InvalidInput with every problem of the file.
    """
    return parse_plan(read_text(path, LARGEST_FILE), known)


def read_text(path: Path, largest: int) -> str:
    """Read the text of a UTF-8 file. Raises InvalidInput when it is missing, empty, too large or not UTF-8."""
    if not path.is_file():
        raise refuse("file_missing", str(path))
    size = path.stat().st_size
    if size > largest:
        raise refuse("file_too_large", path.name, size=size, largest=largest)
    data = path.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        line = data[: wrong.start].count(b"\n") + 1
        raise refuse("file_not_utf8", path.name, line=line) from wrong
    if not text.strip():
        raise refuse("file_empty", path.name)
    return text


def parse_plan(text: str, known: Catalogue | None = None) -> PlanFile:
    """Parse and check the text of a plan file, which may leave out known definitions.

    Raises InvalidInput with every problem found in it.
    """
    data = tell_years_apart(_decide_stage(parse_toml(text)))
    return check_plan(add_known_definitions(data, known) if known else data)


def _decide_stage(data: dict[str, Any]) -> dict[str, Any]:
    """Add the stage of a file that says none: signed where somebody signed or issued it, otherwise a draft."""
    if "stage" in data:
        return data
    signed = any(data.get(name) for name in _SIGNED_BY)
    return {**data, "stage": (Stage.SIGNED if signed else Stage.DRAFT).value}


def check_plan(data: Mapping[str, Any]) -> PlanFile:
    """Check a plan given as data in the shape of a plan file. Raises InvalidInput with every problem found in it."""
    if unwritable := list(_unwritable(data)):
        raise InvalidInput(unwritable)
    try:
        plan = PlanFile.model_validate(data)
    except ValidationError as wrong:
        errors = _telling(wrong.errors(include_url=False))
        found = [_problem(error, data) for error in errors]
        raise InvalidInput([*found, *requirements.find_plan_problems(_pieces(data, errors))]) from wrong
    across = requirements.find_plan_problems(_whole(plan))
    if across:
        raise InvalidInput(across)
    return plan


def dump_plan(plan: PlanFile) -> str:
    """Write a plan in its canonical form: the same plan always gives the same bytes."""
    return dump_toml(to_data(plan))


def to_data(plan: PlanFile) -> dict[str, Any]:
    """Turn a plan into data in the shape of a plan file: its stage, and the values not left at their defaults."""
    said = plan.model_dump(mode="python", exclude_defaults=True, exclude_none=True) | {"stage": plan.stage}
    data = {name: said[name] for name in PlanFile.model_fields if name in said}
    combinations.say_last(data["goals"], plan)
    return _ordered(_tidy(data))


def dump_toml(data: Mapping[str, Any]) -> str:
    """Write data as TOML."""
    return tomli_w.dumps(data)


def parse_toml(text: str) -> dict[str, Any]:
    """Read TOML, keeping numbers digit by digit. Raises InvalidInput with the line that cannot be read."""
    if deep := next((found for found in _DEEP.finditer(text) if found["deep"]), None):
        line = text.count("\n", 0, deep.start()) + 1
        raise refuse("toml_syntax", text=deep[0].strip()[:120], line=line)
    try:
        return tomllib.loads(text, parse_float=Decimal)
    # Too long a number or exponent, and too deeply nested brackets, do not raise TOMLDecodeError.
    except (ValueError, InvalidOperation, RecursionError) as wrong:
        lines = text.split("\n")
        match = _LOCATION.search(str(wrong))
        line = int(match[1]) if match else len(lines)
        if _COMMA.search(lines[line - 1]):
            commas = [(n, source.strip()[:120]) for n, source in enumerate(lines, 1) if _COMMA.search(source)]
            raise InvalidInput(
                Problem("decimal_comma_line", "", {"line": n, "text": s}) for n, s in commas
            ) from wrong
        raise refuse("toml_syntax", text=lines[line - 1].strip()[:120], line=line) from wrong


def _unwritable(data: Any, place: str = "") -> Iterator[Problem]:
    """Find what Python itself refuses to write: endless hexadecimal numbers, and lone surrogates."""
    if isinstance(data, int) and data.bit_length() > MOST_BITS:
        yield Problem("number_out_of_range", place, {"value": "0x…"})
    elif isinstance(data, str) and _HALF.search(data):
        yield Problem("not_understood", place, {"value": ascii(data)[:80]})
    elif isinstance(data, dict):
        for key, inner in data.items():
            yield from _unwritable(key, place)
            yield from _unwritable(inner, f"{place}.{key}" if place else str(key))
    elif isinstance(data, list | tuple):
        for number, inner in enumerate(data, 1):
            yield from _unwritable(inner, f"{place}[#{number}]")


def _telling(errors: list[ErrorDetails]) -> list[ErrorDetails]:
    """Leave out the extra error pydantic adds for a list whose items are all wrong."""
    places = [error["loc"] for error in errors]

    def echo(error: ErrorDetails) -> bool:
        loc = error["loc"]
        return error["type"] == "too_short" and any(
            p[: len(loc)] == loc and len(p) > len(loc) for p in places
        )

    return [error for error in errors if not echo(error)]


def _problem(error: ErrorDetails, data: Mapping[str, Any]) -> Problem:
    kind = error["type"]
    prefixed = next(
        (code for prefix, code in _CODE_PREFIXES.items() if kind.startswith(prefix)), "not_understood"
    )
    code = kind if kind in _OWN_CODES else _CODES.get(kind, prefixed)
    context = {key: value for key, value in error.get("ctx", {}).items() if key != "error"}
    given = error["input"]
    shown = given if isinstance(given, str | int | Decimal | date) else ""
    allowed = _QUOTED.findall(str(context.get("expected", "")))
    params = {"value": shown, "allowed": allowed, **context}
    return Problem(code, _place(error["loc"], data), params)


def _place(loc: tuple[int | str, ...], data: Any) -> str:
    """Build the path to a value, with the numbers and ids of goals and indicators instead of positions."""
    text, here, key, quantity = "", data, "", False
    for step in loc:
        if quantity and step in _KINDS:
            quantity = False
            continue  # the kind of quantity pydantic tried, not a key of the file
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
        for key in ("year", "number", "id"):
            if isinstance(item.get(key), str | int):
                return str(item[key])
        if isinstance(item.get("indicator"), str):
            return f"{item['indicator']} {item.get('period', '')}".strip()
    return f"#{position + 1}"


def _whole(plan: PlanFile) -> requirements.PlanPieces:
    return requirements.PlanPieces(
        plan,
        plan.goals,
        plan.institutions,
        plan.indicators,
        plan.observations,
        frozenset((i.institution, i.id) for i in plan.indicators),
        frozenset(i.id for i in plan.institutions),
        [goal.number for goal in plan.goals],
        whole=True,
    )


def _pieces(data: Mapping[str, Any], errors: Iterable[ErrorDetails]) -> requirements.PlanPieces:
    """Collect the parts that are valid on their own, so that the rest of the file is checked too."""
    unknown = {e["loc"][0] for e in errors if e["type"] == "extra_forbidden" and len(e["loc"]) == 1}
    wrong_head = any(e["loc"][0] not in unknown and e["loc"][0] not in _LISTS for e in errors)
    parts: dict[str, Any] = {name: list(_valid(kind, data.get(name))) for name, kind in _LISTS.items()}
    head = None
    if not wrong_head:
        own = {key: value for key, value in data.items() if key not in _LISTS and key not in unknown}
        head = Plan.model_validate({**own, "goals": [_PLACEHOLDER]})
    declared = frozenset(
        (str(row.get("institution")), str(row.get("id"))) for row in _rows(data, "indicators")
    )
    owners = frozenset(str(row.get("id")) for row in _rows(data, "institutions"))
    numbers = [row["number"] for row in _rows(data, "goals") if isinstance(row.get("number"), str)]
    whole = not any(e["loc"][0] == "goals" for e in errors)
    return requirements.PlanPieces(
        head, declared=declared, owners=owners, goal_numbers=numbers, whole=whole, **parts
    )


def _rows(data: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    rows = data.get(name)
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


_PLACEHOLDER = {
    "number": "0",
    "title": "-",
    "criteria": [{"number": "0", "title": "-", "assessed": {"due": LAST_DAY}}],
}


def _valid(kind: type[T], items: object) -> Iterable[T]:
    adapter = TypeAdapter(kind)
    for item in items if isinstance(items, list) else ():
        try:
            yield adapter.validate_python(item)
        except ValidationError:
            continue


def _tidy(value: Any) -> Any:
    """Convert to what TOML can hold: enumerations as text, tuples as lists, decimals without exponent."""
    if isinstance(value, dict):
        return {key: _tidy(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_tidy(item) for item in value]
    if isinstance(value, Decimal):
        return _number(value)
    return str(value) if isinstance(value, str) else value


def _number(value: Decimal) -> int | Decimal:
    digits = format(value, "f")
    return Decimal(digits) if "." in digits else int(digits)


def _ordered(data: dict[str, Any]) -> dict[str, Any]:
    """Sort definitions and results, so that the bytes do not depend on where the plan came from."""
    keys = {
        "institutions": lambda row: row["id"],
        "indicators": lambda row: (row["institution"], row["id"]),
        "observations": lambda row: (row["institution"], row["indicator"], row["period"]),
    }
    return {name: sorted(rows, key=keys[name]) if name in keys else rows for name, rows in data.items()}
