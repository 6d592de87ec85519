"""The duties of an institution that a reader may see at a moment, with the times of a year and how they stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from metrics.access import Action
from metrics.direction.document_versions import find_in_force
from metrics.direction.progress import StepEvent
from metrics.duties.duty_plan import DutyPlan
from metrics.duties.occurrences import (
    DutyStanding,
    find_occurrence_standings,
    find_open_from_before,
    find_timeless_standings,
)
from metrics.plan.model import Institution
from pages.ui.moments import JudgedMoment
from pages.ui.page import Page
from pages.ui.people import find_permitted
from pages.ui.snapshot import read_snapshot


@dataclass(frozen=True, slots=True)
class DutyView:
    """A plan of duties at the page's moment: the times of a year, what is open from before it, and the rest."""

    plan: DutyPlan
    owner: Institution
    year: int
    times: Sequence[DutyStanding]
    before: Sequence[DutyStanding]
    timeless: Mapping[str, DutyStanding]
    told: Sequence[StepEvent]


def list_duty_plans(page: Page, moment: JudgedMoment) -> list[DutyPlan]:
    """List the plans of duties in force that the reader may see, by institution."""
    seen = find_permitted(moment.catalogue, page.reader, Action.SEE, page.today)
    every = find_in_force(read_snapshot().duties, page.as_of, page.known_at)
    return [one for one in every if one.institution in seen]


def view_duties(page: Page, moment: JudgedMoment, plan: DutyPlan, year: int) -> DutyView:
    """View a plan of duties in a year, at the page's moment."""
    told = [one for one in read_snapshot().duty_reports if one.plan == plan.id]
    days = (date(year, 1, 1), date(year, 12, 31))
    at = (page.as_of, page.known_at)
    return DutyView(
        plan,
        moment.catalogue.find_institution(plan.institution, plan.start),
        year,
        find_occurrence_standings(plan, told, days, *at),
        find_open_from_before(plan, told, year, *at),
        {one.duty.number: one for one in find_timeless_standings(plan, told, *at)},
        told,
    )
