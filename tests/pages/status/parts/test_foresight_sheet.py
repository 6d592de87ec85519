"""What a goal's page says of its tests ahead of their day."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from metrics.algebra.tree import Rule
from metrics.facts.schema import Event, Result
from metrics.followup.outlook import Outlook, find_outlook
from metrics.followup.risk import RiskRule
from metrics.followup.thresholds import USUAL
from metrics.plan.criteria import GradePoint, Grading
from metrics.plan.model import Goal, Indicator
from metrics.plan.terms import Unit
from metrics.score.trend import find_trend
from pages.status.parts.foresight_sheet import draw_beside, draw_flags, draw_foreseen, draw_lost
from tests.factories import (
    catalogue,
    compared,
    event,
    expected_number,
    facts,
    goal,
    milestone,
    number,
    over,
    plan,
    quarterly,
    result,
)
from tests.foreseeing import AFTER_Q3, STEADY, shares
from tests.pages.drawing import DA, plain, writer


@pytest.mark.parametrize(
    ("quarters", "said"),
    [((8, 9, 1), "1.1: Kan ikke længere opfyldes (fra 30. juni 2017)"), ((8, 8, 0), "")],
)
def test_a_lost_test_tells_since_when_and_one_that_can_be_met_tells_nothing(
    quarters: tuple[int, ...], said: str
) -> None:
    errors = compared("1.1", over("sum"), "<=", number(16))
    rows = [result(f"2017Q{quarter}", count) for quarter, count in enumerate(quarters, 1)]
    known, series = facts(*rows, as_of=date(2017, 10, 15)), catalogue(quarterly(unit=Unit.COUNT))
    found = find_outlook(plan(goal("1", errors)), known, series, USUAL)
    shown = draw_lost(found, found.score.goal("1"), writer(series))
    assert said in shown.replace("\u00a0", " ")
    assert bool(shown) is bool(said)


SHARE = compared("1.1", over("pooled"), ">=", number(90))
ROWS = [*STEADY, *shares(2017, 45, 45, 45)]


def seen(of: Goal, as_of: date, *said: Result | Event) -> Outlook:
    """The outlook of a goal of 2017, on the figures since 2014 and what was said."""
    return find_outlook(plan(of), facts(*ROWS, *said, as_of=as_of), catalogue(quarterly(decimals=1)), USUAL)


def beside(found: Outlook) -> str:
    """The lines below the status of the only goal."""
    goal, series = found.score.goals[0], catalogue(quarterly(decimals=1))
    only = goal.criteria[0].criterion
    trend = find_trend(found.score.plan, only, [found.score.plan], found.score.facts, series)
    return plain(draw_beside(goal, found, trend if len(goal.criteria) == 1 else None, writer(series)))


def foretold(found: Outlook, *indicators: Indicator) -> str:
    """What the goal's page says is foreseen of it, or is missing."""
    series = dict(zip(["1.1"], indicators, strict=False))
    return plain(draw_foreseen(found, found.score.goals[0], series, writer(catalogue(quarterly(decimals=1)))))


def test_a_forecast_stands_with_its_target_and_likelihood() -> None:
    said = beside(seen(goal("1", SHARE), AFTER_Q3))
    assert said.startswith("Prognose 90,0 pct. (måltal 90 pct.). Sandsynlighed for opfyldelse: ")


def test_a_goal_of_one_test_needs_no_number_before_its_forecast() -> None:
    said = foretold(seen(goal("1", SHARE), AFTER_Q3), quarterly(decimals=1))
    assert said.startswith("Prognose Forventet årsresultat 90,0 pct. (90 pct.-interval ")
    assert ".." not in said
    assert "Grundlag: 15 kvartalstal, fremskrevet med den forventede andel" in said
    assert "Måltallet kræver 90 pct. af de ca. 50 sager, der forventes i 4. kvartal" in said


def test_what_a_flag_says_is_not_said_again_among_the_forecasts() -> None:
    known = facts(*STEADY, *shares(2017, 40, 40, 40), as_of=AFTER_Q3)
    series = catalogue(quarterly(decimals=1))
    found = find_outlook(plan(goal("1", SHARE)), known, series, USUAL)
    assert "Måltallet kræver" in draw_flags(found, found.score.goals[0], DA)
    assert "Måltallet kræver" not in foretold(found)
    assert "Forventet årsresultat" in foretold(found, quarterly(decimals=1))


def test_each_test_of_several_is_named_and_the_goal_has_a_likelihood_of_its_own() -> None:
    both = goal("1", SHARE, compared("1.2", over("pooled"), ">=", number(50)))
    said = foretold(seen(both, AFTER_Q3), quarterly(decimals=1))
    assert "Målet som helhed: Sandsynlighed for opfyldelse: " in said
    assert "1.1: Forventet årsresultat" in said


def test_the_last_open_test_of_several_leaves_the_goal_its_own_likelihood() -> None:
    both = goal("1", SHARE, milestone("1.2"))
    said = foretold(seen(both, AFTER_Q3, event("1.2", "met")), quarterly(decimals=1))
    assert "Målet som helhed: Sandsynlighed for opfyldelse: " in said
    assert "1.2: " not in said


def test_a_likelihood_that_ends_in_an_abbreviation_has_one_full_stop() -> None:
    said = foretold(seen(goal("1", SHARE), AFTER_Q3), quarterly(decimals=1))
    assert "pct. Grundlag: " in said
    assert ".." not in said


def test_once_the_year_is_over_nothing_is_foreseen_and_what_is_missing_is_said() -> None:
    over_year = seen(goal("1", SHARE, milestone("1.2")), date(2018, 2, 1))
    missing = "share, 4. kvartal 2017: mangler siden 14. januar 2018"
    assert beside(over_year) == f"{missing} og 1 til"
    assert foretold(over_year) == (
        f"Mangler endelig opgørelse {missing} 1.2 1.2: mangler siden 30. juni 2017"
    )


def test_why_there_is_no_forecast_stands_among_the_forecasts_alone() -> None:
    early = seen(goal("1", milestone("1.1", date(2017, 12, 1))), date(2017, 8, 1))
    flags = draw_flags(early, early.score.goals[0], DA)
    assert RiskRule.SILENT in [flag.rule for flag in early.flags]
    assert "Ingen prognose" not in flags
    assert "Ingen prognose" in foretold(early)


def test_a_goal_that_can_be_partly_met_has_two_likelihoods() -> None:
    graded = Grading(
        points=(GradePoint(at=Decimal(0), earns=Decimal(0)), GradePoint(at=Decimal(1), earns=Decimal(1))),
        linear=True,
    )
    half = goal("1", SHARE, compared("1.2", over("pooled"), ">=", number(10)), rule=Rule.SUM, grade=graded)
    assert "Sandsynlighed for fuld opfyldelse: " in beside(seen(half, AFTER_Q3))
    assert "for delvis eller fuld opfyldelse: " in beside(seen(half, AFTER_Q3))


def test_the_institution_s_own_number_stands_beside_the_forecast_with_its_unit_and_day() -> None:
    goals = goal("1", compared("1.1", over("pooled")))
    known, series = facts(*STEADY, expected_number("1.1", "91.5"), as_of=AFTER_Q3), catalogue(quarterly())
    found = find_outlook(plan(goals), known, series, USUAL)
    html = draw_foreseen(found, found.score.goal("1"), {"1.1": quarterly()}, writer(series))
    assert "Institutionens eget tal: 91,5 pct. (10. april 2017)." in plain(html)
