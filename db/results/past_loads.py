"""A load of the past in a results file: its rows get the moment from which they count as known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import polars as pl
from sqlalchemy.orm import Session

from db.plans import plan_queries
from metrics.facts.import_answer import ImportAnswer, RowFate
from metrics.facts.schema import Event, Result
from metrics.plan.model import Plan
from metrics.score.backfill import Arrival, PastLoad


def read_past(
    session: Session, plans: Sequence[Plan], observations: pl.DataFrame, events: pl.DataFrame, now: datetime
) -> PastLoad:
    """Read what tells a load of the past from a late report, beside what is recorded already."""
    came = plan_queries.read_arrivals(session, [plan.id for plan in plans])
    return PastLoad([Arrival(plan, came[plan.id]) for plan in plans], observations, events, now)


def date_answer(answer: ImportAnswer, past: PastLoad) -> ImportAnswer:
    """Return the answer with the moments of those of its new rows that are of a load of the past."""
    made = [line.made for line in answer.lines]
    fresh = [line.made for line in answer.lines if line.fate is not RowFate.SAME]
    every = [one for one in made if isinstance(one, Result)]
    results = iter(past.date_results([one for one in fresh if isinstance(one, Result)], every))
    events = iter(past.date_events([one for one in fresh if isinstance(one, Event)]))
    lines = [
        line
        if line.fate is RowFate.SAME
        else replace(line, made=next(results) if isinstance(line.made, Result) else next(events))
        for line in answer.lines
    ]
    return replace(answer, lines=tuple(lines))
