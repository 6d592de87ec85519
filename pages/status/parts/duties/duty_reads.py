"""The duties of an institution that a reader may see at a moment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from metrics.access import Action
from metrics.direction.document_versions import find_in_force
from metrics.direction.progress import StepEvent
from metrics.duties.duty_plan import DutyPlan
from metrics.duties.occurrences import DutyStanding, find_timeless_standings
from metrics.plan.model import Institution
from pages.ui.moments import JudgedMoment
from pages.ui.page import Page
from pages.ui.people import find_permitted
from pages.ui.snapshot import read_definitions, read_part


@dataclass(frozen=True, slots=True)
class DutyView:
    """A plan of duties at the page's moment: what was said of it, and of the duties that have no times."""

    plan: DutyPlan
    owner: Institution
    timeless: Mapping[str, DutyStanding]
    told: Sequence[StepEvent]


def list_duty_plans(page: Page, moment: JudgedMoment) -> list[DutyPlan]:
    """List the plans of duties in force that the reader may see, by institution."""
    seen = find_permitted(moment.catalogue, page.reader, Action.SEE, page.today)
    every = find_in_force(read_definitions().duties, page.as_of, page.known_at)
    return [one for one in every if one.institution in seen]


def view_duties(page: Page, moment: JudgedMoment, plan: DutyPlan) -> DutyView:
    """View a plan of duties at the page's moment."""
    told = [one for one in read_part(plan.institution).duty_reports if one.plan == plan.id]
    timeless = find_timeless_standings(plan, told, page.as_of, page.known_at)
    owner = moment.catalogue.find_institution(plan.institution, plan.start)
    return DutyView(plan, owner, {one.duty.number: one for one in timeless}, told)
