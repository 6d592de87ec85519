"""What is known of reports at a moment."""

from __future__ import annotations

from datetime import UTC, date, datetime

from metrics.facts.reports.handed_in import ReportAct, find_plan_reports

Q1, Q2 = date(2017, 3, 31), date(2017, 6, 30)
DUE = date(2017, 7, 14)


def at(day: int) -> datetime:
    return datetime(2017, 7, day, tzinfo=UTC)


def test_what_is_known_of_a_plan_s_reports_is_what_was_done_by_then() -> None:
    acts = [
        ReportAct("p", Q1, date(2017, 4, 14), at(1), handed_in=True),
        ReportAct("p", Q2, DUE, at(3), until=date(2017, 7, 28)),
        ReportAct("p", Q2, DUE, at(5), handed_in=True),
    ]
    assert find_plan_reports(acts, at(1).replace(month=6)) == {}
    early = find_plan_reports(acts, at(4))["p"]
    assert (early.first, early.handed_in) == (Q1, frozenset({Q1}))
    assert (early.move(DUE), early.move(Q1)) == (date(2017, 7, 28), Q1)
    assert find_plan_reports(acts, at(5))["p"].handed_in == {Q1, Q2}
