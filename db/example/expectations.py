"""The expectations the fictional institutions report: mostly right, somewhat too hopeful."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, time
from random import Random

from db.example.reporting import SOURCE, TODAY, find_weekday, pick_working_moment
from metrics.facts.fact_history import gather_facts
from metrics.facts.schema import EXPECTATIONS, Event, EventKind, Result, frame_events, frame_observations
from metrics.periods import find_day_end
from metrics.plan.catalogue import Catalogue
from metrics.plan.model import PlanFile
from metrics.score.scoring import CriterionScore, score_plan
from metrics.score.tests import find_report_due, find_reported_quarters

Chance = Callable[[str], Random]

HOPES = {True: (94, 5, 1), False: (45, 40, 15), None: (90, 8, 2)}
"""How often each expectation is given, in percent, by whether the test holds so far."""

LATE_HOPES = HOPES | {False: (25, 45, 30)}
"""The same for the third quarter, after which less can change."""


def make_expectations(
    plans: Sequence[PlanFile], results: Sequence[Result], events: Sequence[Event], chance: Chance
) -> Iterator[Event]:
    """Make the expectations of each plan's open tests, as given with the reports of the first three quarters."""
    later = datetime.combine(TODAY, time(23), UTC)
    observations, statements = frame_observations(results, later), frame_events(events, later)
    for plan in plans:
        for number, last in find_reported_quarters(plan)[:3]:
            on = find_weekday(find_report_due(plan, last))
            if on > TODAY:
                break
            facts = gather_facts(observations, statements, as_of=on, known_at=find_day_end(on))
            rng = chance(f"{plan.id} expects {number}")
            found = score_plan(plan, facts, _build_catalogue(plan))
            for leaf in (leaf for goal in found.goals for leaf in goal.open_leaves()):
                yield _make_expectation(plan.id, leaf, on, number, rng)


def _make_expectation(plan: str, leaf: CriterionScore, on: date, quarter: int, rng: Random) -> Event:
    holds = leaf.trace.holds if leaf.trace else None
    hopes = (LATE_HOPES if quarter == 3 else HOPES)[holds]
    kind: EventKind = rng.choices(EXPECTATIONS, hopes)[0]
    return Event(plan, leaf.criterion.number, kind, on, None, SOURCE, pick_working_moment(on, rng))


def _build_catalogue(plan: PlanFile) -> Catalogue:
    indicators = {(i.institution, i.id): i for i in plan.indicators}
    return Catalogue({i.id: i for i in plan.institutions}, indicators)
