"""Each party numbers what it has, in rows that are sealed, and sees its own numbers alone."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import text

from db.audit import chain
from db.filing import filing_queries
from db.scope import EVERYTHING
from db.session import open_engine, open_reading
from metrics.access import Person
from metrics.errors import InvalidInput
from metrics.plan.terms import Party
from scripts.cluster import SUPERUSER
from tests.db.filing.filed_years import journal, number
from tests.db.meetings.held import BOTH, ELSEWHERE, HEAD
from tests.db.reports.played import CHIEF, CONTROLLER, REPORTER
from tests.fixtures.databases import as_role

OWN, DEPARTMENT = Party.INSTITUTION, Party.DEPARTMENT


def keys(url: str) -> dict[str, str]:
    """The key of the first document of each kind, with an underscore for its hyphen."""
    found: dict[str, str] = {}
    for key, entry in journal(url).items():
        found.setdefault(entry.document.kind.value, key.replace("-", "_"))
    return found


def codes(url: str, by: Person, party: Party, **numbers: str) -> list[str]:
    with pytest.raises(InvalidInput) as refused:
        number(url, by, party, **numbers)
    return [one.code for one in refused.value.problems]


def test_each_party_gives_a_document_its_own_number_and_the_newest_counts(url: str) -> None:
    report = keys(url)["report"]
    assert number(url, REPORTER, OWN, **{report: " 2017-1 "}) == 1
    number(url, CONTROLLER, DEPARTMENT, **{report: "2017 - 4711"})
    number(url, CHIEF, OWN, **{report: "2017-2"})
    entry = journal(url)[report.replace("_", "-")]
    assert (entry.find_number(OWN), entry.find_number(DEPARTMENT)) == ("2017-2", "2017 - 4711")
    number(url, CHIEF, OWN, **{report: ""})
    assert journal(url)[report.replace("_", "-")].is_missing(OWN)
    with open_reading(url, sees=EVERYTHING, prepares=EVERYTHING) as session:
        assert chain.find_chain_problems(session) == []
        last = chain.read_entries(session)[-1]
    assert (last.action, last.actor) == ("journal.taken_back", CHIEF.key)
    assert last.subject == f"cpr, {report.replace('_', '-')}"


def test_several_are_given_at_once_or_none(url: str) -> None:
    found = keys(url)
    assert number(url, HEAD, DEPARTMENT, **{found["report"]: "1", found["question"]: "1"}) == 2
    before = journal(url)
    # What the chief returned is the institution's alone, and the question has that number.
    wrong = {found["answer"]: "2", found["return"]: "2", found["question"]: "1", "report_99": "2"}
    assert codes(url, HEAD, DEPARTMENT, **wrong) == ["journal_of_other", "journal_same", "document_unknown"]
    assert codes(url, HEAD, DEPARTMENT) == ["journal_nothing"]
    assert codes(url, HEAD, DEPARTMENT, **{found["answer"]: "x" * 81}) == ["text_too_long"]
    assert journal(url) == before


@pytest.mark.parametrize(
    ("by", "party"),
    [
        (CONTROLLER, OWN),
        (REPORTER, DEPARTMENT),
        (CHIEF, DEPARTMENT),
        (BOTH, DEPARTMENT),
        (ELSEWHERE, DEPARTMENT),
    ],
)
def test_nobody_numbers_for_the_other_party_or_for_another_area(url: str, by: Person, party: Party) -> None:
    assert codes(url, by, party, **{keys(url)["report"]: "1"}) == ["not_permitted"]


@pytest.mark.parametrize("database_of", ["postgresql"], indirect=True)
def test_postgresql_shows_a_party_its_own_numbers_alone(url: str) -> None:
    report = keys(url)["report"]
    number(url, REPORTER, OWN, **{report: "own"})
    number(url, HEAD, DEPARTMENT, **{report: "theirs"})
    own = frozenset({"cpr"})
    asked: tuple[tuple[dict[str, Any], list[str]], ...] = (
        ({"prepares": own}, ["own"]),
        ({"decides": own}, ["theirs"]),
        ({"prepares": own, "decides": own}, ["own", "theirs"]),
        ({}, []),
        ({"decides": frozenset({"other"})}, []),
    )
    for scopes, seen in asked:
        with open_reading(url, sees=own, **scopes) as session:
            assert [one.number for one in filing_queries.read_numbers(session)] == seen


def test_a_number_tells_of_what_the_document_said_when_it_was_given(url: str) -> None:
    report = keys(url)["report"]
    number(url, REPORTER, OWN, **{report: "1"})
    entry = journal(url)[report.replace("_", "-")]
    assert not entry.is_changed
    with open_engine(as_role(SUPERUSER, url)).begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("ALTER TABLE report_steps DISABLE TRIGGER USER"))
        else:
            connection.execute(text("DROP TRIGGER keep_report_steps_update"))
        connection.execute(text("UPDATE report_steps SET words = 'x' WHERE kind = 'approved'"))
    changed = journal(url)[report.replace("_", "-")]
    assert changed.is_changed
    assert changed.document.on == entry.document.on == date(2017, 7, 10)
