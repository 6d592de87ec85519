"""The audit reveals whatever was altered, removed, moved or added without an entry, on both databases."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from alembic import command
from sqlalchemy import text

from db.audit import chain
from db.audit.table_kinds import NEWEST_VERSION, SEALED
from db.plans import decision_commands, plan_commands
from db.results import result_commands
from db.scope import EVERYTHING
from db.session import MACHINE, open_engine, open_reading, open_writing
from db.upgrade import migrate
from metrics.access import grant_all_roles
from metrics.facts.decisions import Decision, DecisionKind
from metrics.facts.schema import Result
from metrics.plan.model import Closing
from scripts.cluster import SUPERUSER
from tests.db.migrations.test_migrations import alembic
from tests.db.recorded import NOW, imported, source
from tests.fixtures.databases import DatabaseOf, as_role

LOCKED = (*SEALED, "audit_entries")
GOLDEN = "1359fda578a94b783b00f0eb20d9d2583ed051892d22b3ea51a146073fbaa1af"
"""The seal that a program without versions of the digest gave."""


def write_first(url: str) -> None:
    imported(url)
    with open_writing(url, grant_all_roles("reporter@example.dk")) as session:
        result_commands.record_results(
            session, [Result("cpr", "klagesager-rettidigt", "2017", Decimal(91))], [], NOW
        )
    with open_writing(url, grant_all_roles("chief@example.dk")) as session:
        decision = Decision(
            "cpr-2017", DecisionKind.TOTAL, date(2018, 1, 31), "R", "W", points=Decimal("50.5")
        )
        decision_commands.record_decision(session, decision, NOW)


@pytest.fixture
def url(database_of: DatabaseOf) -> str:
    """Three entries, by three people, each in a transaction of its own."""
    return database_of(write_first)


def found(url: str) -> list[tuple[str, str]]:
    with open_reading(url, sees=EVERYTHING) as session:
        return [(problem.code, problem.place) for problem in chain.find_chain_problems(session)]


def tamper(url: str, *statements: str) -> None:
    """Change rows as one may whom nothing holds, and who takes the locks away."""
    with open_engine(as_role(SUPERUSER, url)).begin() as connection:
        sqlite = connection.dialect.name == "sqlite"
        names = text("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        for name in connection.scalars(names).all() if sqlite else ():
            connection.execute(text(f"DROP TRIGGER {name}"))
        for table in () if sqlite else LOCKED:
            connection.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER USER"))
        for statement in statements:
            connection.execute(text(statement))


def test_every_change_is_audited_with_who_and_what(url: str) -> None:
    with open_reading(url, sees=EVERYTHING) as session:
        entries = chain.read_entries(session)
    assert [(e.number, e.actor, e.action, e.subject) for e in entries] == [
        (1, "", "plan.signed", "cpr-2017"),
        (2, "reporter@example.dk", "results.import", "1"),
        (3, "chief@example.dk", "decision.total", "cpr-2017"),
    ]
    assert entries[0].rows["plan_versions"][:2] == (1, 1)
    assert entries[1].rows["plan_versions"][:2] == (2, 1)  # nothing added
    assert entries[2].rows["decisions"][:2] == (1, 1)
    assert [entry.previous for entry in entries] == [chain.START, entries[0].seal, entries[1].seal]


def test_a_record_that_nobody_touched_holds(url: str) -> None:
    assert found(url) == []


def test_what_says_nothing_new_leaves_no_entry(url: str) -> None:
    assert imported(url, source()) == [False]
    with open_reading(url, sees=EVERYTHING) as session:
        assert len(chain.read_entries(session)) == 3


def test_what_is_undone_leaves_no_entry(url: str) -> None:
    def fail() -> None:
        with open_writing(url, MACHINE) as session:
            result_commands.record_results(
                session, [Result("cpr", "klagesager-rettidigt", "2016", Decimal(1))], [], NOW
            )
            raise OSError("the disk is full")

    with pytest.raises(OSError, match="full"):
        fail()
    assert found(url) == []
    with open_reading(url, sees=EVERYTHING) as session:
        assert len(chain.read_entries(session)) == 3


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("UPDATE audit_entries SET actor = 'x' WHERE id = 2", [("audit_altered", "#2")]),
        ("UPDATE audit_entries SET subject = '2' WHERE id = 3", [("audit_altered", "#3")]),
        ("DELETE FROM audit_entries WHERE id = 2", [("audit_gap", "#3")]),
        ("DELETE FROM audit_entries WHERE id = 1", [("audit_gap", "#2")]),
        ("DELETE FROM audit_entries WHERE id = 3", [("audit_unrecorded", "decisions")]),
        (
            "UPDATE plan_versions SET document = replace(document, '90', '80')",
            [("audit_rows", "#1 plan_versions")],
        ),
        ("UPDATE decisions SET points = 60", [("audit_rows", "#3 decisions")]),
        ("DELETE FROM decisions", [("audit_rows", "#3 decisions")]),
        (
            "UPDATE observations SET note = 'x' WHERE plan_version_id IS NULL",
            [("audit_rows", "#2 observations")],
        ),
        ("UPDATE indicators SET unit = 'count' WHERE key = 'sygefravaer'", [("audit_rows", "#1 indicators")]),
        (
            'INSERT INTO decisions (plan_id, kind, "on", by, reason, recorded_at)'
            " VALUES (1, 'total', '2018-01-31', 'x', 'x', '2018-01-31 00:00:00')",
            [("audit_unrecorded", "decisions")],
        ),
    ],
)
def test_whatever_is_changed_by_hand_is_found(url: str, statement: str, told: list[tuple[str, str]]) -> None:
    tamper(url, statement)
    assert found(url) == told


def test_two_entries_that_changed_places_are_found(url: str) -> None:
    tamper(
        url,
        "UPDATE audit_entries SET id = 99 WHERE id = 2",
        "UPDATE audit_entries SET id = 2 WHERE id = 3",
        "UPDATE audit_entries SET id = 3 WHERE id = 99",
    )
    assert [code for code, _ in found(url)][:2] == ["audit_gap", "audit_gap"]


def test_an_entry_sealed_anew_after_a_change_breaks_the_chain(url: str) -> None:
    with open_reading(url, sees=EVERYTHING) as session:
        entry = chain.read_entries(session)[1]
    forged = replace(entry, actor="x")
    tamper(url, f"UPDATE audit_entries SET actor = 'x', seal = '{forged.compute_seal()}' WHERE id = 2")  # noqa: S608
    assert found(url) == [("audit_gap", "#3")]


def test_many_writers_make_one_chain(url: str) -> None:
    def write(year: int) -> None:
        with open_writing(url, grant_all_roles(f"writer {year}")) as session:
            result_commands.record_results(
                session, [Result("cpr", "klagesager-rettidigt", str(year), Decimal(1))], [], NOW
            )

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write, range(1990, 2014)))
    assert found(url) == []
    with open_reading(url, sees=EVERYTHING) as session:
        assert len(chain.read_entries(session)) == 27


def seal_as_before(url: str, version: int) -> None:
    """Seal every entry as the program did whose newest version of the digest this was."""
    statements, previous = [], chain.START
    with open_reading(url, sees=EVERYTHING) as session:
        for entry in chain.read_entries(session):
            rows = {
                name: (first, last, chain.digest_rows(session, name, first, last, version))
                for name, (first, last, _) in entry.rows.items()
            }
            old = replace(entry, version=version, previous=previous, rows=rows)
            previous, seal = old.compute_seal(), old.previous
            statements.append(
                f"UPDATE audit_entries SET version = {version}, previous = '{seal}', seal = '{previous}',"  # noqa: S608
                f" rows = '{json.dumps(rows, sort_keys=True)}' WHERE id = {entry.number}"
            )
    tamper(url, *statements, *_read_triggers(url))


def _read_triggers(url: str) -> list[str]:
    """Read what makes SQLite's triggers, which `tamper` takes away, again."""
    if not url.startswith("sqlite"):
        return []
    with open_engine(url).connect() as connection:
        return list(connection.scalars(text("SELECT sql FROM sqlite_master WHERE type = 'trigger'")))


