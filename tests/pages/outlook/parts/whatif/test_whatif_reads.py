"""The same suppositions of the same plan at the same moment are computed once, and others anew."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from metrics.errors import InvalidInput
from metrics.followup.outlook import Outlooks, find_outlook
from metrics.followup.thresholds import USUAL
from metrics.plan.pay_rule import Pay, PayPlan
from metrics.whatif.whatif import Suppositions
from pages.outlook.parts.whatif import whatif_reads
from pages.ui.moments import JudgedMoment
from tests.factories import catalogue, facts, goal, milestone, plan

MET = Suppositions({"1": Fraction(1)})


def moment(key: str, **changes: object) -> JudgedMoment:
    """A plan of two milestones early in its year; `key` names the moment in the caches."""
    of = plan(goal("1", milestone("1.1")), goal("2", milestone("2.1")), **changes)
    known = facts(as_of=date(2017, 3, 1))
    outlooks = Outlooks({of.id: of}, lambda one: find_outlook(one, known, catalogue(), USUAL))
    return JudgedMoment(key, catalogue(), known, outlooks, {})


def test_what_is_supposed_is_earned_if_so_and_computed_once() -> None:
    found = whatif_reads.read_what_if(moment("once"), "plan-2017", MET)
    assert found.official.points.secured == 0
    assert found.changed.points.secured == 50
    assert whatif_reads.read_what_if(moment("once"), "plan-2017", MET) is found
    assert whatif_reads.read_what_if(moment("another"), "plan-2017", MET) is not found


def test_other_suppositions_are_not_the_same() -> None:
    now = moment("other suppositions")
    nothing = whatif_reads.read_what_if(now, "plan-2017", Suppositions())
    assert nothing.changed.points.secured == 0
    assert whatif_reads.read_what_if(now, "plan-2017", MET).changed.points.secured == 50


def test_what_cannot_be_supposed_is_refused() -> None:
    with pytest.raises(InvalidInput, match="goal_unknown"):
        whatif_reads.read_what_if(moment("refused"), "plan-2017", Suppositions({"9": Fraction(1)}))


def test_the_goals_that_decide_depend_on_the_points_wanted() -> None:
    now = moment("pivots")
    decisive = whatif_reads.read_pivots(now, "plan-2017", MET, Fraction(80))
    assert [pivot.number for pivot in decisive] == ["2"]
    assert decisive[0].met.reaches == (1.0, 1.0)
    assert whatif_reads.read_pivots(now, "plan-2017", MET, Fraction(50))[0].missed.reaches == (1.0, 1.0)


def test_totals_are_read_of_the_other_plans_of_the_rule_for_pay_that_are_there() -> None:
    assert whatif_reads.read_other_totals(moment("no pay"), "plan-2017") == {}
    rule = Pay(cap=Decimal(10), plans=(PayPlan(plan="gone", weight=Decimal(1)),))
    assert whatif_reads.read_other_totals(moment("pay", pay=rule), "plan-2017") == {}
