"""Rows added by hand are never taken onto the record with the next lawful act as if they were a part of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import text

from db.audit import chain, unknown_rows
from db.people import rights, sign_ins
from db.scope import EVERYTHING
from db.session import MACHINE, open_engine, open_reading, open_writing
from metrics.access import Grant, Person, Role, grant_all_roles
from metrics.errors import InvalidInput
from tests.db.audit.test_chain import tamper
from tests.db.recorded import NOW, imported
from tests.fixtures.databases import DatabaseOf

AUDITOR = Person("auditor@example.dk", (Grant(Role.AUDITOR, NOW.date()),))
READER = Person("reader@example.dk", (Grant(Role.READER, NOW.date()),))
_KEPT = (
    'indicator_id, plan_version_id, period, start, "end", numerator, denominator, exempt, chosen, provisional'
)
_ALSO = "precision, note, source, recorded_at, entered_at, withdrawn, backfilled, awaited"
ROW = f"INSERT INTO observations ({_KEPT}, {_ALSO}, value) SELECT {_KEPT}, {_ALSO}, 99 FROM observations LIMIT 1"  # noqa: S608
SIGNED = "SELECT set_config('maalstreg.{}', 'true', true)"


@pytest.fixture
def url(database_of: DatabaseOf) -> str:
    """A plan with its results, all on record."""
    return database_of(imported)


def add_by_hand(url: str, *statements: str) -> None:
    """Write SQL as whoever has the application's password, with whatever they say they may."""
    with open_engine(url).begin() as connection:
        if connection.dialect.name == "postgresql":
            for action in ("see", "report", "draft", "sign", "decide", "grant"):
                connection.execute(text(SIGNED.format(action)))
        for statement in statements:
            connection.execute(text(statement))


def act(url: str) -> None:
    """Something lawful."""
    with open_writing(url, MACHINE) as session:
        rights.grant_role(session, "a@example.dk", Grant(Role.READER, NOW.date()))


def sign_in(url: str) -> None:
    with open_writing(url, Person("a@example.dk")) as session:
        sign_ins.record_sign_in(session, NOW)


def problems(url: str) -> list[tuple[str, str]]:
    with open_reading(url, sees=EVERYTHING) as session:
        found = [*chain.find_chain_problems(session), *unknown_rows.find_unknown_rows(session)]
    return [(problem.code, problem.place) for problem in found]


def actions(url: str) -> list[tuple[str, str]]:
    with open_reading(url, sees=EVERYTHING) as session:
        return [(entry.actor, entry.action) for entry in chain.read_entries(session)]


@pytest.mark.parametrize("lawful", [act, sign_in])
def test_a_row_added_by_hand_before_a_lawful_act_has_an_entry_of_its_own(
    url: str, lawful: Callable[[str], None]
) -> None:
    before = len(actions(url))
    add_by_hand(url, ROW)
    assert problems(url) == [("audit_unrecorded", "observations")]
    lawful(url)
    assert actions(url)[before] == ("unknown", "audit.unrecorded")
    assert len(actions(url)) == before + 2
    assert problems(url) == [("audit_unknown", f"#{before + 1}")]
    with open_reading(url, sees=EVERYTHING) as session:
        unknown, lawful_one = chain.read_entries(session)[before:]
    assert unknown.subject.startswith("observations ")
    first, last, _ = unknown.rows["observations"]
    assert first == last
    assert lawful_one.rows["observations"][1] == last
    assert chain.name_rows(lawful_one.rows) in {"", "grants 1-1"}
    act(url)
    assert problems(url) == [("audit_unknown", f"#{before + 1}")]


def test_only_an_auditor_acknowledges_with_a_reason_and_once(url: str) -> None:
    add_by_hand(url, ROW)
    act(url)
    ((_, place),) = problems(url)
    number = int(place[1:])

    def refusal(by: Person, number: int, reason: str) -> str:
        with pytest.raises(InvalidInput) as refused, open_writing(url, by) as session:
            unknown_rows.acknowledge_rows(session, number, reason)
        return refused.value.problems[0].code

    assert refusal(READER, number, "Set") == "not_permitted"
    assert refusal(AUDITOR, number, " ") == "text_empty"
    assert refusal(AUDITOR, number + 1, "Set") == "nothing_unrecorded"
    with open_writing(url, AUDITOR) as session:
        unknown_rows.acknowledge_rows(session, number, " Indsat af driften: sag 12 ")
    assert problems(url) == []
    with open_reading(url, sees=EVERYTHING) as session:
        (known,) = unknown_rows.find_acknowledged(chain.read_entries(session))
    assert (known.of.number, known.by.actor) == (number, AUDITOR.key)
    assert known.reason == "Indsat af driften: sag 12"
    assert refusal(AUDITOR, number, "Set") == "nothing_unrecorded"


def test_what_is_added_by_hand_again_is_to_be_acknowledged_again(url: str) -> None:
    for _ in range(2):
        add_by_hand(url, ROW)
        act(url)
        with open_reading(url, sees=EVERYTHING) as session:
            (entry,) = unknown_rows.find_unacknowledged(chain.read_entries(session))
        with open_writing(url, AUDITOR) as session:
            unknown_rows.acknowledge_rows(session, entry.number, "Set")
    assert problems(url) == []


def test_lawful_acts_alone_leave_no_such_entry(url: str) -> None:
    act(url)
    with open_writing(url, grant_all_roles("a@example.dk")) as session:
        for person in ("b@example.dk", "c@example.dk"):  # two entries in one transaction
            rights.grant_role(session, person, Grant(Role.READER, NOW.date()))
    assert problems(url) == []
    assert "audit.unrecorded" not in {action for _, action in actions(url)}


def test_a_row_that_is_altered_after_it_was_acknowledged_is_found(url: str) -> None:
    add_by_hand(url, ROW)
    act(url)
    tamper(url, "UPDATE observations SET value = 98 WHERE value = 99")
    assert "audit_rows" in {code for code, _ in problems(url)}
