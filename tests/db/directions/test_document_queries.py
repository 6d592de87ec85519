"""Reads of documents beside the yearly plans: one sort is never read as another."""

from __future__ import annotations

import pytest

from db.directions import document_queries
from db.directions.document_sorts import DEVELOPMENT, DUTIES
from db.scope import EVERYTHING
from db.session import open_reading
from metrics.errors import InvalidInput

KEY = "dst-infosikkerhed-2025"


def test_each_sort_is_read_as_itself(filled_database_url: str) -> None:
    with open_reading(filled_database_url, sees=EVERYTHING) as session:
        assert [one.id for one in document_queries.read_newest(session, DUTIES)] == [KEY]
        assert KEY not in [one.id for one in document_queries.read_newest(session, DEVELOPMENT)]
        assert document_queries.read_statements(session, DUTIES.kind) == []
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
