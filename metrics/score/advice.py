"""What makes a good plan, by the Ministry of Finance's guide of 2014: findings to think about, never errors.

docs/planguide.md gives each rule its reason and its place in the guide. A plan is judged on its text and on the
results of the years before it, so a finding does not change while the plan's own year goes by.
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
from metrics.plan.terms import GoalKind, Operator, Party, Precision, Unit
from metrics.plan.window import Window
from metrics.score.comparability import find_parting_breaks
from metrics.score.quantities import Amount, read_amount
from metrics.score.reads import find_spans_read

FEWEST_GOALS, MOST_GOALS = 5, 10
MOST_INTERNAL = 3
MOST_CRITERIA = 3  # the guide warns of a series of requirements below a goal, and gives no number
YEARS_BACK = 3  # a plan's table shows about as many; an older result says little of what is ambitious now

Params = Mapping[str, object]
S = TypeVar("S")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to think about: a rule, the number of the goal or criterion ("" is the plan), and its figures."""

    rule: str
    place: str = ""
    params: Params = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FindingFigure:
    """A figure in a finding: a value in its unit, with so many decimals or as many as it has."""

    value: Fraction
    unit: Unit
    decimals: int | None = None


@dataclass(frozen=True, slots=True)
class MeasuredCriterion:
    """A criterion that is measured: what is measured, the limit it must keep, and from which side."""

    criterion: Criterion
    value: Quantity
    limit: Quantity
    operator: Operator
    plan: Plan
    facts: Facts
    catalogue: Catalogue

    @property
    def dated(self) -> bool:
        """Whether the plan names the very period that is read, so that other years have no reading like it."""
        return any(reading.period or reading.year for reading in find_readings(self.value))

    def earlier(self) -> tuple[int, Amount] | None:
        """The newest result before the plan year and its year; None where there is none to compare with."""
        year = self.plan.year
        for before in range(year - 1, year - 1 - YEARS_BACK, -1):
            if not self.counted_alike(before):
                return None
            found = self._amount(self.value, before)
            if found.value is not None and not found.running and self._over(found):
                return before, found
        return None

    def counted_alike(self, year: int) -> bool:
        """Whether what is measured was counted in an earlier year as it is when the plan year begins."""
        earlier = find_spans_read(self.value, Window.of(self.plan).at(year))
        return not find_parting_breaks(
            ((series, first, self.plan.start) for series, first, _ in earlier), self.facts
        )

    def target(self) -> Fraction | None:
        """The plan year's target, as far as it could be known before that year began."""
        found = self._amount(self.limit, self.plan.year)
        return found.value if self._over(found) else None

    def step(self, year: int) -> Step | None:
        """What the target path says of a year; None where there is no path."""
        return self.limit.step(year) if isinstance(self.limit, Path) else None

    @property
    def indicator(self) -> Indicator:
        """The indicator that is measured, the first of them where a ratio is pooled from several."""
        first = next(find_readings(self.value))
        return self.catalogue.indicators[first.institution or self.plan.institution, first.indicator]

    def measure(self, value: Fraction, decimals: int | None = None) -> FindingFigure:
        """A figure in the unit of what is measured."""
        return FindingFigure(value, next(find_readings(self.value)).unit or self.indicator.unit, decimals)

    def _over(self, found: Amount) -> bool:
        """Whether all that went into an amount was over when the plan year began."""
        return all(given.observation.period.end < self.plan.start for given in found.inputs)

    def _amount(self, quantity: Quantity, year: int) -> Amount:
        return read_amount(quantity, Window.of(self.plan).at(year), self.facts, self.catalogue)


def find_advice(plan: Plan, facts: Facts, catalogue: Catalogue) -> list[Finding]:
    """Everything to think about: first of the whole plan, then goal by goal. Withdrawn goals are left out."""
    kept = plan.model_copy(update={"goals": tuple(g for g in plan.goals if not g.withdrawn)})
    return list(_all(kept, facts, catalogue))


def _all(plan: Plan, facts: Facts, catalogue: Catalogue) -> Iterator[Finding]:
    yield from _fired(PLAN_RULES, plan, "")
    for goal in plan.goals:
        yield from _fired(GOAL_RULES, goal, goal.number)
        for leaf in goal.leaves():
            if test := _measured(leaf, plan, facts, catalogue):
                yield from _fired(TEST_RULES, test, leaf.number)


def _fired(rules: Mapping[str, Callable[[S], Params | None]], subject: S, place: str) -> Iterator[Finding]:
    for rule, fires in rules.items():
        params = fires(subject)
        if params is not None:
            yield Finding(rule, place, params)


def _measured(leaf: Criterion, plan: Plan, facts: Facts, catalogue: Catalogue) -> MeasuredCriterion | None:
    """The leaf as something measured; None for milestones, assessments, and a plain number as the value."""
    known = (plan, facts, catalogue)
    test = leaf.measured
    if test is None or not any(find_readings(test.value)):
        return None
    return MeasuredCriterion(leaf, test.value, test.limit, test.operator, *known)


# --- Of the whole plan --------------------------------------------------------------------------------------------


