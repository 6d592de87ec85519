"""Goals of a contract that bear the same number in different years, told apart by the year in front of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

Data = dict[str, Any]


def tell_years_apart(data: Data) -> Data:
    """Write the year in front of the numbers of goals that several years share, and of their criteria: 2016.5."""
    goals = data.get("goals")
    if not isinstance(goals, list) or not all(isinstance(goal, dict) for goal in goals):
        return data
    dated = Counter(str(goal.get("number")) for goal in goals if isinstance(goal.get("year"), int))
    times = Counter(str(goal.get("number")) for goal in goals)
    shared = {number for number, count in dated.items() if count > 1 and count == times[number]}
    if not shared:
        return data
    return {**data, "goals": [_rename(goal) if goal.get("number") in shared else goal for goal in goals]}


def _rename(goal: Data) -> Data:
    names = {number: f"{goal['year']}.{number}" for number in (goal["number"], *_list_numbers(goal))}
    return _with_names(goal, names)


def _list_numbers(part: Mapping[str, Any]) -> list[str]:
    found: list[str] = []
    for child in _list_children(part):
        found += [str(child.get("number")), *_list_numbers(child)]
    return found


def _list_children(part: Mapping[str, Any]) -> Sequence[Data]:
    below = part.get("criteria")
    return [child for child in below if isinstance(child, dict)] if isinstance(below, list) else []


def _with_names(part: Data, names: Mapping[str, str]) -> Data:
    renamed = {**part, "number": names.get(str(part.get("number")), part.get("number"))}
    if isinstance(part.get("criteria"), list):
        renamed["criteria"] = [
            _with_names(child, names) if isinstance(child, dict) else child for child in part["criteria"]
        ]
    milestone = part.get("milestone")
    if isinstance(milestone, dict) and milestone.get("depends_on") in names:
        renamed["milestone"] = {**milestone, "depends_on": names[milestone["depends_on"]]}
    return renamed
