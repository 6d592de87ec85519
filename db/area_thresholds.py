"""The thresholds of the risk rules, as each ministry area has set them."""

from __future__ import annotations

from dataclasses import asdict
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from db import models as m
from db.audit import chain
from db.clock import read_clock
from db.people import rights
from db.plans import institution_queries
from metrics.access import Action
from metrics.errors import InvalidInput
from metrics.followup import thresholds
from metrics.followup.thresholds import ThresholdSetting
from metrics.periods import find_danish_day
from metrics.plan.institution_history import find_areas_in_use


def set_threshold(session: Session, area: str, name: str, value: Decimal, reason: str) -> None:
    """Set a threshold for a ministry area. Raises InvalidInput with every problem."""
    histories = institution_queries.read_histories(session)
    owners = find_areas_in_use(histories, find_danish_day(read_clock()))
    wanted = ThresholdSetting(area, name, value, reason.strip(), read_clock())
    found = thresholds.find_setting_problems(wanted, set(owners.values()))
    if found:
        raise InvalidInput(found)
    rights.demand_right(
        session, Action.DECIDE, *(key for key, its_area in owners.items() if its_area == area)
    )
    session.add(m.Threshold(**asdict(wanted)))
    chain.record_entry(session, "threshold.set", f"{area}: {name}")


def read_threshold_settings(session: Session) -> list[ThresholdSetting]:
    """Read every setting, oldest first."""
    rows = session.scalars(select(m.Threshold).order_by(m.Threshold.id))
    return [ThresholdSetting(row.area, row.name, row.value, row.reason, row.recorded_at) for row in rows]
