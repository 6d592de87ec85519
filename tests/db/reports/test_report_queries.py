"""What the facts know of reports."""

from __future__ import annotations

from datetime import date, timedelta

from db.reports import report_queries
from db.scope import EVERYTHING
from db.session import open_reading
from tests.db.recorded import imported
from tests.db.reports.played import CHIEF, CONTROLLER, NOW, PLAN, QUARTER, answer_everything, take


def test_the_facts_know_what_was_handed_in_when_and_what_was_put_off(database_url: str) -> None:
    imported(database_url, now=NOW - timedelta(days=200))
    take(database_url, CONTROLLER, "excepted", "W", until=date(2017, 7, 28))
    answer_everything(database_url, CHIEF)
    take(database_url, CHIEF, "approved")
    with open_reading(database_url, sees=EVERYTHING) as session:
        first, second = report_queries.read_report_acts(session)
        assert report_queries.read_begun(session, [PLAN], []) == {(PLAN, QUARTER)}
        assert report_queries.read_begun(session, ["another"], []) == set()
    assert (first.end, first.due, first.until) == (date(2017, 6, 30), date(2017, 7, 14), date(2017, 7, 28))
    assert (second.handed_in, second.at, second.until) == (True, NOW, None)
