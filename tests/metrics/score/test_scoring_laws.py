"""Laws of scoring, on plans of any shape with any results: nothing fails, points add up, and the trace says why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.algebra.distribution import ONE, ZERO
from metrics.algebra.outcome import Outcome
from metrics.algebra.tree import Rule
from metrics.facts.fact_history import gather_facts
from metrics.facts.facts import Facts
from metrics.facts.schema import Event, EventKind, Result
from metrics.plan.catalogue import Catalogue
from metrics.plan.criteria import Criterion
from metrics.plan.model import Goal, Plan, PlanFile
from metrics.plan.terms import Operator, Precision, Weights
from metrics.score.scoring import CriterionScore, GoalScore, Score, score_plan
from metrics.status import Status
from tests.factories import LONG_AFTER, event_frame, observation_frame
from tests.factories import facts as facts_of
from tests.plans import AMOUNTS, LEAVES, NUMBERS, SERIES, START, TEXTS, WEIGHTS, plan_files, rules

DEEPEST, MOST_LEAVES = 5, 13  # leaves of a goal; a plan has up to three goals

DAYS = st.integers(-400, 1200).map(lambda days: START + timedelta(days=days))


@st.composite
def deep_goals(draw: st.DrawFn) -> Goal:
    """A goal of up to five levels."""
    room = draw(st.integers(1, MOST_LEAVES))

    def grown(depth: int, most: int) -> Criterion:
        if depth == DEEPEST or most < 2 or not draw(st.integers(0, 3)):
            return draw(LEAVES)
        weight, scored = draw(WEIGHTS), draw(st.booleans())
        return Criterion(number="0", title="x", weight=weight, scored=scored, **below(depth + 1, most))

    def below(depth: int, most: int) -> dict[str, Any]:
        count = draw(st.integers(1, min(4, most)))
        shares = [most // count + (n < most % count) for n in range(count)]
        return draw(rules(tuple(grown(depth, share) for share in shares)))

    withdrawn = draw(st.none() | DAYS)
    return Goal(number="0", title=draw(TEXTS), withdrawn=withdrawn, **below(1, room))


YEARS = ["2015", "2016", "2017", "2018", "2017Q3", "2017-02", "2017-12-31", "2017-08/2018-07"]
PERIODS = [*YEARS, "2016Q4", "2017Q1", "2017Q2", "2017Q4", "2017-12"]
SAID: dict[str, st.SearchStrategy[Any]] = {
    "period": st.sampled_from(PERIODS),
    "precision": st.sampled_from([*[Precision.EXACT] * 5, *Precision]),
    "provisional": st.sampled_from([False, False, False, True]),
    "chosen": st.booleans(),
    "source": st.sampled_from(["A", "B", None]),
}


@st.composite
def results(draw: st.DrawFn) -> Result:
    """A value, or a ratio of anything over anything, with anything left out."""
    amounts: dict[str, Any] = {**draw(AMOUNTS)}
    if "numerator" in amounts:
        amounts["exempt"] = draw(st.none() | NUMBERS)
    institution, indicator = draw(st.sampled_from(SERIES))
    return Result(institution, indicator, **amounts, **draw(st.fixed_dictionaries(SAID)))


MOMENTS = DAYS | st.just(LONG_AFTER)


@dataclass(frozen=True)
class Known:
    """A plan and all that was ever said of it."""

    plan: PlanFile
    results: Sequence[Result]
    events: Sequence[Event]

    @property
    def catalogue(self) -> Catalogue:
        indicators = {(i.institution, i.id): i for i in self.plan.indicators}
        return Catalogue({i.id: i for i in self.plan.institutions}, indicators)

    def facts(self, as_of: date) -> Facts:
        moment = facts_of(as_of=LONG_AFTER).known_at
        frames = observation_frame(self.results), event_frame(self.events)
        return gather_facts(*frames, as_of=as_of, known_at=moment)

    def score(self, as_of: date) -> Score:
        return score_plan(self.plan, self.facts(as_of), self.catalogue)


@st.composite
def anything(draw: st.DrawFn) -> Known:
    """A plan with whatever may be known of it."""
    plan = draw(plan_files(deep_goals()))
    events = []
    for leaf in (leaf for goal in plan.goals for leaf in goal.leaves()):
        if leaf.compare or leaf.within:
            continue
        for _ in range(draw(st.sampled_from([0, 1, 1, 2]))):
            words = [point.word for point in leaf.assessed.scale] if leaf.assessed else []
            kinds = [kind for kind in EventKind if words or kind is not EventKind.WORD]
            kind = draw(st.sampled_from(kinds))
            word = draw(st.sampled_from([*words, "unheard of"])) if kind is EventKind.WORD else None
            events.append(Event(plan.id, leaf.number, kind, draw(DAYS), word=word))
    complete = draw(st.booleans())
    every = [Result(*series, period=period, value=draw(NUMBERS)) for series in SERIES for period in YEARS]
    return Known(plan, [*(every if complete else []), *draw(st.lists(results(), max_size=12))], events)


def combined(rule: Rule, k: int | None, credits: Sequence[Fraction], weights: Sequence[Fraction]) -> Fraction:
    """A rule by its words: the share that is earned, or the highest level that enough of the parts reach."""
    if rule is Rule.SUM:
        parts = zip(weights, credits, strict=True)
        return sum((w * c for w, c in parts), ZERO) / sum(weights, ZERO)
    needed = {Rule.ALL: len(credits), Rule.ANY: 1, Rule.AT_LEAST: k or 1}[rule]
    return max(level for level in credits if sum(c >= level for c in credits) >= needed)


def graded(part: Goal | Criterion, credit: Fraction, plan: Plan | None = None) -> Fraction:
    """The grade of a part by its points; without one a goal is all or nothing, unless its plan says otherwise."""
    if part.grade is None:
        passes = plan is not None and (plan.scoring.partial or plan.scoring.weights is Weights.CRITERIA)
        return (ONE if credit == 1 else ZERO) if isinstance(part, Goal) and not passes else credit
    points = [(Fraction(p.at), Fraction(p.earns)) for p in part.grade.points]
    earned = ZERO
    for (x, y), after in zip(points, [*points[1:], None], strict=True):
        if credit >= x:
            earned = y
            if part.grade.linear and after and credit < after[0]:
                earned = y + (after[1] - y) * (credit - x) / (after[0] - x)
    return earned


def readded(part: GoalScore | CriterionScore, plan: Plan) -> tuple[Fraction, Fraction]:
    """The least and the most a part can earn, worked out from its parts as they are shown."""
    said = part.goal if isinstance(part, GoalScore) else part.criterion
    counted = [child for child in part.criteria if child.criterion.scored]
    weights = [Fraction(child.criterion.weight) for child in counted]
    least = combined(said.rule, said.k, [child.outcome.least for child in counted], weights)
    most = combined(said.rule, said.k, [child.outcome.most for child in counted], weights)
    return graded(said, least, plan), graded(said, most, plan)


def groups(score: Score) -> list[GoalScore | CriterionScore]:
    found: list[GoalScore | CriterionScore] = []
    waiting: list[GoalScore | CriterionScore] = list(score.goals)
    while waiting:
        part = waiting.pop()
        if part.criteria:
            found.append(part)
            waiting += part.criteria
    return found


def leaves(score: Score) -> list[CriterionScore]:
    return [leaf for goal in score.goals for leaf in goal.leaves()]


def points_add_up_and_none_is_outside_what_is_possible(found: Score) -> None:
    total = found.points
    asked = Fraction(found.plan.scoring.possible)
    assert total.secured + total.open + total.lost == (asked if found.totalled else 0)
    assert min(total.secured, total.open, total.lost) >= 0
    assert sum(goal.weight for goal in found.goals) == (asked if found.totalled else 0)
    for goal in found.goals:
        parts = (goal.points.secured, goal.points.open, goal.points.lost)
        assert min(parts) >= 0
        assert sum(parts) == goal.weight
    for part in (*groups(found), *leaves(found)):
        assert 0 <= part.outcome.least <= part.outcome.most <= 1


def the_parts_as_shown_make_the_whole_again(found: Score) -> None:
    for part in groups(found):
        assert (part.outcome.least, part.outcome.most) == readded(part, found.plan)
    for what in ("secured", "open", "lost"):
        of_goals = sum((getattr(goal.points, what) for goal in found.goals), ZERO)
        assert getattr(found.points, what) == of_goals


def what_the_trace_holds_makes_the_verdict_again(found: Score) -> None:
    holds = {
        Operator.AT_LEAST: lambda a, b: a >= b,
        Operator.AT_MOST: lambda a, b: a <= b,
        Operator.ABOVE: lambda a, b: a > b,
        Operator.BELOW: lambda a, b: a < b,
        Operator.EQUAL: lambda a, b: a == b,
    }
    for leaf in leaves(found):
        trace, test = leaf.trace, leaf.criterion.compare
        assert trace
        if not test or not trace.actual or not trace.target or trace.holds is None:
            continue
        if {trace.actual.precision, trace.target.precision} == {Precision.EXACT}:
            assert trace.holds is holds[test.operator](trace.actual.value, trace.target.value)
        if (
            trace.floor is None
            and trace.holds is not None
            and leaf.outcome.credit is not None
            and not trace.levels
        ):
            settled = leaf.outcome == Outcome.settled(graded(leaf.criterion, Fraction(int(trace.holds))))
            assert settled or graded(leaf.criterion, ZERO) == graded(leaf.criterion, ONE)


def a_status_says_whether_a_part_is_decided(found: Score) -> None:
    decided = {Status.MET, Status.PARTLY_MET, Status.NOT_MET, Status.OUT_OF_REACH}
    for part in (*groups(found), *leaves(found)):
        if part.status is not Status.WITHDRAWN:
            assert (part.status in decided) == (part.outcome.credit is not None)
    assert sum(found.counts.values()) == sum(goal.scored for goal in found.plan.goals)


def a_plan_has_a_total_exactly_when_it_should(found: Score) -> None:
    plan, as_of = found.plan, found.facts.as_of
    left = [g for g in plan.goals if g.scored and not (g.withdrawn and g.withdrawn <= as_of)]
    suspended = plan.suspended is not None and plan.suspended.since <= as_of
    assert found.totalled == (bool(left) and not suspended and plan.scoring.weights is not Weights.NONE)
    if found.word:
        assert found.totalled
        assert not found.points.open


def nothing_of_a_time_to_come_is_read(found: Score) -> None:
    as_of = found.facts.as_of
    for leaf in leaves(found):
        for side in (leaf.trace.actual, leaf.trace.target, leaf.trace.floor) if leaf.trace else ():
            for given_ in side.inputs if side else ():
                assert given_.observation.period.start <= as_of
        if leaf.trace and leaf.trace.said:
            assert leaf.trace.said.on <= as_of


LAWS = [
    points_add_up_and_none_is_outside_what_is_possible,
    the_parts_as_shown_make_the_whole_again,
    what_the_trace_holds_makes_the_verdict_again,
    a_status_says_whether_a_part_is_decided,
    a_plan_has_a_total_exactly_when_it_should,
    nothing_of_a_time_to_come_is_read,
]


@settings(max_examples=100)
@given(anything(), MOMENTS)
def test_every_law_holds_for_any_plan_on_any_day(case: Known, as_of: date) -> None:
    """A plan takes far longer to make up than to score: all laws are asked of the same ones."""
    found = case.score(as_of)
    for law in LAWS:
        law(found)
