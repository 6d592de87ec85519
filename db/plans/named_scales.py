"""Scales written once in a plan file and referred to by name, put where they are used and taken out again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from metrics.errors import Problem

Data = dict[str, Any]


def expand_scales(data: Mapping[str, Any]) -> tuple[Data, list[Problem]]:
    """Put each named scale where an assessment names it; return the data, and a problem for each unknown name."""
    known = _read_scales(data)
    problems: list[Problem] = []

    def expand(number: object, assessed: Data) -> Data:
        name = assessed.get("scale")
        if not isinstance(name, str):
            return assessed
        if name not in known:
            place = f"criteria[{number}].assessed.scale"
            problems.append(Problem("scale_unknown", place, {"key": name, "allowed": sorted(known)}))
        return {**assessed, "scale": known.get(name, [])}

    return _change_assessments(data, expand), problems


def collapse_scales(data: Mapping[str, Any]) -> Data:
    """Name each scale that is written once in the plan, where an assessment uses it."""
    names = {str(words): name for name, words in _read_scales(data).items()}

    def collapse(_: object, assessed: Data) -> Data:
        name = names.get(str(assessed.get("scale")))
        return assessed if name is None else {**assessed, "scale": name}

    return _change_assessments(data, collapse)


def _read_scales(data: Mapping[str, Any]) -> dict[str, list[Any]]:
    rows = data.get("scales")
    found = [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
    return {
        row["id"]: row["words"]
        for row in found
        if isinstance(row.get("id"), str) and isinstance(row.get("words"), list)
    }


def _change_assessments(data: Mapping[str, Any], change: Callable[[object, Data], Data]) -> Data:
    if not data.get("scales") and "goals" not in data:
        return dict(data)
    goals = data.get("goals")
    if not isinstance(goals, list):
        return dict(data)
    return {**data, "goals": [_change_part(goal, change) for goal in goals]}


def _change_part(part: Any, change: Callable[[object, Data], Data]) -> Any:
    if not isinstance(part, dict):
        return part
    changed = dict(part)
    if isinstance(part.get("assessed"), dict):
        changed["assessed"] = change(part.get("number"), part["assessed"])
    if isinstance(part.get("criteria"), list):
        changed["criteria"] = [_change_part(child, change) for child in part["criteria"]]
    return changed
