"""Forecasts in the product's own example, judged by kind of reading, quarter and year."""

from __future__ import annotations

from datetime import UTC, datetime

from bench.figures import Table
from bench.judgements import (
    World,
    judge_first_years,
    judge_world,
    tabulate,
    tabulate_first_years,
)
from db.example.fiction import make_example
from db.example.reporting import TODAY
from metrics.facts.fact_history import FactHistory
from metrics.facts.schema import frame_events, frame_observations
from metrics.plan.catalogue import Catalogue


def run() -> list[Table]:
    """Judge the example's plans that are over."""
    world = make_world()
    first = judge_first_years(world)
    return [
        tabulate("example", "The shipped example; Brier scores, flagged as on the page.", judge_world(world)),
        tabulate_first_years("example-first", "The same without any history: flags.", first),
    ]


def make_world(seed: int = 2026) -> World:
    """Make the example as it is shipped."""
    made = make_example(seed)
    later = datetime.combine(TODAY, datetime.max.time(), UTC)
    history = FactHistory.of(
        frame_observations(made.results, later), frame_events(made.events, later), made.decisions, made.breaks
    )
    catalogue = Catalogue(
        {one.id: one for plan in made.plans for one in plan.institutions},
        {(one.institution, one.id): one for plan in made.plans for one in plan.indicators},
    )
    return World("example", made.plans, history, catalogue, TODAY)
