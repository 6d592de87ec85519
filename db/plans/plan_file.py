"""Plan files: TOML is read and checked with every problem at once, and written in a canonical form."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from db.plans import toml_text
from db.plans.goal_years import tell_years_apart
from db.plans.key_lines import add_lines
from db.plans.key_problems import select_telling, translate_error, write_place
from db.plans.known_definitions import add_known_definitions
from db.plans.named_scales import collapse_scales, expand_scales
from metrics.errors import InvalidInput, Problem
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
_SIGNED_BY = ("signatures", "issued_by", "amendments")
_HALF = re.compile("[\ud800-\udfff]")
_OF_ABSENCE = frozenset(
    {
        *(
            "key_missing",
            "one_of",
            "list_empty",
            "criteria_needed",
            "k_missing",
            "weight_missing",
            "nothing_scored",
        ),
        *("weights_must_sum", "before_signing", "quantity_kind", "institution_unknown", "indicator_unknown"),
        *("path_without_plan_year", "milestone_unknown", "weight_for_weighted", "plan_longer_than_year"),
    }
)
"""Problems that may follow from a line that could not be read."""


def read_plan(path: Path, known: Catalogue | None = None) -> PlanFile:
    """Read and check a plan file, which may leave out known definitions.

    Raises InvalidInput with every problem of the file.
    """
    return parse_plan(toml_text.read_text(path, LARGEST_FILE), known)


def parse_plan(text: str, known: Catalogue | None = None) -> PlanFile:
    """Parse and check the text of a plan file, which may leave out known definitions.

    Raises InvalidInput with every problem found in it.
    """
    data, unread = toml_text.read_toml(text)
    data = tell_years_apart(_decide_stage(data))
    if known:
        data = add_known_definitions(data, known)
    try:
        plan = check_plan(data)
    except InvalidInput as wrong:
        # What a line that could not be read leads to is not told as more problems.
        told = [p for p in wrong.problems if not unread or p.code not in _OF_ABSENCE]
        lines = add_lines(told, text, lambda location: write_place(location, data, of_error=False))
        raise InvalidInput([*unread, *lines]) from wrong
    if unread:
        raise InvalidInput(unread)
    return plan


def _decide_stage(data: dict[str, Any]) -> dict[str, Any]:
    """Add the stage of a file that says none: signed where somebody signed or issued it, otherwise a draft."""
    if "stage" in data:
        return data
    signed = any(data.get(name) for name in _SIGNED_BY)
    return {**data, "stage": (Stage.SIGNED if signed else Stage.DRAFT).value}


def check_plan(data: Mapping[str, Any]) -> PlanFile:
    """Check a plan given as data in the shape of a plan file. Raises InvalidInput with every problem found in it."""
    if unwritable := list(find_unwritable(data)):
        raise InvalidInput(unwritable)
    data, unknown = expand_scales(data)
    try:
        plan = PlanFile.model_validate(data)
    except ValidationError as wrong:
        errors = select_telling(wrong.errors(include_url=False))
        found = [translate_error(error, data) for error in errors]
        across = requirements.find_plan_problems(_pieces(data, errors))
        raise InvalidInput([*found, *unknown, *across]) from wrong
    across = [*unknown, *requirements.find_plan_problems(_whole(plan))]
    if across:
        raise InvalidInput(across)
    return plan


def dump_plan(plan: PlanFile) -> str:
    """Write a plan in its canonical form: the same plan always gives the same bytes."""
    return toml_text.dump_toml(to_data(plan))


def to_data(plan: PlanFile) -> dict[str, Any]:
    """Turn a plan into data in the shape of a plan file: its stage, and the values not left at their defaults."""
    said = plan.model_dump(mode="python", exclude_defaults=True, exclude_none=True) | {"stage": plan.stage}
    data = {name: said[name] for name in PlanFile.model_fields if name in said}
    combinations.say_last(data["goals"], plan)
    return _ordered(collapse_scales(tidy_values(data)))


def find_unwritable(data: Any, place: str = "") -> Iterator[Problem]:
    """Find what Python itself refuses to write: endless hexadecimal numbers, and lone surrogates."""
    if isinstance(data, int) and data.bit_length() > MOST_BITS:
        yield Problem("number_out_of_range", place, {"value": "0x…"})
    elif isinstance(data, str) and _HALF.search(data):
        yield Problem("not_understood", place, {"value": ascii(data)[:80]})
    elif isinstance(data, dict):
        for key, inner in data.items():
            yield from find_unwritable(key, place)
            yield from find_unwritable(inner, f"{place}.{key}" if place else str(key))
    elif isinstance(data, list | tuple):
        for number, inner in enumerate(data, 1):
            yield from find_unwritable(inner, f"{place}[#{number}]")


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


def tidy_values(value: Any) -> Any:
    """Convert to what TOML can hold: enumerations as text, tuples as lists, decimals without exponent."""
    if isinstance(value, dict):
        return {key: tidy_values(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [tidy_values(item) for item in value]
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
