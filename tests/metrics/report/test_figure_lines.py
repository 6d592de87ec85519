"""Which figures fall due with a report, and what is known of a period."""

from __future__ import annotations

from datetime import date

from metrics.facts.reports.line_keys import LineKind
from metrics.facts.schema import Result
from metrics.periods import Period
from metrics.plan.model import Indicator, Reporting
from metrics.plan.terms import Party, Reports, SeriesOwner
from metrics.report.figure_lines import (
    find_figure_lines,
    find_report_window,
    find_seen_lines,
    find_told,
    find_usual_source,
)
from metrics.report.lines import ReportLine, Section
from tests.factories import catalogue, compared, facts, goal, owned, plan, quarterly, reads, result, scored

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


def find_lines(*said: Result, series: Indicator, party: Party = Party.INSTITUTION) -> list[ReportLine]:
    p = plan(goal("1", compared("1.1", reads(over="pooled"))))
    score = scored(p, *said, indicators=[series], as_of=date(2017, 7, 3))
    return find_figure_lines(score, Q2, catalogue(series), party=party)


def seen_lines(*said: Result, series: Indicator, kept: tuple[str, ...] = ()) -> list[ReportLine]:
    p = plan(goal("1", compared("1.1", reads(over="pooled"))))
    score = scored(p, *said, indicators=[series], as_of=date(2017, 7, 3))
    return find_seen_lines(score, Q2, catalogue(series), kept)


def test_what_somebody_else_gives_is_seen_by_the_institution_and_asked_of_the_department() -> None:
    """The first quarter is overdue, the second due with the report."""
    central = owned(SeriesOwner.CENTRAL, "ISOLA")
    keys = ["figure:share:2017Q2", "figure:share:2017Q1"]
    assert [line.key for line in find_lines(series=quarterly())] == keys
    assert find_lines(series=central) == []
    assert find_lines(series=quarterly(), party=Party.DEPARTMENT) == []
    asked = find_lines(series=central, party=Party.DEPARTMENT)
    assert [(line.key, line.required) for line in asked] == [(key, True) for key in keys]
    seen = seen_lines(series=central)
    assert [(line.key, line.kind, line.section, line.required) for line in seen] == [
        ("seen:share:2017Q2", LineKind.SEEN, Section.SEEN, False),
        ("seen:share:2017Q1", LineKind.SEEN, Section.SEEN, False),
    ]
    assert [line.figure.giver.source for line in seen if line.figure] == ["ISOLA", "ISOLA"]
    assert seen_lines(series=quarterly()) == []


def test_a_figure_of_another_is_seen_once_it_is_there_and_stays_where_something_is_said_of_it() -> None:
    central = owned(SeriesOwner.CENTRAL, "ISOLA")
    told = (result("2017Q1", of=(9, 10)), result("2017Q2", of=(19, 20)))
    (line,) = seen_lines(*told, series=central)
    assert line.figure
    assert line.figure.told
    assert line.figure.told.numerator == 19
    both = seen_lines(*told, series=central, kept=("seen:share:2017Q1", "words"))
    assert [line.key for line in both] == ["seen:share:2017Q1", "seen:share:2017Q2"]


def test_of_what_another_institution_measures_the_department_is_asked_by_its_name() -> None:
    state = quarterly().model_copy(update={"institution": "state"})
    p = plan(
        goal("1", compared("1.1", reads(over="pooled"), target=reads(over="pooled", institution="state")))
    )
    score = scored(p, indicators=[quarterly(), state], as_of=date(2017, 7, 3))
    known = catalogue(quarterly(), state)
    found = find_figure_lines(score, Q2, known, party=Party.DEPARTMENT)
    assert {line.key for line in found} == {"figure:state:share:2017Q1", "figure:state:share:2017Q2"}
    assert find_seen_lines(score, Q2, known) == []


def test_a_source_is_that_of_the_corrected_figure_or_of_the_latest_or_of_the_definition() -> None:
    defined = owned(SeriesOwner.INSTITUTION, "Register")
    first, second = result("2017Q1", 91, source="ESDH"), result("2017Q2", 92, source="Excel")
    assert usual_source(first, second, series=defined) == "Excel"
    assert usual_source(first, series=defined) == "ESDH"
    assert usual_source(result("2017Q1", 91), series=defined) == "Register"
    assert usual_source(first, result("2017Q2", 92), series=defined) is None
    assert usual_source(series=quarterly()) is None


def test_the_document_of_a_year_is_no_usual_source_of_later_figures() -> None:
    defined = owned(SeriesOwner.INSTITUTION, "Register")
    report, system = result("2016", 91, source="Årsrapport 2016"), result("2015", 90, source="ESDH")
    assert usual_source(report, series=defined) == "Register"
    assert usual_source(system, report, series=defined) == "ESDH"
    assert usual_source(result("2017Q2", 92, source="Årsrapport 2016"), series=defined) == "Årsrapport 2016"


def usual_source(*said: Result, series: Indicator) -> str | None:
    seen = facts(*said).series.get(("inst", "share"), ())
    days = (date(2017, 4, 1), date(2017, 6, 30))
    return find_usual_source(seen, find_told(seen, days, series), series)
