"""Settling a plan: its score on the day it is closed is kept, part by part, in the same act."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import datetime
from fractions import Fraction

from sqlalchemy import insert
from sqlalchemy.orm import Session

from db import models as m
from db import queries
from db.audit import chain
from db.clock import read_clock
from db.people import rights
from db.plans import definitions, plan_queries, settlement_queries
from metrics.errors import refuse
from metrics.facts.settlement import SettledPart
from metrics.periods import find_day_end
from metrics.plan.versions import SIGNING, PlanVersion, find_known_since, find_original
from metrics.score.scoring import Score, score_plan
from metrics.score.settlements.settled_parts import list_open_goals, make_parts


def settle_plan(session: Session, key: str, entered: datetime) -> None:
    """Keep the score of a plan that has just been closed, as known on its closing day, and by now.

    Raises InvalidInput (`closing_reason_needed`) where goals are open and the closing gives no reason. A plan that
    comes into the database closed may still wait for its results: without a reason `settle_closed_plans` settles it.
    """
    versions = plan_queries.read_versions_of(session, key)
    score, original = _score_closing(session, versions, entered)
    closed, open_ones = score.plan.closed, list_open_goals(score)
    if open_ones and closed and not closed.reason:
        if len(versions) == 1:
            return
        raise refuse("closing_reason_needed", "closed.reason", key=key, goals=open_ones)
    _add_parts(session, versions[-1].number, score, original, entered)


def settle_closed_plans(session: Session, now: datetime | None = None) -> list[str]:
    """Settle the plans that were closed before settlements were kept, as known on their closing day; return them."""
    entered = now or read_clock()
    there = {(one.plan, one.version) for one in settlement_queries.read_settlements(session)}
    done = []
    for plan in plan_queries.read_plans(session):
        versions = plan_queries.read_versions_of(session, plan.id)
        if plan.closed is None or (plan.id, versions[-1].number) in there:
            continue
        of_either = [SIGNING[party] for party in plan.parties]
        right = rights.pick_right(session, of_either, plan.institution)
        rights.demand_right(session, right, plan.institution)
        score, original = _score_closing(session, versions, entered)
        _add_parts(session, versions[-1].number, score, original, entered, afterwards=True)
        chain.record_entry(session, "plan.settled", plan.id)
        done.append(plan.id)
    return done


def _score_closing(
    session: Session, versions: Sequence[PlanVersion], entered: datetime
) -> tuple[Score, Score | None]:
    """Score a closed plan, and what it said first, as known on its closing day."""
    plan = versions[-1].plan
    assert plan.closed is not None
    day = plan.closed.on
    series = {one for version in versions for one in version.plan.series()}
    owners = {plan.institution, *(owner for owner, _ in series)}
    catalogue = definitions.read_catalogue(session, owners=owners)
    history = queries.read_history_of(session, plan.id, owners)
    facts = history.known(day, min(find_day_end(day), entered)).set_settlements_aside()
    first = find_original(versions, plan)
    return score_plan(plan, facts, catalogue), score_plan(first, facts, catalogue) if first else None


def _add_parts(
    session: Session,
    version: int,
    score: Score,
    original: Score | None,
    entered: datetime,
    *,
    afterwards: bool = False,
) -> None:
    same: dict[str, object] = {
        "plan_id": plan_queries.find_plan_id(session, score.plan.id),
        "version": version,
        "on": score.facts.as_of,
        "known_at": score.facts.known_at,
        "recorded_at": find_known_since(score.plan, entered),
        "entered_at": entered,
        "afterwards": afterwards,
    }
    rows = [
        {**same, "original": is_original, **_list_columns(part)}
        for text, is_original in ((score, False), (original, True))
        for part in (make_parts(text) if text else ())
    ]
    # Without this, rows with other columns left out would each be a statement of their own.
    session.execute(insert(m.SettledPart).execution_options(render_nulls=True), rows)


def _list_columns(part: SettledPart) -> Mapping[str, object]:
    """List the columns of a part; exact fractions as text."""
    given = {one.name: getattr(part, one.name) for one in fields(part)}
    return {name: str(value) if isinstance(value, Fraction) else value for name, value in given.items()}
