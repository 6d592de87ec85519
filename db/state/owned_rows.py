"""Narrowing a query to the rows of some institutions."""

from __future__ import annotations

from collections.abc import Collection
from typing import TypeVarTuple

from sqlalchemy import Select, select

from db import models as m

Columns = TypeVarTuple("Columns")


def select_of_owners(query: Select[*Columns], owners: Collection[str] | None) -> Select[*Columns]:
    """Narrow a query that reads from `plans` to the plans of some institutions; of all it stays as it is."""
    return query if owners is None else query.where(m.Plan.institution_id.in_(_select_ids(owners)))


def select_series_of_owners(query: Select[*Columns], owners: Collection[str] | None) -> Select[*Columns]:
    """Narrow a query that reads from `indicators` to the series of some institutions; of all it stays as it is."""
    return query if owners is None else query.where(m.Indicator.id.in_(_select_series_ids(owners)))


def _select_ids(owners: Collection[str]) -> Select[int]:
    return select(m.Institution.id).where(m.Institution.key.in_(sorted(owners)))


def _select_series_ids(owners: Collection[str]) -> Select[int]:
    return select(m.Indicator.id).where(m.Indicator.institution_id.in_(_select_ids(owners)))
