"""Advice on a plan, from the Ministry of Finance's guide of 2014: findings to consider, never errors.

docs/planguide.md gives the reason for each rule and its place in the guide. A plan is checked on its text and on the
results of earlier years only, so its findings stay the same throughout the plan year.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TypeVar

from metrics.facts.facts import Facts
from metrics.plan.catalogue import Catalogue
from metrics.plan.criteria import Criterion
from metrics.plan.formula import Path, Quantity, Step, find_readings
from metrics.plan.model import Goal, Indicator, Plan
from metrics.plan.terms import GoalKind, Operator, Precision, Unit
from metrics.plan.versions import has_provisional_target
from metrics.plan.window import Window
from metrics.score.comparability import find_parting_breaks
from metrics.score.quantities import Amount, read_amount
from metrics.score.reads import find_spans_read

FEWEST_GOALS, MOST_GOALS = 5, 10
MOST_INTERNAL = 3
MOST_CRITERIA = 3  # the guide warns against a long list of requirements under one goal, but gives no number
YEARS_BACK = 3  # about as many as a plan's table shows; older results say little about what is ambitious now

Params = Mapping[str, object]
S = TypeVar("S")


@dataclass(frozen=True, slots=True)
class Finding:
    """A finding: the rule, the number of the goal or criterion ("" for the plan as a whole), and the figures."""

    rule: str
    place: str = ""
    params: Params = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FindingFigure:
    """A value in a finding, with its unit; `decimals` is None to show as many as the value has."""

    value: Fraction
    unit: Unit
    decimals: int | None = None


@dataclass(frozen=True, slots=True)
class MeasuredCriterion:
    """A measured criterion: the value, its limit, and the operator that compares them; `year` is the goal's."""

    criterion: Criterion
    year: int
    value: Quantity
    limit: Quantity
    operator: Operator
    plan: Plan
    facts: Facts
    catalogue: Catalogue

    @property
    def names_period(self) -> bool:
        """Whether the plan names the year or period to read, so that no other year has a comparable reading."""
        return any(reading.period or reading.year for reading in find_readings(self.value))

    def find_earlier_result(self) -> tuple[int, Amount] | None:
        """Find the newest comparable result from before the plan year, with its year; None if there is none."""
        year = self.plan.year
        for before in range(year - 1, year - 1 - YEARS_BACK, -1):
            if not self.is_counted_alike(before):
                return None
            found = self._read_amount(self.value, before)
            if found.value is not None and not found.running and self._ended_before_plan(found):
                return before, found
        return None

    def is_counted_alike(self, year: int) -> bool:
        """Whether an earlier year used the same definition as the one in force when the plan year begins."""
        earlier = find_spans_read(self.value, Window.of(self.plan).at(year))
        return not find_parting_breaks(
            ((series, first, self.plan.start) for series, first, _ in earlier), self.facts
        )

    def read_target(self) -> Fraction | None:
        """Read the plan year's target; None unless it could be known before that year began."""
        found = self._read_amount(self.limit, self.plan.year)
        return found.value if self._ended_before_plan(found) else None

    def find_step(self, year: int) -> Step | None:
        """Find the step of the target path for a year; None without a path or without a step for the year."""
        return self.limit.step(year) if isinstance(self.limit, Path) else None

    @property
    def indicator(self) -> Indicator:
        """The measured indicator; the first one where a ratio is pooled from several."""
        first = next(find_readings(self.value))
        return self.catalogue.indicators[first.institution or self.plan.institution, first.indicator]

    def make_figure(self, value: Fraction, decimals: int | None = None) -> FindingFigure:
        """Make a figure of a value, in the unit of the criterion's measure."""
        return FindingFigure(value, next(find_readings(self.value)).unit or self.indicator.unit, decimals)

    def _ended_before_plan(self, found: Amount) -> bool:
        """Whether every period behind an amount had ended when the plan year began."""
        return all(given.observation.period.end < self.plan.start for given in found.inputs)

    def _read_amount(self, quantity: Quantity, year: int) -> Amount:
        return read_amount(quantity, Window.of(self.plan).at(year), self.facts, self.catalogue)


