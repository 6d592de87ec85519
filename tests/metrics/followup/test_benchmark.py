"""What a series is held against: an average that is nobody's result, read as the test reads its own."""

from __future__ import annotations

from dataclasses import replace

from metrics.followup.benchmark import find_benchmarks, find_yardsticks
from metrics.plan.catalogue import Catalogue
from metrics.plan.criteria import Criterion, Within
from metrics.plan.terms import Unit
from tests.factories import (
    catalogue,
    compared,
    facts,
    goal,
    indicator,
    milestone,
    number,
    plan,
    reads,
    result,
)

OWN = compared(value=reads(over="mean"), target=reads(institution="state"))
MINE, THEIRS = plan(goal("1", OWN)), plan(id="other", institution="other")
KNOWN = catalogue(indicator(), indicator(owner="state"), indicator(owner="other"))
SAID = facts(
    result("2016", 70, owner="state"),
    *(result(f"2017Q{quarter}", 70 + quarter, owner="state") for quarter in range(1, 5)),
    result("2017", 50, owner="other"),
)


def benchmarks(leaf: Criterion = OWN, known: Catalogue = KNOWN) -> dict[str, dict[int, float]]:
    yardsticks = find_yardsticks([MINE, THEIRS], [MINE, THEIRS])
    found = find_benchmarks(MINE, leaf, range(2015, 2018), yardsticks, SAID, known)
    return {one.name: {year: float(value) for year, value in one.values.items()} for one in found}


def test_whoever_is_measured_against_and_has_no_plan_is_a_yardstick() -> None:
    later = plan(id="state-plan", institution="state")
    assert find_yardsticks([MINE, THEIRS], [MINE, THEIRS]) == {"state"}
    assert find_yardsticks([MINE], [MINE, later]) == set()
    assert find_yardsticks([THEIRS], [MINE, THEIRS]) == set()


def test_a_yardstick_has_its_values_for_the_years_and_no_other_institution_is_shown() -> None:
    assert benchmarks() == {"State": {2016: 70.0, 2017: 72.5}}


def test_another_unit_a_fictional_figure_or_a_test_without_a_series_is_held_against_nothing() -> None:
    days = catalogue(indicator(), indicator(owner="state", unit=Unit.DAYS))
    assert benchmarks(known=days) == {}
    fictional = KNOWN.institutions["inst"].model_copy(update={"fictional": True})
    assert benchmarks(known=replace(KNOWN, institutions={**KNOWN.institutions, "inst": fictional})) == {}
    assert benchmarks(milestone()) == {}
    assert benchmarks(known=catalogue(indicator())) == {}


def test_a_deviation_from_a_budget_is_not_compared_with_what_others_spent() -> None:
    budget = Within(value=reads(over="mean"), reference=reads("budget"), tolerance=number(2), relative=True)
    leaf = Criterion(number="1.1", title="1.1", within=budget)
    known = catalogue(*KNOWN.indicators.values(), indicator("budget"))
    assert benchmarks(leaf, known) == {}
    plain = budget.model_copy(update={"reference": number(0), "relative": False})
    assert set(benchmarks(leaf.model_copy(update={"within": plain}), known)) == {"State"}
