"""Every risk rule by itself, on the real plan of 2017 and on the smallest plan that fires it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from db.plans import plan_file
from metrics.facts.schema import Event, EventKind, Result
from metrics.followup.outlook import Outlook, find_outlook
from metrics.followup.risk import NOTICES, RiskRule
from metrics.followup.thresholds import MOST, USUAL, Thresholds
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
    expected_number,
    facts,
    goal,
    indicator,
    milestone,
    number,
    own_results,
    plan,
    quarterly,
    reads,
    result,
)

DOC = Path(__file__).parents[3] / "docs" / "risk.md"
CPR = plan_file.read_plan(Path(plan_file.__file__).parents[1] / "sources" / "cpr-2017.toml")
CPR_CATALOGUE = Catalogue(
    {i.id: i for i in CPR.institutions}, {(i.institution, i.id): i for i in CPR.indicators}
)
JUNE = date(2017, 6, 1)


def seen(
    p: Plan,
    as_of: date,
    *said: Result | Event,
    known: Catalogue | None = None,
    thresholds: Thresholds = USUAL,
) -> Outlook:
    return find_outlook(p, facts(*said, as_of=as_of, known_at=as_of), known or catalogue(), thresholds)


def cpr(as_of: date, *said: Result | Event) -> Outlook:
    return seen(CPR, as_of, *own_results(CPR), *said, known=CPR_CATALOGUE)


def fired(found: Outlook, of_goal: str | None = None) -> list[RiskRule]:
    return [flag.rule for flag in found.flags if of_goal in (None, flag.goal)]


# --- Milestones ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "rules", "status"),
    [
        (date(2017, 5, 30), [], Status.NOT_DUE),
        (date(2017, 5, 31), [RiskRule.MILESTONE_SOON], Status.AT_RISK),
        (date(2017, 6, 30), [RiskRule.MILESTONE_SOON], Status.AT_RISK),
        (date(2017, 7, 1), [RiskRule.OVERDUE], Status.OVERDUE_DATA),
    ],
)
def test_the_milestones_of_goal_1_2_due_30_june_2017_are_flagged_from_31_may_and_late_from_1_july(
    day: date, rules: list[RiskRule], status: Status
) -> None:
    found = cpr(day)
    assert [rule for rule in dict.fromkeys(fired(found, "1.2")) if rule not in NOTICES] == rules
    assert found.score.goal("1.2").status is status


def test_a_confirmed_milestone_is_flagged_no_more_and_a_claimed_one_says_when_it_was_claimed() -> None:
    p = plan(goal("1", milestone("1.1")))
    claimed = seen(p, date(2017, 6, 15), event("1.1", "claimed", on=date(2017, 6, 10)))
    (flag,) = [f for f in claimed.flags if f.rule is RiskRule.MILESTONE_SOON]
    assert (flag.numbers.days, flag.numbers.on, flag.days_left(date(2017, 6, 15))) == (
        15,
        date(2017, 6, 10),
        15,
    )
    done = seen(p, date(2017, 6, 15), event("1.1", on=date(2017, 6, 10)))
    assert fired(done) == []


def test_a_milestone_that_waits_for_a_late_one_is_blocked_and_names_it() -> None:
    first, then = milestone("1.1", JUNE), milestone("1.2", date(2017, 11, 1), depends_on="1.1")
    p = plan(goal("1", first), goal("2", then))
    assert RiskRule.BLOCKED not in fired(seen(p, JUNE))
    found = seen(p, JUNE + timedelta(1))
    (flag,) = [f for f in found.flags if f.rule is RiskRule.BLOCKED]
    assert (flag.goal, flag.numbers.waits_for, flag.numbers.on) == ("2", "1.1", JUNE)
    assert found.score.goal("2").status is Status.AT_RISK


# --- What is owed -------------------------------------------------------------------------------------------------


def test_a_late_value_is_flagged_with_its_period_and_days_and_is_never_green() -> None:
    p = plan(goal("1", compared(value=reads(over=Over.POOLED))))
    found = seen(p, date(2017, 4, 24), known=catalogue(quarterly()))
    (flag,) = [f for f in found.flags if f.rule is RiskRule.OVERDUE]
    assert flag.numbers.late is not None
    owed = flag.numbers.late.owed
    assert owed is not None
    assert (flag.due, flag.numbers.days, owed.end) == (date(2017, 4, 14), 6, date(2017, 3, 31))
    assert found.score.goal("1").status is Status.OVERDUE_DATA


@pytest.mark.parametrize(
    ("day", "fires"),
    [
        (date(2017, 3, 31), False),
        (date(2017, 4, 1), True),
        (date(2017, 4, 14), True),
        (date(2017, 4, 15), False),
    ],
)
def test_a_report_is_announced_from_its_quarters_end_until_its_day(day: date, fires: bool) -> None:
    found = seen(plan(goal("1", milestone(due=date(2017, 12, 1)))), day)
    assert fired(found) == ([RiskRule.REPORT_DUE] if fires else []) + [RiskRule.SILENT] * 1
    assert found.score.goal("1").status is Status.NOT_DUE


def test_a_claim_nobody_answers_is_the_departments_debt_counted_from_the_day_it_was_claimed() -> None:
    p = plan(goal("1", milestone("1.1"), milestone("1.2")))
    found = seen(p, date(2017, 8, 28), event("1.1", "claimed", on=date(2017, 6, 11)))
    late = [f for f in found.flags if f.rule in (RiskRule.OVERDUE, RiskRule.AWAITING)]
    assert [(f.rule, f.criterion, f.numbers.days) for f in late] == [
        (RiskRule.OVERDUE, "1.2", 59),
        (RiskRule.AWAITING, "1.1", 78),
    ]
    assert late[1].numbers.on == date(2017, 6, 11)


def test_an_assessment_the_department_has_not_given_is_its_debt_from_its_day() -> None:
    found = seen(plan(goal("1", assessed("1.1"))), date(2018, 1, 5))
    (flag,) = [f for f in found.flags if f.rule not in NOTICES]
    assert (flag.rule, flag.numbers.days, flag.numbers.on) == (RiskRule.AWAITING, 3, None)


# --- What the institution expects ---------------------------------------------------------------------------------


def test_the_institutions_own_doubt_puts_a_goal_at_risk_and_its_confidence_makes_nothing_green() -> None:
    p = plan(goal("1", assessed()))
    doubt = seen(p, JUNE, event("1.1", "in_doubt", on=date(2017, 4, 10)))
    assert doubt.score.goal("1").status is Status.AT_RISK
    assert RiskRule.OWN_DOUBT in fired(doubt)
    sure = seen(p, JUNE, event("1.1", "expected_met", on=date(2017, 4, 10)))
    assert sure.score.goal("1").status is Status.NOT_DUE
    later = seen(
        p, JUNE, event("1.1", "in_doubt", on=date(2017, 4, 10)), event("1.1", "expected_met", on=JUNE)
    )
    assert RiskRule.OWN_DOUBT not in fired(later)


def test_a_number_that_misses_the_target_is_the_institutions_own_doubt() -> None:
    p = plan(goal("1", compared("1.1", POOLED)))
    low = seen(p, JUNE, expected_number("1.1", 89))
    (flag,) = [flag for flag in low.flags if flag.rule is RiskRule.OWN_DOUBT]
    assert (flag.numbers.expected, flag.numbers.by_number) == (EventKind.EXPECTED_NOT_MET, True)
    assert RiskRule.OWN_DOUBT not in fired(seen(p, JUNE, expected_number("1.1", 90)))


def test_an_expectation_decides_nothing_and_is_kept_with_its_history() -> None:
    said = [
        event("1.1", "met", on=date(2017, 5, 1)),
        event("1.1", "in_doubt", on=date(2017, 4, 1)),
        event("1.1", "expected_met", on=date(2017, 7, 1)),
    ]
    found = facts(*said, as_of=date(2017, 6, 1))
    assert found.events["plan-2017", "1.1"].kind is EventKind.MET
    assert [e.kind for e in found.expectations["plan-2017", "1.1"]] == [EventKind.IN_DOUBT]


@pytest.mark.parametrize(("days", "fires"), [(100, False), (101, True)])
def test_an_expectation_older_than_a_quarter_and_its_report_is_stale(days: int, fires: bool) -> None:
    said = event("1.1", "expected_met", on=date(2017, 1, 15))
    found = seen(plan(goal("1", assessed())), date(2017, 1, 15) + timedelta(days), said)
    assert (RiskRule.STALE in fired(found)) is fires


# --- What the figures say -----------------------------------------------------------------------------------------

HISTORY = [
    result(f"{year}Q{quarter}", of=(top, 100))
    for year in (2013, 2014, 2015, 2016)
    for quarter, top in enumerate((90, 91, 92, 91), 1)
]
SHARE = catalogue(quarterly())
COUNTS = catalogue(quarterly(unit=Unit.COUNT))
POOLED = reads(over=Over.POOLED)
AFTER_Q2 = date(2017, 7, 10)


def with_half_a_year(share: int, target: int = 90, *said: Event) -> Outlook:
    p = plan(goal("1", compared(value=POOLED, target=number(target))))
    this_year = [result(f"2017Q{quarter}", of=(share, 100)) for quarter in (1, 2)]
    return seen(p, AFTER_Q2, *HISTORY, *this_year, *said, known=SHARE)


def test_a_goal_that_is_likely_is_on_track_and_one_that_is_not_is_at_risk() -> None:
    good, bad = with_half_a_year(95), with_half_a_year(80)
    assert good.score.goal("1").status is Status.ON_TRACK
    assert fired(good) == [RiskRule.REPORT_DUE]
    assert bad.score.goal("1").status is Status.AT_RISK
    (flag,) = [f for f in bad.flags if f.rule is RiskRule.UNLIKELY]
    assert flag.numbers.p is not None
    assert flag.numbers.p < 0.7
    assert (flag.due, flag.points) == (date(2017, 12, 31), Fraction(100))


def test_figures_and_expectation_that_disagree_are_flagged() -> None:
    sure = event("1.1", "expected_met", on=date(2017, 7, 5))
    assert RiskRule.DISAGREEMENT in fired(with_half_a_year(80, 90, sure))
    assert RiskRule.DISAGREEMENT not in fired(with_half_a_year(95, 90, sure))


def test_a_ministry_area_sets_its_own_limit() -> None:
    found = with_half_a_year(92)
    (p,) = [f.p_met for f in found.foresight.forecasts.values()]
    assert 0.7 < p < 1
    strict = replace(USUAL, likely=Decimal(repr(p)) * 100 + Decimal("0.001"))
    p17 = found.score.plan
    again = find_outlook(p17, found.score.facts, SHARE, strict)
    assert again.score.goal("1").status is Status.AT_RISK
    assert found.score.goal("1").status is Status.ON_TRACK


def test_of_two_ways_to_meet_a_goal_one_likely_one_is_enough() -> None:
    ways = (
        compared("1.1", value=POOLED, target=number(50)),
        compared("1.2", value=reads("other", over=Over.POOLED), target=number(99)),
    )
    other = [replace(r, indicator="other") for r in HISTORY]
    known = catalogue(quarterly(), quarterly("other"))
    either = seen(plan(goal("1", *ways, rule="any")), JUNE, *HISTORY, *other, known=known)
    both = seen(plan(goal("1", *ways)), JUNE, *HISTORY, *other, known=known)
    assert either.score.goal("1").status is not Status.AT_RISK
    assert RiskRule.UNLIKELY not in fired(either)
    assert RiskRule.UNLIKELY in fired(both)


def test_parts_that_are_each_likely_but_not_together_flag_the_goal_as_a_whole() -> None:
    keys = ("a", "b", "c", "d")
    parts = [compared(f"1.{k}", value=reads(k, over=Over.POOLED), target=number(90)) for k in keys]
    said = [replace(r, indicator=k) for k in keys for r in HISTORY]
    now = [replace(result("2017Q1", of=(91, 100)), indicator=k) for k in keys]
    known = catalogue(*(quarterly(k) for k in keys))
    found = seen(plan(goal("1", *parts)), date(2017, 4, 10), *said, *now, known=known)
    chances = [f.p_met for f in found.foresight.forecasts.values()]
    assert 100 * min(chances) >= USUAL.likely
    assert 100 * (found.score.goal("1").outcome.chance_of(Fraction(1)) or 1) < USUAL.likely
    flags = [f for f in found.flags if f.rule is RiskRule.UNLIKELY]
    assert [(f.goal, f.criterion) for f in flags] == [("1", None)]
    assert found.score.goal("1").status is Status.AT_RISK


@pytest.mark.parametrize(("target", "fires"), [(42, False), (43, True)])
def test_a_rest_of_the_year_better_than_its_season_ever_was_is_flagged(target: int, fires: bool) -> None:
    """After 10 + 10 the other two quarters need 22 or 23; the same two gave 22 in each earlier year."""
    earlier = [result(f"{y}Q{q}", n) for y in range(2013, 2017) for q, n in enumerate((10, 10, 11, 11), 1)]
    p = plan(goal("1", compared(value=reads(over=Over.SUM), target=number(target))))
    found = seen(p, AFTER_Q2, *earlier, result("2017Q1", 10), result("2017Q2", 10), known=COUNTS)
    assert (RiskRule.RUN_RATE in fired(found)) is fires
    needed = [f.numbers.needed for f in found.flags if f.rule is RiskRule.RUN_RATE]
    assert [(n.needed, n.season) for n in needed if n] == ([(11.5, 11.0)] if fires else [])


@pytest.mark.parametrize(("target", "fires"), [(44, False), (45, True)])
def test_without_history_a_year_that_must_do_better_than_it_has_is_flagged_by_arithmetic(
    target: int, fires: bool
) -> None:
    """Two quarters gave 11 each: 44 asks for 11 more in each of the others, 45 for more than was ever seen."""
    p = plan(goal("1", compared(value=reads(over=Over.SUM), target=number(target))))
    found = seen(p, AFTER_Q2, result("2017Q1", 11), result("2017Q2", 11), known=COUNTS)
    assert (RiskRule.BEHIND in fired(found)) is fires
    assert found.score.goal("1").status is (Status.AT_RISK if fires else Status.NOT_DUE)
    assert found.foresight.forecasts == {}
    earlier = [result(f"{y}Q{q}", 10) for y in range(2013, 2017) for q in (1, 2, 3, 4)]
    known = seen(p, AFTER_Q2, *earlier, result("2017Q1", 11), result("2017Q2", 11), known=COUNTS)
    assert RiskRule.BEHIND not in fired(known)


def test_full_credit_that_cannot_be_had_any_more_is_flagged_with_its_day_while_part_of_it_can() -> None:
    """A count of 9 + 9 is over 16, and may still end under the 30 where nothing is earned."""
    test = Compare(
        value=reads(over=Over.SUM), operator=Operator.AT_MOST, target=number(16), partial_from=number(30)
    )
    p = plan(goal("1", Criterion(number="1.1", title="Fejl", compare=test)))
    said = [result(f"2017Q{quarter}", 9) for quarter in (1, 2)]
    found = seen(p, AFTER_Q2, *said, known=COUNTS)
    (flag,) = [f for f in found.flags if f.rule is RiskRule.IMPOSSIBLE]
    assert flag.numbers.on == date(2017, 6, 30)
    assert RiskRule.IMPOSSIBLE not in fired(seen(p, AFTER_Q2, said[0], known=COUNTS))


def test_too_little_data_is_silence_and_never_green() -> None:
    found = seen(plan(), JUNE, result("2016", 99), known=catalogue(indicator()))
    assert RiskRule.SILENT in fired(found)
    assert found.score.goal("1").status is Status.NOT_DUE
    assert found.score.goal("1").outcome.chances is None


# --- Around the rules ---------------------------------------------------------------------------------------------


def test_drafts_and_plans_long_over_are_not_flagged() -> None:
    late = plan(goal("1", milestone()))
    assert fired(seen(late, date(2017, 7, 1)))
    assert seen(late.model_copy(update={"stage": "draft"}), date(2017, 7, 1)).flags == ()
    assert seen(late, date(2018, 12, 1)).flags == ()


def test_what_is_decided_is_not_flagged_whatever_was_expected() -> None:
    p = plan(goal("1", milestone()))
    done = seen(p, date(2017, 7, 1), event("1.1"), event("1.1", "expected_not_met", on=JUNE))
    assert fired(done) in ([], [RiskRule.REPORT_DUE])
    assert done.score.goal("1").status is Status.MET


def test_flags_come_with_most_points_first_then_by_day() -> None:
    p = plan(
        goal("1", milestone("1.1", JUNE), weight=Decimal(20)),
        goal("2", milestone("2.1", date(2017, 6, 20)), weight=Decimal(40)),
        goal("3", milestone("3.1", date(2017, 6, 10)), weight=Decimal(40)),
        scoring={"weights": "given"},
    )
    found = [f for f in seen(p, date(2017, 5, 28)).flags if f.rule is RiskRule.MILESTONE_SOON]
    assert [(f.goal, int(f.points)) for f in found] == [("3", 40), ("2", 40), ("1", 20)]


def test_the_document_lists_every_rule_and_threshold_and_no_other() -> None:
    text = DOC.read_text(encoding="utf-8")
    rules, limits = text.split("## Thresholds")
    assert re.findall(r"^\| `(\w+)` \|", rules, flags=re.MULTILINE) == [rule.value for rule in RiskRule]
    rows = re.findall(r"^\| `(\w+)` \| (\d+) \| \w+ \| 0–(\d+) \|", limits, flags=re.MULTILINE)
    assert {name: (int(usual), int(most)) for name, usual, most in rows} == {
        name: (int(getattr(USUAL, name)), most) for name, most in MOST.items()
    }
