"""Whose entry added a row is found by the row's number, and what is read does not grow with the audit."""

from __future__ import annotations

import json
from decimal import Decimal

from sqlalchemy import func, select

from db import models as m
from db.audit import entry_authors
from db.results import result_commands
from db.scope import EVERYTHING
from db.session import MACHINE, open_reading, open_writing
from metrics.facts.schema import Result
from tests.counting import counted
from tests.db.audit.test_chain import tamper
from tests.db.recorded import NOW, imported

NOBODY_S = 3
"""The first rows, which no entry covers."""


def number_rows(url: str) -> list[int]:
    """Record many values, and number all that are recorded."""
    imported(url)
    told = [Result("cpr", "klagesager-rettidigt", str(year), Decimal(90)) for year in range(1900, 2000)]
    with open_writing(url, MACHINE) as session:
        result_commands.record_results(session, told, [], NOW)
    with open_reading(url, sees=EVERYTHING) as session:
        newest = session.scalar(select(func.max(m.Observation.id)))
    assert newest
    return list(range(1, newest + 1))


def write_entry(number: int, first: int, last: int) -> str:
    """An entry of a person of its own; every third is older than the table."""
    rows = json.dumps({"events": [1, 0, ""]} | ({"observations": [first, last, "x"]} if last else {}))
    values = f"{number}, '2020-01-01', 'p{number}', 'a', 's', '{rows}', 'x', 1, 's{number}'"
    columns = "id, at, actor, action, subject, rows, previous, version, seal"
    return f"INSERT INTO audit_entries ({columns}) VALUES ({values})"  # noqa: S608 # our own statement


def test_each_row_has_the_author_of_its_entry_whatever_entries_lie_between(database_url: str) -> None:
    rows = number_rows(database_url)
    assert len(rows) > entry_authors.AT_A_TIME
    entries = [(number, 1, 0) for number in (1, 2)]  # older than the table
    expected: dict[int, str] = {}
    number, reached = 4, NOBODY_S
    while reached < rows[-1] - 2:
        # Of one row, of none and of many, with numbers left out as by writers that gave up.
        for size, gap in ((1, 1), (0, 2), (60, 5)):
            last = min(reached + size, rows[-1] - 2)
            entries.append((number, reached + 1, last))
            expected |= dict.fromkeys(range(reached + 1, last + 1), f"p{number}")
            number, reached = number + gap, last
    added = [write_entry(*one) for one in entries]
    tamper(database_url, "DELETE FROM audit_entries", *added)
    with open_reading(database_url, sees=EVERYTHING) as session:
        assert entry_authors.find_authors(session, "observations", rows) == expected
        for row in (1, 4, 5, rows[-3], rows[-1]):
            found = entry_authors.find_authors(session, "observations", {row})
            assert found == ({row: expected[row]} if row in expected else {})
        assert entry_authors.find_authors(session, "observations", ()) == {}


def test_where_nothing_is_in_the_audit_nobody_is_found(sqlite_url: str) -> None:
    imported(sqlite_url)
    tamper(sqlite_url, "DELETE FROM audit_entries")
    with open_reading(sqlite_url, sees=EVERYTHING) as session:
        assert entry_authors.find_authors(session, "observations", {1}) == {}


def test_of_a_long_audit_one_statement_reads_the_entry_alone(sqlite_url: str) -> None:
    newest = number_rows(sqlite_url)[-1]
    entries = [write_entry(number, number, number) for number in range(1, newest + 1)]
    tamper(sqlite_url, "DELETE FROM audit_entries", *entries)
    with open_reading(sqlite_url, sees=EVERYTHING) as session, counted() as sent:
        assert entry_authors.find_authors(session, "observations", {7}) == {7: "p7"}
    assert len(sent) == 1, sent
