"""What was agreed with a day, as it is read: on PostgreSQL an institution sees nothing of its area's meeting."""

from __future__ import annotations

from datetime import date

import pytest

from db import queries
from db.meetings import commitment_queries, meeting_queries
from db.plans import definitions
from db.scope import EVERYTHING, Scope
from db.session import open_reading
from metrics.followup.commitments import Commitment, CommitmentKind
from metrics.meeting.meeting_entries import EntryKind
from metrics.periods import find_danish_day
from metrics.plan.terms import Party
from tests.db.meetings.held import HEAD, NEXT, OWN, PLAN, capture, take
from tests.fixtures.databases import DatabaseOf
from tests.held_meetings import COMMENTS, HOSTILE, LATER, OF_AREA, hold_meeting


@pytest.fixture
def url(database_of: DatabaseOf) -> str:
    def write(url: str) -> None:
        hold_meeting(url)
        take(url, HEAD, "opened", subject=OF_AREA)
        said = {"owner": "Controller", "due": date(2017, 10, 1), "plan": PLAN, "goal": "2.1"}
        capture(url, HEAD, "action", "Saml op", subject=OF_AREA, **said)
        accepted = {"owner": "Departementschef", "due": date(2017, 12, 1), "plan": PLAN, "goal": "2.1"}
        capture(url, HEAD, "deviation", "Afventer dom", subject=OF_AREA, **accepted)
        take(url, HEAD, "attended", "Chefen", subject=OF_AREA)
        take(url, HEAD, "closed", on=COMMENTS, subject=OF_AREA)

    return database_of(write)


def read(url: str, sees: Scope, meets: Scope = frozenset()) -> list[Commitment]:
    day = find_danish_day(LATER)
    with open_reading(url, sees=sees, meets=meets) as session:
        catalogue = definitions.read_catalogue(session)
        scores = queries.read_scores(session, catalogue, day, LATER)
        return commitment_queries.read_commitments(session, catalogue, scores, day)


def test_actions_and_deviations_are_read_soonest_first(url: str) -> None:
    found = read(url, EVERYTHING)
    assert [(one.kind, one.text) for one in found] == [
        (CommitmentKind.ACTION, HOSTILE),
        (CommitmentKind.ACTION, "Saml op"),
        (CommitmentKind.DEVIATION, "Afventer dom"),
    ]
    assert [one.sides for one in found] == [frozenset(Party), frozenset({Party.DEPARTMENT}), frozenset(Party)]
    assert [one.area for one in found] == ["", OF_AREA.area, ""]


def test_the_next_meeting_of_an_institution_follows_up_what_its_area_s_meeting_gave_it(url: str) -> None:
    for meets, there in ((frozenset({"cpr"}), True), (frozenset(), url.startswith("sqlite"))):
        with open_reading(url, sees=frozenset({"cpr"}), meets=meets) as session:
            found = meeting_queries.read_meetings(session, OWN)
        given = [(one.entry.kind, one.entry.text) for one in found.find_old(NEXT)]
        assert ((EntryKind.ACTION, "Saml op") in given) is there
        assert ((EntryKind.DEVIATION, "Afventer dom") in given) is there
        assert "Saml op" not in [one.entry.text for one in found.find_old("2017Q1")]


def test_an_institution_sees_nothing_of_its_area_s_meeting(url: str) -> None:
    own = frozenset({"cpr"})
    seen = [one.text for one in read(url, own)]
    assert HOSTILE in seen
    if url.startswith("postgresql"):  # elsewhere the pages leave it out
        assert "Saml op" not in seen
    assert "Saml op" in [one.text for one in read(url, own, own)]
