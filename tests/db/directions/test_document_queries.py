"""Reads of documents beside the yearly plans: one sort is never read as another."""

from __future__ import annotations

import pytest

from db.directions import direction_commands, document_queries
from db.directions.document_sorts import DEVELOPMENT, DUTIES
from db.scope import EVERYTHING
from db.session import MACHINE, open_reading, open_writing
from metrics.errors import InvalidInput
from tests.directions import direction

KEY = "dst-infosikkerhed-2025"


def test_each_sort_is_read_as_itself(filled_database_url: str) -> None:
    with open_reading(filled_database_url, sees=EVERYTHING) as session:
        assert [one.id for one in document_queries.read_newest(session, DUTIES)] == [KEY]
        assert KEY not in [one.id for one in document_queries.read_newest(session, DEVELOPMENT)]
        assert document_queries.read_statements(session, DUTIES) == []
        found = document_queries.pick_version(session, DUTIES, KEY, 1)
        file = document_queries.make_file(session, DUTIES, found, set())
        assert [one.name for one in file.institutions] == ["Danmarks Statistik"]
        for key, number, code in (
            (KEY, 2, "version_unknown"),
            ("cpr-udviklingsplan-2023", None, "plan_unknown"),
        ):
            with pytest.raises(InvalidInput) as refused:
                document_queries.pick_version(session, DUTIES, key, number)
            assert [p.code for p in refused.value.problems] == [code]


def test_two_versions_are_compared_the_newest_with_the_one_before_it_unless_others_are_named(
    database_url: str,
) -> None:
    for title in ("One", "Two", "Three"):
        with open_writing(database_url, MACHINE) as session:
            direction_commands.import_direction(session, direction(title=title))

    def pick(before: int | None = None, after: int | None = None) -> list[str]:
        with open_reading(database_url, sees=EVERYTHING) as session:
            found = document_queries.pick_two_versions(session, DEVELOPMENT, "plan-2023", before, after)
        return [one.document.title for one in found]

    assert pick() == ["Two", "Three"]
    assert pick(after=2) == ["One", "Two"]
    assert pick(1, 3) == ["One", "Three"]
    for asked, code in (
        ((None, 1), "one_version_only"),
        ((7, None), "version_unknown"),
        ((1, 9), "version_unknown"),
    ):
        with pytest.raises(InvalidInput) as refused:
            pick(*asked)
        assert [p.code for p in refused.value.problems] == [code]
