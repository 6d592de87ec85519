"""The development plans that a reader may see at a moment, with how they stand and which goals serve them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from metrics.access import Action
from metrics.direction.direction_plan import Direction
from metrics.direction.direction_versions import DirectionVersion
from metrics.direction.document_versions import find_in_force
from metrics.direction.progress import StepEvent, StepStanding, find_standings
from metrics.direction.serving import ServingGoal, find_serving, find_yearly_plans
from metrics.plan.model import Institution, Plan
from pages.ui.moments import JudgedMoment
from pages.ui.page import Page
from pages.ui.people import find_permitted
from pages.ui.snapshot import read_definitions, read_part


@dataclass(frozen=True, slots=True)
class DirectionView:
    """A development plan as it stands at the page's moment.

    `serving` are its links to goals that the reader may see, `yearly` the signed plans within its years,
    `versions` those known so far.
    """

    direction: Direction
    owner: Institution
    standings: Mapping[str, StepStanding]
    told: Sequence[StepEvent]
    serving: Sequence[ServingGoal]
    yearly: Sequence[Plan]
    versions: Sequence[DirectionVersion] = ()


def list_directions(page: Page, moment: JudgedMoment) -> list[Direction]:
    """List the development plans in force that the reader may see, by institution and year."""
    seen = find_permitted(moment.catalogue, page.reader, Action.SEE, page.today)
    every = find_in_force(read_definitions().directions, page.as_of, page.known_at)
    return [one for one in every if one.institution in seen]


def view_direction(page: Page, moment: JudgedMoment, direction: Direction) -> DirectionView:
    """View a development plan at the page's moment."""
    told = [one for one in read_part(direction.institution).progress if one.plan == direction.id]
    plans = {plan.id: plan for plan in moment.plans}
    return DirectionView(
        direction,
        moment.catalogue.find_institution(direction.institution, direction.start),
        find_standings(direction, told, page.as_of, page.known_at),
        told,
        find_serving(direction, plans),
        find_yearly_plans(direction, moment.plans),
        [
            one
            for one in read_definitions().directions
            if one.document.id == direction.id
            and one.recorded_at <= page.known_at
            and one.document.counts_from <= page.as_of
        ],
    )


def find_directions_of(page: Page, moment: JudgedMoment, plan: Plan) -> list[Direction]:
    """Find the development plans of a plan's institution that its goals may serve, or may have gone before."""
    return [one for one in list_directions(page, moment) if one.institution == plan.institution]
