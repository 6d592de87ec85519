"""What a department is asked to decide, and what it only watches."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from metrics.facts.decisions import Decision, DecisionKind
from metrics.facts.fact_history import gather_facts
from metrics.facts.schema import Event, Result
from metrics.followup.asks import Ask, AskKind, find_asks, find_watched
from metrics.followup.concerns import Concern, find_concerns
from metrics.followup.outlook import Outlook, find_outlook
from metrics.followup.risk import RiskRule
from metrics.followup.thresholds import USUAL
from metrics.periods import Frequency, find_day_start
from metrics.plan.catalogue import Catalogue
from metrics.plan.criteria import Compare, Criterion
from metrics.plan.model import Plan
from metrics.plan.terms import Operator, Over, Unit
from metrics.status import Status
from tests.factories import (
    assessed,
    catalogue,
    compared,
    event,
    event_frame,
    facts,
    goal,
    indicator,
    milestone,
    number,
    observation_frame,
    plan,
    reads,
    result,
)
from tests.settlements import add_settlements, close, settle

JUNE, JULY = date(2017, 6, 10), date(2017, 7, 20)
REPORT = date(2017, 10, 14)
COUNTS = catalogue(indicator(frequency=Frequency.QUARTER, unit=Unit.COUNT))


def seen(p: Plan, as_of: date, *said: Result | Event, known: Catalogue | None = None) -> Outlook:
    return find_outlook(p, facts(*said, as_of=as_of, known_at=as_of), known or catalogue(), USUAL)


def split(*outlooks: Outlook, ahead: date = REPORT) -> tuple[list[Ask], list[Concern]]:
    """What is asked and what is watched."""
    concerns = find_concerns(outlooks)
    asks = find_asks(outlooks, concerns, ahead)
    return asks, find_watched(concerns, asks)


def out_of_season() -> Outlook:
    """After 10 + 10 the other two quarters need 23; the same two gave 22 in each earlier year."""
    earlier = [result(f"{y}Q{q}", n) for y in range(2013, 2017) for q, n in enumerate((10, 10, 11, 11), 1)]
    p = plan(goal("1", compared(value=reads(over=Over.SUM), target=number(43))))
    return seen(p, JULY, *earlier, result("2017Q1", 10), result("2017Q2", 10), known=COUNTS)


def out_of_bounds() -> Outlook:
    """A count of 9 + 9 is over 16, and may still end under the 30 where nothing is earned."""
    test = Compare(
        value=reads(over=Over.SUM), operator=Operator.AT_MOST, target=number(16), partial_from=number(30)
    )
    p = plan(goal("1", Criterion(number="1.1", title="Fejl", compare=test)))
    return seen(p, JULY, result("2017Q1", 9), result("2017Q2", 9), known=COUNTS)


def held_up() -> Outlook:
    """A milestone that waits for one which is late, in another goal."""
    first, then = milestone("1.1", JUNE), milestone("2.1", date(2017, 11, 1), depends_on="1.1")
    return seen(plan(goal("1", first), goal("2", then)), JULY)


def doubted() -> Outlook:
    return seen(plan(goal("1", assessed())), JUNE, event("1.1", "in_doubt", on=date(2017, 6, 1)))


@pytest.mark.parametrize(
    ("found", "number", "rule"),
    [
        (out_of_season(), "1", RiskRule.RUN_RATE),
        (out_of_bounds(), "1", RiskRule.IMPOSSIBLE),
        (held_up(), "2", RiskRule.BLOCKED),
        (doubted(), "1", RiskRule.OWN_DOUBT),
    ],
)
def test_what_the_institution_cannot_be_expected_to_mend_by_itself_is_asked(
    found: Outlook, number: str, rule: RiskRule
) -> None:
    asks, watched = split(found)
    assert [(ask.kind, ask.goal.goal.number, ask.until) for ask in asks] == [(AskKind.ACCEPT, number, None)]
    assert asks[0].reason is not None
    assert asks[0].reason.rule is rule
    assert watched == []


def test_a_milestone_that_is_soon_due_is_watched_and_nobody_is_asked() -> None:
    asks, watched = split(seen(plan(goal("1", milestone("1.1"))), JUNE))
    assert asks == []
    assert [(one.goal.goal.number, one.first.rule) for one in watched] == [("1", RiskRule.MILESTONE_SOON)]


def test_what_is_late_or_awaits_the_department_is_neither_asked_nor_watched() -> None:
    late = seen(plan(goal("1", milestone("1.1"))), JULY)
    awaiting = seen(plan(goal("1", milestone("1.1"))), JULY, event("1.1", "claimed", on=JUNE))
    assert [one.score.goals[0].status for one in (late, awaiting)] == [
        Status.OVERDUE_DATA,
        Status.AWAITING_CONFIRMATION,
    ]
    assert split(late, awaiting) == ([], [])


def test_a_late_goal_that_is_also_doubted_is_not_asked_about_before_it_is_reported() -> None:
    doubt = event("1.1", "in_doubt", on=date(2017, 7, 1))
    assert split(seen(plan(goal("1", milestone("1.1"))), JULY, doubt)) == ([], [])


def accepted(*untils: date, as_of: date = JUNE) -> Outlook:
    """A doubted goal and one nobody doubts, after decisions that accept the first until these days."""
    p = plan(goal("1", assessed()), goal("2", assessed("2.1")))
    decisions = [
        Decision(
            p.id,
            DecisionKind.DEVIATION,
            as_of,
            "Departementschef",
            "Aftalt",
            goal="1",
            until=until,
            recorded_at=find_day_start(as_of),
            number=number,
        )
        for number, until in enumerate(untils, 1)
    ]
    doubt = event_frame([event("1.1", "in_doubt", on=date(2017, 6, 1))])
    known = gather_facts(
        observation_frame([]), doubt, decisions, as_of=as_of, known_at=find_day_start(date(2018, 1, 1))
    )
    return find_outlook(p, known, catalogue(), USUAL)


def test_nothing_runs_out_of_a_plan_that_has_been_settled() -> None:
    """The deviation was accepted until a day between the closing and the day asked about."""
    on, until, day = JUNE, date(2017, 7, 1), JULY
    then = accepted(until, as_of=on).score
    closed = close(then.plan, on)
    assert then.goals[0].status is Status.ACCEPTED_DEVIATION
    later = add_settlements(replace(then.facts, as_of=day), settle(then))
    settled = find_outlook(closed, later, catalogue(), USUAL)
    assert settled.score.goals[0].status is Status.ACCEPTED_DEVIATION
    assert split(settled)[0] == []


@pytest.mark.parametrize(("until", "asked"), [(date(2017, 10, 14), True), (date(2017, 10, 15), False)])
def test_an_acceptance_that_runs_out_by_the_next_report_is_to_be_prolonged(until: date, asked: bool) -> None:
    asks, watched = split(accepted(until))
    assert [(a.kind, a.goal.goal.number, a.until, a.reason) for a in asks] == (
        [(AskKind.PROLONG, "1", until, None)] if asked else []
    )
    assert watched == []


def test_of_several_acceptances_the_last_to_run_out_is_the_one_to_prolong() -> None:
    """The status lasts as long as any of them."""
    long, short = date(2017, 12, 1), date(2017, 7, 1)
    assert split(accepted(long, short))[0] == []
    assert [ask.until for ask in split(accepted(long, short), ahead=long)[0]] == [long]


def test_an_acceptance_that_has_run_out_leaves_the_goal_at_risk_and_asks_again() -> None:
    (ask,) = split(accepted(date(2017, 5, 1)))[0]
    assert (ask.kind, ask.goal.status, ask.until) == (AskKind.ACCEPT, Status.AT_RISK, None)


def test_most_points_at_stake_come_first_whatever_is_asked() -> None:
    weighed = plan(
        goal("1", assessed(), weight=Decimal(20)),
        goal("2", assessed("2.1"), weight=Decimal(80)),
        scoring={"weights": "given"},
        id="weighed",
    )
    said = [event(f"{n}.1", "in_doubt", on=date(2017, 6, 1), plan="weighed") for n in (1, 2)]
    asks, _ = split(accepted(date(2017, 7, 1)), seen(weighed, JUNE, *said))
    assert [(ask.outlook.score.plan.id, ask.goal.goal.number) for ask in asks] == [
        ("weighed", "2"),
        ("plan-2017", "1"),
        ("weighed", "1"),
    ]


def test_what_is_asked_of_plans_with_other_totals_is_ranked_by_its_share() -> None:
    """All of 10 points weigh more than half of 100."""
    tens = plan(goal("1", assessed()), scoring={"possible": 10}, id="tens")
    doubt = event("1.1", "in_doubt", on=date(2017, 6, 1), plan="tens")
    asks, _ = split(accepted(date(2017, 7, 1)), seen(tens, JUNE, doubt))
    assert [(ask.outlook.score.plan.id, ask.goal.points.open) for ask in asks] == [
        ("tens", Fraction(10)),
        ("plan-2017", Fraction(50)),
    ]


def test_a_goal_is_asked_about_in_its_own_plan_only() -> None:
    """Two plans have a goal of the same number; one of them is doubted, the other only due soon."""
    soon = seen(plan(goal("1", milestone("1.1")), id="soon"), JUNE)
    asks, watched = split(doubted(), soon)
    assert [ask.outlook.score.plan.id for ask in asks] == ["plan-2017"]
    assert [one.outlook.score.plan.id for one in watched] == ["soon"]
    assert find_watched(find_concerns([soon]), [replace(asks[0], outlook=soon)]) == []
