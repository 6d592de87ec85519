"""A database of 60 plans: the fictional example five times, each time other institutions, areas and figures."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from db import initial, session
from db.example.fiction import Example, make_example
from db.example.parts import MINISTRY
from db.example.reporting import TODAY
from db.upgrade import migrate
from metrics.plan.model import PlanFile

AREAS = 5
PLANS = 60
QUERY = (
    f"as_of={TODAY.isoformat()}"  # the day the example stands on, so that next year measures the same page
)


def database(folder: Path) -> str:
    """Make the database in a folder and return its address."""
    url = f"sqlite:///{folder / 'bench.db'}"
    fill(url)
    return url


def fill(url: str, areas: int = AREAS) -> list[Example]:
    """Make the tables and the rows, the same every time; return the plans of each area."""
    migrate(url)
    copies = [copy(make_example(seed=number), number) for number in range(1, areas + 1)]
    assert sum(len(one.plans) for one in copies) * AREAS == PLANS * areas
    with session.open_writing(url, session.MACHINE) as db:
        for one in copies:
            initial.load_example(db, one)
    session.open_engine(url).dispose()
    return copies


def copy(fiction: Example, number: int) -> Example:
    """The example as another ministry area's, with ids and names of its own."""
    return Example(
        tuple(_plan(plan, number) for plan in fiction.plans),
        tuple(replace(row, institution=_key(row.institution, number)) for row in fiction.results),
        tuple(replace(row, plan=_key(row.plan, number)) for row in fiction.events),
        tuple(_plan(plan, number) for plan in fiction.later_versions),
        tuple(replace(decision, plan=_key(decision.plan, number)) for decision in fiction.decisions),
        tuple(replace(one, institution=_key(one.institution, number)) for one in fiction.breaks),
    )


def area(number: int) -> str:
    """The name of a ministry area."""
    return MINISTRY.replace(" (", f" {number} (")


def _key(key: str, number: int) -> str:
    return key.replace("eksempel-", f"omraade-{number}-")


def _plan(plan: PlanFile, number: int) -> PlanFile:
    text = plan.model_dump_json().replace('"eksempel-', f'"omraade-{number}-').replace(MINISTRY, area(number))
    return PlanFile.model_validate_json(text)
