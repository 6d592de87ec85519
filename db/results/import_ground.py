"""What told rows are held against: all that is known of the institutions they are about, and nothing of the others."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import polars as pl
from sqlalchemy import select
from sqlalchemy.orm import Session

from db import models as m
from db.plans import definitions, institution_queries, plan_queries
from db.results import result_queries
from metrics.facts.known_names import KnownNames
from metrics.facts.raw_row import RawRow
from metrics.plan.catalogue import Catalogue
from metrics.plan.model import Plan
from metrics.score.accepted_periods import AcceptedPeriods

FEW = 200
"""Up to how many institutions the plans that read them are looked for; for more of them every plan is read."""


@dataclass(frozen=True)
class ImportGround:
    """The plans that have to do with some institutions, what these read, and what is recorded of the institutions.

    The frames follow the contracts `OBSERVATIONS` and `EVENTS`.
    """

    plans: Sequence[Plan]
    catalogue: Catalogue
    observations: pl.DataFrame
    events: pl.DataFrame

    @cached_property
    def accepted(self) -> AcceptedPeriods:
        """The periods that each series can be told for."""
        return AcceptedPeriods.of(self.plans, self.catalogue)


def read_import_ground(session: Session, owners: Collection[str] | None) -> ImportGround:
    """Read what rows about some institutions are held against; of None, all there is."""
    few = owners if owners is not None and len(owners) <= FEW else None
    plans = plan_queries.read_plans(session, about=few)
    read = None if few is None else {*few, *(owner for plan in plans for owner, _ in plan.series())}
    return ImportGround(
        plans,
        definitions.read_catalogue(session, owners=read),
        result_queries.read_observations(session, owners=few),
        result_queries.read_events(session, owners=few),
    )


def find_owners(session: Session, rows: Sequence[RawRow], today: date) -> set[str] | None:
    """Find the institutions that rows of a file are about, by what they name: an institution, or a plan.

    None where something named is not known: whoever is refused for it is told all there is.
    """
    said = [row for row in rows if not (row.not_available or row.empty)]
    first, histories = institution_queries.read_institutions(session)
    names = KnownNames(definitions.show_as_of(Catalogue(first, {}, histories), today))
    owners = {names.find_institution(text) for text in {row.cell("institution") for row in said}}
    plans = {row.cell("indicator").partition(":")[0] for row in said if ":" in row.cell("indicator")}
    of_plans = _read_owners(session, plans)
    found = {owner for owner in owners if owner is not None}
    return found | {*of_plans.values()} if len(found) == len(owners) and plans == of_plans.keys() else None


def _read_owners(session: Session, plans: Collection[str]) -> dict[str, str]:
    query = select(m.Plan.key, m.Institution.key).join(
        m.Institution, m.Institution.id == m.Plan.institution_id
    )
    chosen = query.where(plan_queries.YEARLY, m.Plan.key.in_(sorted(plans)))
    return dict(session.execute(chosen).all()) if plans else {}
