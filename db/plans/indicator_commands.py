"""Commands that change a series: its name or definition from a day on, or a correction of what only drafts use."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from db import models as m
from db.audit import chain
from db.people import rights
from db.plans import definitions
from db.results import result_queries, series_breaks
from metrics.access import Action
from metrics.errors import InvalidInput
from metrics.plan.indicator_history import IndicatorChange, find_indicator_problems


def change_indicator(session: Session, change: IndicatorChange, *, breaks: bool = False) -> bool:
    """Record a new name or definition from a day on; return False when it says what already holds.

    With `breaks` the series is from then on measured in a new way. Raises InvalidInput with every problem.
    """
    rights.demand_right(session, Action.DRAFT, change.institution)
    texts = {
        name: text.strip() for name in ("name", "definition") if (text := getattr(change, name)) is not None
    }
    wanted = replace(change, reason=change.reason.strip(), **texts)
    known = definitions.read_catalogue(session)
    if found := list(find_indicator_problems(wanted, known.indicators)):
        raise InvalidInput(found)
    held = known.find_indicator(wanted.series, wanted.since)
    if all(getattr(held, name) == value for name, value in wanted.said().items()):
        return False
    record_corrections(session, [wanted])
    if breaks:
        series_breaks.record_break(
            session, wanted.series, wanted.since, wanted.reason, now=wanted.recorded_at
        )
    return True


def record_corrections(session: Session, changes: Sequence[IndicatorChange]) -> None:
    """Add changes that have been checked, each with its entry in the audit. Raises InvalidInput (`not_permitted`)."""
    rights.demand_right(session, Action.DRAFT, *dict.fromkeys(change.institution for change in changes))
    series = result_queries.read_series_ids(session)
    for change in changes:
        said = {
            name: value if isinstance(value, int) else str(value) for name, value in change.said().items()
        }
        same = {name: getattr(change, name) for name in ("since", "reason", "recorded_at")}
        session.add(m.IndicatorChange(indicator_id=series[change.series], **same, **said))
        chain.record_entry(
            session, f"indicator.{_name_action(change)}", f"{change.institution}, {change.indicator}"
        )


def _name_action(change: IndicatorChange) -> str:
    said = set(change.said())
    return {frozenset({"name"}): "rename", frozenset({"definition"}): "define"}.get(
        frozenset(said), "correct"
    )
