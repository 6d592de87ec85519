"""Score a plan by its own rule on the facts known at a moment, with the reasons."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from metrics.algebra.distribution import ZERO
from metrics.algebra.outcome import Outcome, Points, convert_to_points
from metrics.algebra.sums import add_up, to_fraction
from metrics.algebra.tree import Evaluation, Node, Rule, World, evaluate_tree
from metrics.facts.facts import Facts
from metrics.facts.settlement import PartKind, Settlement
from metrics.plan.catalogue import Catalogue
from metrics.plan.criteria import Criterion, Grading
from metrics.plan.model import Goal, Plan
from metrics.plan.structure import build_tree, derive_structure, make_tree_key
from metrics.plan.terms import Weights
from metrics.score.beliefs import NO_BELIEFS, Beliefs, apply_beliefs
from metrics.score.settlements.settled_scores import take_settled_score
from metrics.score.settlements.settled_verdicts import find_verdicts, read_verdicts
from metrics.score.statuses import find_grade_status, find_group_status, find_leaf_status
from metrics.score.tests import Trace, Verdict
from metrics.status import Status

TOTAL = "total"
_UNDECIDED = frozenset({Status.AT_RISK, Status.ON_TRACK, Status.NOT_DUE, Status.UNKNOWN})


@dataclass(frozen=True, slots=True)
class CriterionScore:
    """A criterion with its outcome. A leaf has a trace; a group has criteria."""

    criterion: Criterion
    outcome: Outcome
    status: Status
    trace: Trace | None
    criteria: tuple[CriterionScore, ...] = ()

    def leaves(self) -> Iterator[CriterionScore]:
        """Walk the tests at or below the criterion, in the plan's order."""
        if not self.criteria:
            yield self
        for child in self.criteria:
            yield from child.leaves()

    def counted_leaves(self) -> Iterator[CriterionScore]:
        """Walk the tests that count, at or below the criterion."""
        if self.criterion.scored and not self.criteria:
            yield self
        for child in self.criteria if self.criterion.scored else ():
            yield from child.counted_leaves()

    def open_leaves(self) -> Iterator[CriterionScore]:
        """Walk the tests that can still decide the criterion, skipping settled groups and unscored parts."""
        if self.outcome.credit is not None:
            return
        if not self.criteria:
            yield self
        for child in self.criteria:
            if child.criterion.scored:
                yield from child.open_leaves()


@dataclass(frozen=True, slots=True)
class GoalScore:
    """A goal with its outcome and points; a goal outside the score has weight zero."""

    goal: Goal
    weight: Fraction
    outcome: Outcome
    points: Points
    status: Status
    criteria: tuple[CriterionScore, ...]

    @property
    def expected(self) -> Fraction | None:
        """The points it has or is likely to earn in the mean; None while nothing is foreseen of it."""
        share = self.outcome.expected
        return None if share is None else self.weight * Fraction(share)

    def leaves(self) -> Iterator[CriterionScore]:
        """Walk the tests of the goal, in the plan's order."""
        for criterion in self.criteria:
            yield from criterion.leaves()

    def counted_leaves(self) -> Iterator[CriterionScore]:
        """Walk the tests that count; none where the goal does not, or has been withdrawn."""
        if self.goal.scored and self.status is not Status.WITHDRAWN:
            for criterion in self.criteria:
                yield from criterion.counted_leaves()

    def open_leaves(self) -> Iterator[CriterionScore]:
        """Walk the tests that can still decide the goal; none if it has been withdrawn."""
        if self.outcome.credit is not None or self.status is Status.WITHDRAWN:
            return
        for criterion in self.criteria:
            if criterion.criterion.scored:
                yield from criterion.open_leaves()


@dataclass(frozen=True, slots=True)
class Score:
    """A plan's score at a moment: points out of `points.possible`, goal by goal.

    A suspended plan, or one without a total, has zero secured, open and lost points, and `totalled` is False.
    `leaves` and `causes` are the inputs its tree was evaluated on.
    """

    plan: Plan
    facts: Facts
    goals: tuple[GoalScore, ...]
    outcome: Outcome
    points: Points
    totalled: bool = True
    leaves: Mapping[str, Outcome] = field(default_factory=dict, compare=False, repr=False)
    causes: Sequence[Sequence[World]] = field(default=(), compare=False, repr=False)
    settlement: Settlement | None = field(default=None, compare=False, repr=False)
    """The settlement it was read from; None for a score that was computed."""
    kept: dict[str, Any] = field(default_factory=dict, init=False, compare=False, repr=False)
    """What was worked out of it and is asked for again, for as long as it is there."""

    @property
    def is_over(self) -> bool:
        """Whether the plan's period is over on the day of the score."""
        return self.facts.as_of > self.plan.end

    @property
    def word(self) -> str | None:
        """The plan's word for its total once nothing is open; None until then, and for a plan without words."""
        if self.settlement:
            return self.settlement.find_part(PartKind.TOTAL).word
        reached = [w for w in self.plan.scoring.words if Fraction(w.at) <= self.points.secured]
        final = self.totalled and not self.points.open
        return max(reached, key=lambda w: w.at).word if final and reached else None

    @property
    def counts(self) -> Mapping[Status, int]:
        """The number of goals with each status, of those that count."""
        return Counter(goal.status for goal in self.goals if goal.goal.scored)

    @property
    def criteria_counts(self) -> Mapping[Status, int]:
        """The number of tests with each status, of those that count."""
        return Counter(leaf.status for goal in self.goals for leaf in goal.counted_leaves())

    def find_undecided(self) -> list[GoalScore]:
        """Find the goals that still decide points of the total, in the plan's order."""
        return [goal for goal in self.goals if goal.weight and goal.outcome.credit is None]

    def classes(self) -> dict[str, Counter[Status]]:
        """Count the tests with each status, of those that count, by weight class."""
        found: dict[str, Counter[Status]] = {}
        for goal in self.goals:
            if goal.goal.weight_class:
                found.setdefault(goal.goal.weight_class, Counter()).update(
                    leaf.status for leaf in goal.counted_leaves()
                )
        return found

    def goal(self, number: str) -> GoalScore:
        """Get the score of a goal by its number; raises KeyError if there is none."""
        return {goal.goal.number: goal for goal in self.goals}[number]


