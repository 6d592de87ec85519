"""Readings of several periods say how these become one value, in a file and in what is written of a plan."""

from __future__ import annotations

from decimal import Decimal

import pytest

from db.plans import plan_file
from metrics.errors import InvalidInput
from metrics.periods import Frequency
from metrics.plan.combinations import count_periods, find_combination_problems, say_last
from metrics.plan.formula import Change, Growth, Path, Pooled, Quantity, Step
from metrics.plan.model import Institution, PlanFile
from metrics.plan.terms import Over
from metrics.plan.window import Window
from tests.factories import INDICATOR, OWNER, compared, goal, indicator, plan, quarterly, reads

KNOWN = {(OWNER, INDICATOR): quarterly(), (OWNER, "year"): indicator("year")}
WINDOW = Window.of(plan())


def codes(value: Quantity, target: Quantity | None = None) -> list[tuple[str, str]]:
    found = find_combination_problems(compared(value=value, target=target), WINDOW, KNOWN, "here")
    return [(problem.code, problem.place) for problem in found]


@pytest.mark.parametrize(
    "value",
    [
        reads(),
        reads(offset=-1),
        reads(period="2017"),
        Growth(baseline=reads(), rate=Decimal(2), since=2015),
        Path(by_year=(Step(year=2017, reading=reads()),)),
        Change(change_from=reads(), to=reads("year")),
    ],
)
def test_four_quarters_are_not_made_one_without_a_word(value: Quantity) -> None:
    assert codes(value) == [("over_missing", "here.value")]
    assert codes(reads("year"), value) == [("over_missing", "here.target")]


@pytest.mark.parametrize(
    "value",
    [
        reads(over=Over.LAST),
        reads(over=Over.SUM),
        reads("year"),
        reads(period="2017Q3"),
        reads("unknown"),
        Pooled(pooled=(reads(), reads(over=Over.POOLED))),
    ],
)
def test_what_says_it_or_reads_a_single_period_is_fine(value: Quantity) -> None:
    assert codes(value) == []


def test_within_one_ratio_every_reading_pools() -> None:
    assert codes(Pooled(pooled=(reads(over=Over.LAST), reads()))) == [("pooled_pools", "here.value")]


def test_periods_are_counted_in_those_of_the_series() -> None:
    for frequency, count in ((Frequency.YEAR, 1), (Frequency.QUARTER, 4), (Frequency.MONTH, 12)):
        assert count_periods(reads(), WINDOW, frequency) == count
    assert count_periods(reads(period="2017-12-15"), WINDOW, Frequency.MONTH) == 1


def file_of(value: Quantity) -> PlanFile:
    stored = plan(goal("1", compared(value=value)))
    owner = Institution(id=OWNER, name="Inst", ministry_area="Area")
    return PlanFile(
        **dict(stored), institutions=(owner,), indicators=(quarterly(), indicator("year")), observations=()
    )


def test_a_stored_plan_that_reads_the_last_quarter_says_so_when_it_is_written() -> None:
    stored = file_of(reads())
    text = plan_file.dump_plan(stored)
    assert 'over = "last"' in text
    assert plan_file.parse_plan(text) == stored
    assert plan_file.dump_plan(plan_file.parse_plan(text)) == text
    assert "over" not in plan_file.dump_plan(file_of(reads("year")))
    with pytest.raises(InvalidInput, match="over_missing"):
        plan_file.parse_plan(text.replace('over = "last"', ""))


def test_readings_of_one_ratio_are_written_without_a_word() -> None:
    both = file_of(Pooled(pooled=(reads(), reads("year"))))
    assert "over" not in plan_file.dump_plan(both)
    data = {"value": {"pooled": [{"indicator": INDICATOR}]}, "target": {"indicator": INDICATOR}}
    say_last(data, both)
    assert data == {
        "value": {"pooled": [{"indicator": INDICATOR}]},
        "target": {"indicator": INDICATOR, "over": Over.LAST},
    }
