"""A value taken back, on both databases: it no longer counts, is owed again, and nothing recorded is changed."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from db import queries
from db.audit import chain
from db.plans import definitions
from db.results import withdrawals
from db.scope import EVERYTHING
from db.session import MACHINE, open_reading, open_writing
from metrics.access import Grant, Person, Role
from metrics.errors import InvalidInput
from metrics.facts.withdrawals import Withdrawal
from tests.db.recorded import counts, facts, imported, record
from tests.fixtures.databases import DatabaseOf

SERIES = ("cpr", "klagesager-rettidigt")
WANTED = Withdrawal(*SERIES, "2017", "Talt forkert")
LATER = datetime(2018, 3, 1, 12, tzinfo=UTC)
BETWEEN = datetime(2018, 2, 20, tzinfo=UTC)


def write_first(url: str) -> None:
    imported(url)
    record(url, {"value": "91", "recorded": "2018-01-10"})


@pytest.fixture
def url(database_of: DatabaseOf) -> str:
    return database_of(write_first)


def withdraw(url: str, wanted: Withdrawal = WANTED, by: Person = MACHINE, now: datetime = LATER) -> None:
    with open_writing(url, by) as session:
        withdrawals.withdraw_value(session, wanted, now)


def newest(url: str, known_at: datetime | None = None) -> tuple[str, object]:
    seen = facts(url, known_at=known_at).series[SERIES][-1]
    return seen.period.text, seen.value


def test_a_value_taken_back_counts_only_for_who_asks_what_was_known_before(url: str) -> None:
    withdraw(url)
    assert newest(url) == ("2016", facts(url).series[SERIES][-1].value)
    assert newest(url, BETWEEN) == ("2017", 91)
    (found,) = facts(url).taken_back[SERIES]
    assert (found.before.value, found.row.note, found.row.recorded_at) == (Decimal(91), "Talt forkert", LATER)
    with pytest.raises(InvalidInput) as refused:
        withdraw(url)
    assert [problem.code for problem in refused.value.problems] == ["nothing_to_withdraw"]
    record(url, {"value": "89"}, now=datetime(2018, 4, 1, tzinfo=UTC))
    assert newest(url) == ("2017", 89)


def test_a_value_taken_back_is_owed_again(url: str) -> None:
    def owed(day: date, moment: datetime) -> list[str]:
        with open_reading(url, sees=EVERYTHING) as session:
            found = queries.read_deadlines(session, definitions.read_catalogue(session), day, moment)
        return [str(one.due) for one in found if one.series == SERIES]

    assert owed(date(2018, 2, 20), BETWEEN) == []
    withdraw(url)
    assert owed(date(2018, 3, 2), datetime(2018, 3, 2, tzinfo=UTC)) == ["2018-01-14"]
    assert owed(date(2018, 2, 20), BETWEEN) == []


def test_the_audit_tells_of_it_and_holds(url: str) -> None:
    withdraw(url)
    with open_reading(url, sees=EVERYTHING) as session:
        last = chain.read_entries(session)[-1]
        assert (last.action, last.subject) == ("results.withdraw", "cpr, klagesager-rettidigt 2017")
        assert last.rows["observations"][1] - last.rows["observations"][0] == 0
        assert chain.find_chain_problems(session) == []


def test_only_who_may_report_may_take_back_and_nobody_else_is_told_what_there_is(url: str) -> None:
    before = counts(url)
    for role, institution in ((Role.READER, "cpr"), (Role.HEAD, "cpr")):
        person = Person("x@example.dk", (Grant(role, date(2000, 1, 1), institution=institution),))
        with pytest.raises(InvalidInput) as refused:
            withdraw(url, Withdrawal(*SERIES, "1999", ""), person)
        assert [problem.code for problem in refused.value.problems] == ["not_permitted"]
    assert counts(url) == before
    withdraw(url, by=Person("x@example.dk", (Grant(Role.REPORTER, date(2000, 1, 1), institution="cpr"),)))
    assert counts(url)["observations"] == before["observations"] + 1
