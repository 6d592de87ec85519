"""The institutions that plans name: what stands of them is what the documents say, and what a plan is found by."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from alembic import command
from hypothesis import HealthCheck, given, settings
from sqlalchemy import Select, select, text
from sqlalchemy.orm import Session

from db import models as m
from db.plans import plan_queries
from db.scope import EVERYTHING
from db.session import MACHINE, open_engine, open_reading, open_writing
from db.upgrade import migrate
from metrics.plan.model import Plan, PlanFile
from scripts.cluster import OWNER
from tests.db.migrations.test_migrations import alembic
from tests.db.recorded import imported
from tests.fixtures.databases import as_role
from tests.plans import plan_files

Named = set[tuple[str, int, str]]
NAMED = select(m.Plan.key, m.NamedInstitution.number, m.NamedInstitution.institution).join(
    m.Plan, m.Plan.id == m.NamedInstitution.plan_id
)
NOW = datetime(2017, 6, 1, tzinfo=UTC)


def find_named(plan: Plan) -> set[str]:
    """The institutions a plan has to do with, by its own account."""
    return {plan.institution, *(owner for owner, _ in plan.series())}


def read_told(session: Session) -> Named:
    """What the documents of all yearly plans say."""
    return {
        (one.plan.id, one.number, key)
        for one in plan_queries.read_versions(session)
        for key in find_named(one.plan)
    }


def read_rows(session: Session) -> Named:
    return {(plan, number, key) for plan, number, key in session.execute(NAMED.where(plan_queries.YEARLY))}


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(plan=plan_files())
def test_what_stands_of_any_plan_is_what_its_document_says(database_url: str, plan: PlanFile) -> None:
    with open_writing(database_url, MACHINE) as session:
        owner = m.Institution(key=plan.institution, name="x", ministry_area="x", fictional=False)
        session.add(owner)
        session.flush()
        row = m.Plan(key=plan.id, institution_id=owner.id)
        session.add(row)
        session.flush()
        document = plan.plan.model_dump_json(exclude_defaults=True)
        moments = {"recorded_at": NOW, "entered_at": NOW}
        session.add(m.PlanVersion(plan_id=row.id, number=1, stage=plan.life, document=document, **moments))
        session.flush()
        assert read_rows(session) == {(plan.id, 1, key) for key in find_named(plan)}
        session.rollback()


def test_every_version_in_the_database_stands_with_what_its_document_says(filled_database_url: str) -> None:
    with open_reading(filled_database_url, sees=EVERYTHING) as session:
        told = read_told(session)
        assert read_rows(session) == told
        assert {number for _, number, _ in told} == {1, 2}
        assert session.execute(NAMED.where(~plan_queries.YEARLY)).all()


def test_a_plan_is_found_by_each_institution_whose_series_it_reads(filled_database_url: str) -> None:
    with open_reading(filled_database_url, sees=EVERYTHING) as session:
        told = read_told(session)
        owners = {key for _, _, key in told}
        for owner in owners:
            found = {one.id for one in plan_queries.read_plans(session, about={owner})}
            assert found == {plan for plan, _, key in told if key == owner}
        assert (
            plan_queries.read_plans(session, about={"x"}) == plan_queries.read_plans(session, about=()) == []
        )
        every = {one.id: find_named(one) for one in plan_queries.read_plans(session)}
    assert [len(named) for named in every.values() if len(named) > 1]


def test_an_older_database_is_given_what_its_documents_say(blank_database_url: str) -> None:
    url = blank_database_url
    migrate(url)
    imported(url)
    with alembic(as_role(OWNER, url)) as config:
        command.downgrade(config, "0057")
    migrate(url)
    with open_reading(url, sees=EVERYTHING) as session:
        assert read_rows(session) == read_told(session) != set()


def test_plans_are_found_by_an_index_and_no_document_is_searched(sqlite_filled: Path) -> None:
    with open_engine(f"sqlite:///{sqlite_filled}").connect() as connection:
        query: Select[int] = plan_queries._select_about({"cpr", "x"})
        sql = str(query.compile(connection, compile_kwargs={"literal_binds": True}))
        steps = [row.detail for row in connection.execute(text(f"EXPLAIN QUERY PLAN {sql}"))]
    (step,) = steps
    assert step.startswith("SEARCH named_institutions USING COVERING INDEX")
    assert step.endswith("(institution=?)")
