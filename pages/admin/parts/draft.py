"""A draft as the editor changes it: plain data in the shape of a plan file, and what forms can show of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from metrics.errors import InvalidInput, Problem
from metrics.facts import numbers
from metrics.plan.terms import Over, Stage
from words.language import Words, read_catalogue

Data = dict[str, Any]

MEASURED = ("compare", "within")
_STEP = re.compile(r"(\w+)(?:\[([^\]]*)\])?")
_LAST_NUMBER = re.compile(r"(.*?)(\d+)([A-Za-z]?)$")

# What a file's reader would be told, in words for somebody who fills in a form.
_IN_A_FORM = {
    "number_as_text": "not_a_number",
    "decimal_comma": "not_a_number",
    "key_missing": "left_empty",
    "text_empty": "left_empty",
    "credit_lost": "credit_lost_in_form",
}
_NUMBER_AS_TEXT = ("number_as_text", "decimal_comma")
_OF_NOTHING = {"number_as_text", "key_form", "date_needed", "not_allowed"}
_BLANK = "–"  # where the form has another input for what is missing
_ANYBODY = {"id": "0", "name": _BLANK, "ministry_area": _BLANK}
_QUANTITIES = {"value", "target", "tolerance", "reference", "by_year"}


def read_typed_number(text: str, unit: str = "") -> Decimal | str:
    """Read a number; return the text itself, for the check to refuse, where it is none or can be read in two ways.

    `unit` is the unit's word beside the input, which may be typed as well.
    """
    try:
        return numbers.parse_number(text, unit=numbers.UNIT_WORDS.get(unit.casefold()))
    except InvalidInput:
        return text


def read_typed_whole(text: str) -> int | str:
    """Parse a whole number; return the text itself where it is none."""
    number = numbers.read_whole(text.strip())
    return text if number is None else number


def write_input(value: object, words: Words) -> str:
    """Write a number for an input, with all its digits and the language's decimal sign, as it is read back."""
    if isinstance(value, Decimal):
        return numbers.write_plain_number(value).replace(".", words.t("number.decimal"))
    return "" if value is None else str(value)


def make_percent(share: Decimal | int) -> Decimal | int:
    """Turn a share into percent, without decimals that say nothing."""
    percent = Decimal(share) * 100
    return int(percent) if percent == percent.to_integral_value() else percent.normalize()


def put_value(table: Data, key: str, value: object, default: object = None) -> None:
    """Set a key, or remove it where the value is empty or the default."""
    if value in (None, "", default):
        table.pop(key, None)
    else:
        table[key] = value


def make_plan(head: Mapping[str, Any], institution: Mapping[str, Any], first_goal: str, today: date) -> Data:
    """Make a draft with one goal, assessed by the department until somebody changes it."""
    criterion = make_criterion("assessed", "1.1", None, head.get("end") or today)
    goal = {"number": "1", "title": first_goal, "criteria": [{**criterion, "title": first_goal or _BLANK}]}
    named = [part for part in (institution.get("name"), head.get("title")) if part]
    return {
        **head,
        "institution": institution.get("id", ""),
        "document_date": today,
        "source": ", ".join(named) or _BLANK,
        "stage": Stage.DRAFT.value,
        "scoring": {"partial": True},
        "goals": [goal],
        "institutions": [dict(institution) or _ANYBODY],
        "indicators": [],
    }


def make_goal(data: Data, test: str) -> Data:
    """Make a goal with one empty criterion, numbered after the last goal."""
    number = find_next_number([goal["number"] for goal in data["goals"]])
    criterion = make_criterion(test, f"{number}.1", data.get("start"), data.get("end"))
    return {"number": number, "title": "", "criteria": [criterion]}


def make_criterion(test: str, number: str, start: date | None, end: date | None) -> Data:
    """Make a criterion with an empty test of the given kind."""
    year = start.year if start else None
    empty: dict[str, Data] = {
        "compare": {
            "value": {"indicator": ""},
            "operator": ">=",
            "target": {"by_year": [{"year": year, "number": ""}]},
        },
        "within": {"value": {"indicator": ""}, "tolerance": {"by_year": [{"year": year, "number": ""}]}},
        "milestone": {"due": end},
        "assessed": {"due": end},
    }
    return {"number": number, "title": "", test: empty[test]}


def change_test(criterion: Data, test: str, year: int, end: date | None) -> None:
    """Make a criterion another kind of test; what it measures and when it is due is kept where both have it."""
    before = find_test(criterion)
    if before == test or before is None:
        return
    given = criterion.pop(before)
    fresh = make_criterion(test, "", date(year, 1, 1), end)[test]
    criterion[test] = {name: given.get(name, value) for name, value in fresh.items()}


def make_proportional_grade() -> Data:
    """Make the grade with which a goal earns what its criteria earn."""
    return {"linear": True, "points": [{"at": 0, "earns": 0}, {"at": 1, "earns": 1}]}


def find_next_number(numbers: Sequence[str]) -> str:
    """Return the number after the last of these: 2.3 after 2.2."""
    found = _LAST_NUMBER.fullmatch(numbers[-1]) if numbers else None
    return f"{found[1]}{int(found[2]) + 1}" if found else str(len(numbers) + 1)


def find_test(criterion: Mapping[str, Any]) -> str | None:
    """Return which of the four tests a criterion has; None for a group."""
    return next((name for name in (*MEASURED, "milestone", "assessed") if name in criterion), None)


