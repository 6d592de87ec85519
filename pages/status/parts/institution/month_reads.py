"""Cached reads of a plan's course: how its total was expected at each month's end, as known then."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from db.location import find_database_url
from metrics.facts.fact_history import FactHistory
from metrics.followup.outlook import foresee_plans, select_plans_of
from metrics.foresight.lean import choose_tests
from metrics.periods import find_day_end
from metrics.plan import versions
from metrics.plan.model import Plan
from metrics.plan.versions import PlanVersion
from metrics.whatif.month_ends import MonthEnd, list_month_ends, make_month_end
from pages.ui.data_version import KEPT_MOMENTS, Version, find_version, make_key
from pages.ui.kept.keep import keep
from pages.ui.moments import JudgedMoment
from pages.ui.snapshot import read_snapshot_at

KEPT_MONTHS = 2048  # a few numbers each


def read_course(found: JudgedMoment, plan: Plan) -> list[MonthEnd]:
    """Read what was expected of a plan's total at each month's end until the moment, on what was known then."""
    url = find_database_url()
    version = find_version(url)
    facts = found.facts
    course = []
    for day in list_month_ends(plan, facts.as_of):
        known_at = facts.known_at if day == facts.as_of else min(find_day_end(day), facts.known_at)
        key = make_key(_find_basis(found, plan, day), plan.id, day, known_at)
        one = _month_end(key, url=url, version=version, plan=plan, day=day, known_at=known_at)
        course += [one] if one else []
    return course


def _find_basis(found: JudgedMoment, plan: Plan, day: date) -> str:
    """Identify what a month's end may depend on: the forecasts learnt from the plan's area on that very day."""
    return found.held.make_key_of([plan.institution], since=day) if found.held else found.key


@keep(KEPT_MONTHS)
def _month_end(
    key: str, url: str, version: Version, plan: Plan, day: date, known_at: datetime
) -> MonthEnd | None:
    catalogue = read_snapshot_at(url, version).catalogue
    area = catalogue.find_area_on(plan.institution, day)
    narrow = make_key(url, version, plan.institution, area)
    held, history = _narrow_history(narrow, url, version, plan, area, day)
    in_force = versions.find_plans_in_force(held, day, known_at)
    plans = [one for one in in_force if one.counts_from <= day or not one.locked]
    if plan.id not in [one.id for one in plans]:
        return None
    outlooks = foresee_plans(plans, history.known(day, known_at), catalogue, {})
    return make_month_end(outlooks[plan.id].score, catalogue)


@keep(KEPT_MOMENTS)
def _narrow_history(
    key: str, url: str, version: Version, plan: Plan, area: str, day: date
) -> tuple[tuple[PlanVersion, ...], FactHistory]:
    """Narrow what was ever recorded to what an institution's forecasts need, since a course asks a dozen times.

    That is its own plans and those of its area that the forecasts learn from, with what they read.
    """
    held = read_snapshot_at(url, version)
    newest = {one.plan.id: one.plan for one in held.versions}
    learnt_from = choose_tests(select_plans_of(area, newest.values(), held.catalogue, day))
    own = tuple(
        one for one in held.versions if one.plan.institution == plan.institution or one.plan.id in learnt_from
    )
    series = {key for one in own for key in one.plan.series()}
    plans = {one.plan.id for one in own}
    every = held.recorded
    narrow = replace(
        every,
        observations=tuple(row for row in every.observations if row[0] in series),
        said=tuple(row for row in every.said if row[0][0] in plans),
        decisions=tuple(one for one in every.decisions if one.plan in plans),
        breaks=tuple(one for one in every.breaks if one.series in series),
        settlements=tuple(one for one in every.settlements if one.plan in plans),
    )
    return own, narrow
