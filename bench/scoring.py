"""What scoring and exact distributions cost: time, memory, and time in yardsticks of the same machine."""

from __future__ import annotations

import time
import tracemalloc
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction

import numpy as np
import polars as pl

from bench.figures import Table, middle
from db.example.parts import Task, ask_at_least, ask_at_most, make_assessment, make_milestones, make_path
from metrics.algebra.distribution import Chances
from metrics.algebra.outcome import Outcome
from metrics.algebra.tree import Rule, combine_outcomes
from metrics.facts.fact_history import gather_facts
from metrics.facts.schema import EVENTS, OBSERVATIONS, conform
from metrics.periods import Frequency, split_into_spans
from metrics.plan.catalogue import Catalogue
from metrics.plan.criteria import Criterion
from metrics.plan.model import Goal, Indicator, Institution, Plan
from metrics.plan.terms import Better, Over, Unit
from metrics.score import scoring
from service.runs import pause_collector

INSTITUTIONS, YEARS, GOALS = 250, (2023, 2024, 2025, 2026), 10
AS_OF, KNOWN_AT = date(2026, 11, 20), datetime(2026, 11, 20, 12, tzinfo=UTC)
TIMES = 5
DRAWS = 10_000

Work = Callable[[], object]


def run() -> list[Table]:
    """Score 1,000 plans, and compute distributions over 10 graded goals and over 40 pass-or-fail tests."""
    columns = ("median_ms", "least_ms", "peak_MB", "in_yardsticks")
    title = f"Scoring, {TIMES} times each. A yardstick is 10,000 additions of fractions."
    table = Table("scoring", title, columns)
    plans, catalogue, observations, events = (
        _make_plans(),
        _make_catalogue(),
        _make_observations(),
        conform([], EVENTS),
    )
    facts = gather_facts(observations, events, as_of=AS_OF, known_at=KNOWN_AT)
    works: dict[str, Work] = {
        "yardstick": _run_yardstick,
        f"known: {len(observations)} observations": lambda: gather_facts(
            observations, events, as_of=AS_OF, known_at=KNOWN_AT
        ),
        f"score: {len(plans)} plans of {GOALS} goals": lambda: scoring.score_plans(plans, facts, catalogue),
        **_make_distributions(),
    }
    times: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(TIMES):
        for name, work in works.items():
            times[name].append(_time(work))
    for name, work in works.items():
        least = min(times[name])
        table.add(
            name,
            median_ms=middle(times[name]),
            least_ms=least,
            peak_MB=_measure_peak(work),
            in_yardsticks=least / min(times["yardstick"]),
        )
    return [table]


def _make_distributions() -> dict[str, Work]:
    """Make the works that combine outcomes into a distribution of points, with equal and with awkward weights."""
    quarters = [Fraction(step, 4) for step in range(5)]
    graded = _make_outcome(quarters)
    binary = [_make_outcome([Fraction(0), Fraction(1)], place) for place in range(40)]
    awkward = [Fraction(7 + 3 * place, 2) for place in range(40)]
    return {
        "10 goals of 5 credits, equal weights": lambda: combine_outcomes(Rule.SUM, [graded] * 10),
        "10 goals of 5 credits, awkward weights": lambda: combine_outcomes(
            Rule.SUM, [graded] * 10, awkward[:10]
        ),
        "40 tests, equal weights": lambda: combine_outcomes(Rule.SUM, binary),
        "40 tests, awkward weights": lambda: combine_outcomes(Rule.SUM, binary, awkward),
        "40 tests, at least 20": lambda: combine_outcomes(Rule.AT_LEAST, binary, k=20),
        f"40 tests, awkward weights, by {DRAWS} draws": lambda: _draw_total(binary, awkward),
    }


def _make_outcome(credits: list[Fraction], place: int = 0) -> Outcome:
    """Make a forecast whose chances vary with its place."""
    parts = [1 + (place + step) % 7 for step in range(len(credits))]
    return Outcome.forecast({credit: part / sum(parts) for credit, part in zip(credits, parts, strict=True)})


def _draw_total(outcomes: list[Outcome], weights: list[Fraction]) -> object:
    """Sample the total by random draws, the alternative to the exact algebra."""
    rng = np.random.default_rng(1)
    known: list[Chances] = [outcome.chances for outcome in outcomes if outcome.chances]
    total = np.zeros(DRAWS)
    for chances, weight in zip(known, weights, strict=True):
        credits, likely = [float(c) for c, _ in chances], [p for _, p in chances]
        total += float(weight) * rng.choice(credits, DRAWS, p=likely)
    return np.unique(total, return_counts=True)


