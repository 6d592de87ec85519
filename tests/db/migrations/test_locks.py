"""What is recorded stays as it is, whoever asks: the commands, the mapped classes, and SQL written by hand."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import Engine, delete, select, text, update
from sqlalchemy.exc import DBAPIError

from db import models
from db.plans import decision_commands, plan_commands, plan_queries
from db.scope import EVERYTHING
from db.session import MACHINE, open_engine, open_reading, open_writing
from metrics.errors import InvalidInput
from metrics.facts.decisions import Decision, DecisionKind
from metrics.periods import find_day_start
from metrics.plan.model import Amendment, PlanFile, Reopening, Signature
from metrics.plan.terms import Party, Stage
from scripts.cluster import OWNER, SUPERUSER
from tests.db.every_table import CLOSED, JUNE, fill_every_table
from tests.db.recorded import NOW, imported, source
from tests.fixtures.databases import DatabaseOf, as_role

KEPT = (
    *("plans", "plan_versions", "indicators", "observations", "events", "decisions", "grants"),
    *("thresholds", "calendar_keys", "scenarios", "breaks"),
    *("institution_changes", "indicator_changes", "settled_parts", "plan_signatures", "report_steps"),
    *("erasures", "plan_proposals", "meeting_steps", "meeting_entries", "annual_acts"),
    *("journal_numbers", "filed_notes", "finding_answers", "named_institutions"),
)


def amended(plan: PlanFile, reason: str = "Ny opgave") -> PlanFile:
    """The plan with another title and an amendment that says so."""
    signatures = tuple(Signature(party=p, organisation="O", role="R", on=JUNE) for p in Party)
    amendment = Amendment(on=JUNE, reason=reason, signatures=signatures)
    return plan.model_copy(update={"title": reason, "amendments": (*plan.amendments, amendment)})


@pytest.fixture
def url(database_of: DatabaseOf) -> str:
    """A signed plan, a closed one, and a row in every table that is kept."""
    return database_of(fill_every_table)


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
        session.get_one(models.PlanVersion, 1).document = "{}"
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


def reopened(plan: PlanFile, *earlier: Reopening, on: date = CLOSED.on) -> PlanFile:
    """The plan, opened again by both parties."""
    signatures = tuple(Signature(party=p, organisation="O", role="R", on=on) for p in Party)
    opened = Reopening(on=on, reason="R", signatures=signatures)
    return plan.model_copy(update={"closed": None, "reopenings": (*earlier, opened)})


def test_a_closed_plan_is_only_opened_again_and_that_as_it_was(url: str) -> None:
    """As somebody would who writes it by hand."""
    with open_reading(url, sees=EVERYTHING) as session:
        plan = plan_queries.read_plan_file(session, "cpr-2017")
    closed = plan.model_copy(update={"closed": CLOSED})
    add_version(url, 2, "closed", closed)
    opened = reopened(plan)
    (first,) = opened.reopenings
    for stage, wrong in (
        ("signed", plan),
        ("signed", opened.model_copy(update={"title": "Another"})),
        ("signed", reopened(plan, first)),
        ("closed", opened.model_copy(update={"closed": CLOSED})),
        ("closed", closed),
        ("draft", opened),
        ("amended", amended(plan)),
    ):
        with pytest.raises(DBAPIError, match="signed plan"):
            add_version(url, 3, stage, wrong)
    add_version(url, 3, "signed", opened)
    add_version(url, 4, "closed", opened.model_copy(update={"closed": CLOSED}))
    with pytest.raises(DBAPIError, match="signed plan"):
        add_version(url, 5, "signed", opened)
    add_version(url, 5, "signed", reopened(plan, first))


def test_a_part_of_a_settlement_is_of_the_newest_version_which_closes_its_plan_and_of_no_other(
    url: str,
) -> None:
    """As somebody would who writes it by hand: of no version, of a signed plan, of one that was opened again."""
    with open_reading(url, sees=EVERYTHING) as session:
        plan = plan_queries.read_plan_file(session, "cpr-2017")
    for number in (1, 2, 9):
        with pytest.raises(DBAPIError, match="settled by its newest version"):
            add_part(url, number)
    add_version(url, 2, "closed", plan.model_copy(update={"closed": CLOSED}))
    with pytest.raises(DBAPIError, match="settled by its newest version"):
        add_part(url, 1)
    add_part(url, 2)
    add_version(url, 3, "signed", reopened(plan))
    for number in (2, 3):
        with pytest.raises(DBAPIError, match="settled by its newest version"):
            add_part(url, number, "goal")


def add_part(url: str, version: int, kind: str = "total") -> None:
    with open_writing(as_role(SUPERUSER, url), MACHINE) as session:
        texts = {"kind": kind, "number": "", "least": "0", "most": "1"}
        moments = {"known_at": NOW, "recorded_at": NOW, "entered_at": NOW}
        said = {"version": version, "on": CLOSED.on, "afterwards": False, "original": False}
        session.add(models.SettledPart(plan_id=1, **texts, **moments, **said))


def test_a_settlement_refers_to_its_version_also_without_the_trigger(url: str) -> None:
    with open_engine(as_role(OWNER, url)).begin() as connection:
        where = "" if connection.dialect.name == "sqlite" else " ON settled_parts"
        connection.execute(text(f"DROP TRIGGER guard_settled_parts{where}"))
    with pytest.raises(DBAPIError, match=r"(?i)foreign key"):
        add_part(url, 9)


def test_a_closed_plan_takes_neither_an_amendment_nor_a_decision_on_a_goal(url: str) -> None:
    with open_writing(url, MACHINE) as session:
        assert plan_commands.change_plan(session, "cpr-2017", NOW, closed=CLOSED)
    until = date(2018, 6, 1)
    decision = Decision("cpr-2017", DecisionKind.DEVIATION, NOW.date(), "R", "W", goal="1.1", until=until)
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
    others = {"guard_plan_versions", "guard_settled_parts", "name_institutions"}
    assert set(triggers(open_engine(url))) == locks | others


def triggers(on: Engine) -> list[str]:
    query = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
    }
    with on.connect() as connection:
        return list(connection.scalars(text(query[on.dialect.name])))
