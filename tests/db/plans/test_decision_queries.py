"""Decisions come back as they were recorded, in that order; on both databases."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from db.plans.decision_commands import record_decision
from db.plans.decision_queries import read_decisions
from db.scope import EVERYTHING
from db.session import MACHINE, open_reading, open_writing
from metrics.facts.decisions import Decision, DecisionKind
from metrics.periods import find_day_start
from tests.db.recorded import NOW, imported


def test_a_decision_and_its_revocation_come_back_in_order(database_url: str) -> None:
    imported(database_url)
    on, until = date(2018, 1, 31), date(2018, 6, 30)
    with open_writing(database_url, MACHINE) as session:
        deviation = Decision("cpr-2017", DecisionKind.DEVIATION, on, "R", "Afventer", goal="1.1", until=until)
        first = record_decision(session, deviation, NOW)
        total = Decision("cpr-2017", DecisionKind.TOTAL, on, "R", "Skøn", points=Decimal("50.50"))
        second = record_decision(session, total, NOW)
        revoked = Decision("cpr-2017", DecisionKind.REVOKED, on, "R", "Fejl", revokes=first)
        third = record_decision(session, revoked, NOW)
    with open_reading(database_url, sees=EVERYTHING) as session:
        found = read_decisions(session)
    assert [decision.number for decision in found] == [first, second, third]
    assert [decision.kind for decision in found] == [
        DecisionKind.DEVIATION,
        DecisionKind.TOTAL,
        DecisionKind.REVOKED,
    ]
    assert (found[0].goal, found[0].until, found[0].points) == ("1.1", until, None)
    assert (str(found[1].points), found[1].on, found[1].recorded_at) == ("50.50", on, find_day_start(on))
    assert (found[2].revokes, found[2].plan, found[2].by, found[2].reason) == (first, "cpr-2017", "R", "Fejl")


def test_without_decisions_there_are_none(database_url: str) -> None:
    with open_reading(database_url, sees=EVERYTHING) as session:
        assert read_decisions(session) == []
