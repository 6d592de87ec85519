"""Definitions of institutions and indicators: reading them, and comparing those of a plan's file with them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import lru_cache

from sqlalchemy import select
from sqlalchemy.orm import Session

from db import models as m
from db.plans import institution_queries
from metrics.errors import Problem
from metrics.periods import find_danish_day
from metrics.plan.catalogue import Catalogue
from metrics.plan.model import DocumentResult, Indicator, PlanFile

# The columns stand in the order of the fields of `Indicator`.
_INDICATORS = (
    select(
        *(m.Indicator.key, m.Institution.key, m.Indicator.name, m.Indicator.unit, m.Indicator.decimals),
        *(m.Indicator.better, m.Indicator.frequency, m.Indicator.reports, m.Indicator.only_rises),
        m.Indicator.definition,
    )
    .join(m.Institution)
    .order_by(m.Indicator.id)
)


def read_catalogue(session: Session, today: date | None = None) -> Catalogue:
    """Read every indicator and institution; these as they are today."""
    first = institution_queries.read_first_definitions(session)
    histories = institution_queries.read_histories(session, first)
    indicators = [_build_indicator(*row) for row in session.execute(_INDICATORS)]
    known = Catalogue(first, {(i.institution, i.id): i for i in indicators}, histories)
    day = today or find_danish_day(datetime.now(UTC))
    return replace(known, institutions={key: known.find_institution(key, day) for key in first})


def find_definition_problems(plan: PlanFile, catalogue: Catalogue) -> list[Problem]:
    """Find where a plan's file defines an indicator otherwise than the catalogue does."""
    # A series lives across plans, so a later plan may not redefine it.
    found = []
    for indicator in plan.indicators:
        known = catalogue.indicators.get((indicator.institution, indicator.id))
        if known is not None and known != indicator:
            found += _find_differences(f"indicators[{indicator.id}]", known, indicator)
    return found


def find_affected_institutions(
    plan: PlanFile, new_values: Sequence[DocumentResult], catalogue: Catalogue
) -> set[str]:
    """Find the institutions that a plan's file adds definitions or values to, whoever owns the plan."""
    new = {i.id for i in plan.institutions if i.id not in catalogue.institutions}
    defined = {i.institution for i in plan.indicators if (i.institution, i.id) not in catalogue.indicators}
    return new | defined | {value.institution for value in new_values}


@lru_cache(maxsize=4096)
def _build_indicator(*values: object) -> Indicator:
    # A definition never changes, so each process validates it once.
    return Indicator(**dict(zip(Indicator.model_fields, values, strict=True)))


def _find_differences(place: str, before: Indicator, now: Indicator) -> list[Problem]:
    recorded, given = before.model_dump(), now.model_dump()
    return [
        Problem("definition_differs", f"{place}.{key}", {"recorded": recorded[key], "given": given[key]})
        for key in recorded
        if recorded[key] != given[key]
    ]
