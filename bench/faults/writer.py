"""A process that writes one change after another, as the web does, and reports each once it is kept."""

from __future__ import annotations

import itertools
import os
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import func, select, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from bench.faults.nursery import open_nursery
from db import models as m
from db import session
from db.audit import chain
from db.failures import explain_error
from db.plans import plan_commands, plan_file
from db.results import result_commands
from db.scope import EVERYTHING
from db.upgrade import migrate
from metrics.errors import Problem
from metrics.facts.raw_row import RawRow
from metrics.plan.model import PlanFile
from words.language import Words
from words.problems import describe_problem

ROWS = 20  # of each results file
PAUSE = 0.02  # seconds before a refused change is followed by the next
PLAN = {
    "id": "driftsplan",
    "title": "Plan 0",
    "institution": "naevn",
    "department": "Et opdigtet departement",
    "start": date(2017, 1, 1),
    "end": date(2017, 12, 31),
    "document_date": date(2016, 12, 15),
    "source": "Opdigtet eksempel",
    "stage": "draft",
    "goals": [
        {
            "number": "1",
            "title": "Sager",
            "criteria": [
                {
                    "number": "1.1",
                    "title": "Sager",
                    "compare": {
                        "value": {"indicator": "sager", "over": "last"},
                        "operator": ">=",
                        "target": {"number": 90},
                    },
                }
            ],
        }
    ],
    "institutions": [{"id": "naevn", "name": "Nævnet", "ministry_area": "Opdigtet", "fictional": True}],
    "indicators": [
        {"id": "sager", "institution": "naevn", "name": "Sager", "unit": "count", "frequency": "month"}
    ],
}


@dataclass
class Told:
    """The changes reported as kept, and how many were refused in words."""

    kept: set[int] = field(default_factory=set)
    refused: int = 0


def prepare(url: str) -> None:
    """Make a database with the plan that everything is written to."""
    migrate(url)
    with session.open_writing(url, session.MACHINE) as db:
        plan_commands.import_plan(db, make_plan(0))
    session.open_engine(url).dispose()


def make_plan(number: int) -> PlanFile:
    """Make the plan with a number in its title; each number is a version of its own."""
    return plan_file.check_plan({**PLAN, "title": f"Plan {number}"})


def make_rows(number: int) -> Sequence[RawRow]:
    """Make a results file of many rows, whose source names the file's number."""
    periods = [f"{2010 + place // 12}-{place % 12 + 1:02d}" for place in range(ROWS)]
    same = {"institution": "naevn", "indicator": "sager", "value": str(number), "source": f"fil {number}"}
    return [RawRow(period, {**same, "period": period}) for period in periods]


def write(url: str, number: int) -> None:
    """Write one change: a results file if the number is even, a version of the plan if it is odd."""
    with session.open_writing(url, session.MACHINE) as db:
        if number % 2:
            plan_commands.import_plan(db, make_plan(number))
        else:
            result_commands.import_results(db, make_rows(number))


def write_on(url: str, first: int, tell: int) -> None:
    """Write for ever, from a first number on; report as `write_each` does."""
    write_each(url, itertools.count(first), tell)


def write_each(url: str, numbers: Iterator[int], tell: int) -> None:
    """Write each number; report it to the descriptor `tell`, with a minus if it was refused."""
    for number in numbers:
        try:
            write(url, number)
        except SQLAlchemyError as wrong:
            os.write(tell, f"-{number}\n".encode() if describe_refusal(wrong) else b"")
            time.sleep(PAUSE)
        else:
            os.write(tell, f"{number}\n".encode())


def describe_refusal(wrong: SQLAlchemyError) -> str:
    """Describe the refusal as a reader is told of it."""
    return describe_problem(Problem("cannot_write", params={"reason": explain_error(wrong)}), Words())


@dataclass
class Writer:
    """A running writer and the pipe it reports to."""

    process: int
    pipe: int
    _rest: bytes = b""

    def hear(self, told: Told, until: Callable[[], bool]) -> None:
        """Note what it reports until a condition holds, or it has ended."""
        while not until() and (heard := os.read(self.pipe, 65_536)):
            *lines, self._rest = (self._rest + heard).split(b"\n")
            for line in lines:
                if line.startswith(b"-"):
                    told.refused += 1
                else:
                    told.kept.add(int(line))

    def alive(self) -> bool:
        """Tell whether it is still running."""
        try:
            os.kill(self.process, 0)
        except ProcessLookupError:
            return False
        return True

    def kill(self) -> None:
        """Kill it in the middle of whatever it is doing."""
        with suppress(ProcessLookupError):
            os.kill(self.process, signal.SIGKILL)


@contextmanager
def run_writer(url: str, first: int, program: str = "writer") -> Iterator[Writer]:
    """Run a writer in a process of its own, killed in the end."""
    writer = Writer(*open_nursery().start(program, url, first))
    try:
        yield writer
    finally:
        writer.kill()
        os.close(writer.pipe)


def find_losses(url: str, told: Told) -> list[str]:
    """Find every change that is lost or half saved, every problem of the audit chain, and damage of a file."""
    with session.open_reading(url, sees=EVERYTHING) as db:
        counted = select(m.Observation.source, func.count()).group_by(m.Observation.source)
        files = {int(str(source).split()[1]): count for source, count in db.execute(counted)}
        versions = {find_version_number(text) for text in db.scalars(select(m.PlanVersion.document))}
        found = [f"the audit: {problem}" for problem in chain.find_chain_problems(db)]
        found += _find_damage(db)
    found += [f"file {number} has {count} rows" for number, count in files.items() if count != ROWS]
    found += [
        f"{number} is lost" for number in told.kept if number not in (versions if number % 2 else files)
    ]
    return found


def _find_damage(db: Session) -> list[str]:
    """Find what SQLite itself finds wrong with its file."""
    if db.connection().dialect.name != "sqlite":
        return []
    return [f"the file: {said}" for said in db.scalars(text("PRAGMA integrity_check")) if said != "ok"]


def find_version_number(document: str) -> int:
    """Find the number in the title of a version."""
    return int(document.split('"title":"Plan ')[1].split('"', maxsplit=1)[0])
