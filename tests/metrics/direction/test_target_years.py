"""Yearly targets of a contract over several years, against results and against yearly plans."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from metrics.direction.direction_plan import Direction
from metrics.direction.target_years import (
    Agreement,
    TargetYear,
    find_aimed_at,
    find_target_trend,
    find_target_years,
)
from metrics.direction.yearly_target import YearlyTarget
from metrics.facts.schema import Result
from metrics.plan.formula import Step
from metrics.plan.model import Plan
from metrics.plan.terms import Over
from metrics.status import Status
from tests.directions import direction
from tests.factories import catalogue, compared, facts, goal, number, plan, quarterly, reads, result, within

KNOWN = catalogue(quarterly())
POOLED = reads(over=Over.POOLED)


def target(**changes: Any) -> YearlyTarget:
    steps = tuple(Step(year=year, number=Decimal(n)) for year, n in ((2023, 90), (2024, 91), (2025, 92)))
    given = {"number": "A", "title": "In time", "section": "2", "value": POOLED, "by_year": steps}
    return YearlyTarget(**{**given, **changes})


def contract(*targets: YearlyTarget) -> Direction:
    return direction(targets=targets or (target(),), focus_areas=()).bare


def year_of(year: int, *tops: int) -> list[Result]:
    """Quarters of a year with 100 cases each."""
    return [result(f"{year}Q{n}", of=(top, 100)) for n, top in enumerate(tops, 1)]


def yearly(year: int, criterion: Any, **changes: Any) -> Plan:
    ends = {"start": date(year, 1, 1), "end": date(year, 12, 31)}
    return plan(goal("1", criterion), **{"id": f"plan-{year}", **ends, **changes})


def find(*results: Result, plans: tuple[Plan, ...] = (), on: date = date(2024, 8, 1)) -> list[TargetYear]:
    return find_target_years(contract(), plans, facts(*results, as_of=on), KNOWN)


def test_a_year_is_judged_once_its_final_figure_is_there_and_never_before() -> None:
    # 2023: (88 + 92 + 90 + 91) / 400 = 90.25, at least 90. 2024 has two quarters of four.
    found = find(*year_of(2023, 88, 92, 90, 91), *year_of(2024, 99, 99))
    assert [(one.year, one.status) for one in found] == [
        (2023, Status.MET),
        (2024, Status.NOT_DUE),
        (2025, Status.NOT_DUE),
    ]
    assert found[0].trace.actual is not None
    assert found[0].trace.actual.value == Decimal("90.25")
    later = find(*year_of(2023, 88, 92, 90, 89), *year_of(2024, 99, 99), on=date(2025, 3, 1))
    # 89.75 misses 90; the quarters of 2024 that are missing are no zeros, and no verdict.
    assert [one.status for one in later] == [Status.NOT_MET, Status.UNKNOWN, Status.NOT_DUE]


def test_a_provisional_figure_gives_no_verdict() -> None:
    last = result("2023Q4", of=(91, 100), provisional=True)
    assert find(*year_of(2023, 99, 99, 99), last)[0].status is Status.UNKNOWN


def test_a_year_without_any_figure_has_no_result() -> None:
    (first, *_) = find(on=date(2024, 8, 1))
    assert first.status is Status.UNKNOWN
    assert first.trace.actual is not None
    assert first.trace.actual.value is None


def test_yearly_goals_for_the_same_series_and_year_are_held_against_the_target() -> None:
    plans = (
        yearly(2025, within("1.1")),
        yearly(2023, compared("1.1", POOLED, target=number(90))),
        yearly(2024, compared("1.1", POOLED, target=number(89))),
    )
    found = find(plans=plans)
    assert [[(aim.plan.id, aim.goal.number, aim.agreement) for aim in one.aims] for one in found] == [
        [("plan-2023", "1", Agreement.SAME)],
        [("plan-2024", "1", Agreement.OTHER_TARGET)],
        [("plan-2025", "1", Agreement.OTHER_MEASURE)],
    ]


def test_another_sign_is_another_target_and_another_reading_another_measure() -> None:
    def agreement(criterion: Any) -> Agreement:
        (aim,) = find(plans=(yearly(2023, criterion),))[0].aims
        return aim.agreement

    assert agreement(compared("1.1", POOLED, ">", number(90))) is Agreement.OTHER_TARGET
    assert agreement(compared("1.1", reads(over=Over.MEAN), target=number(90))) is Agreement.OTHER_MEASURE
    # The target is the result of a year that has none.
    assert agreement(compared("1.1", POOLED, target=reads(over=Over.POOLED, offset=-1))) is Agreement.UNKNOWN


def test_goals_of_others_of_other_series_and_withdrawn_ones_are_not_held_against_it() -> None:
    same = compared("1.1", POOLED)
    others = (
        yearly(2023, same, id="other", institution="else"),
        yearly(2023, compared("1.1", reads("another", over=Over.POOLED)), id="series"),
        plan(goal("1", same, withdrawn=date(2023, 5, 1)), start=date(2023, 1, 1), end=date(2023, 12, 31)),
    )
    known = catalogue(quarterly(), quarterly("another"), quarterly(owner="else"))
    found = find_target_years(contract(), others, facts(as_of=date(2024, 8, 1)), known)
    assert [one.aims for one in found] == [(), (), ()]


def test_a_goal_finds_the_targets_it_is_held_against() -> None:
    own = yearly(2024, compared("1.1", POOLED))
    told = facts(as_of=date(2024, 8, 1))
    ((_, one, aim),) = find_aimed_at([contract()], own, "1", told, KNOWN)
    assert (one.year, aim.agreement) == (2024, Agreement.OTHER_TARGET)
    assert find_aimed_at([contract()], own, "2", told, KNOWN) == []


def test_the_course_is_judged_by_the_contract_s_own_targets() -> None:
    told = facts(*year_of(2023, 88, 92, 90, 91), as_of=date(2024, 8, 1))
    trend = find_target_trend(contract(), target(), told, KNOWN)
    assert trend is not None
    assert [(point.year, point.holds) for point in trend.results] == [(2023, True)]
    assert [(point.year, [float(limit) for limit in point.limits]) for point in trend.targets] == [
        (2023, [90]),
        (2024, [91]),
        (2025, [92]),
    ]
