"""What the desk goes by, on both databases."""

from __future__ import annotations

from db.reports import desk_reading
from db.scope import EVERYTHING
from db.session import open_reading
from metrics.report.completeness import Completeness
from metrics.report.course import ReportState
from tests.db.reports.played import CHIEF, PLAN, QUARTER, answer_everything, take


def test_the_desk_knows_each_course_and_what_was_last_declared(url: str) -> None:
    answer_everything(url, CHIEF)
    with open_reading(url, sees=EVERYTHING) as session:
        before = desk_reading.read_desk(session)
    assert (before.courses, before.declared) == ({}, {})  # a draft is nobody's but the institution's
    take(url, CHIEF, "approved")
    with open_reading(url, sees=EVERYTHING) as session:
        found = desk_reading.read_desk(session)
    assert found.courses[PLAN, QUARTER].state is ReportState.APPROVED
    declared = found.declared[PLAN, QUARTER]
    assert {"milestone:1.2.1", "goal:1.1"} <= declared.rows
    assert declared.figures == Completeness(0, 0)
