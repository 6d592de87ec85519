"""What is foreseen by what was estimated on other days is what the figures of the day itself tell."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.facts.breaks import Break
from metrics.facts.schema import Event, Result
from metrics.foresight.estimated_tests import KEPT_ESTIMATES, EstimatedTests
from metrics.foresight.forecast import Forecast, Foresight, RunRate, Silence
from metrics.foresight.forecasting import foresee_plan
from metrics.foresight.history import Histories
from metrics.foresight.lean import Lean
from metrics.plan.terms import Over, Unit
from tests.factories import catalogue, compared, facts, goal, number, over, plan, quarterly, result
from tests.metrics.foresight.test_lean_laws import DAYS, histories
from tests.metrics.score.test_scoring_laws import Known, anything

QUARTERS = [f"{year}Q{quarter}" for year in range(2012, 2018) for quarter in range(1, 5)]
"""The fewest from which a forecast is made for a year of which two quarters are known."""


def list_needed(found: Foresight) -> list[tuple[RunRate | None, object]]:
    """List what the rest of the year must give, also the days that are left, which no comparison looks at."""
    needed = [one.needed for one in found.tests.values()]
    return [(one, one and one.left) for one in needed]


@settings(max_examples=60)
@given(anything(), DAYS, st.floats(-1, 1))
def test_of_any_plan_on_any_days_the_same_is_foreseen(known: Known, days: list[date], lean: float) -> None:
    estimated = EstimatedTests()
    for day in days:
        there = known.facts(day)
        plain = foresee_plan(known.plan, there, known.catalogue, lean=Lean(lean))
        kept = foresee_plan(known.plan, there, known.catalogue, lean=Lean(lean), estimated=estimated)
        assert kept == plain
        assert list_needed(kept) == list_needed(plain)


@settings(max_examples=100)
@given(
    histories(),
    DAYS,
    st.sampled_from([Over.SUM, Over.MEAN, Over.LAST, Over.MIN]),
    st.booleans(),
    st.sampled_from([2017, 2018]),
)
def test_whatever_comes_between_two_days_the_same_is_foreseen(
    said: Sequence[Result | Event | Break], days: list[date], how: Over, only_rises: bool, year: int
) -> None:
    leaf = compared("1.1", over(how), "<=", number("100"))
    span = {"start": date(year, 1, 1), "end": date(year + 1, 6, 30), "document_date": date(2015, 12, 15)}
    made = plan(goal("1", leaf), id="p", **span)
    there, estimated = (
        catalogue(quarterly(unit=Unit.PERCENTAGE_POINTS, only_rises=only_rises)),
        EstimatedTests(),
    )
    for day in days:
        known = facts(*said, as_of=day, known_at=day)
        plain, kept = foresee_plan(made, known, there), foresee_plan(made, known, there, estimated=estimated)
        assert kept == plain
        assert list_needed(kept) == list_needed(plain)


def foresee(day: date, said: Sequence[Result], estimated: EstimatedTests) -> Forecast | Silence:
    made = plan(goal("1", compared("1.1", over(Over.SUM), "<=", number("400"))), id="p")
    known = facts(*said, as_of=day, known_at=day)
    return foresee_plan(made, known, catalogue(quarterly(unit=Unit.COUNT)), estimated=estimated).tests["1.1"]


def test_days_on_which_as_much_is_known_share_an_estimate_and_the_newest_are_kept() -> None:
    said, estimated = [result(quarter, "90") for quarter in QUARTERS], EstimatedTests()

    def count_on(*days: date) -> int:
        assert all(foresee(day, said, estimated) for day in days)
        return len(estimated.kept)

    assert count_on(date(2017, 4, 1), date(2017, 4, 30), date(2017, 6, 29)) == 1
    assert count_on(date(2017, 6, 30), date(2017, 9, 29)) == 2
    assert count_on(date(2017, 1, 1), date(2017, 4, 1)) == 3


def test_the_newest_estimates_of_an_institution_are_kept() -> None:
    said, estimated = [result(quarter, "90") for quarter in QUARTERS], EstimatedTests()
    foresee(date(2017, 4, 1), said, estimated)
    ((place, (basis, _)),) = estimated.kept.items()
    (key, own, _, breaks) = basis.series[0]
    histories = Histories(facts(*said), catalogue(quarterly(unit=Unit.COUNT)))
    for ended in range(KEPT_ESTIMATES):
        other = basis._replace(series=((key, own, ended, breaks),))
        assert estimated.estimate(("other", "1.1"), other, histories)
    assert len(estimated.kept) == KEPT_ESTIMATES
    assert place not in estimated.kept


def test_what_was_left_of_the_year_is_not_left_once_it_has_passed() -> None:
    said, estimated = [result(quarter, "90") for quarter in QUARTERS[:-1]], EstimatedTests()
    before, after = (foresee(day, said, estimated) for day in (date(2017, 12, 30), date(2017, 12, 31)))
    assert before.needed is not None
    assert before.needed.left == (date(2017, 10, 1), date(2017, 12, 31))
    assert after.needed is not None
    assert not after.needed.is_over(date(2017, 12, 31))
    assert after.needed.is_over(date(2018, 1, 1))
