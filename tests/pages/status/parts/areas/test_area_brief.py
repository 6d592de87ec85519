"""An area in brief: its plans, how they are spread, what is late and what is missing; and when areas come first."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from metrics.access import Role
from metrics.followup.deadlines import Deadline, Duty
from metrics.status import Status
from pages.status.parts.areas.area_brief import AreaBrief, Order, brief_area, rank_areas
from tests.believing import EARLY, milestones
from tests.pages.areas import judged, seen, view


def brief(*outlooks: object, **changes: object) -> AreaBrief:
    return replace(brief_area(view(*outlooks)), **changes)  # type: ignore[arg-type]


def test_an_area_tells_where_its_institutions_end_and_where_their_goals_stand() -> None:
    """One goal is the whole total: the means are 90 and 30 in 100."""
    found = brief(seen("north", 0.9), seen("south", 0.3))
    assert [one.plan.institution for one in found.plans] == ["south", "north"]
    assert [float(one.share or 0) for one in found.plans] == pytest.approx([0.3, 0.9])
    assert found.bins == (1, 0, 0, 0, 1)
    assert found.statuses == {Status.AT_RISK: 1, Status.ON_TRACK: 1}
    assert (found.counted, found.silent, found.enough) == (2, 0, Fraction(80))
    assert found.below == pytest.approx(0.4)


def test_where_a_goal_has_no_forecast_the_middle_of_the_bounds_counts_and_the_total_is_unknown() -> None:
    """Of two equal goals one is certain and the other silent: the total is from 50 to 100."""
    (one,) = brief(seen("north", 1.0, None)).plans
    assert (one.total, one.between, one.share) == (None, (Fraction(50), Fraction(100)), Fraction(3, 4))


def test_too_early_to_tell_names_no_number() -> None:
    assert brief(seen("north", 0.5)).likely is None


def test_a_plan_that_is_not_running_has_no_total_and_no_goals_in_the_count() -> None:
    old = milestones(1, id="north-2014", institution="north", start=date(2014, 1, 1), end=date(2014, 12, 31))
    found = brief(judged(old, 0.5))
    assert [(one.is_running, one.share, dict(one.statuses)) for one in found.plans] == [(False, None, {})]
    assert (found.bins, found.below, found.newest) == ((0, 0, 0, 0, 0), -1.0, ())


def test_what_is_past_its_day_is_late_and_a_value_is_missing() -> None:
    seen_now = view(seen("north", 0.5))
    (plan,) = [one.score.plan for one in seen_now.headlines.values()]
    owed = [
        Deadline(plan, duty, due, Role.REPORTER)
        for duty, due in (
            (Duty.REPORT, date(2017, 2, 1)),
            (Duty.VALUE, date(2017, 2, 1)),
            (Duty.VALUE, date(2017, 2, 2)),
            (Duty.VALUE, EARLY),
        )
    ]
    found = brief_area(replace(seen_now, owed=owed))
    assert (found.late, found.missing) == (1, 2)


def test_areas_are_ranked_by_what_burns_by_name_or_by_what_is_late() -> None:
    bad, good = brief(seen("north", 0.1), name="B"), brief(seen("south", 0.9), name="A")
    late = replace(good, name="C", plans=(replace(good.plans[0], late=1),))
    areas = [good, late, bad]
    named = {order: [area.name for area in rank_areas(areas, order)] for order in Order}
    assert named == {
        Order.WORST: ["B", "A", "C"],
        Order.NAME: ["A", "B", "C"],
        Order.LATE: ["C", "A", "B"],
    }
