"""What a plan's file says of institutions, series and their values: held against what is known, and added."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from db import models as m
from db.people import rights
from db.plans import (
    definitions,
    indicator_commands,
    institution_commands,
    institution_queries,
    plan_queries,
)
from db.results import result_queries
from metrics.access import Action
from metrics.errors import InvalidInput, Problem
from metrics.facts.schema import Result
from metrics.plan import stated_indicators, stated_institutions
from metrics.plan.cases.case_rule import write_rule
from metrics.plan.catalogue import Catalogue
from metrics.plan.lost_credit import find_lost_credit
from metrics.plan.model import DocumentResult, Plan, PlanFile
from metrics.plan.stated_indicators import StatedIndicators
from metrics.plan.stated_institutions import StatedInstitutions
from metrics.plan.versions import find_signing_problems
from metrics.score.accepted_periods import AcceptedPeriods


def bring_definitions(
    session: Session, before: PlanFile, plan: PlanFile, found: Sequence[Problem], entered: datetime
) -> None:
    """Add the definitions that an amendment brings, as a draft's are, so that whoever agrees to it finds them.

    Raises InvalidInput with every problem, those `found` already among them.
    """
    catalogue = read_own_catalogue(session, plan)
    new_values = [o for o in plan.observations if o not in before.observations]
    affected = definitions.find_affected_institutions(plan, new_values, catalogue)
    demand_rights(session, [Action.DRAFT], plan.institution, *affected)
    stated = compare_institutions(session, plan, catalogue, entered)
    stated_series = compare_indicators(session, plan, catalogue, entered)
    problems = [*found, *stated.problems, *stated_series.problems, *find_unfit_to_sign(before, plan)]
    problems += find_unread_values(session, plan, new_values)
    if problems:
        raise InvalidInput(problems)
    if stated.changes:
        institution_commands.record_changes(session, stated.changes)
    if stated_series.corrections:
        indicator_commands.record_corrections(session, stated_series.corrections)
    add_definitions(session, plan, catalogue)


def demand_rights(session: Session, actions: Sequence[Action], *institutions: str) -> None:
    """Demand each of some rights over some institutions."""
    for action in actions:
        rights.demand_right(session, action, *institutions)


def compare_institutions(
    session: Session, plan: PlanFile, catalogue: Catalogue, now: datetime
) -> StatedInstitutions:
    """Compare the institutions of a file with those known; changes the writer may not make are problems."""
    # What others say counts only where something is said otherwise.
    plans = _read_plans_about(session, plan) if stated_institutions.find_restated(plan, catalogue) else []
    stated = stated_institutions.compare_institutions(plan, catalogue, plans, now)
    if not stated.changes or rights.has_right(session, Action.GRANT):
        return stated
    refused = stated_institutions.refuse_changes(plan, catalogue, stated.changes)
    return StatedInstitutions(problems=(*stated.problems, *refused))


def compare_indicators(
    session: Session, plan: PlanFile, catalogue: Catalogue, now: datetime
) -> StatedIndicators:
    """Compare the series of a file with those known; corrections the writer may not make are problems."""
    restated = {(one.institution, one.id) for _, one in stated_indicators.find_restated(plan, catalogue)}
    plans = _read_plans_about(session, plan) if restated else []
    reported = result_queries.read_reported_series(session, restated) if restated else set()
    stated = stated_indicators.compare_indicators(plan, catalogue, plans, reported, now)
    owners = {one.institution for one in stated.corrections}
    if all(rights.has_right(session, Action.DRAFT, owner) for owner in owners):
        return stated
    refused = stated_indicators.refuse_corrections(plan, catalogue, stated.corrections)
    return StatedIndicators(problems=(*stated.problems, *refused))


def read_own_catalogue(session: Session, plan: PlanFile) -> Catalogue:
    """Read what is defined of the institutions that a file has to do with."""
    return definitions.read_catalogue(session, owners=_list_owners(plan))


def _read_plans_about(session: Session, plan: PlanFile) -> list[Plan]:
    """Read the plans that have to do with any institution of a file: what the others hold is nothing to it."""
    return plan_queries.read_plans(session, about=_list_owners(plan))


def _list_owners(plan: PlanFile) -> set[str]:
    stated = {one.id for one in plan.institutions}
    defined = {one.institution for one in plan.indicators}
    valued = {one.institution for one in plan.observations}
    read = {owner for owner, _ in plan.plan.series()}
    return {plan.institution, *stated, *defined, *valued, *read}


def find_unread_values(
    session: Session, plan: PlanFile, new_values: Sequence[DocumentResult]
) -> list[Problem]:
    """Find the values in a plan's file for periods that no plan would read."""
    if not new_values:
        return []
    own = {(i.institution, i.id): i for i in plan.indicators}
    others = [other for other in _read_plans_about(session, plan) if other.id != plan.id]
    read = {owner for other in others for owner, _ in other.series()}
    catalogue = definitions.read_catalogue(session, owners=_list_owners(plan) | read)
    every = replace(catalogue, indicators={**catalogue.indicators, **own})
    accepted = AcceptedPeriods.of([*others, plan.plan], every)
    made = ((value, accepted.fit(Result(**value.model_dump()))) for value in new_values)
    return [
        Problem(wrong.code, f"observations[{value.indicator} {value.period}]", wrong.params)
        for value, wrong in made
        if isinstance(wrong, Problem)
    ]


def find_unfit_to_sign(before: PlanFile | None, plan: PlanFile) -> Iterator[Problem]:
    """Find what prevents a plan from being signed, also of a draft where that is of its goals."""
    # Signing asks of every goal; until then, and after, what stood before is let stand.
    bound = before is not None and (before.locked or not plan.locked)
    yield from find_lost_credit(plan, before.goals if before and bound else ())
    # A file that is the first word of a plan is taken as it was signed elsewhere; what was a draft here is signed here.
    if plan.locked and before is not None and not before.locked:
        yield from find_signing_problems(plan.plan)


def add_definitions(session: Session, plan: PlanFile, catalogue: Catalogue) -> None:
    """Add the institutions and the series of a plan's file that are not known."""
    for institution in plan.institutions:
        if institution.id not in catalogue.institutions:
            rest = institution.model_dump(exclude={"id"})
            session.add(m.Institution(key=institution.id, **rest))
    session.flush()
    new = [one for one in plan.indicators if (one.institution, one.id) not in catalogue.indicators]
    owners = institution_queries.read_institution_ids(session, {one.institution for one in new})
    for indicator in new:
        rest = indicator.model_dump(exclude={"id", "institution"}, mode="json")
        rest["cases"] = write_rule(indicator.cases) if indicator.cases else None
        session.add(m.Indicator(key=indicator.id, institution_id=owners[indicator.institution], **rest))
    session.flush()
