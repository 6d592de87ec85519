"""Reads of plans of duties, and of what is said of them."""

from __future__ import annotations

from db.directions import duty_queries
from db.directions.document_file import dump_document, read_document
from db.directions.document_sorts import DUTIES
from db.initial import POLICIES
from db.scope import EVERYTHING
from db.session import open_reading

KEY = "dst-infosikkerhed-2025"


def test_the_source_is_read_as_its_file_says(filled_database_url: str) -> None:
    given = read_document(DUTIES, POLICIES / f"{KEY}.toml")
    with open_reading(filled_database_url, sees=EVERYTHING) as session:
        assert duty_queries.read_duties(session, KEY) == given.bare
        assert dump_document(duty_queries.read_duty_file(session, KEY)) == dump_document(given)
        assert [one.number for one in duty_queries.read_versions(session, KEY)] == [1]
        assert duty_queries.read_reports(session, KEY) == []
