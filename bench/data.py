"""A database of 60 plans: the fictional example five times, with other institutions, areas and figures each time."""

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


def make_database(folder: Path) -> str:
    """Make the database in a folder; return its address."""
    url = f"sqlite:///{folder / 'bench.db'}"
    fill_database(url)
    return url


def fill_database(url: str, areas: int = AREAS) -> list[Example]:
    """Create the tables and fill them, the same every time; return the example of each area."""
    migrate(url)
    copies = [copy_example(make_example(seed=number), number) for number in range(1, areas + 1)]
    assert sum(len(one.plans) for one in copies) * AREAS == PLANS * areas
    with session.open_writing(url, session.MACHINE) as db:
        for one in copies:
            initial.load_example(db, one)
    session.open_engine(url).dispose()
    return copies


def copy_example(fiction: Example, number: int) -> Example:
    """Copy the example as another ministry area's, with its own ids and names."""
    return Example(
        tuple(_copy_plan(plan, number) for plan in fiction.plans),
        tuple(replace(row, institution=_rename_key(row.institution, number)) for row in fiction.results),
        tuple(replace(row, plan=_rename_key(row.plan, number)) for row in fiction.events),
        tuple(_copy_plan(plan, number) for plan in fiction.later_versions),
        tuple(replace(decision, plan=_rename_key(decision.plan, number)) for decision in fiction.decisions),
        tuple(replace(one, institution=_rename_key(one.institution, number)) for one in fiction.breaks),
    )


def name_area(number: int) -> str:
    """Name a ministry area by its number."""
    return MINISTRY.replace(" (", f" {number} (")


def _rename_key(key: str, number: int) -> str:
    return key.replace("eksempel-", f"omraade-{number}-")


def _copy_plan(plan: PlanFile, number: int) -> PlanFile:
    text = (
        plan.model_dump_json()
        .replace('"eksempel-', f'"omraade-{number}-')
        .replace(MINISTRY, name_area(number))
    )
    return PlanFile.model_validate_json(text)
