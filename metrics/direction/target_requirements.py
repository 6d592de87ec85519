"""The requirements that the yearly targets of a development plan must meet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from metrics.direction.direction_plan import DirectionFile
from metrics.direction.target_years import make_contract
from metrics.direction.yearly_target import YearlyTarget
from metrics.errors import Problem
from metrics.plan.combinations import find_combination_problems
from metrics.plan.formula import SeriesKey, find_series
from metrics.plan.model import Indicator
from metrics.plan.units import find_unit_mismatches
from metrics.plan.window import Window


def find_target_problems(file: DirectionFile) -> Iterator[Problem]:
    """Find every problem of the yearly targets, and that a document has neither targets nor initiatives."""
    if not (file.targets or file.focus_areas):
        yield Problem("list_empty", "focus_areas")
    known = {(one.institution, one.id): one for one in file.indicators}
    used = {step.number for step in file.walk()}
    for number, count in Counter(one.number for one in file.targets).items():
        if count > 1 or number in used:
            yield Problem("number_twice", f"targets[{number}]", {"number": number})
    for target in file.targets:
        yield from _find_year_problems(file, target)
        yield from _find_series_problems(file, target, known)


def _find_year_problems(file: DirectionFile, target: YearlyTarget) -> Iterator[Problem]:
    place = f"targets[{target.number}].by_year"
    for year, count in Counter(step.year for step in target.by_year).items():
        if count > 1:
            yield Problem("year_duplicate", place, {"year": year})
        if not file.start.year <= year <= file.end.year and file.start <= file.end:
            params: dict[str, object] = {"year": year, "start": file.start, "end": file.end}
            yield Problem("target_year_outside", place, params)


def _find_series_problems(
    file: DirectionFile, target: YearlyTarget, known: dict[SeriesKey, Indicator]
) -> Iterator[Problem]:
    place = f"targets[{target.number}]"
    unknown = False
    for name, quantity in target.criterion.quantities.items():
        for owner, key in find_series(quantity, file.institution):
            if (owner, key) not in known:
                unknown = True
                allowed = sorted(one for whose, one in known if whose == owner)
                params: dict[str, object] = {"key": key, "institution": owner, "allowed": allowed}
                yield Problem("indicator_unknown", f"{place}.{name}", params)
    if not unknown:
        window = Window.of(make_contract(file))
        yield from find_unit_mismatches(target.criterion, file.institution, known, place)
        yield from find_combination_problems(target.criterion, window, known, place)
