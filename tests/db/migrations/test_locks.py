"""What is recorded stays as it is, whoever asks: the commands, the mapped classes, and SQL written by hand."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from sqlalchemy import Engine, delete, select, text, update
from sqlalchemy.exc import DBAPIError

from db import area_thresholds, models
from db.people import calendar_keys, rights
from db.plans import (
    decision_commands,
    definitions,
    indicator_commands,
    institution_commands,
    plan_commands,
    plan_queries,
    scenarios,
)
from db.results import result_commands, series_breaks
from db.scope import EVERYTHING
from db.session import MACHINE, open_engine, open_reading, open_writing
from metrics.access import Grant, Role
from metrics.errors import InvalidInput
from metrics.facts.decisions import Decision, DecisionKind
from metrics.facts.schema import Event, EventKind, Result
from metrics.periods import find_day_start
from metrics.plan.indicator_history import IndicatorChange
from metrics.plan.institution_history import InstitutionChange
from metrics.plan.model import Amendment, Closing, PlanFile, Signature
from metrics.plan.terms import Party, Stage
from metrics.whatif.scenario import ScenarioBasis, ScenarioDraft
from scripts.cluster import SUPERUSER
from tests.db.recorded import NOW, imported, source
from tests.fixtures.databases import as_role

KEPT = (
    *("plans", "plan_versions", "indicators", "observations", "events", "decisions", "grants"),
    *("thresholds", "calendar_keys", "scenarios", "breaks"),
    *("institution_changes", "indicator_changes"),
)
JUNE = date(2017, 6, 1)
CLOSED = Closing(on=date(2018, 1, 31))


def amended(plan: PlanFile, reason: str = "Ny opgave") -> PlanFile:
    """The plan with another title and an amendment that says so."""
    signatures = tuple(Signature(party=p, organisation="O", role="R", on=JUNE) for p in Party)
    amendment = Amendment(on=JUNE, reason=reason, signatures=signatures)
    return plan.model_copy(update={"title": reason, "amendments": (*plan.amendments, amendment)})


@pytest.fixture
def url(database_url: str) -> str:
    """A signed plan with a row in every table that is kept."""
    imported(database_url)
    event = Event("cpr-2017", "1.2.1", EventKind.MET, JUNE)
    with open_writing(database_url, MACHINE) as session:
        result_commands.record_results(
            session, [Result("cpr", "klagesager-rettidigt", "2017", Decimal(91))], [event], NOW
        )
        decision = Decision("cpr-2017", DecisionKind.TOTAL, date(2018, 1, 31), "R", "W", points=Decimal(50))
        decision_commands.record_decision(session, decision, NOW)
        rights.grant_role(session, "chief@example.dk", Grant(Role.CHIEF, JUNE, institution="cpr"))
        area = definitions.read_catalogue(session).institutions["cpr"].ministry_area
        area_thresholds.set_threshold(session, area, "likely", Decimal(70), "R")
        calendar_keys.create_key(session, "chief@example.dk")
        draft = ScenarioDraft("If 2.1 fails", {"set": "2.1-not_met"})
        scenarios.save_scenario(session, "cpr-2017", draft, ScenarioBasis(1, JUNE, {}))
        series_breaks.record_break(session, ("cpr", "klagesager-rettidigt"), JUNE, "N")
        indicator_commands.change_indicator(
            session, IndicatorChange("cpr", "klagesager-rettidigt", JUNE, NOW, "R", name="N")
        )
        institution_commands.change_institution(
            session, InstitutionChange("cpr", date(2018, 1, 1), NOW, "R", name="CPR")
        )
    return database_url


def rows(url: str) -> dict[str, list[tuple[object, ...]]]:
    with open_engine(as_role(SUPERUSER, url)).connect() as connection:
        return {
            table: [tuple(row) for row in connection.execute(text(f"SELECT * FROM {table} ORDER BY id"))]  # noqa: S608
            for table in KEPT
        }


def refused(url: str, *statements: str) -> None:
    """Each statement fails, also for one whom no policy holds, and leaves every row as it was."""
    before, anybody = rows(url), open_engine(as_role(SUPERUSER, url))
    for statement in statements:
        with pytest.raises(DBAPIError, match=r"recorded rows|signed plan"), anybody.begin() as connection:
            connection.execute(text(statement))
    assert rows(url) == before


@pytest.mark.parametrize("table", KEPT)
def test_no_row_is_changed_or_removed_by_sql(url: str, table: str) -> None:
    assert rows(url)[table]
    refused(url, f"UPDATE {table} SET id = id", f"DELETE FROM {table}")  # noqa: S608


@pytest.mark.parametrize("table", KEPT)
def test_no_row_is_replaced_or_swept_away(url: str, table: str) -> None:
    if open_engine(url).dialect.name == "postgresql":
        refused(url, f"TRUNCATE {table} CASCADE")
    else:
        refused(url, f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}")  # noqa: S608


def test_a_row_is_not_replaced_through_its_other_key(url: str) -> None:
    if open_engine(url).dialect.name == "postgresql":
        update_it = "ON CONFLICT (plan_id, number) DO UPDATE SET document = 'x'"
        columns = "plan_id, number, stage, document, recorded_at, entered_at"
        refused(url, f"INSERT INTO plan_versions ({columns}) SELECT {columns} FROM plan_versions {update_it}")  # noqa: S608
        return
    columns = "plan_id, number, stage, document, recorded_at, entered_at"
    refused(
        url,
        f"INSERT OR REPLACE INTO plan_versions ({columns}) SELECT {columns} FROM plan_versions",  # noqa: S608
        "INSERT OR REPLACE INTO plans (key, institution_id) SELECT key, institution_id FROM plans",
        "UPDATE OR REPLACE plan_versions SET document = 'x'",
    )


def test_the_mapped_classes_cannot_change_or_remove_a_signed_plan(url: str) -> None:
    before, anybody = rows(url), as_role(SUPERUSER, url)
    with pytest.raises(DBAPIError, match="recorded rows"), open_writing(anybody, MACHINE) as session:
        session.scalars(select(models.PlanVersion)).one().document = "{}"
    with pytest.raises(DBAPIError, match="recorded rows"), open_writing(anybody, MACHINE) as session:
        session.delete(session.scalars(select(models.Event)).one())
    for statement in (update(models.PlanVersion).values(stage="draft"), delete(models.Decision)):
        with pytest.raises(DBAPIError, match="recorded rows"), open_writing(anybody, MACHINE) as session:
            session.execute(statement)
    assert rows(url) == before


def test_a_version_that_may_not_follow_is_refused_by_the_database_too(url: str) -> None:
    """As somebody would who writes it by hand: no amendment, a draft, an amendment of old ones, a number left out."""
    with open_reading(url, sees=EVERYTHING) as session:
        plan = plan_queries.read_plan_file(session, "cpr-2017")
    changed = plan.model_copy(update={"title": "Another"})
    twice = amended(amended(plan))
    for number, stage, wrong in (
        (2, "signed", changed),
        (2, "draft", changed),
        (2, "amended", changed),
        (2, "amended", twice),
        (3, "amended", amended(plan)),
        (2, "closed", changed.model_copy(update={"closed": CLOSED})),
    ):
        with pytest.raises(DBAPIError, match="signed plan"):
            add_version(url, number, stage, wrong)
    add_version(url, 2, "amended", amended(plan))
    rewritten = amended(amended(plan, "Omskrevet"))
    with pytest.raises(DBAPIError, match="signed plan"):
        add_version(url, 3, "amended", rewritten)
    add_version(url, 3, "closed", amended(plan).model_copy(update={"closed": CLOSED}))
    with pytest.raises(DBAPIError, match="signed plan"):
        add_version(url, 4, "amended", twice)


def add_version(url: str, number: int, stage: str, plan: PlanFile) -> None:
    with open_writing(url, MACHINE) as session:
        document = plan.plan.model_dump_json(exclude_defaults=True)
        moments = {"recorded_at": NOW, "entered_at": NOW}
        session.add(models.PlanVersion(plan_id=1, number=number, stage=stage, document=document, **moments))


def test_the_command_refuses_a_change_and_keeps_an_amendment(url: str) -> None:
    before = rows(url)
    with pytest.raises(InvalidInput) as refusal, open_writing(url, MACHINE) as session:
        plan_commands.change_plan(session, "cpr-2017", NOW, title="Another")
    assert [p.code for p in refusal.value.problems] == ["plan_is_signed"]
    assert rows(url) == before
    assert imported(url, amended(source())) == [True]
    with open_reading(url, sees=EVERYTHING) as session:
        versions = plan_queries.read_versions_of(session, "cpr-2017")
        assert plan_queries.read_plan_file(session, "cpr-2017", 1).plan == source().plan
        assert plan_queries.read_plan(session, "cpr-2017").title == "Ny opgave"
    assert [(v.number, v.plan.life, v.recorded_at) for v in versions] == [
        (1, Stage.SIGNED, find_day_start(date(2016, 12, 12))),
        (2, Stage.AMENDED, find_day_start(JUNE)),
    ]
    assert imported(url, amended(source())) == [False]


def test_a_plan_is_closed_for_good(url: str) -> None:
    with open_writing(url, MACHINE) as session:
        assert plan_commands.change_plan(session, "cpr-2017", NOW, closed=CLOSED)
    decision = Decision("cpr-2017", DecisionKind.TOTAL, date(2018, 2, 1), "R", "W", points=Decimal(1))
    with pytest.raises(InvalidInput) as refusal, open_writing(url, MACHINE) as session:
        decision_commands.record_decision(session, decision, datetime(2018, 3, 1, tzinfo=UTC))
    assert [p.code for p in refusal.value.problems] == ["plan_closed"]
    with pytest.raises(InvalidInput) as refusal:
        imported(url, amended(source()))
    assert [p.code for p in refusal.value.problems] == ["plan_closed"]


def test_a_draft_grows_by_versions_and_is_signed(database_url: str) -> None:
    draft = source().model_copy(update={"stage": Stage.DRAFT, "signatures": ()})
    assert imported(database_url, draft) == [True]
    assert imported(database_url, draft.model_copy(update={"title": "Another"})) == [True]
    with open_writing(database_url, MACHINE) as session:
        changes = {"stage": Stage.SIGNED, "signatures": source().signatures}
        assert plan_commands.change_plan(session, "cpr-2017", NOW, **changes)
        versions = plan_queries.read_versions_of(session, "cpr-2017")
    assert [v.plan.life for v in versions] == [Stage.DRAFT, Stage.DRAFT, Stage.SIGNED]
    assert imported(database_url, source().model_copy(update={"title": "Another"})) == [False]


def test_every_table_that_is_only_added_to_is_locked(url: str) -> None:
    """A table that is built anew in a later migration must be locked again."""
    kinds = {"sqlite": ("update", "delete", "replace"), "postgresql": ("rows", "all")}[
        open_engine(url).dialect.name
    ]
    locks = {f"keep_{table}_{kind}" for table in (*KEPT, "audit_entries") for kind in kinds}
    assert set(triggers(open_engine(url))) == locks | {"guard_plan_versions"}


def triggers(on: Engine) -> list[str]:
    query = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
    }
    with on.connect() as connection:
        return list(connection.scalars(text(query[on.dialect.name])))
