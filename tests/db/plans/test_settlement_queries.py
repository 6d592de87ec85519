"""Settlements come back as they were kept, exact and in order; on both databases."""

from __future__ import annotations

from datetime import UTC, date, datetime
from fractions import Fraction

from db.models import SettledPart
from db.plans import plan_commands, settlement_commands
from db.plans.settlement_queries import count_unsettled, read_settlements
from db.scope import EVERYTHING
from db.session import MACHINE, open_reading, open_writing
from metrics.facts.settlement import PartKind
from metrics.plan.model import Closing, Signature
from metrics.plan.terms import Party
from tests.db.recorded import NOW, imported, record, source


def test_points_come_back_as_exact_fractions_and_parts_in_the_plan_s_order(database_url: str) -> None:
    plan = source()
    imported(database_url)
    record(database_url, {"recorded": "2018-01-15"})
    with open_writing(database_url, MACHINE) as session:
        plan_commands.change_plan(session, plan.id, NOW, closed=Closing(on=date(2018, 2, 1), reason="R"))
    with open_reading(database_url, sees=EVERYTHING) as session:
        (kept,) = read_settlements(session)
    assert kept.plan == plan.id
    assert [part.kind for part in kept.parts[:2]] == [PartKind.TOTAL, PartKind.GOAL]
    counted = sum(goal.scored for goal in plan.goals)
    assert kept.find_part(PartKind.GOAL, "2.1").points.possible == Fraction(100, counted)
    assert kept.find_part(PartKind.TOTAL).points.possible == 100


def test_a_row_that_is_added_by_hand_beside_those_of_the_closing_changes_no_settlement(
    database_url: str,
) -> None:
    imported(database_url)
    with open_writing(database_url, MACHINE) as session:
        closed = Closing(on=date(2018, 2, 1), reason="R")
        plan_commands.change_plan(session, "cpr-2017", NOW, closed=closed)
    with open_reading(database_url, sees=EVERYTHING) as session:
        before = read_settlements(session)
    later = datetime(2018, 3, 1, tzinfo=UTC)
    moments = {"on": later.date(), "known_at": later, "recorded_at": later, "entered_at": later}
    said = {"afterwards": False, "original": False, "kind": "goal", "least": "1", "most": "1"}
    with open_writing(database_url, MACHINE) as session:
        session.add(SettledPart(plan_id=1, version=2, number="9", **moments, **said))
    with open_reading(database_url, sees=EVERYTHING) as session:
        assert read_settlements(session) == before


def test_a_closed_plan_counts_as_unsettled_until_it_is_settled_or_opened_again(database_url: str) -> None:
    waiting = source().model_copy(update={"closed": Closing(on=date(2018, 2, 1))})
    imported(database_url, waiting, waiting.model_copy(update={"id": "opened"}))
    both = tuple(Signature(party=party, organisation="O", role="R", on=date(2018, 2, 1)) for party in Party)
    with open_writing(database_url, MACHINE) as session:
        assert count_unsettled(session) == 2
        plan_commands.reopen_plan(session, "opened", date(2018, 2, 1), "R", both, NOW)
        assert count_unsettled(session) == 1
        settlement_commands.settle_closed_plans(session, NOW)
        assert count_unsettled(session) == 0


def test_without_a_closed_plan_there_are_none(database_url: str) -> None:
    imported(database_url)
    with open_reading(database_url, sees=EVERYTHING) as session:
        assert read_settlements(session) == []
