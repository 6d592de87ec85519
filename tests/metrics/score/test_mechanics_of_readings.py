"""The scoring rules about what is read when, numbered as the files in `tests/mechanics`."""

from __future__ import annotations

from datetime import UTC, date, datetime
from fractions import Fraction

import pytest

from metrics.algebra.outcome import Points
from metrics.plan.catalogue import Catalogue
from metrics.plan.institution_history import InstitutionChange, build_history
from metrics.plan.model import Institution
from metrics.score.scoring import score_plan
from metrics.score.trend import find_trend
from metrics.status import Status
from tests.cases import case, reached
from tests.cases import trace as trace_of
from tests.factories import OWNER, facts, indicator, plan, result
from words.language import Words
from words.verdict import write_missing, write_verdict

DA = Words("da")
ALL, NONE = Points(Fraction(100), Fraction(0), Fraction(0)), Points(Fraction(0), Fraction(0), Fraction(100))
OPEN = Points(Fraction(0), Fraction(100), Fraction(0))


def test_49_later_evidence_below_the_target_proves_a_miss_of_a_share_that_only_rises() -> None:
    found = case("49").score()
    assert found.points == NONE
    assert found.goal("1").status is Status.NOT_MET
    assert reached(found).value == Fraction("73.8")
    assert case("49").score(as_of=date(2018, 4, 19), known_at=date(2018, 4, 19)).points == OPEN
    assert case("49").but(tilsluttet="85").score().points == OPEN  # it may have been reached after the day
    (leaf,) = found.goal("1").leaves()
    assert write_verdict(leaf, DA) == "73,8 < 85: ikke opfyldt"


def test_50_earlier_evidence_above_the_target_proves_a_hit_on_its_own_day() -> None:
    found = case("50").score(as_of=date(2017, 12, 20), known_at=date(2017, 12, 20))
    assert found.points == ALL
    assert found.goal("1").status is Status.MET
    assert [given.observation.period.text for given in reached(found).inputs] == ["2017-12-19"]
    below = case("50").but(tilsluttet="64.9").score(as_of=date(2017, 12, 20))
    assert below.points == OPEN
    assert trace_of(below).holds is False


@pytest.mark.parametrize("value", ["66", "64"])
def test_50_between_what_was_seen_before_and_after_nothing_is_proved(value: str) -> None:
    later = {"period": "2018-03-01", "value": value}
    found = case("50").but(tilsluttet="60").plus(later).score()
    assert found.points == (OPEN if value == "66" else NONE)


def test_51_a_level_on_a_day_is_read_owed_and_named_by_that_day() -> None:
    assert case("51").score().points == ALL
    assert reached(case("51").score()).value == 91
    before = case("51").only(1).score(as_of=date(2017, 12, 10))
    (due,) = trace_of(before).due
    assert due.on == date(2017, 12, 15)
    assert write_missing(trace_of(before), DA, case("51").catalogue) == [
        "Andel digitale, Eksempelnævnet: tal for 15. december 2017 mangler. Frist 15. december 2017"
    ]
    assert case("51").only(1, 3).score().goal("1").status is Status.OVERDUE_DATA


def test_52_quarters_told_for_the_year_to_date_are_not_added_to_one_another() -> None:
    found = case("52").score(as_of=date(2017, 10, 20), known_at=date(2017, 10, 20))
    assert reached(found).value == Fraction(200, 3)
    assert trace_of(found).holds is False
    assert found.points == OPEN
    assert [due.owed.end for due in trace_of(found).due if due.owed] == [date(2017, 12, 31)]
    skipped = case("52").only(1, 3).score(as_of=date(2017, 10, 20))
    assert reached(skipped).value == Fraction(200, 3)
    assert [due.owed.end for due in trace_of(skipped).due if due.owed] == [date(2017, 12, 31)]
    year = {"period": "2017", "numerator": "38", "denominator": "40"}
    assert case("52").plus(year).score().points == ALL


def test_66_three_ministries_in_sixteen_years_each_plan_under_the_names_of_its_time_and_one_history() -> None:
    """As CPR: under one ministry in 2008, another in 2017 and a third in 2023, and renamed on the way."""
    moment = datetime(2024, 1, 1, tzinfo=UTC)
    changes = [
        InstitutionChange(OWNER, date(2015, 7, 1), moment, "R", ministry_area="Second"),
        InstitutionChange(OWNER, date(2020, 1, 1), moment, "R", name="New name"),
        InstitutionChange(OWNER, date(2021, 9, 15), moment, "R", ministry_area="Third"),
    ]
    first = Institution(id=OWNER, name="Old name", ministry_area="First")
    series = indicator()
    known = Catalogue({OWNER: first}, {(OWNER, series.id): series}, {OWNER: build_history(first, changes)})
    plans = [
        plan(id=f"plan-{year}", start=date(year, 1, 1), end=date(year, 12, 31)) for year in (2008, 2017, 2023)
    ]
    named = [(owner.name, owner.ministry_area) for owner in map(known.find_owner, plans)]
    assert named == [("Old name", "First"), ("Old name", "Second"), ("New name", "Third")]
    seen = facts(*(result(str(year), 91) for year in (2008, 2017, 2023)))
    for one in plans:
        assert score_plan(one, seen, known).points == ALL
    (leaf,) = plans[-1].leaves()
    trend = find_trend(plans[-1], leaf, plans, seen, known)
    assert trend
    assert [point.year for point in trend.results] == [2008, 2017, 2023]
    assert {point.plan.id for point in trend.targets} == {"plan-2008", "plan-2017", "plan-2023"}
