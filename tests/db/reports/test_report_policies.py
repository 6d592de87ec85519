"""PostgreSQL itself takes each step from whom it is, and in their own name."""

from __future__ import annotations

import pytest
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from db.session import open_writing
from metrics.access import ALLOWED, Role
from metrics.report.course import StepKind
from metrics.report.next_steps import ACTION
from tests.db.reports.played import hold

ADD = text(
    'INSERT INTO report_steps (plan_id, quarter, "end", kind, person, role, words, rows, word, recorded_at)'
    " SELECT min(id), 'x', now(), :kind, :person, 'chief', '', '[]', '', now() FROM plans"
)


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("database_of", ["postgresql"], indirect=True)
def test_a_step_is_taken_from_whom_it_is_and_in_their_own_name(url: str, role: Role) -> None:
    by = hold(role)

    def takes(kind: StepKind, person: str) -> bool:
        try:
            with open_writing(url, by) as session:
                session.execute(ADD, {"kind": kind.value, "person": person})
        except ProgrammingError as refused:
            assert "row-level security" in str(refused)  # noqa: PT017
            return False
        return True

    assert {kind for kind in StepKind if takes(kind, by.key)} == {
        kind for kind in StepKind if ACTION[kind] in ALLOWED[role]
    }
    assert not any(takes(kind, "another@example.dk") for kind in StepKind)