def find_advice(plan: Plan, facts: Facts, catalogue: Catalogue) -> list[Finding]:
    """Find all advice on a plan: first on the plan as a whole, then goal by goal. Withdrawn goals are left out."""
    kept = plan.model_copy(update={"goals": tuple(g for g in plan.goals if not g.withdrawn)})
    return list(_run_rules(kept, facts, catalogue))


def find_advice_before_signing(plan: Plan, facts: Facts, catalogue: Catalogue) -> list[Finding]:
    """Find the advice on a plan for those who are about to sign it: all but that nobody has."""
    return [found for found in find_advice(plan, facts, catalogue) if found.rule != "unsigned"]


def _run_rules(plan: Plan, facts: Facts, catalogue: Catalogue) -> Iterator[Finding]:
    yield from _apply_rules(PLAN_RULES, plan, "")
    for goal in plan.goals:
        yield from _apply_rules(GOAL_RULES, goal, goal.number)
        for leaf in goal.leaves():
            if test := _find_measured_criterion(leaf, goal, plan, facts, catalogue):
                yield from _apply_rules(TEST_RULES, test, leaf.number)


def _apply_rules(
    rules: Mapping[str, Callable[[S], Params | None]], subject: S, place: str
) -> Iterator[Finding]:
    for rule, fires in rules.items():
        params = fires(subject)
        if params is not None:
            yield Finding(rule, place, params)


def _find_measured_criterion(
    leaf: Criterion, goal: Goal, plan: Plan, facts: Facts, catalogue: Catalogue
) -> MeasuredCriterion | None:
    """View a leaf as a measured criterion; None for milestones, assessments and values that read no series."""
    test = leaf.measured
    if test is None or not any(find_readings(test.value)):
        return None
    year = goal.year or plan.year
    return MeasuredCriterion(leaf, year, test.value, test.limit, test.operator, plan, facts, catalogue)


# --- The plan as a whole --------------------------------------------------------------------------------------------


def _check_goal_count(plan: Plan) -> Params | None:
    count = len(plan.goals)
    return None if FEWEST_GOALS <= count <= MOST_GOALS else {"count": count}


def _check_internal_goals(plan: Plan) -> Params | None:
    """Fire when more than three goals, or more than half of them, are internal."""
    count, total = sum(goal.kind is GoalKind.INTERNAL for goal in plan.goals), len(plan.goals)
    return {"count": count, "total": total} if count > MOST_INTERNAL or 2 * count > total else None


def _check_kind_missing(plan: Plan) -> Params | None:
    goals = [goal.number for goal in plan.goals if goal.kind is None]
    return {"goals": goals} if goals else None


def _check_no_strategic_picture(plan: Plan) -> Params | None:
    return None if plan.strategic_picture else {}


def _check_signed_late(plan: Plan) -> Params | None:
    last = max((s.on for s in plan.signatures if s.on), default=None)
    return {"signed": last, "start": plan.start} if last and last >= plan.start else None


def _check_unsigned(plan: Plan) -> Params | None:
    missing = [
        party for party in plan.parties if party not in {signature.party for signature in plan.signatures}
    ]
    return {"parties": missing} if missing and not plan.issued_by else None


def _check_rare_follow_up(plan: Plan) -> Params | None:
    return {} if len(plan.reporting.dates or set(plan.reporting.quarters)) < 2 else None


def _check_all_due_at_end(plan: Plan) -> Params | None:
    due = [leaf.milestone.due for leaf in plan.leaves() if leaf.milestone]
    return {"count": len(due)} if len(due) > 1 and min(due) >= plan.end else None


# --- A goal ----------------------------------------------------------------------------------------------------