def score_plans(plans: Iterable[Plan], facts: Facts, catalogue: Catalogue) -> dict[str, Score]:
    """Score several plans; return the scores by plan id."""
    return {plan.id: score_plan(plan, facts, catalogue) for plan in plans}


def score_plan(
    plan: Plan,
    facts: Facts,
    catalogue: Catalogue,
    settled: Mapping[str, Fraction] | None = None,
    beliefs: Beliefs = NO_BELIEFS,
) -> Score:
    """Score a plan on the facts known at a moment, and on beliefs about the tests still open; a closed one as settled.

    Goals in `settled` earn the credit given there, whatever their criteria say.
    """
    return weigh_verdicts(plan, facts, find_verdicts(plan, facts, catalogue), settled, beliefs)


def score_part(part: Plan, facts: Facts, catalogue: Catalogue, beliefs: Beliefs = NO_BELIEFS) -> Score:
    """Score a year of a contract; of a closed one, whose total is of all years, on the verdicts it was settled on."""
    settlement, known = facts.find_settlement(part), find_verdicts(part, facts, catalogue)
    then = replace(facts, as_of=settlement.on) if settlement else facts
    return replace(_compute_score(part, then, known, None, beliefs), facts=facts)


def score_original(plan: Plan, facts: Facts, catalogue: Catalogue) -> Score:
    """Score what an amended plan said when it was signed; that of a closed plan as it was settled."""
    settlement = facts.find_settlement(plan)
    first = {plan.id: settlement.take_original()} if settlement else {}
    return score_plan(plan, replace(facts, settlements={**facts.settlements, **first}), catalogue)


def weigh_verdicts(
    plan: Plan,
    facts: Facts,
    known: Mapping[str, Verdict],
    settled: Mapping[str, Fraction] | None = None,
    beliefs: Beliefs = NO_BELIEFS,
) -> Score:
    """Compute the score that follows from given verdicts on the plan's tests.

    From those of its settlement, with nothing else given, it is the score that was settled.
    """
    settlement = facts.find_settlement(plan)
    if settlement is None:
        return _compute_score(plan, facts, known, settled, beliefs)
    computed = _compute_score(plan, replace(facts, as_of=settlement.on), known, settled, beliefs)
    given = settled or beliefs.leaves or beliefs.goals
    own = not given and known == read_verdicts(settlement, plan)
    return replace(take_settled_score(computed, settlement) if own else computed, facts=facts)


def _compute_score(
    plan: Plan,
    facts: Facts,
    known: Mapping[str, Verdict],
    settled: Mapping[str, Fraction] | None,
    beliefs: Beliefs,
) -> Score:
    given = {number: Outcome.settled(credit) for number, credit in (settled or {}).items()}
    from_outside = {**beliefs.goals, **given}
    fixed = {make_tree_key(plan.goal(number)): outcome for number, outcome in from_outside.items()}
    verdicts = apply_beliefs(known, beliefs)
    outlined = {make_tree_key(goal): Outcome.unknown() for goal in plan.goals if goal.outline}
    outcomes = outlined | fixed | {number: outcome for number, (outcome, _) in verdicts.items()}
    weights = _find_weights(plan, facts.as_of)
    possible = to_fraction(plan.scoring.possible)
    counted = [goal for goal in plan.goals if weights.get(goal.number)]
    total = None
    if counted:
        total = evaluate_tree(_build_total(plan, counted, weights, fixed), outcomes, beliefs.causes)
    inside = _index_children(total) if total else {}
    goals = []
    for goal in plan.goals:
        evaluation = inside.get(make_tree_key(goal))
        if evaluation is None:
            evaluation = evaluate_tree(_find_tree(plan, goal, fixed), outcomes, beliefs.causes)
        weight = weights.get(goal.number, ZERO) * possible
        goals.append(_score_goal(goal, evaluation, weight, verdicts, plan, facts))
    if total is None:
        unknown = Outcome.unknown()
        return Score(plan, facts, tuple(goals), unknown, convert_to_points(unknown, ZERO), totalled=False)
    earned = convert_to_points(total.outcome, possible)
    return Score(plan, facts, tuple(goals), total.outcome, earned, leaves=outcomes, causes=beliefs.causes)


