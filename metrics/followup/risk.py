"""Rules that flag a goal before it is lost.

A rule looks at one open test of a running plan and yields flags, each with its numbers, a day and the points at stake.
docs/risk.md lists the rules and the reasons for them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from metrics.algebra.outcome import Outcome
from metrics.facts.facts import Facts
from metrics.facts.schema import EventKind
from metrics.followup.current import is_followed_up, is_running
from metrics.followup.own_expectation import OwnExpectation, find_own_expectation
from metrics.followup.thresholds import USUAL, Thresholds
from metrics.foresight.forecast import Forecast, Foresight, RunRate, Silence, YearPace
from metrics.periods import count_days_left
from metrics.plan.structure import derive_structure
from metrics.plan.terms import Party
from metrics.score.due_item import DueItem
from metrics.score.reads import find_settling_day
from metrics.score.scoring import CriterionScore, GoalScore, Score
from metrics.score.tests import find_report_due, find_reported_quarters


class RiskRule(StrEnum):
    """The ids of the rules, in the order in which flags that are otherwise equal are listed."""

    OVERDUE = "overdue"
    AWAITING = "awaiting"
    IMPOSSIBLE = "impossible"
    BLOCKED = "blocked"
    MILESTONE_SOON = "milestone_soon"
    RUN_RATE = "run_rate"
    BEHIND = "behind"
    UNLIKELY = "unlikely"
    OWN_DOUBT = "own_doubt"
    DISAGREEMENT = "disagreement"
    STALE = "stale"
    REPORT_DUE = "report_due"
    SILENT = "silent"


ORDER = {rule: place for place, rule in enumerate(RiskRule)}
NOTICES = frozenset({RiskRule.REPORT_DUE, RiskRule.SILENT})
"""Rules that tell of something to do or to know, and do not put a goal at risk."""


@dataclass(frozen=True, slots=True)
class FlagNumbers:
    """The values that go into the sentence of a flag; each rule fills in its own."""

    days: int = 0
    on: date | None = None
    p: float | None = None
    partly: float | None = None
    """The probability of earning anything, where part of the credit can be earned."""
    likely: Decimal | None = None
    quarter: int = 0
    waits_for: str = ""
    late: DueItem | None = None
    expected: EventKind | None = None
    by_number: bool = False
    needed: RunRate | None = None
    pace: YearPace | None = None
    silence: Silence | None = None


@dataclass(frozen=True, slots=True)
class Flag:
    """A rule that fired. With an empty goal it is about the whole plan, without a criterion about the whole goal."""

    rule: RiskRule
    goal: str
    criterion: str | None
    due: date
    points: Fraction
    numbers: FlagNumbers

    def days_left(self, as_of: date) -> int:
        """Count the days until it is due; negative when that is past."""
        return count_days_left(self.due, as_of)


@dataclass(frozen=True, slots=True)
class RiskCase:
    """What a rule may look at: one open test and its surroundings."""

    score: Score
    goal: GoalScore
    leaf: CriterionScore
    foreseen: Forecast | Silence | None
    thresholds: Thresholds

    @property
    def facts(self) -> Facts:
        """What was known."""
        return self.score.facts

    @property
    def as_of(self) -> date:
        """The day the plan is judged on."""
        return self.score.facts.as_of

    @property
    def p_met(self) -> float | None:
        """The forecast probability that the test holds in the end; None without a forecast."""
        return self.foreseen.p_met if isinstance(self.foreseen, Forecast) else None

    @property
    def needed(self) -> RunRate | None:
        """What the rest of the year must yield."""
        return self.foreseen.needed if self.foreseen else None

    @property
    def expected(self) -> OwnExpectation | None:
        """What the institution itself expects of the test."""
        return find_own_expectation(self.score.plan.id, self.leaf, self.facts)

    def flag(self, rule: RiskRule, due: date, numbers: FlagNumbers) -> Flag:
        """Make a flag on this test."""
        place = (self.goal.goal.number, self.leaf.criterion.number)
        return Flag(rule, *place, due, self.goal.points.open, numbers)


Rule = Callable[[RiskCase], Iterator[Flag]]


def find_flags(score: Score, foresight: Foresight, thresholds: Thresholds) -> tuple[Flag, ...]:
    """Find every flag on a plan: most points first, then the first due. A plan that nobody follows up has none."""
    plan, as_of = score.plan, score.facts.as_of
    if not (plan.locked and is_running(plan, as_of) and is_followed_up(plan, as_of)):
        return ()
    found = [*_flag_reports(score, thresholds)]
    for goal in score.goals:
        found += _flag_goal(score, goal, foresight, thresholds)
    return tuple(sorted(found, key=lambda f: (-f.points, f.due, ORDER[f.rule])))


def _flag_goal(score: Score, goal: GoalScore, foresight: Foresight, thresholds: Thresholds) -> Iterator[Flag]:
    """Flag the tests of a goal, or else the goal itself."""
    p = find_chance(goal)
    # Where the goal as a whole is likely enough, an unlikely part of it is no risk.
    rules = CERTAIN if p is not None and 100 * p >= thresholds.likely else (*CERTAIN, *LIKELY)
    if score.is_over:
        rules = SETTLING
    found = []
    for leaf in goal.open_leaves():
        case = RiskCase(score, goal, leaf, foresight.tests.get(leaf.criterion.number), thresholds)
        found += [flag for rule in rules for flag in rule(case)]
    yield from found
    if (
        p is not None
        and 100 * p < thresholds.likely
        and not any(flag.rule is RiskRule.UNLIKELY for flag in found)
    ):
        numbers = FlagNumbers(p=p, partly=_find_partly(goal.outcome), likely=thresholds.likely)
        yield Flag(RiskRule.UNLIKELY, goal.goal.number, None, score.plan.end, goal.points.open, numbers)


def find_silences(score: Score, goal: GoalScore, foresight: Foresight) -> tuple[Flag, ...]:
    """Why nothing is foreseen of a goal, also on a plan that is not under way."""
    cases = (
        RiskCase(score, goal, leaf, foresight.tests.get(leaf.criterion.number), USUAL)
        for leaf in goal.open_leaves()
    )
    return tuple(flag for case in cases for flag in flag_silent(case))


def find_chance(part: GoalScore | CriterionScore) -> float | None:
    """Find the probability that an open goal or criterion is met in full; None if decided or without a forecast."""
    if part.outcome.credit is not None or not part.outcome.chances:
        return None
    return part.outcome.chance_met


def _flag_reports(score: Score, thresholds: Thresholds) -> Iterator[Flag]:
    """Flag the reports that are due soon."""
    plan, as_of = score.plan, score.facts.as_of
    told = score.facts.reports.get(plan.id)
    for number, last in find_reported_quarters(plan):
        due = find_report_due(plan, last)
        if told:
            due = told.move(due)
        if told and last in told.handed_in:
            continue
        if last < as_of <= due and (due - as_of).days <= thresholds.report_days:
            yield Flag(RiskRule.REPORT_DUE, "", None, due, score.points.open, FlagNumbers(quarter=number))


def flag_overdue(case: RiskCase) -> Iterator[Flag]:
    """Flag a value, a milestone or an assessment that the institution is late with."""
    if late := _find_late(case, Party.INSTITUTION):
        days = late.count_days_late(case.as_of)
        numbers = FlagNumbers(days=days, late=late, waits_for=_find_awaited(case))
        yield case.flag(RiskRule.OVERDUE, late.on, numbers)


def flag_awaiting(case: RiskCase) -> Iterator[Flag]:
    """Flag what the department is late with: since when it waits where something was reported, else days late."""
    late, said = _find_late(case, Party.DEPARTMENT), case.leaf.trace.said if case.leaf.trace else None
    claimed = said if said and said.kind is EventKind.CLAIMED else None
    if late:
        days = (case.as_of - claimed.on).days if claimed else late.count_days_late(case.as_of)
        on = claimed.on if claimed else None
        numbers = FlagNumbers(days=days, on=on, late=late, waits_for=_find_awaited(case))
        yield case.flag(RiskRule.AWAITING, late.on, numbers)


def _find_awaited(case: RiskCase) -> str:
    """Find the milestone that one which is done itself waits for."""
    trace = case.leaf.trace
    done = trace is not None and trace.said is not None and trace.said.kind is EventKind.MET
    return trace.waits_for or "" if trace and done else ""


def _find_late(case: RiskCase, party: Party) -> DueItem | None:
    """Find what one party has been late with for longest."""
    every = case.leaf.trace.due if case.leaf.trace else ()
    return next((due for due in every if due.by is party and due.count_days_late(case.as_of)), None)


def flag_blocked(case: RiskCase) -> Iterator[Flag]:
    """Flag a milestone that waits for another one which is past its due day."""
    milestone, trace = case.leaf.criterion.milestone, case.leaf.trace
    if milestone is None or trace is None or trace.waits_for is None:
        return
    leaves = derive_structure(case.score.plan).leaves
    first = leaves[trace.waits_for].milestone if trace.waits_for in leaves else None
    if first and count_days_left(first.due, case.as_of) < 0:
        yield case.flag(RiskRule.BLOCKED, milestone.due, FlagNumbers(waits_for=trace.waits_for, on=first.due))


def flag_milestone_soon(case: RiskCase) -> Iterator[Flag]:
    """Flag a milestone that is due soon and not confirmed."""
    milestone, trace = case.leaf.criterion.milestone, case.leaf.trace
    if milestone is None:
        return
    left = (milestone.due - case.as_of).days
    if 0 <= left <= case.thresholds.lead_days:
        claimed = trace.said.on if trace and trace.said else None
        yield case.flag(RiskRule.MILESTONE_SOON, milestone.due, FlagNumbers(days=left, on=claimed))


def flag_unlikely(case: RiskCase) -> Iterator[Flag]:
    """Flag a test that is less likely to hold than the threshold."""
    p = case.p_met
    if p is not None and 100 * p < case.thresholds.likely:
        partly = _find_partly(case.leaf.outcome)
        numbers = FlagNumbers(p=p, partly=partly, likely=case.thresholds.likely)
        yield case.flag(RiskRule.UNLIKELY, _find_deciding_day(case), numbers)


def _find_partly(outcome: Outcome) -> float | None:
    return outcome.chance_of_any if outcome.may_be_partial else None


def flag_impossible(case: RiskCase) -> Iterator[Flag]:
    """Flag a test whose full credit has become arithmetically impossible, while part of it can still be earned."""
    needed = case.needed
    if needed and needed.impossible_since:
        yield case.flag(
            RiskRule.IMPOSSIBLE,
            _find_deciding_day(case),
            FlagNumbers(on=needed.impossible_since, needed=needed),
        )


def flag_run_rate(case: RiskCase) -> Iterator[Flag]:
    """Flag a test that needs a better rest of the year than that season has ever given."""
    needed = case.needed
    if needed and needed.beyond(needed.season):
        yield case.flag(RiskRule.RUN_RATE, _find_deciding_day(case), FlagNumbers(needed=needed))


def flag_behind(case: RiskCase) -> Iterator[Flag]:
    """Flag a test without a forecast that needs a better rest of the year than the year itself has given."""
    pace = case.foreseen.pace if isinstance(case.foreseen, Silence) else None
    told = case.needed and (case.needed.impossible_since or case.needed.beyond(case.needed.season))
    if pace and pace.behind and not told:
        yield case.flag(RiskRule.BEHIND, _find_deciding_day(case), FlagNumbers(pace=pace))


def flag_own_doubt(case: RiskCase) -> Iterator[Flag]:
    """Flag a test that the institution itself does not expect to be met."""
    said = case.expected
    if said and said.kind is not EventKind.EXPECTED_MET:
        numbers = FlagNumbers(expected=said.kind, on=said.on, by_number=said.by_number)
        yield case.flag(RiskRule.OWN_DOUBT, _find_deciding_day(case), numbers)


def flag_disagreement(case: RiskCase) -> Iterator[Flag]:
    """Flag a test that the institution expects to be met, but the forecast does not."""
    said, p = case.expected, case.p_met
    if said and said.kind is EventKind.EXPECTED_MET and p is not None and 100 * p < case.thresholds.likely:
        yield case.flag(RiskRule.DISAGREEMENT, _find_deciding_day(case), FlagNumbers(p=p, on=said.on))


def flag_stale(case: RiskCase) -> Iterator[Flag]:
    """Flag an expectation that is older than the threshold."""
    said = case.expected
    days = (case.as_of - said.on).days if said else 0
    if said and days > case.thresholds.expectation_days:
        yield case.flag(RiskRule.STALE, _find_deciding_day(case), FlagNumbers(days=days, on=said.on))


def flag_silent(case: RiskCase) -> Iterator[Flag]:
    """Flag a test with too little data for a forecast."""
    if isinstance(case.foreseen, Silence):
        yield case.flag(RiskRule.SILENT, _find_deciding_day(case), FlagNumbers(silence=case.foreseen))


def _find_deciding_day(case: RiskCase) -> date:
    """Find the day by which a test is decided: its own due day, else the last day that its value is read for."""
    return find_settling_day(
        case.leaf.criterion, derive_structure(case.score.plan).windows[case.leaf.criterion.number]
    )


CERTAIN: tuple[Rule, ...] = (
    flag_overdue,
    flag_awaiting,
    flag_blocked,
    flag_milestone_soon,
    flag_own_doubt,
    flag_stale,
    flag_silent,
)
"""Rules that go by recorded facts and statements."""

SETTLING: tuple[Rule, ...] = (flag_overdue, flag_awaiting, flag_blocked, flag_silent)
"""Rules that still hold once the plan's period is over, when what was expected of it matters no more."""

LIKELY: tuple[Rule, ...] = (
    flag_impossible,
    flag_run_rate,
    flag_behind,
    flag_unlikely,
    flag_disagreement,
)
"""Rules that go by the forecast of a test."""
