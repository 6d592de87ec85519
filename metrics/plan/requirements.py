"""The requirements a plan must meet beyond the shape of its parts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from metrics.algebra.tree import Rule
from metrics.errors import Problem
from metrics.periods import add_years
from metrics.plan.combinations import find_combination_problems
from metrics.plan.criteria import Criterion, Grading
from metrics.plan.formula import find_paths_read, find_series
from metrics.plan.model import DocumentResult, Goal, Indicator, Institution, Plan, Signature
from metrics.plan.terms import Operator, SeriesOwner, Weights
from metrics.plan.units import find_unit_mismatches
from metrics.plan.weight_requirements import find_weight_problems, write_goal_place
from metrics.plan.window import Window

DEEPEST = 10  # levels of nested groups; real plans have three


@dataclass(frozen=True, slots=True)
class PlanPieces:
    """The parts of a plan file that could be read. `head` is None where the plan's own keys were wrong.

    `declared` holds the (institution, indicator) keys, `owners` the institutions and `goal_numbers` the goals that the
    file names, even where a definition itself was wrong. `whole` says whether every goal could be read.
    """

    head: Plan | None
    goals: Sequence[Goal]
    institutions: Sequence[Institution]
    indicators: Sequence[Indicator]
    observations: Sequence[DocumentResult]
    declared: frozenset[tuple[str, str]]
    owners: frozenset[str]
    goal_numbers: Sequence[str]
    whole: bool


def find_plan_problems(pieces: PlanPieces) -> list[Problem]:
    """Find every problem across the parts, each with its place in the file."""
    found: list[Problem] = []
    if pieces.head:
        found += _dates(pieces.head, pieces.goals)
        found += _life(pieces.head)
        found += _pay(pieces.head)
        found += _length(pieces.head, pieces.goals)
        found += find_weight_problems(pieces.head, pieces.goals, whole=pieces.whole)
        found += _references(pieces.head, pieces)
        found += _doubts(pieces.head, pieces)
    found += _numbers(pieces)
    for goal in pieces.goals:
        found += _group(goal, write_goal_place(goal))
        for place, criterion in _walk(goal):
            year = goal.year or (pieces.head.year if pieces.head else None)
            found += _group(criterion, place) if criterion.criteria else _leaf(year, criterion, place)
            if place.count(".criteria[") == DEEPEST + 1:
                found.append(Problem("nested_too_deep", place, {"most": DEEPEST}))
    found += _dependencies(pieces.goals, whole=pieces.whole)
    found += _unnamed_sources(pieces.indicators)
    found += _twice("indicator_duplicate", "indicators", [(i.institution, i.id) for i in pieces.indicators])
    found += _twice("institution_duplicate", "institutions", [(i.id,) for i in pieces.institutions])
    found += _twice(
        "observation_duplicate",
        "observations",
        [(o.institution, o.indicator, o.period) for o in pieces.observations],
    )
    return found


def _doubts(plan: Plan, pieces: PlanPieces) -> Iterator[Problem]:
    """Find doubts about goals and tests that the plan does not have, where every goal could be read."""
    known = {goal.number for goal in pieces.goals} | {
        leaf.number for goal in pieces.goals for leaf in goal.leaves()
    }
    for position, doubt in enumerate(plan.doubts, 1):
        if pieces.whole and doubt.about is not None and doubt.about not in known:
            params: dict[str, object] = {"plan": plan.id, "number": doubt.about, "allowed": sorted(known)}
            yield Problem("criterion_unknown", f"doubts[#{position}].about", params)


def _walk(goal: Goal) -> Iterator[tuple[str, Criterion]]:
    stack = [(f"{write_goal_place(goal)}.criteria[{c.number}]", c) for c in reversed(goal.criteria)]
    while stack:
        place, criterion = stack.pop()
        yield place, criterion
        stack += [(f"{place}.criteria[{c.number}]", c) for c in reversed(criterion.criteria)]


def _settlement_days(plan: Plan) -> Iterator[Problem]:
    """Find what is wrong with the days by which the year is settled: both come after it, the final one last."""
    before = plan.end
    for name in ("preliminary", "final"):
        day: date | None = getattr(plan.reporting, name)
        if day and day <= before:
            yield Problem("dates_out_of_order", f"reporting.{name}", {"first": before, "second": day})
        before = day or before


def _dates(plan: Plan, goals: Sequence[Goal]) -> Iterator[Problem]:
    days = (plan.start, *plan.reporting.dates)
    for earlier, later in pairwise(days):
        if later <= earlier:
            yield Problem("dates_out_of_order", "reporting.dates", {"first": earlier, "second": later})
    yield from _settlement_days(plan)
    if plan.end <= plan.start:
        yield Problem("dates_out_of_order", "end", {"first": plan.start, "second": plan.end})
    for signature in plan.signatures:
        if signature.on and signature.on > plan.end:
            yield Problem("signed_after_end", "signatures", {"day": signature.on, "end": plan.end})
    for goal in goals:
        for place, criterion in _walk(goal):
            test = criterion.dated
            if test and test.due < plan.start:
                yield Problem("due_before_start", place, {"day": test.due, "start": plan.start})


def _life(plan: Plan) -> Iterator[Problem]:
    """Check that a draft is not signed, and that what changes a signed plan is in order, signed by both parties."""
    if not plan.locked:
        for name in ("signatures", "amendments", "suspended", "reopenings", "closed"):
            if getattr(plan, name):
                yield Problem("before_signing", name, {"stage": plan.stage})
        return
    if plan.discarded:
        yield Problem("discarded_is_no_plan", "discarded", {"day": plan.discarded})
    last = max((s.on for s in plan.signatures if s.on), default=plan.counts_from)
    for number, amendment in enumerate(plan.amendments, 1):
        place = f"amendments[#{number}]"
        if amendment.on < last:
            yield Problem("amendment_before", place, {"day": amendment.on, "last": last})
        yield from _find_unsigned(plan, amendment.signatures, place)
        last = max(last, amendment.on)
    for number, reopening in enumerate(plan.reopenings, 1):
        yield from _find_unsigned(plan, reopening.signatures, f"reopenings[#{number}]")
    yield from _order(plan)


def _order(plan: Plan) -> Iterator[Problem]:
    """Check that a plan is closed after its end and its amendments, and opened again between its closings."""
    if plan.closed and plan.closed.on <= plan.end:
        yield Problem("closed_before_end", "closed.on", {"day": plan.closed.on, "end": plan.end})
    agreed = max((amendment.on for amendment in plan.amendments), default=plan.start)
    if plan.closed and plan.closed.on < agreed:
        yield Problem("dates_out_of_order", "closed.on", {"first": agreed, "second": plan.closed.on})
    steps = [step.on for step in (*plan.reopenings, plan.closed) if step]
    for before, after in pairwise(steps):
        if after < before:
            yield Problem("dates_out_of_order", "reopenings", {"first": before, "second": after})


def _find_unsigned(plan: Plan, signatures: Sequence[Signature], place: str) -> Iterator[Problem]:
    """Find the parties that have not signed what both have to sign."""
    for party in sorted(set(plan.parties) - {signature.party for signature in signatures}):
        yield Problem("signature_missing", f"{place}.signatures", {"party": party})


def _pay(plan: Plan) -> Iterator[Problem]:
    """Check that the pay table rises, and that no plan counts twice."""
    pay = plan.pay
    if pay is None:
        return
    if plan.scoring.weights is Weights.NONE:
        yield Problem("pay_without_total", "pay")
    if pay.linear and not pay.table:
        yield Problem("linear_without_table", "pay.linear")
    for earlier, later in pairwise((plan.start, *pay.changes)):
        if later <= earlier:
            yield Problem("dates_out_of_order", "pay.changes", {"first": earlier, "second": later})
    if pay.changes and pay.changes[-1] > plan.end:
        yield Problem("dates_out_of_order", "pay.changes", {"first": pay.changes[-1], "second": plan.end})
    if not all(a.at < b.at and a.share <= b.share for a, b in pairwise(pay.table)):
        yield Problem("grade_not_rising", "pay.table")
    for key, count in Counter([plan.id, *(other.plan for other in pay.plans)]).items():
        if count > 1:
            yield Problem("pay_plan_twice", "pay.plans", {"key": key})


def _length(plan: Plan, goals: Sequence[Goal]) -> Iterator[Problem]:
    """Check that every measured goal of a contract over several years says which it is for."""
    # A target is for one year; milestones have their own days.
    longer = plan.end >= add_years(plan.start, 1)
    measured = [leaf for goal in goals if goal.year is None for leaf in goal.leaves() if leaf.measured]
    if longer and measured:
        yield Problem("plan_longer_than_year", "end", {"number": measured[0].number})
    for goal in goals:
        if goal.year is not None and not plan.start.year <= goal.year <= plan.end.year:
            params = {"year": goal.year, "start": plan.start, "end": plan.end}
            yield Problem("year_outside_plan", write_goal_place(goal), params)


def _numbers(pieces: PlanPieces) -> Iterator[Problem]:
    goals = Counter(pieces.goal_numbers)
    for number, count in goals.items():
        if count > 1:
            yield Problem("goal_duplicate", f"goals[{number}]", {"number": number, "count": count})
    once = [goal for goal in pieces.goals if goals[goal.number] == 1]
    criteria = Counter(c.number for goal in once for _, c in _walk(goal))
    for number, count in criteria.items():
        if count > 1:
            yield Problem("criterion_duplicate", f"criteria[{number}]", {"number": number, "count": count})


def _group(node: Goal | Criterion, place: str) -> Iterator[Problem]:
    if isinstance(node, Goal) and node.outline:
        return
    counted = [criterion for criterion in node.criteria if criterion.scored]
    count = len(counted)
    if not counted:
        yield Problem("nothing_scored", place)
        return
    if node.rule is Rule.AT_LEAST and node.k is None:
        yield Problem("k_missing", place)
    if node.rule is not Rule.AT_LEAST and node.k is not None:
        yield Problem("k_not_used", place)
    if node.k is not None and node.k > count:
        yield Problem("k_too_large", place, {"k": node.k, "count": count})
    if not sum(c.weight for c in counted):
        yield Problem("weights_of_nothing", place)
    if node.grade and not _rising(node.grade):
        yield Problem("grade_not_rising", f"{place}.grade")


def _rising(grade: Grading) -> bool:
    within = all(p.at <= 1 and p.earns <= 1 for p in grade.points)
    return within and all(a.at < b.at and a.earns <= b.earns for a, b in pairwise(grade.points))


def _leaf(year_read: int | None, criterion: Criterion, place: str) -> Iterator[Problem]:
    if criterion.k is not None:
        yield Problem("k_not_used", place)
    if criterion.grade and not _rising(criterion.grade):
        yield Problem("grade_not_rising", f"{place}.grade")
    if criterion.compare and criterion.compare.partial_from and criterion.compare.operator is Operator.EQUAL:
        allowed = ", ".join(operator for operator in Operator if operator is not Operator.EQUAL)
        yield Problem(
            "not_allowed", f"{place}.compare.operator", {"value": Operator.EQUAL, "allowed": allowed}
        )
    if criterion.compare and criterion.compare.partial_from and criterion.compare.steps:
        yield Problem("line_or_steps", f"{place}.compare.steps")
    for name, quantity in criterion.quantities.items():
        for path, needed in find_paths_read(quantity, year_read):
            years = Counter(step.year for step in path.by_year)
            for year, count in years.items():
                if count > 1:
                    yield Problem("year_duplicate", f"{place}.{criterion.kind}.{name}", {"year": year})
            if needed is not None and needed not in years:
                yield Problem("path_without_plan_year", f"{place}.{criterion.kind}.{name}", {"year": needed})


def _references(plan: Plan, pieces: PlanPieces) -> Iterator[Problem]:
    known = pieces.owners
    if plan.institution not in known:
        yield Problem(
            "institution_unknown", "institution", {"key": plan.institution, "allowed": sorted(known)}
        )
    indicators = {(i.institution, i.id): i for i in pieces.indicators}
    for goal in pieces.goals:
        for place, criterion in _walk(goal):
            for name, quantity in criterion.quantities.items():
                yield from _unknown(find_series(quantity, plan.institution), pieces, f"{place}.{name}")
            yield from find_unit_mismatches(criterion, plan.institution, indicators, place)
            yield from find_combination_problems(criterion, Window.of(plan), indicators, place)
    for indicator in pieces.indicators:
        if indicator.institution not in known:
            place = f"indicators[{indicator.id}]"
            yield Problem(
                "institution_unknown", place, {"key": indicator.institution, "allowed": sorted(known)}
            )
    for seen in pieces.observations:
        yield from _unknown(
            [(seen.institution, seen.indicator)], pieces, f"observations[{seen.indicator} {seen.period}]"
        )


def _unnamed_sources(indicators: Iterable[Indicator]) -> Iterator[Problem]:
    for indicator in indicators:
        if indicator.owner is SeriesOwner.CENTRAL and indicator.source is None:
            yield Problem("central_source_unnamed", f"indicators[{indicator.id}].source")


def _unknown(keys: Iterable[tuple[str, str]], pieces: PlanPieces, place: str) -> Iterator[Problem]:
    for institution, indicator in keys:
        if (institution, indicator) not in pieces.declared:
            allowed = sorted(i for owner, i in pieces.declared if owner == institution)
            yield Problem(
                "indicator_unknown", place, {"key": indicator, "institution": institution, "allowed": allowed}
            )


def _dependencies(goals: Sequence[Goal], *, whole: bool) -> Iterator[Problem]:
    """Check that each milestone depends on another one of the plan, and never on itself through others."""
    due: dict[str, date] = {}
    needs: dict[str, str] = {}
    for goal in goals:
        for leaf in goal.leaves():
            if leaf.milestone:
                due[leaf.number] = leaf.milestone.due
                if leaf.milestone.depends_on:
                    needs[leaf.number] = leaf.milestone.depends_on
    for number, needed in needs.items():
        place = f"criteria[{number}].milestone.depends_on"
        if needed not in due and not whole:
            continue  # it may be in a goal that could not be read
        if needed not in due:
            yield Problem("milestone_unknown", place, {"number": needed, "allowed": sorted(due)})
        elif _circular(number, needs):
            yield Problem("milestone_cycle", place, {"number": number})
        elif due[needed] > due[number]:
            yield Problem("dates_out_of_order", place, {"first": due[needed], "second": due[number]})


def _circular(start: str, needs: dict[str, str]) -> bool:
    seen, here = {start}, needs.get(start)
    while here is not None and here not in seen:
        seen.add(here)
        here = needs.get(here)
    return here == start


def _twice(code: str, place: str, keys: Iterable[tuple[str, ...]]) -> Iterator[Problem]:
    for key, count in Counter(keys).items():
        if count > 1:
            name = " ".join(key)
            yield Problem(code, f"{place}[{name}]", {"key": name, "count": count})