def test_a_seal_of_the_first_version_is_what_it_was() -> None:
    at = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
    entry = chain.ChainEntry(
        1, at, "a@example.dk", "plan.signed", "cpr-2017", {"plans": (1, 1, "ab")}, chain.START, "", version=1
    )
    assert entry.compute_seal() == GOLDEN
    assert replace(entry, version=2).compute_seal() != GOLDEN


def test_an_entry_cannot_be_passed_off_as_of_another_version(url: str) -> None:
    tamper(url, "UPDATE audit_entries SET version = 1 WHERE id = 2")
    assert found(url) == [("audit_altered", "#2"), ("audit_rows", "#2 observations")]


@pytest.mark.parametrize(("revision", "version"), [("0012", 1), ("0013", 2)])
def test_a_database_of_an_older_program_holds_and_its_signed_plans_close(
    blank_database_url: str, revision: str, version: int
) -> None:
    """Of one from before the digest had versions, and of one from before a result could be taken back."""
    url = blank_database_url
    migrate(url)
    imported(url, source())
    seal_as_before(url, version)
    with alembic(url) as config:
        command.downgrade(config, revision)
    migrate(url)
    assert found(url) == []
    with open_reading(url, sees=EVERYTHING) as session:
        assert {entry.version for entry in chain.read_entries(session)} == {version}
    with open_writing(url, MACHINE) as session:
        assert plan_commands.change_plan(
            session, "cpr-2017", NOW, closed=Closing(on=date(2018, 2, 1), reason="R")
        )
    assert found(url) == []
    with open_reading(url, sees=EVERYTHING) as session:
        assert [entry.version for entry in chain.read_entries(session)] == [version, NEWEST_VERSION]


