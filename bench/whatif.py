"""What a what-if costs: prospects, pivotal goals, ways and a move of a slider, as a multiple of scoring the plan."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from fractions import Fraction

from bench.figures import Table, middle
from bench.scoring import AS_OF, KNOWN_AT
from metrics.algebra.outcome import Outcome
from metrics.algebra.tree import World
from metrics.facts.facts import Facts
from metrics.plan.catalogue import Catalogue
from metrics.plan.criteria import Criterion, GradePoint, Grading, Milestone
from metrics.plan.model import Goal, Plan, Scoring
from metrics.plan.terms import Weights
from metrics.score import scoring
from metrics.score.beliefs import Beliefs
from metrics.whatif import whatif
from metrics.whatif.pivotal import find_pivots
from metrics.whatif.prospects import find_prospects
from metrics.whatif.ways import find_ways

TIMES = 15
WANTED = Fraction(80)
FACTS = Facts(AS_OF, KNOWN_AT, {}, {})
CATALOGUE = Catalogue({}, {})
WHOLE = [Decimal(w) for w in (5, 15, 10, 10, 20, 5, 10, 10, 5, 10)]
AWKWARD = [Decimal(w) / 10 for w in (137, 83, 95, 112, 61, 158, 77, 92, 101, 84)]

Work = Callable[[], object]


def run() -> list[Table]:
    """Measure plans of 10 goals, of 20, and of 10 graded ones with awkward weights."""
    title = f"What if, {TIMES} times each: processor time, and as many times the score of the same plan."
    table = Table("whatif", title, ("median_ms", "least_ms", "in_scores"))
    for name, plan, beliefs in _make_plans():
        found = scoring.score_plan(plan, FACTS, CATALOGUE, beliefs=beliefs)
        works: dict[str, Work] = {"score": lambda p=plan, b=beliefs: _score(p, b)}  # type: ignore[misc]
        for rho in (0.0, 0.3, 0.9):
            works[f"distribution, correlation {rho}"] = lambda f=found, r=rho: find_prospects(f, r)  # type: ignore[misc]
            works[f"pivotal goals, correlation {rho}"] = lambda f=found, r=rho: find_pivots(f, WANTED, r)  # type: ignore[misc]
        works["slider: what-if and pivotal goals, correlation 0.3"] = lambda p=plan, b=beliefs: _slide(p, b)  # type: ignore[misc]
        works["the ten cheapest ways"] = lambda f=found: find_ways(f, WANTED)  # type: ignore[misc]
        _add(table, name, works)
    return [table]


def _add(table: Table, name: str, works: dict[str, Work]) -> None:
    times: dict[str, list[float]] = {row: [] for row in works}
    for _ in range(TIMES):
        for row, work in works.items():
            times[row].append(_time(work))
    for row, taken in times.items():
        ratio = min(taken) / min(times["score"])
        table.add(f"{name}: {row}", median_ms=middle(taken), least_ms=min(taken), in_scores=ratio)


def _score(plan: Plan, beliefs: Beliefs) -> object:
    return scoring.score_plan(plan, FACTS, CATALOGUE, beliefs=beliefs)


def _slide(plan: Plan, beliefs: Beliefs) -> object:
    """Compute what one move of a slider asks for."""
    changes = whatif.Suppositions(credits={"1": Fraction(1)}, rho=0.3)
    found = whatif.suppose(plan, FACTS, CATALOGUE, beliefs, changes)
    return found, find_pivots(found.changed, WANTED, 0.3)


def _time(work: Work) -> float:
    began = time.process_time()
    work()
    return (time.process_time() - began) * 1000


def _make_plans() -> list[tuple[str, Plan, Beliefs]]:
    ten, graded = _make_plan(WHOLE), _make_plan(AWKWARD, graded=True)
    return [
        ("10 goals", ten, _make_beliefs(ten)),
        ("10 goals, two share", ten, _make_beliefs(ten, sharing=True)),
        ("10 goals, one silent", ten, _make_beliefs(ten, silent="10.1")),
        ("20 goals", twenty := _make_plan(WHOLE * 2), _make_beliefs(twenty)),
        ("10 graded goals, awkward weights", graded, _make_beliefs(graded)),
    ]


def _make_plan(weights: list[Decimal], *, graded: bool = False) -> Plan:
    grade = Grading(points=tuple(GradePoint(at=_make_quarter(n), earns=_make_quarter(n)) for n in range(5)))
    goals = tuple(
        Goal(
            number=str(number),
            title=f"Mål {number}",
            weight=weight,
            rule="sum" if graded else "all",
            grade=grade if graded else None,
            criteria=tuple(_make_milestone(f"{number}.{part}") for part in range(1, 5 if graded else 3)),
        )
        for number, weight in enumerate(weights, 1)
    )
    return Plan(
        id="plan",
        title="Mål- og resultatplan",
        institution="institution",
        department="Ministeriet",
        start=date(AS_OF.year, 1, 1),
        end=date(AS_OF.year, 12, 31),
        document_date=date(AS_OF.year - 1, 12, 15),
        source="Opdigtet",
        scoring=Scoring(weights=Weights.GIVEN),
        goals=goals,
    )


def _make_milestone(number: str) -> Criterion:
    return Criterion(number=number, title=number, milestone=Milestone(due=date(AS_OF.year, 12, 31)))


def _make_quarter(n: int) -> Decimal:
    return Decimal(n) / 4


def _make_beliefs(plan: Plan, *, sharing: bool = False, silent: str = "") -> Beliefs:
    leaves = {
        leaf.number: Outcome.forecast({Fraction(0): 1 - p, Fraction(1): p})
        for goal in plan.goals
        for place, leaf in enumerate(goal.leaves())
        if leaf.number != silent
        for p in [0.5 + (int(goal.number) * 3 + place) % 9 / 20]
    }
    both, neither = ({n: Outcome.settled(held) for n in ("1.1", "2.1")} for held in (1, 0))
    cause = (World(0.7, both), World(0.3, neither))
    return Beliefs(leaves, (cause,) if sharing else ())
