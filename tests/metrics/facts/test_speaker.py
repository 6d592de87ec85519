"""Whose word an event is, and so whose right it takes to say it."""

from __future__ import annotations

from datetime import date

import pytest

from metrics.facts.schema import Event, EventKind
from metrics.facts.speaker import find_speaker
from metrics.plan.criteria import Assessment, Criterion
from metrics.plan.terms import Party
from tests.factories import compared, goal, milestone, plan

DUE = date(2017, 12, 31)
OWN = Criterion(number="1.3", title="x", assessed=Assessment(due=DUE, by=Party.INSTITUTION))
THEIRS = Criterion(number="1.4", title="x", assessed=Assessment(due=DUE))
PLAN = plan(goal("1", compared("1.1"), milestone("1.2"), OWN, THEIRS))
ALONE = PLAN.model_copy(update={"department": None})


def speaker(kind: EventKind, number: str, of: object = PLAN) -> Party:
    assert of in (PLAN, ALONE)
    return find_speaker(Event(PLAN.id, number, kind, DUE), ALONE if of is ALONE else PLAN)


@pytest.mark.parametrize("kind", [k for k in EventKind if k.sort != "verdict"])
def test_claims_and_expectations_are_the_institution_s(kind: EventKind) -> None:
    assert {speaker(kind, number) for number in ("1.1", "1.2", "1.3", "1.4")} == {Party.INSTITUTION}


@pytest.mark.parametrize("kind", [EventKind.MET, EventKind.NOT_MET])
def test_a_milestone_is_confirmed_by_the_department(kind: EventKind) -> None:
    assert speaker(kind, "1.2") is Party.DEPARTMENT


@pytest.mark.parametrize(("number", "party"), [("1.3", Party.INSTITUTION), ("1.4", Party.DEPARTMENT)])
def test_a_verdict_on_an_assessment_is_that_of_whoever_gives_it(number: str, party: Party) -> None:
    assert speaker(EventKind.WORD, number) is party


def test_where_no_department_stands_above_it_the_institution_says_all() -> None:
    assert {speaker(kind, "1.2", ALONE) for kind in EventKind} == {Party.INSTITUTION}