def test_what_was_there_before_an_act_is_not_taken_for_a_part_of_it(url: str) -> None:
    """More of it is in test_unknown_rows.py."""
    tamper(
        url,
        'INSERT INTO decisions (plan_id, kind, "on", by, reason, recorded_at)'
        " VALUES (1, 'total', '2018-01-31', 'x', 'x', '2018-01-31 00:00:00')",
    )
    with open_writing(url, MACHINE) as session:
        chain.record_entry(session, "sign.in", "2018-01-31")
    with open_reading(url, sees=EVERYTHING) as session:
        unknown, lawful = chain.read_entries(session)[-2:]
    assert (unknown.actor, unknown.action, unknown.subject) == (
        "unknown",
        "audit.unrecorded",
        "decisions 2-2",
    )
    assert chain.name_rows(lawful.rows) == ""
    assert found(url) == []


def test_from_an_anchor_on_only_what_has_come_since_is_gone_through(url: str) -> None:
    def find(anchor: chain.Anchor) -> list[tuple[str, str]]:
        with open_reading(url, sees=EVERYTHING) as session:
            return [(one.code, one.place) for one in chain.find_chain_problems(session, anchor)]

    with open_reading(url, sees=EVERYTHING) as session:
        anchor = chain.read_anchor(session)
    assert anchor
    assert (anchor.newest.number, anchor.entries) == (3, 3)
    with open_writing(url, MACHINE) as session:
        result_commands.record_results(
            session, [Result("cpr", "klagesager-rettidigt", "2016", Decimal(1))], [], NOW
        )
    assert find(anchor) == []
    tamper(url, "UPDATE observations SET note = 'x' WHERE period = '2016' AND note IS NULL AND value = 1")
    assert find(anchor) == [("audit_rows", "#4 observations")]
    tamper(url, "UPDATE audit_entries SET seal = 'y' WHERE id = 3")
    assert find(anchor) == [("audit_altered", "#3")]
    assert find(replace(anchor, newest=replace(anchor.newest, seal="y"), entries=4)) == [("audit_gap", "#3")]
