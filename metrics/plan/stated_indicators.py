"""Series as a plan's file defines them, held against what they are on the plan's first day."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from metrics.errors import Problem
from metrics.plan.catalogue import Catalogue
from metrics.plan.formula import SeriesKey
from metrics.plan.indicator_history import EMPTIED, IndicatorChange
from metrics.plan.model import Indicator, Plan, PlanFile
from metrics.plan.terms import FIRST_DAY

_CURED = {
    "name": "indicator_named_otherwise",
    "definition": "indicator_defined_otherwise",
    "owner": "indicator_owned_otherwise",
    "cases": "indicator_counted_otherwise",
}
"""What can be another from a day on, and the problem that says how."""


@dataclass(frozen=True, slots=True)
class StatedIndicators:
    """What a file says of known series: corrections of those that only drafts use, and where it contradicts others."""

    corrections: tuple[IndicatorChange, ...] = ()
    problems: tuple[Problem, ...] = ()


def find_restated(plan: PlanFile, catalogue: Catalogue) -> list[tuple[Indicator, Indicator]]:
    """Find the series of which a file says something new: each as known on the plan's first day, and as given."""
    known = (
        (catalogue.find_indicator((given.institution, given.id), plan.start), given)
        for given in plan.indicators
        if (given.institution, given.id) in catalogue.indicators
    )
    return [(had, given) for had, given in known if had != given]


def compare_indicators(
    plan: PlanFile,
    catalogue: Catalogue,
    plans: Iterable[Plan],
    reported: Collection[SeriesKey],
    now: datetime,
) -> StatedIndicators:
    """Compare a file's series with those known. `plans` are the newest versions of all; `reported` has figures.

    A series lives across plans, so a later plan may not redefine it: unless nothing but drafts has used it so far.
    """
    corrections: list[IndicatorChange] = []
    problems: list[Problem] = []
    restated = find_restated(plan, catalogue)
    used = {series for one in plans if one.locked for series in one.series()} if restated else set()
    for known, given in restated:
        key = (given.institution, given.id)
        if key in used or key in reported:
            problems += _find_differences(known, given)
        else:
            corrections.append(_correct(known, given, plan.source, now))
    return StatedIndicators(tuple(corrections), tuple(problems))


def update_indicators(plan: PlanFile, catalogue: Catalogue) -> PlanFile:
    """Return the plan with those series as they are on its first day that are stated as they were on another."""

    def update(given: Indicator) -> Indicator:
        history = catalogue.indicator_histories.get((given.institution, given.id))
        if history is None:
            return given
        had = [history.first, *(history.on(change.since) for change in history.changes)]
        return history.on(plan.start) if given in had else given

    return plan.model_copy(update={"indicators": tuple(map(update, plan.indicators))})


def refuse_corrections(
    plan: PlanFile, catalogue: Catalogue, corrections: Iterable[IndicatorChange]
) -> list[Problem]:
    """Return the problems that stand for corrections which whoever brings the file may not make."""
    given = {(one.institution, one.id): one for one in plan.indicators}
    keys = [one.series for one in corrections]
    return [
        p for key in keys for p in _find_differences(catalogue.find_indicator(key, plan.start), given[key])
    ]


def _list_differing(before: Indicator, now: Indicator) -> list[str]:
    return [name for name in Indicator.model_fields if getattr(before, name) != getattr(now, name)]


def _correct(before: Indicator, now: Indicator, reason: str, moment: datetime) -> IndicatorChange:
    said = {name: getattr(now, name) for name in _list_differing(before, now)}
    said |= {name: said[name] or "" for name in EMPTIED if name in said}
    return IndicatorChange(now.institution, now.id, FIRST_DAY, moment, reason, **said)


def _find_differences(before: Indicator, now: Indicator) -> list[Problem]:
    place = f"indicators[{now.id}]"
    return [
        Problem(
            _CURED.get(name, "definition_differs"),
            f"{place}.{name}",
            {
                "recorded": getattr(before, name),
                "given": getattr(now, name),
                **({"key": now.id, "institution": now.institution} if name in _CURED else {}),
            },
        )
        for name in _list_differing(before, now)
    ]
