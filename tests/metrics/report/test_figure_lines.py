"""Which figures fall due with a report, and what is known of a period."""

from __future__ import annotations

from datetime import date

from metrics.periods import Period
from metrics.plan.model import Reporting
from metrics.plan.terms import Reports
from metrics.report.figure_lines import find_figure_lines, find_report_window, find_told
from tests.factories import catalogue, compared, facts, goal, plan, quarterly, reads, result, scored

Q2 = Period.parse("2017Q2")


def test_what_is_due_after_the_report_before_is_due_with_the_report() -> None:
    assert find_report_window(plan(), Q2) == (date(2017, 4, 14), date(2017, 7, 14))
    first = Period.parse("2017Q1")
    assert find_report_window(plan(), first) == (date(2016, 12, 31), date(2017, 4, 14))
    twice = plan(reporting=Reporting(quarters=(2, 4)))
    assert find_report_window(twice, Q2) == (date(2016, 12, 31), date(2017, 7, 14))


def test_of_a_series_for_the_year_to_date_the_year_so_far_is_what_is_known_of_the_quarter() -> None:
    to_date = quarterly(reports=Reports.YEAR_TO_DATE)
    seen = facts(result("2017-01/2017-06", 40), result("2017Q1", 20)).series["inst", "share"]
    days = (date(2017, 4, 1), date(2017, 6, 30))
    told = find_told(seen, days, to_date)
    assert told
    assert told.period.text == "2017-01/2017-06"
    assert find_told(seen, days, quarterly()) is None


def test_a_level_on_a_day_is_asked_for_by_its_day() -> None:
    level = plan(goal("1", compared("1.1", reads(period="2017-06-30"))))
    score = scored(level, indicators=[quarterly()], as_of=date(2017, 7, 3))
    (line,) = find_figure_lines(score, Q2, catalogue(quarterly()))
    assert line.key == "figure:share:2017-06-30"
    assert line.figure
    assert line.figure.before == ()
