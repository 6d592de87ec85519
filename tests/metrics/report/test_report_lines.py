"""What a report asks for: in its order, by what is read and what is owed, under keys that stay."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest

from metrics.errors import InvalidInput
from metrics.facts.schema import Event, Result
from metrics.periods import Period
from metrics.plan.criteria import Assessment, Criterion
from metrics.plan.model import Indicator, Plan, Reporting
from metrics.plan.terms import Party
from metrics.report.lines import ReportLine, Section, list_required
from metrics.report.report_lines import (
    find_report_day,
    find_report_deadline,
    find_report_lines,
    is_ad_hoc,
    read_report_period,
)
from metrics.score.scoring import Score
from tests.factories import (
    assessed,
    catalogue,
    compared,
    event,
    expected_number,
    goal,
    indicator,
    milestone,
    over,
    plan,
    quarterly,
    reads,
    result,
    scored,
)

Q2 = Period.parse("2017Q2")
DAY = date(2017, 7, 3)
MEASURED = goal("1", compared("1.1", over("pooled")))


def find(
    plan: Plan,
    *said: Result | Event,
    period: Period = Q2,
    indicators: tuple[Indicator, ...] = (quarterly(),),
    kept: tuple[str, ...] = (),
    day: date = DAY,
    handed_in: tuple[datetime | None, ...] = (),
) -> list[ReportLine]:
    as_of = find_report_day(plan, period, day)
    score: Score = scored(plan, *said, indicators=indicators, as_of=as_of, known_at=date(2017, 7, 4))
    return find_report_lines(score, period, catalogue(*indicators), kept, [at for at in handed_in if at])


def keys(lines: list[ReportLine], section: str | None = None) -> list[str]:
    return [line.key for line in lines if section is None or line.section is Section(section)]


def test_the_lines_stand_in_order_overdue_figures_milestones_expectations_words() -> None:
    asked = plan(
        MEASURED,
        goal("2", milestone("2.1", date(2017, 3, 31)), milestone("2.2", date(2017, 6, 30))),
        goal("3", assessed("3.1")),
    )
    found = find(asked)
    assert keys(found, "overdue") == ["figure:share:2017Q1", "milestone:2.1"]
    assert keys(found, "figures") == ["figure:share:2017Q2"]
    assert keys(found, "milestones") == ["milestone:2.2"]
    assert keys(found, "expectations") == ["goal:1", "number:1.1", "goal:2", "goal:3"]
    assert keys(found)[-1] == "words"
    assert [line.key for line in list_required(found)] == [
        *("figure:share:2017Q1", "milestone:2.1", "figure:share:2017Q2", "milestone:2.2", "goal:2", "goal:3")
    ]


def test_a_figure_stands_under_its_key_also_when_it_is_told_and_says_what_is_known_beside_it() -> None:
    told = [
        result(period, of=(top, 100))
        for period, top in (("2016Q2", 80), ("2016Q3", 81), ("2017Q1", 83), ("2017Q2", 84))
    ]
    (line,) = [line for line in find(plan(MEASURED), *told) if line.figure]
    assert (line.key, line.section, line.required) == ("figure:share:2017Q2", Section.FIGURES, False)
    asked = line.figure
    assert asked
    assert (asked.period.text, asked.counted) == ("2017Q2", True)
    assert asked.told
    assert asked.told.numerator == 84
    assert asked.year_before
    assert asked.year_before.numerator == 80
    assert [one.period.text for one in asked.before] == ["2016Q2", "2016Q3", "2017Q1"]
    assert (line.goal, line.criteria, line.due) == ("1", ("1.1",), date(2017, 7, 14))


def test_a_figure_two_tests_read_is_asked_for_once_and_another_institution_s_is_not() -> None:
    own = goal("1", compared("1.1"), compared("1.2", over("mean")))
    other = goal("2", compared("2.1", reads(institution="stat")))
    shared = (quarterly(), indicator(owner="stat"))
    (line,) = [
        line
        for line in find(plan(own, other), indicators=shared, period=Period.parse("2017Q4"))
        if line.figure and line.section is Section.FIGURES
    ]
    assert (line.key, line.criteria) == ("figure:share:2017Q4", ("1.1", "1.2"))


def test_months_are_asked_for_month_by_month_and_a_year_with_its_last_report() -> None:
    monthly = indicator(frequency="month")
    assert keys(find(plan(MEASURED), indicators=(monthly,)), "figures") == [
        *("figure:share:2017-04", "figure:share:2017-05", "figure:share:2017-06")
    ]
    assert keys(find(plan(goal()), indicators=(indicator(),)), "figures") == []
    last = find(plan(goal()), indicators=(indicator(),), period=Period.parse("2017Q4"))
    assert keys(last, "figures") == ["figure:share:2017"]


def test_what_is_not_out_yet_is_asked_for_until_it_is_and_is_not_overdue() -> None:
    awaited = Result(
        "inst", "share", "2017Q1", awaited=date(2017, 9, 1), recorded=result("2017Q1", 1).recorded
    )
    (first, second) = [line for line in find(plan(MEASURED), awaited) if line.figure]
    assert [first.key, second.key] == ["figure:share:2017Q2", "figure:share:2017Q1"]
    assert second.section is Section.FIGURES
    assert second.figure
    assert second.figure.awaited == date(2017, 9, 1)


def test_a_milestone_is_asked_about_sixty_days_ahead_until_it_is_claimed() -> None:
    ahead, beyond = milestone("2.1", date(2017, 8, 29)), milestone("2.2", date(2017, 8, 30))
    (line,) = [line for line in find(plan(goal("2", ahead, beyond))) if line.key.startswith("milestone")]
    assert (line.key, line.required) == ("milestone:2.1", False)
    assert line.allowed == ("claimed", "expected_met", "in_doubt", "expected_not_met")
    claimed = event("2.1", "claimed", date(2017, 6, 1))
    reported = find(plan(goal("2", ahead, beyond)), claimed, handed_in=(claimed.recorded,))
    assert "milestone:2.1" not in keys(reported)
    assert "milestone:2.1" in keys(find(plan(goal("2", ahead, beyond)), claimed, kept=("milestone:2.1",)))


def test_a_milestone_claimed_outside_any_report_is_carried_into_the_next_of_a_quarter() -> None:
    agreed = plan(goal("2", milestone("2.1", date(2017, 12, 31))))
    for day, carried in ((date(2017, 6, 30), True), (date(2017, 7, 1), False)):
        lines = find(agreed, event("2.1", "claimed", day))
        assert [line.carried for line in lines if line.key == "milestone:2.1"] == [True] * carried
    claimed = event("2.1", "claimed", date(2017, 6, 1))
    assert "milestone:2.1" not in keys(find(agreed, claimed, period=Period.parse("2017-06-20")))
    assert "milestone:2.1" not in keys(find(agreed, event("2.1", "met", date(2017, 6, 1))))


def test_an_assessment_is_asked_of_the_institution_only_where_it_gives_it_itself() -> None:
    own = Criterion(
        number="3.1", title="3.1", assessed=Assessment(due=date(2017, 6, 30), by=Party.INSTITUTION)
    )
    (line,) = [line for line in find(plan(goal("3", own))) if line.section is Section.MILESTONES]
    assert (line.key, line.allowed, line.required) == ("assessed:3.1", ("met", "not_met"), True)
    assert keys(find(plan(goal("3", assessed("3.1", date(2017, 6, 30))))), "milestones") == []


def test_an_expectation_is_required_of_goals_without_a_figure_and_shows_the_last_one() -> None:
    said = event("2.1", "in_doubt", date(2017, 5, 1))
    found = find(plan(MEASURED, goal("2", milestone("2.1", date(2017, 12, 1)))), said)
    first, _, second = (line for line in found if line.section is Section.EXPECTATIONS)
    assert (first.key, first.required, first.criteria) == ("goal:1", False, ("1.1",))
    assert (second.required, second.said and second.said.on) == (True, date(2017, 5, 1))
    since = event("2.1", "in_doubt", date(2017, 7, 1))
    found = find(plan(goal("2", milestone("2.1", date(2017, 12, 1)))), since)
    assert [line.required for line in found if line.section is Section.EXPECTATIONS] == [False]


def test_a_withdrawn_goal_asks_for_nothing() -> None:
    gone = goal("1", compared("1.1", over("pooled")), withdrawn=date(2017, 5, 1))
    assert keys(find(plan(gone, goal("2", assessed("2.1"))))) == ["goal:2", "words"]


def test_a_report_of_a_day_asks_for_words_and_takes_milestones_and_expectations() -> None:
    day = read_report_period(plan(), "2017-05-03")
    assert is_ad_hoc(day)
    found = find(plan(MEASURED, goal("2", milestone("2.1", date(2017, 6, 30)))), period=day)
    assert keys(found) == ["milestone:2.1", "goal:1", "number:1.1", "goal:2", "words"]
    assert [line.key for line in list_required(found)] == ["words"]
    assert find_report_deadline(plan(), day) is None
    assert find_report_day(plan(), day, DAY) == date(2017, 5, 3)


def test_a_report_is_made_up_within_the_time_it_has() -> None:
    assert find_report_deadline(plan(), Q2) == date(2017, 7, 14)
    days = (date(2017, 6, 20), DAY, date(2017, 9, 1))
    assert [find_report_day(plan(), Q2, day) for day in days] == [date(2017, 6, 30), DAY, date(2017, 7, 14)]


@pytest.mark.parametrize("text", ["2018Q1", "2018-05-03", "soon"])
def test_a_plan_has_no_report_of_another_time(text: str) -> None:
    with pytest.raises(InvalidInput):
        read_report_period(plan(), text)


def test_a_plan_that_reports_twice_a_year_asks_for_both_quarters_at_once() -> None:
    twice = plan(MEASURED, reporting=Reporting(quarters=(2, 4)))
    assert keys(find(twice), "figures") == ["figure:share:2017Q1", "figure:share:2017Q2"]
    assert keys(find(twice), "overdue") == []


def test_a_number_may_be_told_of_each_open_measured_test_while_its_year_goes_on() -> None:
    both = plan(goal("1", compared("1.1", over("pooled")), compared("1.2", over("last"), "<=")))
    found = find(both, expected_number("1.2", 88))
    assert keys(found, "expectations") == ["goal:1", "number:1.1", "number:1.2"]
    told = {line.key: line.foretold.value if line.foretold else None for line in found}
    assert [told["number:1.1"], told["number:1.2"]] == [None, Decimal(88)]
    assert not any(line.required for line in found if line.key.startswith("number"))
    # With the figure of the last quarter the test is settled: there is nothing left to expect.
    q4 = Period.parse("2017Q4")
    assert not [key for key in keys(find(both, period=q4, day=date(2018, 1, 5))) if "number" in key]
    kept = find(both, period=q4, day=date(2018, 1, 5), kept=("number:1.1",))
    assert "number:1.1" in keys(kept)
