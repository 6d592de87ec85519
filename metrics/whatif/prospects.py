"""The prospects of a plan's total: its distribution, or bounds on it where a goal has no forecast.

Goals that read the same indicator form a block, which is evaluated exactly on what they share. How blocks depend on
each other is not known; it is assumed as a correlation.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from metrics.algebra.copula import sum_linked
from metrics.algebra.distribution import ZERO, Chances
from metrics.algebra.outcome import Outcome
from metrics.algebra.tree import Node, Rule, World, evaluate_tree
from metrics.plan.structure import derive_structure, make_tree_key
from metrics.score.beliefs import condition_on_credit, merge_worlds
from metrics.score.scoring import TOTAL, Score

Span = tuple[float, float]
"""The least and the most; equal where no goal is silent."""


@dataclass(frozen=True, slots=True)
class LinkedGoals:
    """A block: goals that share what they read, or a single goal, with the distribution of their share of the total."""

    goals: tuple[str, ...]
    chances: Chances


@dataclass(frozen=True, slots=True)
class TotalTree:
    """The goals that count, each with its node and its share of the total, and the leaves and causes below them.

    `known` has the distributions of the goals that the score has already evaluated.
    """

    goals: Mapping[str, tuple[Node, Fraction]]
    leaves: Mapping[str, Outcome]
    causes: Sequence[Sequence[World]]
    known: Mapping[str, Chances] = field(default_factory=dict)

    @classmethod
    def of(cls, score: Score) -> TotalTree:
        """Make the tree behind a score."""
        possible = score.points.possible
        counted = [scored for scored in score.goals if scored.weight]
        trees = derive_structure(score.plan).trees
        goals = {}
        for scored in counted:
            key = make_tree_key(scored.goal)
            node = Node(key) if key in score.leaves else trees[scored.goal.number]
            goals[scored.goal.number] = (node, scored.weight / possible)
        known = {s.goal.number: s.outcome.chances for s in counted if s.outcome.chances is not None}
        return cls(goals, score.leaves, merge_worlds(score.causes), known)

    def fill_silent(self, *, best: bool) -> TotalTree:
        """Believe every silent test to be at its best, or at its worst."""
        leaves = {number: _fill_silent(outcome, best) for number, outcome in self.leaves.items()}
        causes = [
            [World(w.probability, {k: _fill_silent(o, best) for k, o in w.leaves.items()}) for w in cause]
            for cause in self.causes
        ]
        return TotalTree(self.goals, leaves, causes, self.known)

    def fix_goal(self, number: str, credit: Fraction) -> TotalTree:
        """Fix one goal at a credit and condition what it shares with the others on that."""
        node, share = self.goals[number]
        fixed = Node(f"given {number}")
        return TotalTree(
            {**self.goals, number: (fixed, share)},
            {**self.leaves, fixed.key: Outcome.settled(credit)},
            condition_on_credit(node, credit, self.leaves, self.causes),
        )

    def blocks(self) -> list[LinkedGoals]:
        """Split the goals into blocks that share nothing. No goal may be silent."""
        return [self.block(numbers) for numbers in self._group_goals()]

    def block(self, numbers: Iterable[str]) -> LinkedGoals:
        """Make the block of these goals. None may be silent."""
        names = tuple(numbers)
        nodes, shares = zip(*(self.goals[number] for number in names), strict=True)
        whole = sum(shares, ZERO)
        chances = self.known.get(names[0]) if len(names) == 1 else None
        if chances is None:
            chances = evaluate_tree(
                Node(TOTAL, Rule.SUM, nodes, shares), self.leaves, self.causes
            ).outcome.chances
        assert chances is not None
        return LinkedGoals(names, tuple((whole * credit, p) for credit, p in chances))

    def _group_goals(self) -> list[tuple[str, ...]]:
        """Group the goals that share anything, directly or through others, in the plan's order."""
        read = {number: node.leaves() for number, (node, _) in self.goals.items()}
        groups: list[tuple[str, ...]] = [(number,) for number in self.goals]
        for cause in self.causes:
            touched = [g for g in groups if any(read[number] & cause[0].leaves.keys() for number in g)]
            if len(touched) > 1:
                joined = tuple(number for group in touched for number in group)
                groups = [joined if g == touched[0] else g for g in groups if g not in touched[1:]]
        return groups


