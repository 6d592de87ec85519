"""Narrowing a query to the rows of some series."""

from __future__ import annotations

from collections.abc import Collection
from typing import TypeVarTuple

from sqlalchemy import Select, select, tuple_

from db import models as m
from metrics.plan.formula import SeriesKey

Columns = TypeVarTuple("Columns")


def select_series(query: Select[*Columns], series: Collection[SeriesKey] | None) -> Select[*Columns]:
    """Narrow a query that reads from `indicators` to some series; without any named it stays as it is."""
    if series is None:
        return query
    named = select(m.Indicator.id).join(m.Institution, m.Institution.id == m.Indicator.institution_id)
    # By their ids, so that the index on them is used and not every row is read in the order of the answer.
    return query.where(
        m.Indicator.id.in_(named.where(tuple_(m.Institution.key, m.Indicator.key).in_(sorted(series))))
    )