def _check_operational_not_measured(goal: Goal) -> Params | None:
    """Fire for an operational goal without figures; policy goals may be assessed instead."""
    measured = any(leaf.measured for leaf in goal.leaves())
    return {} if goal.kind is GoalKind.OPERATIONAL and not measured else None


def _check_many_criteria(goal: Goal) -> Params | None:
    count = sum(1 for _ in goal.leaves())
    return {"count": count} if count > MOST_CRITERIA else None


# --- A measured criterion --------------------------------------------------------------------------------------


def _check_no_definition(test: MeasuredCriterion) -> Params | None:
    keys = {(r.institution or test.plan.institution, r.indicator) for r in find_readings(test.value)}
    missing = [i.name for key in sorted(keys) if not (i := test.catalogue.indicators[key]).definition]
    return {"indicators": missing} if missing else None


def _check_no_baseline(test: MeasuredCriterion) -> Params | None:
    if (
        test.names_period
        or not test.is_counted_alike(test.plan.year - YEARS_BACK)
        or test.find_earlier_result()
    ):
        return None
    return {"indicator": test.indicator.name, "years": YEARS_BACK}


def _check_target_reached(test: MeasuredCriterion) -> Params | None:
    """Fire when the newest earlier result already meets the target."""
    # A tolerance is a limit to respect every year, not an ambition.
    if test.criterion.within or test.operator is Operator.EQUAL:
        return None
    earlier, target = test.find_earlier_result(), test.read_target()
    if earlier is None or target is None:
        return None
    year, result = earlier
    if result.value is None or result.precision is not Precision.EXACT:
        return None
    if not test.operator.holds(result.value, target):
        return None
    if _is_best_possible(test, target):
        return None
    return {
        "target": test.make_figure(target),
        "year": year,
        "result": test.make_figure(result.value, test.indicator.decimals),
    }


def _is_best_possible(test: MeasuredCriterion, target: Fraction) -> bool:
    """Whether no target could be more ambitious: 100 percent, or zero where less is better."""
    if test.operator.upward:
        return test.make_figure(target).unit is Unit.PERCENT and target >= 100
    return target <= 0


def _check_target_lowered(test: MeasuredCriterion) -> Params | None:
    steps = test.find_step(test.plan.year), test.find_step(test.plan.year - 1)
    now, before = (Fraction(step.number) if step and step.number is not None else None for step in steps)
    if now is None or before is None or test.operator is Operator.EQUAL:
        return None
    if not test.is_counted_alike(test.plan.year - 1):
        return None
    easier = now < before if test.operator.upward else now > before
    return {"target": test.make_figure(now), "before": test.make_figure(before)} if easier else None


def _check_provisional_target(test: MeasuredCriterion) -> Params | None:
    return {"year": test.year} if has_provisional_target(test.criterion, test.year) else None


PLAN_RULES: dict[str, Callable[[Plan], Params | None]] = {
    "goal_count": _check_goal_count,
    "internal_goals": _check_internal_goals,
    "kind_missing": _check_kind_missing,
    "no_strategic_picture": _check_no_strategic_picture,
    "signed_late": _check_signed_late,
    "unsigned": _check_unsigned,
    "rare_follow_up": _check_rare_follow_up,
    "all_due_at_end": _check_all_due_at_end,
}
GOAL_RULES: dict[str, Callable[[Goal], Params | None]] = {
    "operational_not_measured": _check_operational_not_measured,
    "many_criteria": _check_many_criteria,
}
TEST_RULES: dict[str, Callable[[MeasuredCriterion], Params | None]] = {
    "no_definition": _check_no_definition,
    "no_baseline": _check_no_baseline,
    "target_reached": _check_target_reached,
    "target_lowered": _check_target_lowered,
    "provisional_target": _check_provisional_target,
}
RULES = (*PLAN_RULES, *GOAL_RULES, *TEST_RULES)
