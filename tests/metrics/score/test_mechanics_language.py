"""Rules met in published plans that the language of plans learnt later, numbered as the files in `tests/mechanics`."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from db.plans import plan_file
from metrics.algebra.outcome import Outcome
from metrics.errors import InvalidInput
from metrics.facts.decisions import DecisionKind
from metrics.followup.deadlines import Duty, find_deadlines
from metrics.periods import find_day_start
from metrics.plan.terms import Party, Unit
from metrics.plan.versions import find_known_since
from metrics.score.contract_years import score_years
from metrics.score.tests import find_report_due, find_reported_quarters
from metrics.status import Status
from tests.cases import NOW, Case, case, reached, rows_of, target_of, text_of, trace
from tests.metrics.score.test_mechanics import made, paid, pts


def test_53_steps_on_a_measured_share_reach_the_goal() -> None:
    steps = case("53")
    found = steps.score()
    assert found.points == pts(50)
    assert (found.goal("1").status, found.goal("1").criteria[0].status) == (Status.PARTLY_MET,) * 2
    assert steps.secured(til_tiden="18/18") == 100
    assert steps.secured(til_tiden="1/18") == 50
    assert steps.secured(til_tiden="0/18") == 0
    assert steps.secured(til_tiden="0/0") == 100  # as the plan says
    silent = Case(plan_file.parse_plan(text_of("53").replace('without_cases = "met"\n', "")), rows_of("53"))
    assert silent.but(til_tiden="0/0").score().points == pts(0, 100)


def test_54_growth_between_two_years_against_that_of_five_peers() -> None:
    found = case("54").score()
    assert (reached(found).value, target_of(found).value) == (Fraction("-3.8"), Fraction("16.1"))
    assert (found.points, found.goal("1").status) == (pts(0), Status.NOT_MET)
    assert [given.observation.period.text for given in reached(found).inputs] == ["2013", "2016"]
    assert case("54").secured(produktion_2016="1161") == 100
    assert case("54").but(produktion_2013="0").score().points == pts(0, 100)  # no growth from nothing
    mixed = text_of("54").replace("2013 }, to = {", '2013, unit = "days" }, to = {', 1)
    with pytest.raises(InvalidInput) as refused:
        plan_file.parse_plan(mixed)
    (problem,) = refused.value.problems
    assert (problem.code, problem.params) == ("unit_mismatch", {"first": "days", "second": "count"})


def test_55_points_are_counted_across_goals_and_what_does_not_count_is_not_counted() -> None:
    found = case("55").score()
    assert found.points == pts(17, possible=19)
    assert found.criteria_counts == {Status.MET: 17, Status.PARTLY_MET: 1, Status.NOT_MET: 1}
    assert found.counts == {Status.MET: 6, Status.PARTLY_MET: 2}
    assert found.goal("5").points == pts(2, possible=3)
    assert found.classes() == {
        "høj": {Status.MET: 8},
        "lav": {Status.MET: 9, Status.PARTLY_MET: 1, Status.NOT_MET: 1},
    }
    alone = text_of("55").replace('rule = "sum"\n', "", 1)
    with pytest.raises(InvalidInput) as refused:
        plan_file.parse_plan(alone)
    assert [(problem.code, problem.place) for problem in refused.value.problems] == [
        ("sum_needed", "goals[1]")
    ]


def test_56_each_year_of_a_contract_has_its_own_target_and_is_settled_by_itself() -> None:
    contract = case("56")
    facts = contract.facts(date(2017, 6, 1), date(2017, 6, 1))
    years = score_years(contract.plan, facts, contract.catalogue)
    assert {year: found.points for year, found in years.items()} == {
        2015: pts(100),
        2016: pts(50),  # 88 is below the 90 of that year, and above the 85 of the year before
        2017: pts(0, 100),
    }
    whole = contract.score(date(2017, 6, 1), date(2017, 6, 1))
    assert [target_of(whole, f"{year}.1.1").value for year in (2015, 2016, 2017)] == [85, 90, 95]
    assert reached(whole, "2016.1.1").value == 88
    silent = contract.only().trace("2015.1.1", as_of=date(2016, 1, 1))
    assert [due.on for due in silent.due] == [date(2016, 1, 14)]
    owed = find_deadlines([contract.only().score(date(2016, 1, 1))], date(2016, 1, 1))
    settled = [one.due for one in owed if one.duty is Duty.SETTLEMENT]
    assert settled == [date(2016, 1, 14), date(2017, 1, 14), date(2018, 1, 14)]
    without = text_of("56").replace("year = 2016\n", "", 1)
    with pytest.raises(InvalidInput) as refused:
        plan_file.parse_plan(without)
    assert [problem.code for problem in refused.value.problems] == ["plan_longer_than_year"]


def test_57_a_number_used_again_in_another_year_is_another_goal() -> None:
    again = case("57")
    assert [goal.number for goal in again.plan.goals] == ["2015.5", "6", "2016.5"]
    found = again.score()
    assert found.goal("2015.5").status is Status.WITHDRAWN
    assert found.goal("2016.5").status is Status.MET
    years = score_years(again.plan, again.facts(), again.catalogue)
    assert [years[year].points for year in (2015, 2016)] == [pts(100), pts(100)]
    with pytest.raises(InvalidInput) as refused:
        plan_file.parse_plan(text_of("57").replace("year = 2015\nwithdrawn", "withdrawn"))
    assert "goal_duplicate" in [problem.code for problem in refused.value.problems]


def test_58_reports_on_given_days_are_the_deadlines() -> None:
    given = case("58")
    silent = given.only(1).trace(as_of=date(2017, 4, 24))
    days = [date(2017, 8, 24), date(2017, 10, 24), date(2018, 3, 15)]
    assert [due.on for due in silent.due] == days
    ends = [date(2017, 3, 31), date(2017, 7, 31), date(2017, 9, 30), date(2017, 12, 31)]
    assert find_reported_quarters(given.plan) == tuple(enumerate(ends, 1))
    assert [find_report_due(given.plan, end) for end in ends] == [date(2017, 4, 24), *days]
    told = find_deadlines([given.only(1).score(date(2017, 5, 1))], date(2017, 5, 1))
    reports = [(owed.span, owed.due) for owed in told if owed.duty is Duty.REPORT]
    starts = [date(2017, 4, 1), date(2017, 8, 1), date(2017, 10, 1)]
    assert reports == [((start, end), day) for start, end, day in zip(starts, ends[1:], days, strict=True)]
    late = given.only(1).score(as_of=date(2017, 8, 25))
    assert late.goal("1").status is Status.OVERDUE_DATA
    assert given.score().points == pts(100)
    both = text_of("58").replace("dates =", "quarters = [2, 4]\ndates =")
    with pytest.raises(InvalidInput) as refused:
        plan_file.parse_plan(both)
    assert [problem.code for problem in refused.value.problems] == ["dates_or_quarters"]


def test_59_a_measure_told_in_months_and_judged_in_days_is_one_series() -> None:
    found = case("59").score()
    assert reached(found).base == Fraction("10.2")
    assert reached(found).value == 306
    assert found.points == pts(0)
    assert case("59").secured(sagstid="8.3") == 100  # 249 days
    assert [given.observation.value for given in reached(found).inputs] == [Decimal("10.2")]


def test_60_what_is_sustained_from_a_day_on_is_broken_by_a_single_month() -> None:
    sustained = case("60")
    assert sustained.score().points == pts(100)  # 44 days in January are before the day
    assert sustained.secured(**{"ventetid_2017-10": "31"}) == 0
    in_time = sustained.only(*range(1, 12)).score(as_of=date(2017, 12, 1))
    assert in_time.points == pts(0, 100)


def test_61_at_least_is_enough_for_at_least_and_not_for_more_than() -> None:
    found = case("61").score()
    assert [goal.outcome.credit for goal in found.goals] == [1, None, 1, None]
    more, less = case("61").but(rettidigt="97.1"), case("61").but(ventetid="29.9")
    assert more.score().goal("2").status is Status.MET
    assert less.score().goal("4").status is Status.MET
    under, over = case("61").but(rettidigt="96.9"), case("61").but(ventetid="30.1")
    assert under.score().goal("1").outcome == Outcome.unknown()
    assert over.score().goal("3").outcome == Outcome.unknown()


def test_62_pay_is_an_amount_in_proportion_to_the_fulfilment() -> None:
    assert case("62").score().points == pts(75)
    assert paid("62").pay_most == 30_000
    rule = case("62").plan.pay
    assert rule
    assert rule.highest == 40_000
    assert rule.unit is Unit.DKK
    for wrong in ("amount = 40000\ncap = 10", "minimum = 50"):
        with pytest.raises(InvalidInput) as refused:
            plan_file.parse_plan(text_of("62").replace("amount = 40000", wrong))
        assert [problem.code for problem in refused.value.problems] == ["one_of"]


def test_63_an_own_expectation_is_held_against_what_came_and_decides_nothing() -> None:
    found = case("63").score()
    why = trace(found)
    assert why.expected
    assert why.expected.value == 95
    assert why.expected.note == "Sagt i årsrapporten for 2022"
    assert why.as_expected is False
    assert found.points == pts(100)
    assert case("63").but(rettidigt="95").trace().as_expected is True
    before = case("63").only().score(as_of=date(2023, 3, 1))
    assert trace(before).expected == why.expected
    assert trace(before).as_expected is None
    assert [due.owed and due.owed.indicator for due in trace(before).due] == ["rettidigt"]


def test_64_a_goal_known_in_outline_is_marked_and_nothing_is_owed_for_it() -> None:
    outlined = case("64")
    found = outlined.score()
    assert found.points == pts(55, 45)
    assert [goal.goal.number for goal in found.goals if goal.goal.outline] == ["5", "6", "7", "8", "9"]
    assert {goal.status for goal in found.goals if goal.goal.outline} == {Status.UNKNOWN}
    year_end = date(2018, 1, 5)
    owed = find_deadlines([outlined.score(year_end)], year_end)
    assert {one.goal for one in owed} == {None}  # the report and the settlement of the plan
    published = outlined.decided(made("64", DecisionKind.TOTAL, points=Decimal("82.5")))
    assert published.points == pts("82.5")


def test_65_no_ministry_above_and_a_signing_day_that_is_unknown_are_not_invented() -> None:
    plan = case("65").plan
    assert (plan.department, plan.document_date, plan.signatures[0].on) == (None, None, None)
    assert plan.parties == (Party.INSTITUTION,)
    assert case("65").score().points == pts(100)
    written = plan_file.dump_plan(plan)
    assert "department" not in written
    assert "document_date" not in written
    assert find_known_since(plan, NOW) == find_day_start(date(2017, 1, 1))
    owed = find_deadlines([case("65").only().score(date(2017, 1, 1))], date(2017, 1, 1))
    assert Duty.MILESTONE in {one.duty for one in owed}
