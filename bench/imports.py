"""How long the import of results and of a plan takes with few plans in the database and with many."""

from __future__ import annotations

import statistics
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import process_time

from sqlalchemy.orm import Session

from bench import state_data
from bench.figures import Table
from db import session
from db.plans import plan_commands, plan_queries
from db.results import result_commands
from metrics.facts.raw_row import RawRow
from metrics.plan.terms import Stage

TRIES = 7
SIZES = {"20 plans": 2, "200 plans": 20, "2,000 plans": 200}
OWN = state_data.name_institution(0)


def run() -> list[Table]:
    """Import the same rows, and the same plan, into databases of several sizes; nothing of it is kept."""
    table = Table(
        "imports",
        "Milliseconds of the processor in the transaction, and how many times those with 20 plans.",
        ("results", "plan", "results_times", "plan_times"),
    )
    first: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        for name, institutions in SIZES.items():
            url = f"sqlite:///{Path(folder) / f'{institutions}.db'}"
            state_data.fill_state(url, institutions)
            found = {"results": _measure(url, _import_results), "plan": _measure(url, _import_plan)}
            first = first or found
            times = {f"{what}_times": found[what] / first[what] for what in found}
            table.add(name, **found, **times)
    return [table]


def _measure(url: str, act: Callable[[Session], object]) -> float:
    spent = []
    for _ in range(TRIES):
        with session.open_writing(url, session.MACHINE) as db:
            began = process_time()
            act(db)
            spent.append((process_time() - began) * 1000)
            db.rollback()
    return statistics.median(spent)


def _import_results(db: Session) -> object:
    cells = {"institution": OWN, "indicator": "antal-6", "value": "123"}
    rows = [
        RawRow(str(quarter), {**cells, "period": f"2026Q{quarter}", "note": "Rettet"}) for quarter in (1, 2)
    ]
    return result_commands.import_results(db, rows)


def _import_plan(db: Session) -> object:
    plan = plan_queries.read_plan_file(db, f"{OWN}-2026")
    changes = {"id": f"{plan.id}-x", "stage": Stage.DRAFT, "signatures": (), "observations": ()}
    return plan_commands.import_plan(db, plan.model_copy(update=changes))