def _find_weights(plan: Plan, as_of: date) -> dict[str, Fraction]:
    """Find each scored goal's share of the total; the shares add to 1. Empty if the plan has no total that day."""
    if plan.scoring.weights is Weights.NONE or plan.is_suspended(as_of):
        return {}
    scored = [goal for goal in plan.goals if goal.scored and not goal.is_withdrawn(as_of)]
    if plan.scoring.weights is Weights.EQUAL:
        return {goal.number: Fraction(1, len(scored)) for goal in scored}
    given = {goal.number: to_fraction(_weigh_goal(goal, plan.scoring.weights)) for goal in scored}
    whole = add_up(given.values())
    return {number: weight / whole for number, weight in given.items()} if whole else {}


def _weigh_goal(goal: Goal, weights: Weights) -> Decimal:
    """Return a goal's own weight, or that of its criteria where those are what is counted."""
    if weights is Weights.CRITERIA:
        return sum((criterion.weight for criterion in goal.criteria if criterion.scored), Decimal(0))
    return goal.weight or Decimal(0)


def _score_goal(
    goal: Goal,
    evaluation: Evaluation,
    weight: Fraction,
    verdicts: Mapping[str, Verdict],
    plan: Plan,
    facts: Facts,
) -> GoalScore:
    as_of, inside = facts.as_of, _index_children(evaluation)
    criteria = tuple(_score_criterion(c, inside, verdicts, plan, as_of) for c in goal.criteria)
    withdrawn = goal.is_withdrawn(as_of)
    status = Status.WITHDRAWN if withdrawn else _find_status(goal.grade, evaluation, criteria, plan, as_of)
    accepted = any(d.accepts(goal.number, as_of) for d in facts.decisions.get(plan.id, ()))
    if accepted and status in _UNDECIDED:
        status = Status.ACCEPTED_DEVIATION
    return GoalScore(
        goal, weight, evaluation.outcome, convert_to_points(evaluation.outcome, weight), status, criteria
    )


def _build_total(
    plan: Plan, goals: Sequence[Goal], weights: Mapping[str, Fraction], fixed: Mapping[str, Outcome]
) -> Node:
    """Build one tree of the whole plan, so that whatever two goals share is evaluated once for both."""
    shares = tuple([weights[goal.number] for goal in goals])
    return Node(TOTAL, Rule.SUM, tuple([_find_tree(plan, goal, fixed) for goal in goals]), shares)


def _find_tree(plan: Plan, goal: Goal, fixed: Mapping[str, Outcome]) -> Node:
    """Find the tree of a goal; a single leaf for a goal whose outcome is given from outside."""
    if fixed and make_tree_key(goal) in fixed:
        return Node(make_tree_key(goal))
    return derive_structure(plan).trees[goal.number]


def _index_children(evaluation: Evaluation) -> dict[str, Evaluation]:
    return {child.node.key: child for child in evaluation.children}


def _score_criterion(
    criterion: Criterion,
    within: Mapping[str, Evaluation],
    verdicts: Mapping[str, Verdict],
    plan: Plan,
    as_of: date,
) -> CriterionScore:
    """Score a criterion; one that does not count is evaluated on its own."""
    evaluation = within.get(criterion.number) or evaluate_tree(
        build_tree(criterion), {number: outcome for number, (outcome, _) in verdicts.items()}
    )
    if not criterion.criteria:
        trace = verdicts[criterion.number][1]
        status = find_grade_status(criterion.grade, evaluation) or find_leaf_status(
            evaluation.outcome, trace, as_of, suspended=plan.is_suspended(as_of)
        )
        return CriterionScore(criterion, evaluation.outcome, status, trace)
    inside = _index_children(evaluation)
    children = tuple(_score_criterion(c, inside, verdicts, plan, as_of) for c in criterion.criteria)
    status = _find_status(criterion.grade, evaluation, children, plan, as_of)
    return CriterionScore(criterion, evaluation.outcome, status, None, children)


def _find_status(
    grading: Grading | None,
    evaluation: Evaluation,
    criteria: Sequence[CriterionScore],
    plan: Plan,
    as_of: date,
) -> Status:
    """Find the status of a goal or a group by its criteria that count."""
    counted = [c for c in criteria if c.criterion.scored]
    undecided = [leaf.status for c in counted for leaf in c.open_leaves()]
    gone = any(c.status is Status.OUT_OF_REACH for c in counted)
    return find_group_status(grading, evaluation, undecided, gone=gone, running=as_of <= plan.end)
