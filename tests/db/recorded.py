"""Source plans, and rows imported and recorded in a test's own database."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select

from db import models
from db.plans import plan_commands, plan_file, plan_queries
from db.results import result_commands, result_queries
from db.scope import EVERYTHING
from db.session import MACHINE, open_reading, open_writing
from metrics.errors import InvalidInput, Problem
from metrics.facts.fact_history import gather_facts
from metrics.facts.facts import Facts
from metrics.facts.raw_row import RawRow
from metrics.plan.model import PlanFile, Signature
from metrics.plan.terms import Party

SOURCES = Path(plan_file.__file__).parents[1] / "sources"
TEXTS = {year: (SOURCES / f"cpr-{year}.toml").read_text(encoding="utf-8") for year in (2017, 2021)}
NOW = datetime(2018, 2, 1, 12, tzinfo=UTC)
GOOD = {"institution": "cpr", "indicator": "klagesager-rettidigt", "period": "2017", "value": "91"}


def source(year: int = 2017, *changes: tuple[str, str]) -> PlanFile:
    text = TEXTS[year]
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return plan_file.parse_plan(text)


def by_both(text: str) -> PlanFile:
    """A signed plan whose file names no signatures, with those of both parties."""
    signatures = tuple(Signature(party=party, organisation="O", role="R") for party in Party)
    return plan_file.parse_plan(text).model_copy(update={"signatures": signatures})


def imported(url: str, *plans: PlanFile, now: datetime = NOW) -> list[bool]:
    """Each in a transaction of its own."""
    added = []
    for plan in plans or (source(),):
        with open_writing(url, MACHINE) as session:
            added.append(plan_commands.import_plan(session, plan, now))
    return added


def record(url: str, *rows: dict[str, str], now: datetime = NOW) -> int:
    raw = [RawRow(f"r.csv:{line}", {**GOOD, **cells}) for line, cells in enumerate(rows, 2)]
    with open_writing(url, MACHINE) as session:
        return result_commands.import_results(session, raw, now)


def counts(url: str) -> dict[str, int]:
    """How many rows each table has."""
    with open_reading(url, sees=EVERYTHING) as session:
        tables = models.Base.metadata.sorted_tables
        return {t.name: session.scalar(select(func.count()).select_from(t)) or 0 for t in tables}


def refusal(url: str, *plans: PlanFile) -> list[Problem]:
    """The problems, when nothing was written."""
    before = counts(url)
    with pytest.raises(InvalidInput) as refused:
        imported(url, *plans)
    assert counts(url) == before
    return list(refused.value.problems)


def facts(url: str, as_of: date = date(2030, 1, 1), known_at: datetime | None = None) -> Facts:
    with open_reading(url, sees=EVERYTHING) as session:
        moment = known_at or datetime(2030, 1, 1, tzinfo=UTC)
        return gather_facts(
            result_queries.read_observations(session),
            result_queries.read_events(session),
            as_of=as_of,
            known_at=moment,
        )


def exported(url: str, key: str = "cpr-2017") -> str:
    with open_reading(url, sees=EVERYTHING) as session:
        return plan_file.dump_plan(plan_queries.read_plan_file(session, key))
