"""What outlooks cost: forecasts, flags and statuses of a year's plans, as a multiple of scoring the same plans."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from decimal import Decimal

from bench import simulated
from bench.figures import Table, middle
from bench.simulated import BUDGET, MEAN, PERCENT, SHARE, STOCK, SUM, YEAR, Case
from metrics.facts import fact_history
from metrics.facts.facts import Facts
from metrics.facts.schema import OBSERVATIONS, Event, EventKind, conform, frame_events
from metrics.followup.outlook import Outlook, foresee_plans
from metrics.plan.catalogue import Catalogue
from metrics.plan.criteria import Assessment, Compare, Criterion, Milestone, Within
from metrics.plan.model import Goal, Institution, Plan
from metrics.score import scoring
from service.runs import pause_collector

INSTITUTIONS = 200
AS_OF = date(YEAR, 7, 15)
KNOWN_AT = datetime(YEAR, 7, 15, 20, tzinfo=UTC)
MEASURED = (SHARE, SUM, STOCK, MEAN, PERCENT, BUDGET)
TASKS = 6
"""The milestones of a plan. All but the last are done, and form the institution's record."""
TIMES = 5


def run() -> list[Table]:
    """Measure 200 plans of 8 goals: six measured, one of milestones and one assessed."""
    title = (
        f"Looking ahead, {TIMES} times each: processor time, and as many times the scores of the same plans."
    )
    table = Table("foresight", title, ("median_ms", "least_ms", "in_scores"))
    plans, facts, catalogue = make_plans()
    works: dict[str, Callable[[], object]] = {
        "score": lambda: scoring.score_plans(plans, facts, catalogue),
        "forecasts, flags and statuses": lambda: look_ahead(plans, facts, catalogue),
    }
    times: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(TIMES):
        for name, work in works.items():
            with pause_collector():  # as the pages do
                began = time.process_time()
                work()
                times[name].append((time.process_time() - began) * 1000)
    for name, taken in times.items():
        ratio = min(taken) / min(times["score"])
        table.add(
            f"{len(plans)} plans: {name}", median_ms=middle(taken), least_ms=min(taken), in_scores=ratio
        )
    return [table]


def look_ahead(plans: list[Plan], facts: Facts, catalogue: Catalogue) -> list[Outlook]:
    """Foresee the plans of the year beside those of the year before, which the forecasts learn from."""
    found = foresee_plans([*plans, *map(_move_back, plans)], facts, catalogue, {})
    return [found[plan.id] for plan in plans]


def _move_back(plan: Plan) -> Plan:
    """Make the plan of the year before, with the same goals."""
    days = {
        "start": date(YEAR - 1, 1, 1),
        "end": date(YEAR - 1, 12, 31),
        "document_date": date(YEAR - 2, 12, 15),
    }
    return plan.model_copy(update={"id": f"{plan.id}-before", **days})


def make_plans() -> tuple[list[Plan], Facts, Catalogue]:
    """Make the plans, the facts known in mid-July and the catalogue."""
    cases = [case for case in simulated.simulate_cases(INSTITUTIONS, 1) if case.family in MEASURED]
    by_place = [cases[place::INSTITUTIONS] for place in range(INSTITUTIONS)]
    plans = [_make_plan(f"institution-{place}", of) for place, of in enumerate(by_place)]
    owners = [*(plan.institution for plan in plans), *(case.plan.institution for case in cases)]
    rows = conform(simulated.make_observations(cases), OBSERVATIONS)
    said = frame_events(
        [
            event
            for plan in plans
            for event in (*_make_words(plan), *_make_words(_move_back(plan)), *_make_events(plan))
        ],
        KNOWN_AT,
    )
    return (
        plans,
        fact_history.gather_facts(rows, said, as_of=AS_OF, known_at=KNOWN_AT),
        Catalogue(
            {key: Institution(id=key, name=key, ministry_area="Simuleret", fictional=True) for key in owners},
            {(i.institution, i.id): i for case in cases for i in case.indicators},
        ),
    )


def _make_plan(institution: str, cases: list[Case]) -> Plan:
    measured = [_make_measured_goal(str(place), case) for place, case in enumerate(cases, 1)]
    days = [date(YEAR, 1 + task, 28) for task in range(TASKS - 1)] + [date(YEAR, 11, 28)]
    tasks = tuple(
        Criterion(number=f"7.{task}", title="Opgave", milestone=Milestone(due=due))
        for task, due in enumerate(days, 1)
    )
    verdict = Criterion(number="8.1", title="Vurdering", assessed=Assessment(due=date(YEAR, 12, 31)))
    goals = (*measured, _make_goal("7", *tasks), _make_goal("8", verdict))
    return cases[0].plan.model_copy(update={"id": institution, "institution": institution, "goals": goals})


def _make_goal(number: str, *criteria: Criterion) -> Goal:
    return Goal(number=number, title="Mål", weight=Decimal(10), criteria=criteria)


def _make_measured_goal(number: str, case: Case) -> Goal:
    """Make a goal of the case's own test, reading the series of the case's own institution."""
    test = next(case.plan.goals[0].leaves()).test
    assert isinstance(test, Compare | Within)
    whose = {"institution": case.plan.institution}
    sides = ("value", "reference") if isinstance(test, Within) else ("value",)
    read = test.model_copy(update={side: getattr(test, side).model_copy(update=whose) for side in sides})
    kind = "within" if isinstance(read, Within) else "compare"
    return _make_goal(
        number, Criterion.model_validate({"number": f"{number}.1", "title": "Måling", kind: read})
    )


def _make_words(plan: Plan) -> Iterator[Event]:
    """Make the words of a plan's year: of every test in spring that it will be met."""
    on = date(plan.year, 4, 10)
    return (
        Event(plan.id, leaf.number, EventKind.EXPECTED_MET, on, recorded=KNOWN_AT) for leaf in plan.leaves()
    )


def _make_events(plan: Plan) -> Iterator[Event]:
    """Make the events: the milestones due so far were met."""
    for leaf in plan.goal("7").leaves():
        if leaf.milestone and leaf.milestone.due < AS_OF:
            yield Event(plan.id, leaf.number, EventKind.MET, leaf.milestone.due, recorded=KNOWN_AT)
