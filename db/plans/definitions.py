"""Definitions of institutions and indicators, which are never changed: reading them, and comparing a plan with them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from db import models as m
from metrics.errors import Problem
from metrics.plan.catalogue import Catalogue
from metrics.plan.model import DocumentResult, Indicator, Institution, PlanFile

Definition = TypeVar("Definition", Institution, Indicator)

# The columns stand in the order of the fields of `Institution` and `Indicator`.
_INSTITUTIONS = select(
    *(m.Institution.key, m.Institution.name, m.Institution.ministry_area, m.Institution.fictional)
)
_INDICATORS = (
    select(
        *(m.Indicator.key, m.Institution.key, m.Indicator.name, m.Indicator.unit, m.Indicator.decimals),
        *(m.Indicator.better, m.Indicator.frequency, m.Indicator.reports, m.Indicator.only_rises),
        m.Indicator.definition,
    )
    .join(m.Institution)
    .order_by(m.Indicator.id)
)


def read_catalogue(session: Session) -> Catalogue:
    """Read every institution and indicator."""
    institutions = [_build_definition(Institution, *row) for row in session.execute(_INSTITUTIONS)]
    indicators = [_build_definition(Indicator, *row) for row in session.execute(_INDICATORS)]
    return Catalogue({i.id: i for i in institutions}, {(i.institution, i.id): i for i in indicators})


def find_definition_problems(plan: PlanFile, catalogue: Catalogue) -> list[Problem]:
    """Find where a plan's file defines an institution or indicator otherwise than the catalogue does."""
    # A series lives across plans, so a later plan may not redefine it.
    found = []
    for institution in plan.institutions:
        before = catalogue.institutions.get(institution.id)
        if before is not None and before != institution:
            found += _find_differences(f"institutions[{institution.id}]", before, institution)
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
def _build_definition(kind: type[Definition], *values: object) -> Definition:
    # A definition never changes, so each process validates it once.
    return kind(**dict(zip(kind.model_fields, values, strict=True)))


def _find_differences(
    place: str, before: Institution | Indicator, now: Institution | Indicator
) -> list[Problem]:
    recorded, given = before.model_dump(), now.model_dump()
    return [
        Problem("definition_differs", f"{place}.{key}", {"recorded": recorded[key], "given": given[key]})
        for key in recorded
        if recorded[key] != given[key]
    ]