def _goal_count(plan: Plan) -> Params | None:
    count = len(plan.goals)
    return None if FEWEST_GOALS <= count <= MOST_GOALS else {"count": count}


def _internal_goals(plan: Plan) -> Params | None:
    """Up to three, and the core tasks are still what most of the plan is about."""
    count, total = sum(goal.kind is GoalKind.INTERNAL for goal in plan.goals), len(plan.goals)
    return {"count": count, "total": total} if count > MOST_INTERNAL or 2 * count > total else None


def _kind_missing(plan: Plan) -> Params | None:
    goals = [goal.number for goal in plan.goals if goal.kind is None]
    return {"goals": goals} if goals else None


def _no_strategic_picture(plan: Plan) -> Params | None:
    return None if plan.strategic_picture else {}


def _signed_late(plan: Plan) -> Params | None:
    last = max((signature.on for signature in plan.signatures), default=None)
    return {"signed": last, "start": plan.start} if last and last >= plan.start else None


def _unsigned(plan: Plan) -> Params | None:
    missing = [party for party in Party if party not in {signature.party for signature in plan.signatures}]
    return {"parties": missing} if missing else None


def _rare_follow_up(plan: Plan) -> Params | None:
    return {} if len(set(plan.reporting.quarters)) < 2 else None


def _all_due_at_end(plan: Plan) -> Params | None:
    due = [leaf.milestone.due for leaf in plan.leaves() if leaf.milestone]
    return {"count": len(due)} if len(due) > 1 and min(due) >= plan.end else None


# --- Of a goal ----------------------------------------------------------------------------------------------------


def _operational_not_measured(goal: Goal) -> Params | None:
    """Policy goals may be judged; of daily operation the guide expects figures."""
    measured = any(leaf.measured for leaf in goal.leaves())
    return {} if goal.kind is GoalKind.OPERATIONAL and not measured else None


def _many_criteria(goal: Goal) -> Params | None:
    count = sum(1 for _ in goal.leaves())
    return {"count": count} if count > MOST_CRITERIA else None


# --- Of a measured criterion --------------------------------------------------------------------------------------


def _no_definition(test: MeasuredCriterion) -> Params | None:
    keys = {(r.institution or test.plan.institution, r.indicator) for r in find_readings(test.value)}
    missing = [i.name for key in sorted(keys) if not (i := test.catalogue.indicators[key]).definition]
    return {"indicators": missing} if missing else None


def _no_baseline(test: MeasuredCriterion) -> Params | None:
    if test.dated or not test.counted_alike(test.plan.year - YEARS_BACK) or test.earlier():
        return None
    return {"indicator": test.indicator.name, "years": YEARS_BACK}


def _target_reached(test: MeasuredCriterion) -> Params | None:
    """Only for what is compared with a target: a tolerance is kept year after year and is no ambition."""
    if test.criterion.within or test.operator is Operator.EQUAL:
        return None
    earlier, target = test.earlier(), test.target()
    if earlier is None or target is None:
        return None
    year, result = earlier
    if result.value is None or result.precision is not Precision.EXACT:
        return None
    if not test.operator.holds(result.value, target):
        return None
    shown = {"year": year, "result": test.measure(result.value, test.indicator.decimals)}
    return None if _best_there_is(test, target) else {"target": test.measure(target), **shown}


def _best_there_is(test: MeasuredCriterion, target: Fraction) -> bool:
    """Whether no target could be higher: all of a whole, or none at all."""
    if test.operator.upward:
        return test.measure(target).unit is Unit.PERCENT and target >= 100
    return target <= 0


def _target_lowered(test: MeasuredCriterion) -> Params | None:
    steps = test.step(test.plan.year), test.step(test.plan.year - 1)
    now, before = (Fraction(step.number) if step and step.number is not None else None for step in steps)
    if now is None or before is None or test.operator is Operator.EQUAL:
        return None
    if not test.counted_alike(test.plan.year - 1):
        return None
    easier = now < before if test.operator.upward else now > before
    return {"target": test.measure(now), "before": test.measure(before)} if easier else None


def _provisional_target(test: MeasuredCriterion) -> Params | None:
    step = test.step(test.plan.year)
    return {"year": test.plan.year} if step and step.provisional else None


PLAN_RULES: dict[str, Callable[[Plan], Params | None]] = {
    "goal_count": _goal_count,
    "internal_goals": _internal_goals,
    "kind_missing": _kind_missing,
    "no_strategic_picture": _no_strategic_picture,
    "signed_late": _signed_late,
    "unsigned": _unsigned,
    "rare_follow_up": _rare_follow_up,
    "all_due_at_end": _all_due_at_end,
}
GOAL_RULES: dict[str, Callable[[Goal], Params | None]] = {
    "operational_not_measured": _operational_not_measured,
    "many_criteria": _many_criteria,
}
TEST_RULES: dict[str, Callable[[MeasuredCriterion], Params | None]] = {
    "no_definition": _no_definition,
    "no_baseline": _no_baseline,
    "target_reached": _target_reached,
    "target_lowered": _target_lowered,
    "provisional_target": _provisional_target,
}
RULES = (*PLAN_RULES, *GOAL_RULES, *TEST_RULES)
