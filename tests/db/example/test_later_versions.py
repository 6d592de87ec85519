"""Later versions of the example's plans: one is closed, and the limit of one is raised by an amendment."""

from __future__ import annotations

from datetime import date

from db.example.fiction import make_example
from db.example.later_versions import make_later_versions
from metrics.plan.formula import Path
from metrics.plan.model import PlanFile
from metrics.plan.versions import find_step_problems

PLANS = {plan.id: plan for plan in make_example().plans}
CLOSED, AMENDED = make_later_versions(PLANS.values())


def limits(plan: PlanFile) -> dict[int | None, str]:
    """The limits of goal 1.2 by year."""
    compare = plan.goal("1.2").criteria[0].compare
    assert compare is not None
    assert isinstance(compare.target, Path)
    return {step.year: str(step.number) for step in compare.target.by_year}


def test_the_plan_of_2023_is_closed_and_otherwise_as_it_was() -> None:
    before = PLANS["eksempel-ankenaevn-2023"]
    assert CLOSED.closed is not None
    assert CLOSED.closed.on == date(2024, 3, 1)
    assert CLOSED.model_copy(update={"closed": None}) == before


def test_the_amendment_raises_the_limit_of_2026_and_nothing_else() -> None:
    before = PLANS["eksempel-ankenaevn-2026"]
    assert limits(before) == {2025: "150", 2026: "130", 2027: "120"}
    assert limits(AMENDED) == {2025: "150", 2026: "140", 2027: "120"}
    assert [g for g in AMENDED.goals if g.number != "1.2"] == [g for g in before.goals if g.number != "1.2"]
    (amendment,) = AMENDED.amendments
    assert (amendment.on, amendment.valid_from) == (date(2026, 6, 18), date(2026, 7, 1))
    assert len({signature.party for signature in amendment.signatures}) == 2


def test_both_may_follow_the_version_before() -> None:
    for later in (CLOSED, AMENDED):
        assert find_step_problems(PLANS[later.id].plan, later.plan) == []
