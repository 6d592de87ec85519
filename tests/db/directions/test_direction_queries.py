"""Reads of development plans."""

from __future__ import annotations

import pytest

from db.directions import direction_queries, document_file
from db.directions.document_sorts import DEVELOPMENT
from db.initial import DIRECTIONS
from db.scope import EVERYTHING
from db.session import open_reading
from metrics.errors import InvalidInput

KEY = "cpr-udviklingsplan-2023"


def test_the_plan_of_the_sources_is_read_as_the_file_it_came_from(filled_database_url: str) -> None:
    with open_reading(filled_database_url, sees=EVERYTHING) as session:
        given = document_file.read_document(DEVELOPMENT, DIRECTIONS / f"{KEY}.toml")
        found = direction_queries.read_direction_file(session, KEY)
        assert document_file.dump_document(found) == document_file.dump_document(given)
        assert direction_queries.read_direction_file(session, KEY, 1) == found
        assert direction_queries.read_newest(session)[0] == given.bare
        assert direction_queries.read_direction(session, KEY) == given.bare
        for key, number, code in (("cpr-2017", None, "plan_unknown"), (KEY, 2, "version_unknown")):
            with pytest.raises(InvalidInput) as refused:
                direction_queries.read_direction_file(session, key, number)
            assert [p.code for p in refused.value.problems] == [code]


def test_on_postgresql_a_reader_sees_only_what_belongs_to_their_institutions(
    filled_database_url: str,
) -> None:
    held = filled_database_url.startswith("postgresql")  # SQLite has no policies; the pages hold it there
    for institution in ("cpr", "eksempel-tilsyn"):
        with open_reading(filled_database_url, sees=frozenset({institution})) as session:
            found = [one.document.id for one in direction_queries.read_versions(session)]
        assert (KEY in found) is (institution == "cpr" or not held)
