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
        one = _month_end(key, _url=url, _version=version, _plan=plan, _day=day, _known_at=known_at)
        course += [one] if one else []
    return course


def _find_basis(found: JudgedMoment, plan: Plan, day: date) -> str:
    """Identify what a month's end may depend on: the forecasts learnt from the plan's area on that very day."""
    return found.held.make_key_of([plan.institution], since=day) if found.held else found.key


@keep(KEPT_MONTHS)
def _month_end(
    key: str, _url: str, _version: Version, _plan: Plan, _day: date, _known_at: datetime
) -> MonthEnd | None:
    catalogue = read_snapshot_at(_url, _version).catalogue
    area = catalogue.find_area_on(_plan.institution, _day)
    narrow = make_key(_url, _version, _plan.institution, area)
    held, history = _narrow_history(narrow, _url, _version, _plan, area, _day)
    in_force = versions.find_plans_in_force(held, _day, _known_at)
    plans = [plan for plan in in_force if plan.counts_from <= _day or not plan.locked]
    if _plan.id not in [plan.id for plan in plans]:
        return None
    outlooks = foresee_plans(plans, history.known(_day, _known_at), catalogue, {})
    return make_month_end(outlooks[_plan.id].score, catalogue)


@keep(KEPT_MOMENTS)
def _narrow_history(
    key: str, _url: str, _version: Version, _plan: Plan, _area: str, _day: date
) -> tuple[tuple[PlanVersion, ...], FactHistory]:
    """Narrow what was ever recorded to what an institution's forecasts need, since a course asks a dozen times.

    That is its own plans and those of its area that the forecasts learn from, with what they read.
    """
    held = read_snapshot_at(_url, _version)
    newest = {one.plan.id: one.plan for one in held.versions}
    learnt_from = choose_tests(select_plans_of(_area, newest.values(), held.catalogue, _day))
    own = tuple(
        one
        for one in held.versions
        if one.plan.institution == _plan.institution or one.plan.id in learnt_from
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
