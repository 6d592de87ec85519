"""Searching the audit: every filter alone and combined, newest first, page by page."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from db.audit import chain, search
from db.audit.search import EntryFilter
from db.people import rights, sign_ins
from db.results import result_commands
from db.scope import EVERYTHING
from db.session import MACHINE, open_reading, open_writing
from metrics.access import Grant, Role, grant_all_roles
from metrics.facts.schema import Event, EventKind, Result
from metrics.periods import find_danish_day
from tests.db.recorded import NOW, imported
from tests.fixtures.databases import DatabaseOf

DAY = date(2026, 11, 21)
CPR = frozenset({"cpr"})


def write_first(url: str) -> None:
    imported(url)
    with open_writing(url, grant_all_roles("reporter@cpr.dk")) as session:
        result_commands.record_results(
            session, [Result("cpr", "klagesager-rettidigt", "2017", Decimal(91))], [], NOW
        )
        result_commands.record_results(
            session, [], [Event("cpr-2017", "1.2.1", EventKind.MET, date(2017, 6, 30))], NOW
        )
    with open_writing(url, MACHINE) as session:
        number = rights.grant_role(session, "chief@cpr.dk", Grant(Role.CHIEF, DAY, institution="cpr"))
        rights.revoke_grant(session, number)
    with open_writing(url, grant_all_roles("reader@cpr.dk")) as session:
        chain.record_entry(session, "refused.decide", "other, cpr")
        chain.record_entry(session, "refused.decide", "cpr-x")
        sign_ins.record_sign_in(session, NOW)
        rights.grant_role(session, "all@example.dk", Grant(Role.READER, DAY))


@pytest.fixture
def url(database_of: DatabaseOf) -> str:
    """Entries 1 to 9, of which 1 to 6 are about CPR."""
    return database_of(write_first)


def numbers(url: str, asked: EntryFilter, **part: int) -> list[int]:
    with open_reading(url, sees=EVERYTHING) as session:
        found = [entry.number for entry in search.find_newest(session, asked, **part)]
        assert part or len(found) == search.count_entries(session, asked)
    return found


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        (EntryFilter(), [9, 8, 7, 6, 5, 4, 3, 2, 1]),
        (EntryFilter(person="reporter@cpr.dk"), [3, 2]),
        (EntryFilter(person="chief@cpr.dk"), [5, 4]),
        (EntryFilter(person=""), [5, 4, 1]),
        (EntryFilter(kinds=("plan.",)), [1]),
        (EntryFilter(kinds=("grant.", "revoke.")), [9, 5, 4]),
        (EntryFilter(kinds=("sign.",)), [8]),
        (EntryFilter(kinds=("sign_",)), []),
        (EntryFilter(institutions=CPR), [6, 5, 4, 3, 2, 1]),
        (EntryFilter(institutions=frozenset({"other"})), [6]),
        (EntryFilter(institutions=frozenset()), []),
        (EntryFilter(institutions=CPR, until={"cpr": date(2000, 1, 1)}), []),
        (EntryFilter(institutions=CPR, until={"cpr": date(2099, 1, 1)}), [6, 5, 4, 3, 2, 1]),
        (EntryFilter(institutions=frozenset({"other"}), until={"cpr": date(2099, 1, 1)}), [6]),
        (EntryFilter(institutions=frozenset({"cpr", "other"}), until={"cpr": date(2000, 1, 1)}), [6]),
        (EntryFilter(institutions=CPR, kinds=("refused.",), person="reader@cpr.dk"), [6]),
    ],
)
def test_each_filter_leaves_what_it_says(url: str, asked: EntryFilter, found: list[int]) -> None:
    assert numbers(url, asked) == found


def test_a_day_counts_from_midnight_to_midnight_in_denmark(url: str) -> None:
    today = find_danish_day(datetime.now(UTC))
    before, after = today - timedelta(days=1), today + timedelta(days=1)
    assert len(numbers(url, EntryFilter(first=today, last=today))) == 9
    assert numbers(url, EntryFilter(last=before)) == []
    assert numbers(url, EntryFilter(first=after)) == []


def test_pages_follow_each_other_without_gap_or_overlap(url: str) -> None:
    pages = [numbers(url, EntryFilter(), skip=skip, most=4) for skip in (0, 4, 8, 12)]
    assert pages == [[9, 8, 7, 6], [5, 4, 3, 2], [1], []]


def test_people_are_those_who_did_something_that_may_be_seen(url: str) -> None:
    with open_reading(url, sees=EVERYTHING) as session:
        assert search.find_people(session) == ["", "reader@cpr.dk", "reporter@cpr.dk"]
        assert search.find_people(session, EntryFilter(institutions=frozenset({"other"}))) == [
            "reader@cpr.dk"
        ]
