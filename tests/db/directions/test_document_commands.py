"""What adding any document beside the yearly plans holds to: rights, definitions, and nothing half done."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from db.directions import document_commands, document_queries
from db.directions.document_sorts import DUTIES
from db.scope import EVERYTHING
from db.session import MACHINE, open_reading, open_writing
from metrics.access import Grant, Person, Role
from metrics.errors import InvalidInput, Problem
from tests.duties import duty_plan

NOW = datetime(2026, 11, 20, 10, tzinfo=UTC)


def test_nothing_is_added_where_a_problem_was_found_or_the_right_is_missing(database_url: str) -> None:
    found = [Problem("duty_twice", "duties", {"number": "1"})]
    with open_writing(database_url, MACHINE) as session, pytest.raises(InvalidInput) as wrong:
        document_commands.import_document(session, DUTIES, duty_plan(), NOW, found)
    assert wrong.value.problems == tuple(found)
    reader = Person("reader@example.dk", (Grant(Role.READER, date(2020, 1, 1), institution="inst"),))
    with open_writing(database_url, reader) as session, pytest.raises(InvalidInput) as refused:
        document_commands.import_document(session, DUTIES, duty_plan(), NOW)
    assert refused.value.problems[0].code == "not_permitted"
    with open_reading(database_url, sees=EVERYTHING) as session:
        assert document_queries.read_versions(session, DUTIES) == []
