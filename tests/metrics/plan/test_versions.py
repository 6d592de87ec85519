"""A plan's life: which version counts when, and what may follow what."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from metrics.periods import find_day_end, find_day_start
from metrics.plan.model import Amendment, Closing, Plan, Signature
from metrics.plan.terms import Party, Stage
from metrics.plan.versions import (
    PlanVersion,
    find_known_since,
    find_original,
    find_plans_in_force,
    find_step_problems,
    find_version_in_force,
    group_by_plan,
    is_unsigned_copy,
)
from tests.factories import compared, goal, number, plan

JUNE, JULY, SEPTEMBER = date(2017, 6, 1), date(2017, 7, 1), date(2017, 9, 1)
ENTERED = datetime(2017, 10, 1, tzinfo=UTC)
BOTH = tuple(Signature(party=party, organisation="O", role="R", on=JUNE) for party in Party)


def amendment(on: date = JUNE, **changes: Any) -> Amendment:
    return Amendment(on=on, reason="Ny opgave", signatures=BOTH, **changes)


def amended(before: Plan, target: str, *more: Amendment) -> Plan:
    easier = goal("1", compared("1.1", target=number(target)))
    return before.model_copy(
        update={"goals": (easier, *before.goals[1:]), "amendments": (*before.amendments, *more)}
    )


SIGNED = plan(goal("1", compared("1.1")), goal("2"))
AMENDED = amended(SIGNED, "80", amendment(valid_from=JULY))
HISTORY = [
    PlanVersion(1, SIGNED, find_known_since(SIGNED, ENTERED)),
    PlanVersion(2, AMENDED, find_known_since(AMENDED, ENTERED)),
]
ALWAYS = find_day_end(date(2030, 1, 1))


def codes(before: Plan, after: Plan) -> list[tuple[str, str]]:
    return [(p.code, p.place) for p in find_step_problems(before, after)]


@pytest.mark.parametrize(
    ("as_of", "known_at", "counts"),
    [
        (JULY, ALWAYS, AMENDED),
        (date(2017, 6, 30), ALWAYS, SIGNED),  # agreed, but not yet in force
        (SEPTEMBER, find_day_end(date(2017, 5, 31)), SIGNED),  # asked for what was known before it was agreed
        (SEPTEMBER, find_day_end(JUNE), AMENDED),
        (SEPTEMBER, find_day_end(date(2016, 12, 14)), None),
        (SEPTEMBER, find_day_start(date(2016, 12, 15)), SIGNED),
    ],
)
def test_the_version_that_counts(as_of: date, known_at: datetime, counts: Plan | None) -> None:
    assert find_version_in_force(HISTORY, as_of, known_at) is counts


def test_an_amended_text_alone_counts_also_before_its_day() -> None:
    assert find_version_in_force(HISTORY[1:], date(2017, 6, 30), ALWAYS) is AMENDED


def test_each_plan_has_its_own_versions() -> None:
    other = PlanVersion(1, plan(id="other-2017"), find_day_start(date(2016, 12, 15)))
    assert find_plans_in_force([*HISTORY, other], JULY, ALWAYS) == [AMENDED, other.plan]
    assert {key: len(found) for key, found in group_by_plan([*HISTORY, other]).items()} == {
        "plan-2017": 2,
        "other-2017": 1,
    }


def test_what_an_amended_plan_said_at_first() -> None:
    assert find_original(HISTORY, AMENDED) is SIGNED
    assert find_original(HISTORY, SIGNED) is None
    withdrawn = plan(goal("1"), goal("2", withdrawn=JUNE), amendments=(amendment(),))
    found = find_original([], withdrawn)
    assert found
    assert [g.withdrawn for g in found.goals] == [None, None]


def test_a_draft_counts_from_when_it_was_entered_and_a_document_from_its_day() -> None:
    draft = plan(stage=Stage.DRAFT, document_date=date(2026, 1, 1))
    assert find_known_since(draft, ENTERED) == ENTERED
    assert find_known_since(SIGNED, ENTERED) == find_day_start(date(2016, 12, 15))
    assert find_known_since(AMENDED, ENTERED) == find_day_start(JUNE)
    closed = plan(closed=Closing(on=date(2018, 2, 1)))
    assert find_known_since(closed, ENTERED) == find_day_start(date(2018, 2, 1))


@pytest.mark.parametrize("stage", [Stage.DRAFT, Stage.PROPOSED])
def test_before_signing_everything_may_change(stage: Stage) -> None:
    before = plan(stage=stage)
    after = plan(goal("7"), title="Another", start=date(2017, 2, 1))
    assert codes(before, after) == []
    assert codes(before, after.model_copy(update={"stage": Stage.DRAFT})) == []


def test_a_plan_stays_with_its_institution() -> None:
    assert codes(plan(stage=Stage.DRAFT), plan(institution="other")) == [("plan_of_another", "institution")]


@pytest.mark.parametrize(
    ("after", "refused"),
    [
        (amended(SIGNED, "80"), ("plan_is_signed", "goals")),
        (SIGNED.model_copy(update={"title": "T", "source": "S"}), ("plan_is_signed", "title, source")),
        (SIGNED.model_copy(update={"stage": Stage.DRAFT}), ("plan_is_signed", "stage")),
        (amended(SIGNED, "90", amendment()), ("amendment_of_nothing", "amendments[#1]")),
        (amended(SIGNED, "80", amendment(), amendment()), ("amendments_at_once", "amendments")),
        (plan(goal("1"), amendments=(amendment(),)), ("goal_removed", "goals[2]")),
        (
            plan(*AMENDED.goals, start=date(2017, 2, 1), amendments=(amendment(),)),
            ("plan_is_signed", "start"),
        ),
    ],
)
def test_a_signed_plan_changes_by_an_amendment_only(after: Plan, refused: tuple[str, str]) -> None:
    assert codes(SIGNED, after) == [refused]


def test_an_amendment_may_follow_and_those_before_it_stay() -> None:
    assert codes(SIGNED, AMENDED) == []
    second = amended(AMENDED, "70", amendment(SEPTEMBER))
    assert codes(AMENDED, second) == []
    rewritten = second.model_copy(update={"amendments": (amendment(), *second.amendments[1:])})
    assert codes(AMENDED, rewritten) == [("amendments_altered", "amendments")]


def test_a_closed_plan_has_no_next_version() -> None:
    closed = AMENDED.model_copy(update={"closed": Closing(on=date(2018, 2, 1))})
    assert codes(AMENDED, closed) == []
    assert closed.life is Stage.CLOSED
    assert codes(closed, amended(closed, "70", amendment(SEPTEMBER))) == [("plan_closed", "id")]
    both = amended(closed, "70", amendment(SEPTEMBER))
    assert codes(AMENDED, both) == [("closed_by_amendment", "closed")]
    sneaked = closed.model_copy(update={"title": "T"})
    assert codes(AMENDED, sneaked) == [("plan_is_signed", "title")]


def test_the_original_is_what_was_signed_and_no_draft_of_it() -> None:
    draft = SIGNED.model_copy(update={"stage": Stage.DRAFT, "title": "Udkast"})
    versions = [PlanVersion(1, draft, find_known_since(draft, ENTERED)), *HISTORY]
    assert find_original(versions, AMENDED) == SIGNED


def test_a_draft_that_says_the_same_as_the_signed_plan_is_a_copy_of_it() -> None:
    copy = SIGNED.model_copy(
        update={"stage": Stage.DRAFT, "signatures": (), "document_date": date(2016, 11, 1)}
    )
    assert is_unsigned_copy(SIGNED, copy)
    assert not is_unsigned_copy(SIGNED, copy.model_copy(update={"title": "Et andet navn"}))
    assert not is_unsigned_copy(copy, copy)
    assert not is_unsigned_copy(SIGNED, SIGNED)
