"""A load of the past counts as known at its deadlines, on both databases."""

from __future__ import annotations

from datetime import UTC, date, datetime

from db.plans import plan_queries
from db.results import past_loads, result_queries
from db.scope import EVERYTHING
from db.session import open_reading
from metrics.facts.import_answer import AnswerLine, ImportAnswer, RowFate
from metrics.facts.schema import Event, EventKind, Result
from metrics.periods import find_day_end, find_day_start
from tests.db.recorded import NOW, facts, imported, record


def test_a_load_of_the_past_is_told_from_a_late_report_and_from_a_correction(database_url: str) -> None:
    """The plan came on 1 February 2018; its year was due on 14 January, that of 2018 is due a year later."""
    imported(database_url)
    record(database_url, {}, {"indicator": "cpr-2017:1.2.1", "period": "2017-06-28", "value": "met"})
    record(database_url, {"value": "89"}, now=datetime(2018, 3, 1, tzinfo=UTC))
    series = ("cpr", "klagesager-rettidigt")

    def seen(day: date) -> list[tuple[object, bool]]:
        known = facts(database_url, known_at=find_day_end(day)).series[series]
        return [(one.value, one.backfilled) for one in known if one.period.text == "2017"]

    days = (date(2018, 1, 13), date(2018, 1, 14), date(2018, 2, 28), date(2018, 3, 1))
    assert [seen(day) for day in days] == [[], [(91, True)], [(91, True)], [(89, False)]]
    said = ("cpr-2017", "1.2.1")
    assert said not in facts(database_url, known_at=find_day_end(date(2017, 6, 27))).events
    assert said in facts(database_url, known_at=find_day_end(date(2017, 6, 28))).events


def test_the_rows_of_an_answer_keep_their_order_and_what_is_known_stays_as_it_was(database_url: str) -> None:
    imported(database_url)
    series = ("cpr", "klagesager-rettidigt")
    said = (
        AnswerLine("2", Event("cpr-2017", "1.2.1", EventKind.MET, date(2017, 6, 28)), RowFate.NEW),
        AnswerLine("3", Result(*series, "2015"), RowFate.SAME),
        AnswerLine("4", Result(*series, "2017"), RowFate.NEW),
    )
    with open_reading(database_url, sees=EVERYTHING) as session:
        told = result_queries.read_observations(session), result_queries.read_events(session)
        past = past_loads.read_past(session, plan_queries.read_plans(session), *told, NOW)
    found = past_loads.date_answer(ImportAnswer(said), past).lines
    assert [line.place for line in found] == ["2", "3", "4"]
    assert [line.made.recorded for line in found] == [
        find_day_start(date(2017, 6, 28)),
        None,
        find_day_start(date(2018, 1, 14)),
    ]
