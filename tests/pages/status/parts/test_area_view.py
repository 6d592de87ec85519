"""A ministry area on a day: which plans run, in which order, and how many institutions end below."""

from __future__ import annotations

from datetime import date

import pytest

from metrics.plan.model import Scoring
from metrics.plan.terms import Weights
from tests.believing import EARLY, milestones
from tests.factories import event
from tests.pages.areas import REPORT, judged, seen, view

AFTER = date(2018, 1, 20)
UNSCORED = Scoring(weights=Weights.NONE)


def test_the_plan_furthest_below_comes_first_and_each_institution_counts_by_its_chance() -> None:
    """One goal is the whole total: 10 and 70 per cent end below 80."""
    found = view(seen("north", 0.9), seen("south", 0.3))
    assert list(found.headlines) == ["south-2017", "north-2017"]
    assert found.below.expected == pytest.approx(0.8)
    assert (found.counted, found.unsettled, found.resting) == (2, 0, ())


def test_of_an_institution_with_two_running_plans_the_newest_counts() -> None:
    earlier = milestones(
        1, id="north-2016", institution="north", start=date(2016, 1, 1), end=date(2016, 12, 31)
    )
    found = view(seen("north", 0.9), judged(earlier, 0.1))
    assert list(found.headlines) == ["north-2017", "north-2016"]
    assert [one.score.plan.id for one in found.newest] == ["north-2017"]
    assert found.counted == 1
    assert found.below.expected == pytest.approx(0.1)


def test_an_institution_whose_plan_is_long_over_rests() -> None:
    old = milestones(1, id="north-2014", institution="north", start=date(2014, 1, 1), end=date(2014, 12, 31))
    found = view(judged(old, 0.5), seen("south", 0.5))
    assert [score.plan.id for score in found.resting] == ["north-2014"]
    assert list(found.headlines) == ["south-2017"]


def test_a_signed_plan_of_next_year_leaves_the_running_one_alone_and_a_first_one_rests_until_it_begins() -> (
    None
):
    coming = {"start": date(2018, 1, 1), "end": date(2018, 12, 31)}
    next_year = judged(milestones(1, id="north-2018", institution="north", **coming), 0.5)
    first = judged(milestones(1, id="south-2018", institution="south", **coming), 0.5)
    found = view(seen("north", 0.5), next_year, first)
    assert list(found.headlines) == ["north-2017"]
    assert [score.plan.id for score in found.resting] == ["south-2018"]


def test_what_was_below_before_is_counted_of_the_same_institutions() -> None:
    now = seen("north", 0.9), seen("south", 0.3)
    found = view(*now, before=[seen("north", 0.5, as_of=REPORT), seen("south", 0.5, as_of=REPORT)])
    assert found.since == REPORT
    assert found.below_before is not None
    assert found.below_before.expected == pytest.approx(1)
    assert float(found.headlines["south-2017"].change or 0) == pytest.approx(-20)
    assert view(*now, before=[seen("north", 0.5, as_of=REPORT)]).below_before is None


def test_of_a_year_that_is_over_only_what_is_settled_is_counted() -> None:
    of = milestones(1, id="south-2017", institution="south")
    settled = judged(of, None, as_of=AFTER, said=[event("1.1", "not_met", plan="south-2017")])
    found = view(seen("north", 0.9, as_of=AFTER), settled, as_of=AFTER)
    assert (found.counted, found.unsettled, found.below.expected) == (1, 1, 1)
    assert view(seen("north", 0.9, as_of=AFTER), as_of=AFTER).counted == 0


def test_who_has_no_forecast_or_no_total_is_not_counted() -> None:
    found = view(seen("north", 0.9), seen("south", None), seen("inst", 0.5, scoring=UNSCORED))
    assert (found.counted, found.below.silent, found.unsettled) == (1, ("south-2017",), 0)


def test_the_next_report_is_the_first_that_is_still_to_come() -> None:
    assert view(seen("north", 0.5), as_of=EARLY).next_report == date(2017, 11, 1)
    assert view(seen("north", 0.5, as_of=AFTER), as_of=AFTER).next_report is None


def test_an_earlier_year_is_told_once_it_is_over_and_a_contract_tells_each_of_its_own() -> None:
    """A plan year that still runs is expected to end somewhere, which is no result."""
    summer = milestones(
        1, id="north-2016", institution="north", start=date(2016, 8, 1), end=date(2017, 7, 31)
    )
    contract = milestones(2, id="south-2015", institution="south", start=date(2015, 1, 1))
    goals = tuple(one.model_copy(update={"year": 2015 + turn}) for turn, one in enumerate(contract.goals))
    on = date(2016, 6, 30)
    known = [event("1.1", on=on, plan="south-2015"), event("2.1", "not_met", on, plan="south-2015")]
    found = view(
        judged(summer, 0.5), judged(contract.model_copy(update={"goals": goals}), None, None, said=known)
    )
    totals = {year: total.total for (_, year), total in found.years.items()}
    assert totals == {2015: 100, 2016: 0}
    assert {owner for owner, _ in found.years} == {"south"}
