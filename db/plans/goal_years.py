"""Goals of a contract that bear the same number in different years, told apart by the year in front of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

Data = dict[str, Any]
MOST_BITS = 64  # of a year; a longer number is refused by the check


def tell_years_apart(data: Data) -> Data:
    """Write the year in front of the numbers of goals that several years share, and of their criteria: 2016.5."""
    goals = data.get("goals")
    if not isinstance(goals, list) or not all(isinstance(goal, dict) for goal in goals):
        return data
    named = [goal for goal in goals if isinstance(goal.get("number"), str)]
    dated = Counter(goal["number"] for goal in named if isinstance(goal.get("year"), int))
    times = Counter(goal["number"] for goal in named)
    shared = {number for number, count in dated.items() if count > 1 and count == times[number]}
    if not shared:
        return data
    return {**data, "goals": [_rename(goal) if goal.get("number") in shared else goal for goal in goals]}


def _rename(goal: Data) -> Data:
    year = goal["year"]
    if year.bit_length() > MOST_BITS:
        return goal
    names = {number: f"{year}.{number}" for number in (goal["number"], *_list_numbers(goal))}
    return _with_names(goal, names)


def _list_numbers(part: Mapping[str, Any]) -> list[str]:
    found: list[str] = []
    for child in _list_children(part):
        number = child.get("number")
        found += [*([number] if isinstance(number, str) else []), *_list_numbers(child)]
    return found


def _list_children(part: Mapping[str, Any]) -> Sequence[Data]:
    below = part.get("criteria")
    return [child for child in below if isinstance(child, dict)] if isinstance(below, list) else []


def _with_names(part: Data, names: Mapping[str, str]) -> Data:
    number = part.get("number")
    renamed = {**part, "number": names.get(number, number) if isinstance(number, str) else number}
    if isinstance(part.get("criteria"), list):
        renamed["criteria"] = [
            _with_names(child, names) if isinstance(child, dict) else child for child in part["criteria"]
        ]
    milestone = part.get("milestone")
    before = milestone.get("depends_on") if isinstance(milestone, dict) else None
    if isinstance(milestone, dict) and isinstance(before, str) and before in names:
        renamed["milestone"] = {**milestone, "depends_on": names[before]}
    return renamed
