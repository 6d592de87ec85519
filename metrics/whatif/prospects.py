"""What may come of a plan's total: its distribution, with goals that swing together, or its bounds where one is silent.

Goals that read the same indicator are one block, evaluated exactly on what they share. The correlation links blocks:
what ties goals within a block is known, what ties blocks is assumed.
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
"""The least and the most; the same where no goal is silent."""


@dataclass(frozen=True, slots=True)
class LinkedGoals:
    """Goals that share what they read, or a single goal, and what share of the whole they may earn."""

    goals: tuple[str, ...]
    chances: Chances


@dataclass(frozen=True, slots=True)
class TotalTree:
    """The goals that count, each with its node and its share of the total, and what they are evaluated on.

    `known` are the chances of what each goal earns, of those where the score has them already.
    """

    goals: Mapping[str, tuple[Node, Fraction]]
    leaves: Mapping[str, Outcome]
    causes: Sequence[Sequence[World]]
    known: Mapping[str, Chances] = field(default_factory=dict)

    @classmethod
    def of(cls, score: Score) -> TotalTree:
        """The tree behind a score."""
        possible = score.points.possible
        counted = [scored for scored in score.goals if scored.weight]
        trees = derive_structure(score.plan).trees
        goals = {
            scored.goal.number: (
                Node(make_tree_key(scored.goal))
                if make_tree_key(scored.goal) in score.leaves
                else trees[scored.goal.number],
                scored.weight / possible,
            )
            for scored in counted
        }
        known = {s.goal.number: s.outcome.chances for s in counted if s.outcome.chances is not None}
        return cls(goals, score.leaves, merge_worlds(score.causes), known)

    def filled(self, *, best: bool) -> TotalTree:
        """With every silent test at its best, or at its worst, as if that were believed."""
        leaves = {number: _filled(outcome, best) for number, outcome in self.leaves.items()}
        causes = [
            [World(w.probability, {k: _filled(o, best) for k, o in w.leaves.items()}) for w in cause]
            for cause in self.causes
        ]
        return TotalTree(self.goals, leaves, causes, self.known)

    def given(self, number: str, credit: Fraction) -> TotalTree:
        """With one goal at a credit. What it shares with others follows; the others are as believed."""
        node, share = self.goals[number]
        fixed = Node(f"given {number}")
        return TotalTree(
            {**self.goals, number: (fixed, share)},
            {**self.leaves, fixed.key: Outcome.settled(credit)},
            condition_on_credit(node, credit, self.leaves, self.causes),
        )

    def blocks(self) -> list[LinkedGoals]:
        """The goals in blocks that share nothing. Nothing may be silent."""
        return [self.block(numbers) for numbers in self._groups()]

    def block(self, numbers: Iterable[str]) -> LinkedGoals:
        """What goals earn together, as if they were all there is."""
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

    def _groups(self) -> list[tuple[str, ...]]:
        """The goals by what they share, directly or through others, in the plan's order."""
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
    """What may come of a total: its outcome, and the same with every silent test failing or holding.

    `silent` are the goals whose likelihood nobody states. While there is one the total has no distribution, but its
    chances lie between those of `worst` and `best`, whatever the silent goals do and however they hang together.
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
        """The mean total in points, at least and at most."""
        least, most = self.worst.expected, self.best.expected
        assert least is not None
        assert most is not None
        return least * float(self.possible), most * float(self.possible)

    def reaching(self, points: Fraction) -> Span:
        """The chance of at least so many points, at least and at most."""
        credit = points / self.possible
        least, most = self.worst.chance_of(credit), self.best.chance_of(credit)
        assert least is not None
        assert most is not None
        return least, most

    def distribution(self) -> Chances | None:
        """Each possible total in points with its chance; None while a goal is silent."""
        chances = self.total.chances
        return None if chances is None else tuple((credit * self.possible, p) for credit, p in chances)


def find_prospects(score: Score, rho: float = 0.0) -> Prospects | None:
    """The outlook of a score whose goals have this correlation; None for a plan without a total."""
    if not score.totalled:
        return None
    silent = find_silent_goals(score)
    if not silent:
        total = score.outcome if not rho else _total(score, TotalTree.of(score), rho)
        return Prospects(score.points.possible, total, total, total)
    tree = TotalTree.of(score)
    worst, best = (_total(score, tree.filled(best=best), rho) for best in (False, True))
    return Prospects(score.points.possible, score.outcome, worst, best, silent)


def find_silent_goals(score: Score) -> tuple[str, ...]:
    """The open goals that count and of whose likelihood nothing is said."""
    return tuple(g.goal.number for g in score.goals if g.weight and g.outcome.chances is None)


def find_total_words(outlook: Prospects, score: Score) -> tuple[tuple[str | None, float], ...]:
    """What the plan may come to call its total, from the best word down, with the chance of each.

    The last is None: less than any word asks for. Empty where the plan has no words, or a goal is silent.
    """
    ordered = sorted(score.plan.scoring.words, key=lambda word: word.at, reverse=True)
    if not ordered or outlook.silent:
        return ()
    reached = [outlook.reaching(Fraction(word.at))[0] for word in ordered]
    within = [more - less for more, less in zip([*reached, 1.0], [0.0, *reached], strict=True)]
    return tuple(zip([*(word.word for word in ordered), None], within, strict=True))


def _total(score: Score, tree: TotalTree, rho: float) -> Outcome:
    """The linked total as a belief: what is certain stays what the score says."""
    if score.outcome.credit is not None:
        return score.outcome
    return replace(score.outcome, chances=sum_linked([block.chances for block in tree.blocks()], rho))


def _filled(outcome: Outcome, best: bool) -> Outcome:
    if outcome.chances is not None:
        return outcome
    return replace(outcome, chances=((outcome.most if best else outcome.least, 1.0),))
