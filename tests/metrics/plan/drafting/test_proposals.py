"""What one party proposes of a signed plan, the plan that follows, and what a plan says of being changed."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from metrics.access import Role
from metrics.plan.drafting.proposals import (
    Proposal,
    ProposalKind,
    ProposedChange,
    find_notes_against_change,
    find_proposal_problems,
    list_given,
    make_next,
)
from metrics.plan.model import Closing, Signature
from metrics.plan.terms import Party, Stage
from tests.db.recorded import source

PLAN = source(2021)
LATE = Signature(party=Party.DEPARTMENT, organisation="D", signed_as=Role.HEAD, on=date(2021, 6, 5))
EARLY = Signature(party=Party.INSTITUTION, organisation="I", signed_as=Role.CHIEF, on=date(2021, 6, 1))
BOTH = (EARLY, LATE)


def change(kind: ProposalKind, since: date | None = None) -> ProposedChange:
    return ProposedChange(kind, "R", since)


def test_an_amendment_is_agreed_on_the_day_of_the_last_signature_and_applies_from_its_own_day() -> None:
    changed = PLAN.model_copy(update={"title": "T"})
    said = ProposedChange(ProposalKind.AMENDMENT, "R", date(2021, 5, 1), changed)
    after = make_next(PLAN, said, BOTH)
    (amendment,) = after.amendments
    assert (after.title, amendment.on, amendment.valid_from) == ("T", date(2021, 6, 5), date(2021, 5, 1))
    assert amendment.signatures == (LATE, EARLY)
    assert list_given(after) == (*PLAN.signatures, LATE, EARLY)


def test_an_amendment_without_a_day_applies_from_when_it_was_agreed() -> None:
    said = ProposedChange(ProposalKind.AMENDMENT, "R", None, PLAN)
    assert make_next(PLAN, said, BOTH).amendments[0].since == date(2021, 6, 5)
    same = ProposedChange(ProposalKind.AMENDMENT, "R", date(2021, 6, 5), PLAN)
    assert make_next(PLAN, same, BOTH).amendments[0].valid_from is None


def test_a_suspension_applies_from_its_day_and_a_resumption_ends_it() -> None:
    held = make_next(PLAN, change(ProposalKind.SUSPENSION, date(2021, 7, 1)), BOTH)
    assert held.suspended
    assert (held.suspended.since, held.amendments[0].since) == (date(2021, 7, 1), date(2021, 7, 1))
    again = make_next(held, change(ProposalKind.RESUMPTION, date(2021, 9, 1)), BOTH)
    assert (again.suspended, [one.since.month for one in again.amendments]) == (None, [7, 9])


def test_a_reopening_takes_the_closing_away_and_nothing_else() -> None:
    closed = PLAN.model_copy(update={"closed": Closing(on=date(2022, 2, 1), reason="R")})
    opened = make_next(closed, change(ProposalKind.REOPENING), BOTH)
    assert (opened.closed, opened.life, opened.reopenings[0].on) == (None, Stage.SIGNED, date(2021, 6, 5))
    assert opened.amendments == ()


@pytest.mark.parametrize(
    ("kind", "plan", "codes"),
    [
        (ProposalKind.AMENDMENT, {}, []),
        (ProposalKind.AMENDMENT, {"stage": Stage.DRAFT}, ["plan_not_signed"]),
        (ProposalKind.AMENDMENT, {"closed": Closing(on=date(2022, 2, 1))}, ["plan_closed"]),
        (ProposalKind.REOPENING, {"closed": Closing(on=date(2022, 2, 1))}, []),
        (ProposalKind.REOPENING, {}, ["plan_not_closed"]),
        (ProposalKind.RESUMPTION, {}, ["plan_not_suspended"]),
        (ProposalKind.SUSPENSION, {}, ["left_empty"]),
    ],
)
def test_what_does_not_fit_a_plan_is_not_proposed_of_it(
    kind: ProposalKind, plan: dict[str, object], codes: list[str]
) -> None:
    before = PLAN.model_copy(update=plan)
    assert [found.code for found in find_proposal_problems(before, change(kind))] == codes


def test_a_proposal_has_a_reason() -> None:
    wanting = ProposedChange(ProposalKind.AMENDMENT, "  ")
    assert [found.code for found in find_proposal_problems(PLAN, wanting)] == ["text_empty"]


@pytest.mark.parametrize(
    ("note", "found"),
    [
        ("Planen ændres ikke i årets løb. Væsentlige ændringer kan indgå i et skøn.", True),
        ("Kontrakten kan ikke genforhandles.", True),
        ("Planen genforhandles ikke.", True),
        ("Planen ændres ved et tillæg.", False),
        ("Planen er etårig.", False),
    ],
)
def test_a_plan_that_says_it_is_not_changed_is_found(note: str, found: bool) -> None:
    plan = PLAN.model_copy(update={"notes": ("Andet.", note)})
    assert find_notes_against_change(plan) == ((note,) if found else ())


def test_the_plan_of_2017_says_it() -> None:
    assert len(find_notes_against_change(source(2017).plan)) == 1


def test_a_proposal_is_called_by_what_it_changes() -> None:
    made = Proposal(1, "p", 1, change(ProposalKind.REOPENING), datetime(2021, 1, 1, tzinfo=UTC))
    assert (made.kind, made.signatures) == (ProposalKind.REOPENING, ())
