"""What is erased is gone from the database, and the audit still tells it from what was altered, on both databases."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from db import guards
from db.audit import chain, erase_commands, unlocking
from db.audit.erase_commands import Replacement
from db.audit.personal_fields import PERSONAL, WRITTEN, replace_text
from db.people import rights
from db.plans import decision_commands, plan_queries
from db.scope import EVERYTHING
from db.session import MACHINE, open_engine, open_reading, open_writing
from metrics.access import Grant, Person, Role, grant_all_roles
from metrics.errors import InvalidInput
from metrics.facts.decisions import Decision, DecisionKind
from metrics.periods import find_danish_day
from scripts.cluster import OWNER
from tests.db.audit.test_chain import found, tamper
from tests.db.audit.test_unknown_rows import act
from tests.db.recorded import NOW, imported, record, source
from tests.fixtures.databases import DatabaseOf, as_role

ANN = "ann.holm@example.dk"
HER, ANOTHER = "Ann Holm", "joann.holm@example.dk"
PAST = date(2018, 1, 31)


def write_first(url: str) -> None:
    imported(url, source(2017, ('role = "Departementschef"', f'role = "{HER}, departementschef"')))
    with open_writing(url, grant_all_roles(ANN)) as session:
        for person in (ANN, ANOTHER):
            rights.grant_role(session, person, Grant(Role.READER, date(2018, 1, 1), PAST))
        for by, why in ((HER, "Aftalt med ann holm den 3."), ("R", "Aftalt med Joann Holm")):
            decided = Decision("cpr-2017", DecisionKind.TOTAL, PAST, by, why, points=Decimal(50))
            decision_commands.record_decision(session, decided, NOW)
    record(url, {"note": f"Ringet ind af {HER}"})


@pytest.fixture
def url(database_of: DatabaseOf) -> str:
    """A plan, a role that has ended, and two decisions: one by a name, one that names somebody else alone."""
    return database_of(write_first)


def erase(url: str, *names: str, plans: tuple[str, ...] = ()) -> list[Replacement]:
    """Erase as the owner."""
    chosen: list[Replacement] = []
    with open_writing(as_role(OWNER, url), MACHINE) as session:
        for name in names:
            chosen = erase_commands.find_person(session, name, "salt")
            erase_commands.erase_texts(session, chosen, "x", "Sag 12", "sha256 0")
        if plans:
            chosen = erase_commands.find_texts_of_plans(session, plans, "salt")
            erase_commands.erase_texts(session, chosen, ", ".join(plans), "Sag 13", "sha256 1")
    return chosen


def everything(url: str) -> str:
    """Every row of every table that may name somebody, as text."""
    with open_reading(url, sees=EVERYTHING) as session:
        return "\n".join(
            str(row)
            for table in PERSONAL
            for row in session.execute(text(f"SELECT * FROM {table}"))  # noqa: S608 - names of our own
        )


def test_a_person_is_gone_and_the_audit_holds(url: str) -> None:
    assert ANN in everything(url)
    done = erase(url, ANN, HER)
    assert {(one.table, one.column) for one in done} == {
        ("plan_versions", "document"),
        ("observations", "note"),
        ("decisions", "by"),
        ("decisions", "reason"),
    }
    left = everything(url)
    assert ANN not in left.replace(ANOTHER, "")
    assert HER.lower() not in left.lower().replace("joann holm", "")
    assert "Joann Holm" in left  # somebody else
    assert ANOTHER in left
    assert found(url) == []
    act(url)
    assert found(url) == []
    assert guards.find_guard_problems(as_role(OWNER, url)) == []


def test_the_record_tells_what_and_why_and_not_whom(url: str) -> None:
    erase(url, ANN)
    with open_reading(url, sees=EVERYTHING) as session:
        *before, last = chain.read_entries(session)
    assert (last.action, last.subject) == ("audit.erased", "x: Sag 12 (sha256 0)")
    digest = erase_commands.digest_text("salt", ANN)
    assert digest in {entry.actor for entry in before}
    assert len(digest) == len("sha256:") + 64
    assert digest != erase_commands.digest_text("pepper", ANN)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE decisions SET reason = 'other' WHERE id = 1",
        "UPDATE decisions SET points = 60 WHERE id = 1",
        "UPDATE decisions SET reason = 'other' WHERE id = 2",
        "UPDATE audit_entries SET actor = 'other' WHERE id = 2",
        "UPDATE erasures SET after = before WHERE id = 1",
        "DELETE FROM erasures WHERE id = 1",
    ],
)
def test_what_is_altered_after_it_was_erased_is_found(url: str, statement: str) -> None:
    erase(url, ANN, HER)
    tamper(url, statement)
    assert found(url)


def test_a_step_that_no_erasure_has_sealed_covers_nothing(url: str) -> None:
    with open_reading(url, sees=EVERYTHING) as session:
        entry = next(one for one in chain.read_entries(session) if one.rows["decisions"][:2] == (1, 1))
    tamper(url, "UPDATE decisions SET points = 60 WHERE id = 1")
    with open_reading(url, sees=EVERYTHING) as session:
        after = chain.digest_rows(session, "decisions", 1, 1, entry.version)
    before = entry.rows["decisions"][2]
    tamper(
        url,
        "INSERT INTO erasures (entry, name, before, after)"  # noqa: S608 - names of our own
        f" VALUES ({entry.number}, 'decisions', '{before}', '{after}')",
    )
    act(url)  # takes the step onto the record, as one of unknown origin
    assert ("audit_rows", f"#{entry.number} decisions") in found(url)


def test_an_erasure_does_not_cover_what_was_altered_before(url: str) -> None:
    tamper(url, "UPDATE decisions SET points = 60 WHERE id = 1")
    with pytest.raises(InvalidInput) as refused:
        erase(url, HER)
    assert [problem.code for problem in refused.value.problems] == ["audit_rows"]
    assert HER in everything(url)


def test_only_the_owner_erases(url: str) -> None:
    if url.startswith("sqlite"):
        return  # whoever has the file is the owner
    with pytest.raises(InvalidInput) as refused, open_writing(url, MACHINE) as session:
        erase_commands.find_person(session, HER, "salt")
    assert refused.value.problems[0].code == "owner_needed"
    with (
        pytest.raises(InvalidInput) as refused,
        open_writing(as_role(OWNER, url), Person("a@b.dk")) as session,
    ):
        erase_commands.find_person(session, HER, "salt")
    assert refused.value.problems[0].code == "not_permitted"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE decisions SET reason = 'x'",
        "ALTER TABLE decisions DISABLE TRIGGER USER",
        "ALTER TABLE decisions NO FORCE ROW LEVEL SECURITY",
        "INSERT INTO erasures (entry, name, before, after) VALUES (1, 'decisions', 'a', 'b')",
        "UPDATE erasures SET after = 'x'",
        "SET session_replication_role = replica",
    ],
)
def test_the_application_s_role_erases_nothing_by_sql_of_its_own(url: str, statement: str) -> None:
    if url.startswith("sqlite"):
        return
    erase(url, ANN)
    with open_engine(url).connect() as connection:
        for action in ("see", "report", "draft", "sign", "decide", "grant", "see_audit", "writer"):
            connection.execute(text(f"SELECT set_config('maalstreg.{action}', 'true', true)"))
        with pytest.raises(DBAPIError):
            connection.execute(text(statement))


def test_the_locks_are_back_whichever_way_an_erasure_ends(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chain, "record_entry", lambda *_: 1 / 0)
    before = everything(url)
    with pytest.raises(ZeroDivisionError):
        erase(url, HER)
    monkeypatch.undo()
    assert everything(url) == before
    assert guards.find_guard_problems(as_role(OWNER, url)) == []
    erase(url, HER)
    with open_engine(as_role(OWNER, url)).connect() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("ALTER TABLE decisions NO FORCE ROW LEVEL SECURITY"))  # the trigger alone
        with pytest.raises(DBAPIError):
            connection.execute(text("UPDATE decisions SET reason = 'x'"))


def test_whoever_holds_a_role_is_not_erased_until_it_is_taken_back(url: str) -> None:
    today = find_danish_day(datetime.now(UTC))
    for end in (None, today + timedelta(days=3)):
        with open_writing(url, MACHINE) as session:
            number = rights.grant_role(session, ANN, Grant(Role.READER, PAST, end))
        with pytest.raises(InvalidInput) as refused:
            erase(url, ANN.upper())
        assert (refused.value.problems[0].code, refused.value.problems[0].params) == (
            "grant_stands",
            {"numbers": [number]},
        )
        with open_writing(url, MACHINE) as session:
            rights.revoke_grant(session, number)
    erase(url, ANN.upper())
    assert found(url) == []
    with open_reading(url, sees=EVERYTHING) as session:
        assert rights.read_person(session, ANN).grants == ()


@pytest.mark.parametrize(("name", "code"), [(" a ", "name_short"), ("Bo Bak", "nothing_to_erase")])
def test_a_name_that_is_nobody_s_is_refused(url: str, name: str, code: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        erase(url, name)
    assert refused.value.problems[0].code == code


def test_the_texts_of_a_plan_are_gone_and_all_it_is_scored_by_stays(url: str) -> None:
    def otherwise() -> list[str]:
        """The documents without their free texts."""
        with open_reading(url, sees=EVERYTHING) as session:
            plan_queries.read_plan(session, "cpr-2017")
            every = session.scalars(text("SELECT document FROM plan_versions")).all()
        field = ("plan_versions", "document")
        return [replace_text(field, document, WRITTEN, lambda _: "") for document in every]

    before = otherwise()
    erase(url, plans=("cpr-2017",))
    assert otherwise() == before
    with open_reading(url, sees=EVERYTHING) as session:
        after = plan_queries.read_plan(session, "cpr-2017")
        decisions = [tuple(row) for row in session.execute(text("SELECT by, reason FROM decisions"))]
    assert all(value.startswith("sha256:") for row in decisions for value in row)
    assert all(str(one.role).startswith("sha256:") for one in after.signatures)
    assert found(url) == []
    with pytest.raises(InvalidInput) as refused:
        erase(url, plans=("nothing",))
    assert refused.value.problems[0].code == "plan_unknown"


def test_a_row_is_erased_more_than_once(url: str) -> None:
    erase(url, HER, ANN)
    erase(url, plans=("cpr-2017",))
    assert found(url) == []
    with open_reading(url, sees=EVERYTHING) as session:
        assert json.loads(session.execute(text("SELECT document FROM plan_versions")).scalar_one())


def test_nothing_of_it_is_left_in_the_file_of_sqlite(url: str) -> None:
    if not url.startswith("sqlite"):
        return  # what is dead is there until the table is vacuumed: docs/personal-data.md
    file = Path(url.removeprefix("sqlite:///"))
    assert HER.encode() in b"".join(one.read_bytes() for one in file.parent.glob(f"{file.name}*"))
    erase(url, HER, ANN)
    unlocking.rewrite_file(url)
    left = b"".join(one.read_bytes() for one in file.parent.glob(f"{file.name}*"))
    assert HER.encode() not in left
    assert ANN.encode() not in left.replace(ANOTHER.encode(), b"")
    assert found(url) == []
    assert guards.find_guard_problems(url) == []
