"""The register agency: two of three registers, nested criteria, and a goal that earns a part."""

from __future__ import annotations

from random import Random

import pytest

from db.example.parts import PARTLY, PLAN_YEARS
from db.example.registers import REGISTERS
from metrics.algebra.tree import Rule
from metrics.plan.terms import Unit


@pytest.mark.parametrize("year", PLAN_YEARS)
def test_two_of_three_registers_are_enough(year: int) -> None:
    stable = next(goal for goal in REGISTERS.goals(year) if goal.number == "1.1")
    assert (stable.rule, stable.k, len(stable.criteria)) == (Rule.AT_LEAST, 2, 3)


@pytest.mark.parametrize("year", PLAN_YEARS)
def test_the_quality_goal_weighs_50_30_and_20_and_earns_a_part(year: int) -> None:
    quality = next(goal for goal in REGISTERS.goals(year) if goal.number == "1.2")
    assert (quality.rule, quality.grade) == (Rule.SUM, PARTLY)
    assert [criterion.weight for criterion in quality.criteria] == [50, 30, 20]
    assert [leaf.number for leaf in quality.leaves()] == ["1.2.1", "1.2.2.a", "1.2.2.b", "1.2.3.1", "1.2.3.2"]


def test_uptime_is_a_share_of_2190_hours_a_quarter() -> None:
    uptimes = [series for series in REGISTERS.series if series.indicator.id.startswith("oppetid-")]
    assert len(uptimes) == 3
    for series in uptimes:
        assert (series.indicator.unit, series.indicator.decimals) == (Unit.PERCENT, 2)
        assert {figure.denominator for figure in series.shape(Random(1))} == {2190}  # noqa: S311


def test_what_went_otherwise_is_in_the_plans() -> None:
    for year, number in REGISTERS.progress.late:
        leaves = [leaf.number for goal in REGISTERS.goals(year) for leaf in goal.leaves()]
        assert number in leaves