@dataclass(frozen=True, slots=True)
class Prospects:
    """The prospects of a total: its outcome, and the same with every silent test failing or holding.

    `silent` are the goals without a forecast. With one, the total has no distribution, but its chances lie between
    those of `worst` and `best`, whatever the silent goals do and however they depend on each other.
    """

    possible: Fraction
    total: Outcome
    worst: Outcome
    best: Outcome
    silent: tuple[str, ...] = ()

    @property
    def expected(self) -> float | None:
        """The mean total in points; None while a goal is silent."""
        mean = self.total.expected
        return None if mean is None else mean * float(self.possible)

    def expected_between(self) -> Span:
        """Bound the mean total in points."""
        least, most = self.worst.expected, self.best.expected
        assert least is not None
        assert most is not None
        return least * float(self.possible), most * float(self.possible)

    def reaching(self, points: Fraction) -> Span:
        """Bound the chance of at least so many points."""
        credit = points / self.possible
        least, most = self.worst.chance_of(credit), self.best.chance_of(credit)
        assert least is not None
        assert most is not None
        return least, most

    def distribution(self) -> Chances | None:
        """List each possible total in points with its chance; None while a goal is silent."""
        chances = self.total.chances
        return None if chances is None else tuple((credit * self.possible, p) for credit, p in chances)


def find_prospects(score: Score, rho: float = 0.0) -> Prospects | None:
    """Find the prospects of a score, with this correlation between blocks; None for a plan without a total."""
    if not score.totalled:
        return None
    if rho:
        return _work_out_prospects(score, rho)
    if "prospects" not in score.kept:
        score.kept["prospects"] = _work_out_prospects(score, rho)
    found: Prospects = score.kept["prospects"]
    return found


def _work_out_prospects(score: Score, rho: float) -> Prospects:
    silent = find_silent_goals(score)
    if not silent:
        total = score.outcome if not rho else _link_blocks(score, TotalTree.of(score), rho)
        return Prospects(score.points.possible, total, total, total)
    tree = TotalTree.of(score)
    worst, best = (_link_blocks(score, tree.fill_silent(best=best), rho) for best in (False, True))
    return Prospects(score.points.possible, score.outcome, worst, best, silent)


def find_silent_goals(score: Score) -> tuple[str, ...]:
    """Find the open goals that count and have no forecast."""
    return tuple(g.goal.number for g in score.goals if g.weight and g.outcome.chances is None)


def find_total_words(outlook: Prospects, score: Score) -> tuple[tuple[str | None, float], ...]:
    """Find the plan's words for its total, best first, with the chance of each.

    The last is None: a total below every word. Empty where the plan has no words, or a goal is silent.
    """
    ordered = sorted(score.plan.scoring.words, key=lambda word: word.at, reverse=True)
    if not ordered or outlook.silent:
        return ()
    reached = [outlook.reaching(Fraction(word.at))[0] for word in ordered]
    within = [more - less for more, less in zip([*reached, 1.0], [0.0, *reached], strict=True)]
    return tuple(zip([*(word.word for word in ordered), None], within, strict=True))


def _link_blocks(score: Score, tree: TotalTree, rho: float) -> Outcome:
    """Make the outcome of the total with correlated blocks; what the score has decided stands."""
    if score.outcome.credit is not None:
        return score.outcome
    return replace(score.outcome, chances=sum_linked([block.chances for block in tree.blocks()], rho))


def _fill_silent(outcome: Outcome, best: bool) -> Outcome:
    if outcome.chances is not None:
        return outcome
    return replace(outcome, chances=((outcome.most if best else outcome.least, 1.0),))
