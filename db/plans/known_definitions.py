"""Definitions that a plan's file leaves out because the database has them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from metrics.plan.catalogue import Catalogue
from metrics.plan.formula import SeriesKey

_DEFINING = ("institutions", "indicators")


def add_known_definitions(data: Mapping[str, Any], known: Catalogue) -> dict[str, Any]:
    """Add to the data of a plan's file the known institutions and indicators that it uses and does not define.

    Institutions are as they are on the plan's first day. What the file defines itself stays.
    """
    if any(not isinstance(data.get(name, []), list) for name in _DEFINING):
        return dict(data)
    own, start = str(data.get("institution")), data.get("start")
    given = {name: [row for row in data.get(name, []) if isinstance(row, dict)] for name in _DEFINING}
    declared = {(str(row.get("institution")), str(row.get("id"))) for row in given["indicators"]}
    series = [key for key in _find_series(data, own) if key in known.indicators and key not in declared]
    owners = {own, *(owner for owner, _ in [*series, *declared])}
    owners -= {str(row.get("id")) for row in given["institutions"]}
    missing = [key for key in known.institutions if key in owners]
    day = start if isinstance(start, date) and not isinstance(start, datetime) else None
    institutions = [known.find_institution(key, day) if day else known.institutions[key] for key in missing]
    indicators = [known.find_indicator(key, day) if day else known.indicators[key] for key in series]
    added = {
        "institutions": [one.model_dump(exclude_defaults=True) for one in institutions],
        "indicators": [one.model_dump(exclude_defaults=True) for one in indicators],
    }
    return {**data, **{name: [*data.get(name, []), *rows] for name, rows in added.items() if rows}}


def _find_series(data: Mapping[str, Any], own: str) -> Iterator[SeriesKey]:
    """Yield each series that a file reads or gives a value of, once."""
    found: dict[SeriesKey, None] = {}
    waiting: list[object] = [value for name, value in data.items() if name not in _DEFINING]
    while waiting:
        part = waiting.pop()
        if isinstance(part, dict):
            owner, key = part.get("institution", own), part.get("indicator")
            if isinstance(owner, str) and isinstance(key, str):
                found[owner, key] = None
            waiting += part.values()
        elif isinstance(part, list):
            waiting += part
    yield from sorted(found)
