"""What was changed in a plan in its year."""

from __future__ import annotations

from datetime import date

from metrics.annual.plan_changes import PlanChangeKind, find_plan_changes
from metrics.plan.model import Amendment, Reopening, Signature, Suspension
from metrics.plan.terms import Party
from tests.factories import goal, plan

JUNE, JULY, MARCH = date(2017, 6, 1), date(2017, 7, 1), date(2018, 3, 1)
BOTH = tuple(Signature(party=party, organisation="O", role="R", on=JUNE) for party in Party)


def test_a_plan_that_was_not_changed_has_no_changes() -> None:
    assert find_plan_changes(plan(), MARCH) == ()


def test_changes_stand_in_the_order_in_which_they_apply_with_when_and_by_whom_they_were_agreed() -> None:
    changed = plan(
        goal("1"),
        goal("2", withdrawn=JUNE),
        amendments=(Amendment(on=JUNE, valid_from=JULY, reason="New task", signatures=BOTH),),
        reopenings=(Reopening(on=MARCH, reason="A mistake", signatures=BOTH),),
    )
    found = find_plan_changes(changed, MARCH)
    assert [(one.kind, one.since, one.agreed, one.goal) for one in found] == [
        (PlanChangeKind.WITHDRAWN, JUNE, None, "2"),
        (PlanChangeKind.AMENDED, JULY, JUNE, None),
        (PlanChangeKind.REOPENED, MARCH, MARCH, None),
    ]
    assert (found[1].reason, found[1].signatures) == ("New task", BOTH)


def test_what_applies_after_the_day_is_left_out() -> None:
    suspended = plan(suspended=Suspension(since=JULY, reason="Merged"))
    assert [one.kind for one in find_plan_changes(suspended, JULY)] == [PlanChangeKind.SUSPENDED]
    assert find_plan_changes(suspended, JUNE) == ()
