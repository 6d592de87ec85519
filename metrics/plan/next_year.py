"""The first draft of next year's plan: this year's goals moved a year on, without anything that has happened."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import assert_never

from metrics.periods import add_years, add_years_to_span_end, move_year_on
from metrics.plan.criteria import Assessment, Compare, Criterion, GradePoint, Grading, Milestone, Within
from metrics.plan.formula import Change, Median, Path, Pooled, Quantity, Reading, map_readings
from metrics.plan.lost_credit import loses_credit
from metrics.plan.model import Goal, PlanFile, Reporting, Scoring
from metrics.plan.pay_rule import Pay
from metrics.plan.terms import Stage, Weights

_YEARS = re.compile(r"(?<!\d)(\d{4})(?:([/–-])(\d{2}))?(?!\d)")
_ALL_OR_NOTHING = Grading(points=(GradePoint(at=Decimal(1), earns=Decimal(1)),))
_LONGEST_STEM = 75  # so that an id has room for the year


def draft_next_year(plan: PlanFile) -> PlanFile:
    """Draft a plan for the year after this one.

    The years in the id, title and source are raised, and an id without a year gets one. Signatures, amendments,
    suspension, closing, results, withdrawn goals and remarks on its document are left behind. A provisional target for
    the coming year becomes the draft's target; where there is none, the last target is carried over as provisional.
    """
    goals = tuple(_goal(goal, plan) for goal in plan.goals if goal.withdrawn is None)
    return plan.model_copy(
        update={
            "id": _new_id(plan),
            "title": raise_years(plan.title, plan.start, plan.end),
            "source": raise_years(plan.source, plan.start, plan.end),
            "start": add_years(plan.start, 1),
            "end": add_years_to_span_end(plan.end, 1),
            "reporting": _raise_days(plan.reporting),
            "document_date": plan.document_date and add_years(plan.document_date, 1),
            "stage": Stage.DRAFT,
            "discarded": None,
            "signatures": (),
            "amendments": (),
            "suspended": None,
            "reopenings": (),
            "closed": None,
            "observations": (),
            "added": (),
            "doubts": (),
            "pay": plan.pay and _pay(plan.pay, plan),
            "scoring": _scoring(plan.scoring, goals),
            "goals": goals,
        }
    )


def _raise_days(reporting: Reporting) -> Reporting:
    """Raise every day that the plan names for a report or a settlement by a year."""
    said = {name: getattr(reporting, name) for name in ("preliminary", "final")}
    days = {name: day and add_years(day, 1) for name, day in said.items()}
    return reporting.model_copy(update={"dates": tuple(add_years(day, 1) for day in reporting.dates), **days})


def raise_years(text: str, start: date, end: date) -> str:
    """Raise the plan's years in a text by one: "Plan 2021" to "Plan 2022", "2025/26" to "2026/27"."""

    def raise_it(found: re.Match[str]) -> str:
        year, sign, short = int(found[1]), found[2], found[3]
        if year not in {start.year, end.year}:
            return found[0]
        if short is None:
            return str(year + 1)
        follows = int(short) == (year + 1) % 100
        return f"{year + 1}{sign}{(year + 2) % 100:02d}" if follows else f"{year + 1}{sign}{short}"

    return _YEARS.sub(raise_it, text)


def _new_id(plan: PlanFile) -> str:
    new = raise_years(plan.id, plan.start, plan.end)
    return new if new != plan.id else f"{plan.id[:_LONGEST_STEM]}-{plan.year + 1}"


def _pay(pay: Pay, plan: PlanFile) -> Pay:
    """Refer to next year's versions of the chief's other plans too; nobody is known to take over in that year."""
    others = tuple(
        other.model_copy(update={"plan": raise_years(other.plan, plan.start, plan.end)})
        for other in pay.plans
    )
    return pay.model_copy(update={"plans": others, "changes": ()})


def _scoring(scoring: Scoring, goals: tuple[Goal, ...]) -> Scoring:
    """Lower the possible points by the weights of the withdrawn goals, so that the others keep theirs."""
    if scoring.weights is not Weights.GIVEN:
        return scoring
    left = sum((goal.weight or Decimal(0) for goal in goals if goal.scored), Decimal(0))
    return scoring.model_copy(update={"possible": left})


def _goal(goal: Goal, plan: PlanFile) -> Goal:
    # What an older plan lost without a word, a new one has to say.
    grade = _ALL_OR_NOTHING if loses_credit(goal, plan) else goal.grade
    criteria = tuple(_criterion(c, plan) for c in goal.criteria)
    return goal.model_copy(update={"criteria": criteria, "grade": grade})


def _criterion(criterion: Criterion, plan: PlanFile) -> Criterion:
    """Move the test of a criterion a year on, or those of a whole group."""
    match criterion.test:
        case Compare() | Within() as test:
            return criterion.put_test(test.map_quantities(lambda side, given: _side(side, given, plan.year)))
        case Milestone() as test:
            return criterion.with_test(due=add_years(test.due, 1), depends_on=_kept(test.depends_on, plan))
        case Assessment() as test:
            return criterion.with_test(due=add_years(test.due, 1))
        case None:
            children = tuple(_criterion(child, plan) for child in criterion.criteria)
            return criterion.model_copy(update={"criteria": children})
        case other:
            assert_never(other)


def _kept(number: str | None, plan: PlanFile) -> str | None:
    """Return the number of a milestone if the draft has it too, else None."""
    kept = {leaf.number for goal in plan.goals if goal.withdrawn is None for leaf in goal.leaves()}
    return number if number in kept else None


def _side(side: str, quantity: Quantity, year: int) -> Quantity:
    """Move one side of a test a year on: its target paths, and for the value the year it is read in."""
    stepped = _stepped(quantity, year)
    measured = side == "value" and isinstance(stepped, Reading | Pooled | Change)
    return map_readings(stepped, move_named_year) if measured else stepped


def _stepped(quantity: Quantity, year: int) -> Quantity:
    """Give each target path that is read at the plan year a step for the year after."""
    # The baseline of a growth is left as it is: it is read at its own year.
    match quantity:
        case Path():
            return _with_step(quantity, year + 1)
        case Median():
            return Median(median_of=tuple(_stepped(part, year) for part in quantity.median_of))
    return quantity


def _with_step(path: Path, year: int) -> Path:
    if path.step(year):
        return path
    last = max((step for step in path.by_year if step.year < year), key=lambda step: step.year)
    carried = last.model_copy(update={"year": year, "provisional": True, "note": None})
    steps = list(path.by_year)
    steps.insert(steps.index(last) + 1, carried)
    return Path(by_year=tuple(steps))


def move_named_year(reading: Reading) -> Reading:
    """Move a reading of a named year or period a year on; one that follows the plan year stays as it is."""
    year = reading.year and reading.year + 1
    period = reading.period and move_year_on(reading.period)
    return reading.model_copy(update={"year": year, "period": period})