def fits_forms(goal: Mapping[str, Any], year: int) -> bool:
    """Tell whether forms can show a goal in full: plain tests only, neither grouped nor composed, nor an outline."""
    return "criteria" in goal and all(_fits(criterion, year) for criterion in goal["criteria"])


def add_criterion(goal: Data, test: str, start: date | None, end: date | None) -> None:
    """Append a criterion with one of the tests; a goal known in outline is then known in full."""
    goal.pop("outline", None)
    there = goal.setdefault("criteria", [])
    last = find_next_number([criterion["number"] for criterion in there] or [f"{goal.get('number', '')}.0"])
    there.append(make_criterion(test, last, start, end))


def _fits(criterion: Mapping[str, Any], year: int) -> bool:
    kind = find_test(criterion)
    if kind is None or kind not in MEASURED:
        return kind is not None
    test = criterion[kind]
    limit = test["target" if kind == "compare" else "tolerance"]
    reference = test.get("reference", {"number": 0})
    return (
        "indicator" in test["value"]
        and test["value"].get("over") != Over.WEIGHTED
        and (find_number(limit, year) is not None or (kind == "compare" and _follows(test)))
        and ("indicator" in reference or find_number(reference, year) is not None)
    )


def _follows(test: Mapping[str, Any]) -> bool:
    """Tell whether a comparison is with last year's result of the very same reading."""
    value, target = test["value"], test["target"]
    same = target.get("indicator") == value.get("indicator")
    over = [reading.get("over", Over.LAST) for reading in (value, target)]
    return follows_last_year(target) and same and over[0] == over[1]


def find_number(quantity: Data, year: int) -> Data | None:
    """Return the table that holds a quantity's plain number for a year; None for other quantities."""
    if "number" in quantity:
        return quantity
    steps = quantity.get("by_year", ())
    return next((step for step in steps if step["year"] == year and "number" in step), None)


def follows_last_year(target: Mapping[str, Any]) -> bool:
    """Tell whether a target is last year's result of an indicator, times a factor."""
    return target.get("offset") == -1 and set(target) <= {"indicator", "over", "offset", "factor"}


def set_step(target: Data, own: int, year: int, step: Mapping[str, Any]) -> None:
    """Set a later year's target, or take it away where it has no number; a plain number becomes that of its `own`."""
    if "number" in target:
        target["by_year"] = [{"year": own, "number": target.pop("number")}]
    steps = [dict(one) for one in target.get("by_year", ()) if one["year"] != year]
    if "number" in step:
        steps.append({**step, "year": year})
    target["by_year"] = sorted(steps, key=lambda one: int(one["year"]))


def set_number(quantity: Data, year: int, value: object, *, provisional: bool) -> None:
    """Set a quantity's number for a year; a provisional plain number becomes a target of that year."""
    if provisional and set(quantity) == {"number"}:
        del quantity["number"]
        quantity["by_year"] = [{"year": year, "number": value}]
    table = find_number(quantity, year)
    assert table is not None
    table["number"] = value
    if table is not quantity:
        put_value(table, "provisional", provisional, default=False)


def replace_goal(data: Data, number: str | None, goal: Data | None) -> Data:
    """Return the plan with `goal` in place of the one with a number, or appended; None removes that one."""
    kept, place = [], len(data["goals"])
    for position, old in enumerate(data["goals"]):
        if old.get("number") == number:
            place = position
        else:
            kept.append(old)
    if goal is not None:
        kept.insert(place, goal)
    return {**data, "goals": kept}


def copy_goal(data: Data, number: str) -> Data | None:
    """Return a copy of the goal with a number."""
    return next((deepcopy(goal) for goal in data["goals"] if goal["number"] == number), None)


def find_only_goal(data: Data) -> Data | None:
    """Return the goal, where the data holds one goal and nothing else."""
    match data:
        case {"goals": [dict(only)]} if len(data) == 1:
            return only
    return None


def rewrite_problems(problems: Sequence[Problem], words: Words) -> Iterator[Problem]:
    """Rewrite problems for a form: places by their labels, and nothing about file syntax."""
    for problem in problems:
        empty = problem.params.get("value") == "" and problem.code in _OF_NOTHING
        place = write_place(problem.place, words)
        if problem.code in _NUMBER_AS_TEXT and (told := _find_number_problem(problem)):
            yield replace(told, place=place)
            continue
        code = "left_empty" if empty else _IN_A_FORM.get(problem.code, problem.code)
        yield replace(problem, code=code, place=place)


def _find_number_problem(problem: Problem) -> Problem | None:
    """Find what the reader of numbers says of a text that was typed where a number is needed."""
    try:
        numbers.parse_number(str(problem.params.get("value", "")))
    except InvalidInput as refused:
        (found,) = refused.problems
        return None if found.code == "figure_needed" else found
    return None


def write_place(place: str, words: Words) -> str:
    """Write `goals[2.1].criteria[2.1.1].milestone.due` as "Mål 2.1, delmål 2.1.1, frist"."""
    labels = read_catalogue(words.lang)
    said = []
    around = ""
    for name, key in _STEP.findall(place):
        if key and f"editor.place.{name}" in labels:
            said.append(words.t(f"editor.place.{name}", key=key))
        elif f"editor.field.{name}" in labels and not (name == "number" and around in _QUANTITIES):
            said.append(words.t(f"editor.field.{name}"))
        around = name
    text = ", ".join(part[:1].lower() + part[1:] for part in dict.fromkeys(said))
    return text[:1].upper() + text[1:]
