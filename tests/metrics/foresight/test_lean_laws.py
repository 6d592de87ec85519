"""What is looked back at by what was seen on other days is what all that is known on the day itself tells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.facts.breaks import Break
from metrics.facts.facts import Facts
from metrics.facts.schema import Event, EventKind, Result
from metrics.foresight import lean
from metrics.foresight.history import Histories
from metrics.foresight.lean import Hindsight, Lookback, Sights, look_as_before
from metrics.foresight.measurement import MeasurementForecast, forecast_test
from metrics.periods import add_years
from metrics.plan.catalogue import Catalogue
from metrics.plan.structure import derive_structure
from metrics.plan.terms import Over, Unit
from metrics.score.scoring import score_plan
from metrics.score.settlements.settled_verdicts import find_verdicts
from metrics.score.tests import judge_tests
from tests.factories import (
    INDICATOR,
    OWNER,
    catalogue,
    compared,
    event,
    facts,
    goal,
    number,
    over,
    plan,
    quarterly,
    result,
)
from tests.metrics.score.test_scoring_laws import Known, anything
from tests.settlements import add_settlements, close, settle

FIRST = date(2017, 1, 1)
DAYS = st.lists(st.integers(0, 900).map(lambda days: FIRST + timedelta(days=days)), min_size=2, max_size=8)
BACK = st.integers(1, 3)
QUARTERS = [f"{year}Q{quarter}" for year in range(2010, 2019) for quarter in range(1, 5)]


def look_plainly(chosen: Lookback, known: Facts, there: Catalogue) -> Iterator[Hindsight]:
    """Look back on the day itself, on all that is known, and with nothing kept of another."""
    plan, numbers, back = chosen
    day = add_years(known.as_of, -back)
    now = find_verdicts(plan, known, there, numbers)
    decided = [number for number in numbers if now[number][0].credit is not None]
    ready = derive_structure(plan)
    ended = {key: tuple(o for o in own if o.period.end <= day) for key, own in known.series.items()}
    then = replace(known, as_of=day, series=ended)
    passed = ((day - plan.start).days + 1) / ((plan.end - plan.start).days + 1)
    for key, (stood, trace) in judge_tests(plan, then, there, decided).items():
        test = ready.leaves[key].compare
        if stood.credit is not None or test is None:
            continue
        found = forecast_test(test, ready.windows[key], trace, Histories(then, there))
        if isinstance(found, MeasurementForecast):
            said = [one.kind for one in known.expectations.get((plan.id, key), ()) if one.on <= day]
            told = (found.forecast.method, found.forecast.p_met, now[key][0].credit == 1)
            yield Hindsight(back, *told, plan.institution, said[-1] if said else None, passed)


@settings(max_examples=60)
@given(anything(), DAYS, BACK)
def test_of_any_plan_on_any_days_the_same_is_seen(known: Known, days: list[date], back: int) -> None:
    compares = (leaf.number for leaf in derive_structure(known.plan).leaves.values() if leaf.compare)
    chosen, sights = Lookback(known.plan, tuple(compares), back), Sights()
    for day in days:
        there = known.facts(day)
        seen = [*look_as_before(chosen, there, known.catalogue, sights)]
        assert seen == [*look_plainly(chosen, there, known.catalogue)]


@st.composite
def histories(draw: st.DrawFn) -> list[Result | Event | Break]:
    """Quarters of a series that come late, are corrected or are missing; words, and a break."""
    said: list[Result | Event | Break] = []
    for quarter in draw(st.lists(st.sampled_from(QUARTERS), min_size=20, max_size=40)):
        recorded = draw(st.none() | st.integers(0, 900).map(lambda days: FIRST + timedelta(days=days)))
        amount = str(draw(st.integers(90, 110)))
        said.append(result(quarter, amount, recorded=recorded, provisional=draw(st.booleans())))
    for on in draw(st.lists(st.integers(0, 1200), max_size=3)):
        kind = draw(st.sampled_from([EventKind.EXPECTED_MET, EventKind.IN_DOUBT]))
        said.append(event("1.1", kind, on=date(2015, 1, 1) + timedelta(days=on), plan="p"))
    if draw(st.booleans()):
        since = date(draw(st.integers(2012, 2016)), 7, 1)
        said.append(Break(OWNER, INDICATOR, since, "N", datetime(2017, 5, 1, 12, tzinfo=UTC)))
    return said


@settings(max_examples=60)
@given(histories(), DAYS, BACK, st.sampled_from([Over.SUM, Over.MEAN, Over.LAST, Over.MIN]), st.booleans())
def test_whatever_comes_between_two_days_the_same_is_seen(
    said: Sequence[Result | Event | Break], days: list[date], back: int, how: Over, only_rises: bool
) -> None:
    leaf = compared("1.1", over(how), "<=", number("100"))
    year = {"start": date(2016, 1, 1), "end": date(2016, 12, 31), "document_date": date(2015, 12, 15)}
    chosen = Lookback(plan(goal("1", leaf), id="p", **year), ("1.1",), back)
    there, sights = catalogue(quarterly(unit=Unit.PERCENTAGE_POINTS, only_rises=only_rises)), Sights()
    for day in days:
        known = facts(*said, as_of=day, known_at=day)
        assert [*look_as_before(chosen, known, there, sights)] == [*look_plainly(chosen, known, there)]


def test_two_days_between_which_nothing_came_are_looked_at_once_and_the_newest_sights_are_kept() -> None:
    """A quarter of 2015 ends, and one of 2016 with it; two years are sixteen of them."""
    leaf = compared("1.1", over(Over.MEAN), "<=", number("100"))
    year = {"start": date(2016, 1, 1), "end": date(2016, 12, 31), "document_date": date(2015, 12, 15)}
    made = plan(goal("1", leaf), id="p", **year)
    rows = [result(quarter, "101") for quarter in QUARTERS]
    there, sights = catalogue(quarterly(unit=Unit.PERCENTAGE_POINTS)), Sights()

    def count(day: date, back: int = 1) -> int:
        known = facts(*rows, as_of=day, known_at=day)
        (seen,) = look_as_before(Lookback(made, ("1.1",), back), known, there, sights)
        assert seen.passed == ((add_years(day, -back) - made.start).days + 1) / 366
        return sum(map(len, sights.values()))

    assert count(date(2017, 4, 1)) == 1
    assert count(date(2017, 6, 29)) == 1
    assert count(date(2017, 6, 30)) == 2
    assert count(date(2017, 9, 29)) == 2
    assert [count(date(2017, 10, 1)), count(date(2017, 2, 1))] == [3, 4]
    assert lean.KEPT_SIGHTS == 4
    assert count(date(2018, 2, 1), 2) == 5


YEAR = {"start": date(2016, 1, 1), "end": date(2016, 12, 31), "document_date": date(2015, 12, 15)}
LAST = plan(goal("1", compared("1.1", over(Over.LAST), "<=", number("100"))), id="p", **YEAR)
EARLIER = [result(quarter, "70") for quarter in QUARTERS if quarter < "2016Q4"]


def see(known: Facts, there: Catalogue, sights: Sights) -> list[Hindsight]:
    chosen = Lookback(LAST, ("1.1",), 1)
    seen = [*look_as_before(chosen, known, there, sights)]
    assert seen == [*look_plainly(chosen, known, there)]
    return seen


def test_a_level_that_only_rises_is_told_by_what_is_seen_after_its_year() -> None:
    """Nobody knows the last quarter of 2016; 90 in the next one means that it was no more."""
    there, sights = catalogue(quarterly(unit=Unit.COUNT, only_rises=True)), Sights()
    rows = [*EARLIER, result("2017Q1", "90")]
    assert not see(facts(*rows, as_of=date(2017, 3, 1), known_at=date(2017, 3, 1)), there, sights)
    (seen,) = see(facts(*rows, as_of=date(2017, 4, 2), known_at=date(2017, 4, 2)), there, sights)
    assert seen.met


def test_a_figure_for_the_last_day_of_the_year_is_of_the_year() -> None:
    there, sights = catalogue(quarterly(unit=Unit.COUNT)), Sights()
    rows = [*EARLIER, result("2016-12-31", "120", recorded=date(2017, 2, 1))]
    day = date(2017, 3, 1)
    assert not see(facts(*rows, as_of=day, known_at=date(2017, 1, 15)), there, sights)
    (seen,) = see(facts(*rows, as_of=day, known_at=day), there, sights)
    assert not seen.met


def test_what_a_plan_was_settled_on_is_what_came() -> None:
    """A correction after the plan was closed changes nothing of it; before the day of closing the figures count."""
    there, sights = catalogue(quarterly(unit=Unit.COUNT)), Sights()
    rows = [*EARLIER, result("2016Q4", "90"), result("2016Q4", "120", recorded=date(2017, 4, 1))]
    day = date(2017, 3, 1)
    settlement = settle(score_plan(LAST, facts(*rows, as_of=day, known_at=day), there))
    late = facts(*rows, as_of=date(2017, 5, 1), known_at=date(2017, 5, 1))
    assert [one.met for one in see(late, there, sights)] == [False]
    chosen = Lookback(close(LAST, day), ("1.1",), 1)
    closed = add_settlements(late, settlement)
    assert [one.met for one in look_as_before(chosen, closed, there, sights)] == [True]
    assert [*look_plainly(chosen, closed, there)] == [*look_as_before(chosen, closed, there, sights)]
