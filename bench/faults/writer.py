"""A process that writes as the web does, one change after another, and tells of each once it is kept."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError

from bench.servers import ROOT
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
                    "compare": {"value": {"indicator": "sager"}, "operator": ">=", "target": {"number": 90}},
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
    """What a writer was told is kept, and how often it was told in words that nothing was."""

    kept: set[int] = field(default_factory=set)
    refused: int = 0


def prepare(url: str) -> None:
    """A database with the plan that everything is written to."""
    migrate(url)
    with session.open_writing(url, session.MACHINE) as db:
        plan_commands.import_plan(db, plan(0))
    session.open_engine(url).dispose()


def plan(number: int) -> PlanFile:
    """The plan with a number in its title; every number is a version of its own."""
    return plan_file.check_plan({**PLAN, "title": f"Plan {number}"})


def rows(number: int) -> Sequence[RawRow]:
    """A results file of many rows that all name its number as their source."""
    periods = [f"{2010 + place // 12}-{place % 12 + 1:02d}" for place in range(ROWS)]
    same = {"institution": "naevn", "indicator": "sager", "value": str(number), "source": f"fil {number}"}
    return [RawRow(period, {**same, "period": period}) for period in periods]


def write(url: str, number: int) -> None:
    """One change: a results file where the number is even, a version of the plan where it is odd."""
    with session.open_writing(url, session.MACHINE) as db:
        if number % 2:
            plan_commands.import_plan(db, plan(number))
        else:
            result_commands.import_results(db, rows(number))


def write_on(url: str, first: int, tell: int) -> None:
    """Write without end; after each change its number goes to the descriptor `tell`, with a minus where it failed."""
    number = first
    while True:
        try:
            write(url, number)
        except SQLAlchemyError as wrong:
            os.write(tell, f"-{number}\n".encode() if in_words(wrong) else b"")
            time.sleep(PAUSE)
        else:
            os.write(tell, f"{number}\n".encode())
        number += 1


def in_words(wrong: SQLAlchemyError) -> str:
    """What a reader is told of it."""
    return describe_problem(Problem("cannot_write", params={"reason": explain_error(wrong)}), Words())


@dataclass
class Writer:
    """A running writer, and what it has told."""

    process: subprocess.Popen[bytes]
    pipe: int
    _rest: bytes = b""

    def hear(self, told: Told, until: Callable[[], bool]) -> None:
        """Take down what it tells until something holds, or it has ended."""
        while not until() and (heard := os.read(self.pipe, 65_536)):
            *lines, self._rest = (self._rest + heard).split(b"\n")
            for line in lines:
                if line.startswith(b"-"):
                    told.refused += 1
                else:
                    told.kept.add(int(line))

    def alive(self) -> bool:
        """Whether it still writes."""
        return self.process.poll() is None

    def kill(self) -> None:
        """End it in the middle of whatever it does."""
        self.process.kill()
        self.process.wait()


@contextmanager
def writing(url: str, first: int) -> Iterator[Writer]:
    """A writer in a program of its own, killed in the end."""
    read, tell = os.pipe()
    # Not multiprocessing: it would run the caller's main module anew, which under a test may be the app.
    process = subprocess.Popen(
        [sys.executable, "-m", __name__, url, str(first), str(tell)], pass_fds=[tell], cwd=ROOT
    )
    os.close(tell)
    writer = Writer(process, read)
    try:
        yield writer
    finally:
        writer.kill()
        os.close(read)


def losses(url: str, told: Told) -> list[str]:
    """Everything that is lost, half there, or not as the record says."""
    with session.open_reading(url, sees=EVERYTHING) as db:
        counted = select(m.Observation.source, func.count()).group_by(m.Observation.source)
        files = {int(str(source).split()[1]): count for source, count in db.execute(counted)}
        versions = {planfile_number(text) for text in db.scalars(select(m.PlanVersion.document))}
        found = [f"the record: {problem}" for problem in chain.find_chain_problems(db)]
    found += [f"file {number} has {count} rows" for number, count in files.items() if count != ROWS]
    found += [
        f"{number} is lost" for number in told.kept if number not in (versions if number % 2 else files)
    ]
    return found


def planfile_number(document: str) -> int:
    """The number in the title of a version."""
    return int(document.split('"title":"Plan ')[1].split('"', maxsplit=1)[0])


if __name__ == "__main__":
    write_on(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
