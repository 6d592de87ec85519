"""A writer asks nothing twice, and sees all that it has written itself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from db.models import Grant, Institution
from db.people import rights
from db.scope import EVERYTHING
from db.session import MACHINE, open_reading, open_writing
from db.state import asked_before
from db.state.asked_before import find_tables
from metrics.access import Grant as Given
from metrics.access import Role
from tests.counting import counted

KEYS = select(Institution.key).order_by(Institution.id)
A, B = ({"key": key, "name": key, "ministry_area": "X", "fictional": False} for key in "ab")


@pytest.fixture
def url(database_url: str) -> str:
    with open_writing(database_url, MACHINE) as session:
        session.add(Institution(**A))
    return database_url


def test_what_was_asked_is_not_asked_again(url: str) -> None:
    with open_writing(url, MACHINE) as session, counted() as sent:
        assert [list(session.scalars(KEYS)) for _ in range(3)] == [["a"]] * 3
        whole = select(Institution)
        assert session.scalars(whole).one() is session.scalars(whole).one()
    assert len(sent) == 2


def test_another_value_is_another_question(url: str) -> None:
    def ask(*keys: str) -> list[str]:
        return list(session.scalars(KEYS.where(Institution.key.in_(keys))))

    with open_writing(url, MACHINE) as session:
        found = [ask("a"), ask("b"), ask("a", "b"), ask()]
        assert found == [["a"], [], ["a"], []]
        assert session.scalar(KEYS.where(Institution.key == "b")) is None
        assert session.scalar(KEYS.where(Institution.key == "a")) == "a"


WRITES: dict[str, tuple[Callable[[Session], object], list[str]]] = {
    "what is to be flushed": (lambda session: session.add(Institution(**B)), ["a", "b"]),
    "rows": (lambda session: session.execute(insert(Institution), [B]), ["a", "b"]),
    "a statement past the session": (
        lambda session: session.connection().execute(insert(Institution).values(**B)),
        ["a", "b"],
    ),
}
CHANGES: dict[str, tuple[Callable[[Session], object], list[str]]] = {
    "a change": (lambda session: session.execute(update(Institution).values(key="c")), ["c"]),
    "a removal": (lambda session: session.execute(delete(Institution)), []),
}


@pytest.mark.parametrize("how", WRITES)
def test_what_the_writer_itself_writes_is_seen(url: str, how: str) -> None:
    assert_seen(url, *WRITES[how])


@pytest.mark.parametrize("how", CHANGES)
@pytest.mark.parametrize("database_of", ["sqlite"], indirect=True)
def test_what_the_writer_itself_changes_is_seen(url: str, how: str) -> None:
    """On PostgreSQL rows of institutions are only added."""
    assert_seen(url, *CHANGES[how])


def assert_seen(url: str, write: Callable[[Session], object], expected: list[str]) -> None:
    with open_writing(url, MACHINE) as session:
        assert list(session.scalars(KEYS)) == ["a"]
        write(session)
        assert list(session.scalars(KEYS)) == expected
        session.rollback()


def test_what_is_undone_in_part_is_forgotten(url: str) -> None:
    with open_writing(url, MACHINE) as session:
        part = session.begin_nested()
        session.add(Institution(**B))
        assert list(session.scalars(KEYS)) == ["a", "b"]
        part.rollback()
        assert list(session.scalars(KEYS)) == ["a"]


def test_a_write_to_another_table_leaves_the_answer(url: str) -> None:
    with open_writing(url, MACHINE) as session:
        session.scalars(KEYS)
        rights.grant_role(session, "a@example.dk", Given(Role.READER, date(2020, 1, 1)))
        session.scalars(select(Grant.id))
        with counted() as sent:
            assert list(session.scalars(KEYS)) == ["a"]
    assert sent == []


def test_what_others_wrote_is_seen_by_the_next_writer_and_by_readers(url: str) -> None:
    with open_writing(url, MACHINE) as session:
        assert list(session.scalars(KEYS)) == ["a"]
    with open_writing(url, MACHINE) as session:
        session.add(Institution(**B))
    with open_writing(url, MACHINE) as session:
        assert list(session.scalars(KEYS)) == ["a", "b"]
    with open_reading(url, sees=EVERYTHING) as session, counted() as sent:
        assert [list(session.scalars(KEYS)) for _ in range(2)] == [["a", "b"]] * 2
    assert len([one for one, _ in sent if "FROM institutions" in one]) == 2


def test_a_writer_that_asks_much_holds_only_so_much(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asked_before, "MOST", 2)
    with open_writing(url, MACHINE) as session, counted() as sent:
        for key in ("a", "b", "c", "a"):
            session.scalars(KEYS.where(Institution.key == key))
    assert len(sent) == 4


def test_the_tables_of_a_statement_are_found() -> None:
    said = (
        "SELECT plans.key FROM plans LEFT OUTER JOIN institutions ON true WHERE x IN (SELECT id FROM events)"
    )
    assert find_tables(said) == {"plans", "institutions", "events"}
    assert find_tables("SELECT set_config('maalstreg.see', 'true', true)") == set()