def _run_yardstick() -> Fraction:
    return sum((Fraction(1, 2 + place % 7) for place in range(10_000)), Fraction(0))


def _time(work: Work) -> float:
    with pause_collector():  # as the pages do
        began = time.perf_counter()
        work()
        return (time.perf_counter() - began) * 1000


def _measure_peak(work: Work) -> float:
    """Measure the peak memory of a work in MB, beyond what was held before."""
    tracemalloc.start()
    kept = work()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    del kept
    return peak / 1e6


def _make_plans() -> list[Plan]:
    return [_make_plan(place, year) for place in range(INSTITUTIONS) for year in YEARS]


def _make_plan(place: int, year: int) -> Plan:
    return Plan(
        id=f"plan-{place}-{year}",
        title=f"Mål- og resultatplan {year}",
        institution=f"institution-{place}",
        department="Ministeriet",
        start=date(year, 1, 1),
        end=date(year, 12, 31),
        document_date=date(year - 1, 12, 15),
        source="Opdigtet",
        goals=tuple(_make_goal(number, year) for number in range(1, GOALS + 1)),
    )


def _make_goal(number: int, year: int) -> Goal:
    """Make a goal: eight are measured by one or two tests, one has milestones, one is assessed."""
    if number == GOALS:
        criteria: tuple[Criterion, ...] = (
            make_assessment(f"{number}.1", "Vurderes", year, "Vurderes af departementet"),
        )
    elif number == GOALS - 1:
        criteria = make_milestones(
            str(number), [Task(f"Del {part}", date(year, 3 * part, 1)) for part in (1, 2, 3)], chained=True
        )
    else:
        target = make_path({y: str(70 + number) for y in range(year - 1, year + 2)}, year)
        share = ask_at_least(f"{number}.1", "Andel", f"andel-{number}", target, Over.POOLED)
        days = ask_at_most(f"{number}.2", "Dage", f"dage-{number}", target, Over.MEAN)
        criteria = (share, days) if number % 2 else (share,)
    return Goal(number=str(number), title=f"Mål {number}", criteria=criteria)


def _make_catalogue() -> Catalogue:
    institutions = [
        Institution(id=f"institution-{place}", name=f"Institution {place}", ministry_area="Ministeriet")
        for place in range(INSTITUTIONS)
    ]
    indicators = [
        Indicator(
            id=key,
            institution=one.id,
            name=key,
            unit=Unit.PERCENT if key.startswith("andel") else Unit.DAYS,
            better=Better.HIGHER if key.startswith("andel") else Better.LOWER,
            frequency=Frequency.QUARTER,
        )
        for one in institutions
        for key in _list_series()
    ]
    return Catalogue({i.id: i for i in institutions}, {(i.institution, i.id): i for i in indicators})


def _list_series() -> list[str]:
    measured = range(1, GOALS - 1)
    return [f"andel-{number}" for number in measured] + [
        f"dage-{number}" for number in measured if number % 2
    ]


def _make_observations() -> pl.DataFrame:
    """Make a value for each series and quarter, with three quarters in the last year."""
    return conform(list(_make_rows()), OBSERVATIONS)


def _make_rows() -> Iterator[tuple[object, ...]]:
    ended = [
        span
        for year in YEARS
        for span in split_into_spans(date(year, 1, 1), date(year, 12, 31), Frequency.QUARTER)
        if span[1] < AS_OF
    ]
    row = 0
    for place in range(INSTITUTIONS):
        for key in _list_series():
            for start, end in ended:
                row += 1
                text = f"{start.year}Q{(start.month + 2) // 3}"
                share = key.startswith("andel")
                value = None if share else Decimal(60 + row % 37)
                ratio = (Decimal(60 + row % 37), Decimal(100)) if share else (None, None)
                recorded = datetime(end.year, end.month, end.day, 12, tzinfo=UTC) + timedelta(days=10)
                head = (row, f"institution-{place}", key, text, start, end)
                yield (
                    *head,
                    value,
                    *ratio,
                    None,
                    "exact",
                    False,
                    False,
                    None,
                    None,
                    False,
                    None,
                    None,
                    recorded,
                    False,
                )
