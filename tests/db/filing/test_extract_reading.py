"""An extract has what may be told of a plan in a period, and says how much it leaves out."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from db.filing import extract_reading
from db.filing.extract_reading import ExtractGround
from db.scope import EVERYTHING
from db.session import open_reading
from metrics.filing.journal import JournalQuery
from tests.db.filing.filed_years import PLAN, agree_minutes
from tests.db.recorded import record

NOW = datetime(2018, 3, 1, tzinfo=UTC)


def read(url: str, **asked: Any) -> ExtractGround:
    with open_reading(url, sees=EVERYTHING, prepares=EVERYTHING) as session:
        return extract_reading.read_extract(session, JournalQuery(plan=PLAN, **asked), NOW)


def kinds(found: ExtractGround) -> list[str]:
    return [one.document.kind.value for one in found.extract.entries]


def test_what_is_internal_or_not_agreed_yet_is_left_out_and_counted(url: str) -> None:
    found = read(url)
    assert not {"return", "minutes"} & set(kinds(found))
    assert dict(found.extract.left_out) == {"minutes": 1, "return": 1}
    agree_minutes(url)
    assert "minutes" in kinds(read(url))


def test_it_is_of_a_period_both_days_included(url: str) -> None:
    assert kinds(read(url, since=date(2017, 7, 10), until=date(2017, 7, 10))) == [
        "exception",
        "report",
        "question",
        "answer",
    ]
    assert kinds(read(url, until=date(2017, 7, 9))) == ["plan"]


def test_it_has_the_readings_of_the_plan_s_series(url: str) -> None:
    before = len(read(url).readings.rows)
    record(url, {})
    assert len(read(url).readings.rows) == before + 1
