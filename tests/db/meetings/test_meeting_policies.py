"""PostgreSQL itself takes each step and each line from whom it is, and in their own name."""

from __future__ import annotations

import pytest
from sqlalchemy import TextClause, text
from sqlalchemy.exc import ProgrammingError

from db.session import open_writing
from metrics.access import ALLOWED, Action, Role
from metrics.meeting.meeting_course import NEEDED, MeetingStepKind
from tests.db.reports.played import hold

STEP = text(
    "INSERT INTO meeting_steps (institution_id, quarter, kind, person, role, words, absent, recorded_at)"
    " SELECT min(id), 'x', :kind, :person, 'head', '', '', now() FROM institutions"
)
LINE = text(
    "INSERT INTO meeting_entries"
    " (institution_id, quarter, kind, goal, text, owner, person, role, recorded_at)"
    " SELECT min(id), 'x', :kind, '', 'x', '', :person, 'head', now() FROM institutions"
)


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("database_of", ["postgresql"], indirect=True)
def test_a_step_and_a_line_are_taken_from_whom_they_are_and_in_their_own_name(url: str, role: Role) -> None:
    by = hold(role)

    def takes(statement: TextClause, kind: str, person: str) -> bool:
        try:
            with open_writing(url, by) as session:
                session.execute(statement, {"kind": kind, "person": person})
        except ProgrammingError as refused:
            assert "row-level security" in str(refused)  # noqa: PT017
            return False
        return True

    assert {kind for kind in MeetingStepKind if takes(STEP, kind, by.key)} == {
        kind for kind in MeetingStepKind if NEEDED[kind] in ALLOWED[role]
    }
    assert takes(LINE, "note", by.key) is (Action.MEET in ALLOWED[role])
    assert not any(takes(STEP, kind, "another@example.dk") for kind in MeetingStepKind)
    assert not takes(LINE, "note", "another@example.dk")
