"""A report as each party sees it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Connection, event

from db import queries
from db.plans import definitions, plan_commands, plan_queries
from db.reports import draft_commands, report_reading
from db.scope import EVERYTHING
from db.session import MACHINE, open_engine, open_reading, open_writing
from metrics.errors import InvalidInput
from metrics.plan.terms import Stage
from metrics.report.draft_fields import FieldChange
from metrics.report.report_lines import find_report_lines
from metrics.score.scoring import score_plan
from tests.db.recorded import imported, source
from tests.db.reports.played import CONTROLLER, NOW, PLAN, QUARTER, REPORTER, fill, look


def test_the_institution_sees_its_draft_with_what_it_comes_to(database_url: str) -> None:
    imported(database_url, now=NOW - timedelta(days=200))
    fill(database_url, REPORTER, ("goal:1.1", "status", "in_doubt"))
    report = look(database_url, REPORTER)
    assert (report.check.progress.answered, report.check.progress.asked) == (1, 9)
    assert report.plan_version == 1
    assert look(database_url, CONTROLLER).check.progress.answered == 0


def test_a_draft_of_a_plan_has_no_reports(database_url: str) -> None:
    plan = source().model_copy(update={"stage": Stage.DRAFT, "signatures": (), "observations": ()})
    with open_writing(database_url, MACHINE) as session:
        plan_commands.import_plan(session, plan, NOW)
    with pytest.raises(InvalidInput) as refused:
        look(database_url, REPORTER)
    assert [p.code for p in refused.value.problems] == ["before_signing"]


@contextmanager
def statements(url: str) -> Iterator[list[str]]:
    """What is asked of the database meanwhile."""
    asked: list[str] = []

    def note(_: Connection, __: object, statement: str, *___: object) -> None:
        asked.append(statement)

    engine = open_engine(url)
    event.listen(engine, "before_cursor_execute", note)
    yield asked
    event.remove(engine, "before_cursor_execute", note)


def test_a_save_and_reading_it_back_ask_the_database_so_often_however_many_fields_there_are(url: str) -> None:
    typed = [(line.key, "note", "A") for line in look(url, REPORTER).lines if line.key.startswith("goal")]
    with statements(url) as asked:
        changes = [FieldChange(*one) for one in typed]
        with open_writing(url, REPORTER) as session:
            draft_commands.save_fields(session, PLAN, QUARTER, changes, NOW)
    assert len(typed) > 3
    assert len(asked) <= 29  # to PostgreSQL it is said, too, who writes
    with statements(url) as asked:
        report = look(url, REPORTER)
    assert len(report.draft.fields) == len(typed)
    assert len(asked) <= 19


def test_a_report_reads_of_its_own_plan_alone_and_scores_it_as_everything_does(
    filled_database_url: str,
) -> None:
    at = datetime(2026, 10, 5, 9, tzinfo=UTC)
    with open_reading(filled_database_url, sees=EVERYTHING, prepares=EVERYTHING) as session:
        every = queries.read_facts(session, date(2026, 10, 5), at)
        catalogue = definitions.read_catalogue(session, date(2026, 10, 5))
        plans = [plan for plan in plan_queries.read_plans(session) if plan.start.year == 2026]
        assert plans
        for plan in plans:
            report = report_reading.read_report(session, plan.id, "2026Q3", MACHINE, at)
            assert report.score.facts.series.keys() <= plan.series()
            assert report.score.goals == score_plan(report.plan, every, catalogue).goals
            lines = find_report_lines(score_plan(report.plan, every, catalogue), report.period, catalogue)
            assert report.lines == tuple(lines)


def test_a_report_that_is_read_among_all_is_the_same(filled_database_url: str) -> None:
    now = datetime(2026, 11, 20, 9, tzinfo=UTC)
    for plan in ("eksempel-ankenaevn-2026", "eksempel-register-2026"):
        with open_reading(filled_database_url, sees=EVERYTHING, prepares=EVERYTHING) as session:
            alone, among = (
                report_reading.read_report(session, plan, "2026Q3", MACHINE, now, among_all=among_all)
                for among_all in (False, True)
            )
        for name in ("period", "course", "draft", "lines", "kept", "thresholds", "deadline", "ground"):
            assert getattr(among, name) == getattr(alone, name), name
        assert (among.score.goals, among.check.blocking) == (alone.score.goals, alone.check.blocking)
        assert alone.score.facts.events.keys() < among.score.facts.events.keys()
