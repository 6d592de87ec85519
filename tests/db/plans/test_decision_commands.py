"""Decisions are recorded beside the score, refused with every reason, and audited; on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from db.audit import chain
from db.plans.decision_commands import record_decision
from db.plans.decision_queries import read_decisions
from db.scope import EVERYTHING
from db.session import MACHINE, open_reading, open_writing
from metrics.access import Grant, Person, Role
from metrics.errors import InvalidInput
from metrics.facts.decisions import Decision, DecisionKind
from metrics.periods import find_day_start
from tests.db.recorded import NOW, imported
from tests.fixtures.databases import DatabaseOf

ON = date(2018, 1, 31)
TOTAL = Decision(
    "cpr-2017", DecisionKind.TOTAL, ON, " Departementschef ", "Efter et skøn", points=Decimal("50.5")
)


@pytest.fixture
def url(database_of: DatabaseOf) -> str:
    return database_of(imported)


def decide(url: str, decision: Decision, by: Person = MACHINE) -> int:
    with open_writing(url, by) as session:
        return record_decision(session, decision, NOW)


def refuse(url: str, decision: Decision, by: Person = MACHINE) -> list[tuple[str, str]]:
    """The problems, when nothing was recorded."""
    with pytest.raises(InvalidInput) as refused:
        decide(url, decision, by)
    with open_reading(url, sees=EVERYTHING) as session:
        assert read_decisions(session) == []
    return [(problem.code, problem.place) for problem in refused.value.problems]


def test_a_decision_is_recorded_with_its_number_and_audited(url: str) -> None:
    number = decide(url, TOTAL)
    with open_reading(url, sees=EVERYTHING) as session:
        assert read_decisions(session) == [
            replace(TOTAL, by="Departementschef", number=number, recorded_at=find_day_start(ON))
        ]
        newest = chain.read_entries(session)[-1]
    assert (newest.action, newest.subject) == ("decision.total", "cpr-2017")


@pytest.mark.parametrize(
    ("came", "known"),
    [
        (NOW, find_day_start(ON)),
        (datetime(2018, 1, 30, 12, tzinfo=UTC), NOW),
        (datetime(2018, 1, 31, 12, tzinfo=UTC), NOW),
    ],
)
def test_a_decision_of_before_its_plan_came_is_known_from_its_own_day(
    database_url: str, came: datetime, known: datetime
) -> None:
    """The plan came on the day after it, on the day before it, and on the same day."""
    imported(database_url, now=came)
    decide(database_url, TOTAL)
    with open_reading(database_url, sees=EVERYTHING) as session:
        assert [decision.recorded_at for decision in read_decisions(session)] == [known]


def test_a_decision_that_is_not_allowed_is_refused_with_every_reason(url: str) -> None:
    wrong = replace(TOTAL, on=date(2018, 2, 2), reason=" ", goal="1.1")
    assert refuse(url, wrong) == [("text_empty", "reason"), ("day_to_come", "on"), ("only_for", "goal")]


def test_a_goal_that_is_not_decided_yet_has_not_been_missed(url: str) -> None:
    missed = replace(TOTAL, kind=DecisionKind.NEAR_MISS, goal="1.1", points=None)
    assert refuse(url, missed) == [("not_decided_yet", "goal")]


def test_only_who_may_decide_on_the_institution_decides(url: str) -> None:
    chief = Person("chief@cpr.dk", (Grant(Role.CHIEF, date(2017, 1, 1), institution="cpr"),))
    assert refuse(url, TOTAL, chief) == [("not_permitted", "cpr")]
    assert refuse(url, replace(TOTAL, plan="cpr-2018")) == [("plan_unknown", "cpr-2018")]
