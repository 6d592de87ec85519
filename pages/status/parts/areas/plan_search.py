"""The current plans of several areas in one order, found by the names of institutions and goals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from metrics.plan.model import Goal
from pages.status.parts.areas.area_brief import AreaBrief, Order, PlanBrief


class FoundPlan(NamedTuple):
    """A plan that is found, in its area, and the goals that were asked for; none where it is the institution."""

    area: AreaBrief
    brief: PlanBrief
    goals: tuple[Goal, ...] = ()


def search_plans(areas: Iterable[AreaBrief], asked: str, names: Mapping[str, str]) -> list[FoundPlan]:
    """Find the plans whose institution has every word of a text in its name, and those of which a goal has.

    A word may be a part of one, whatever its case. An empty text finds all.
    """
    words, found = asked.casefold().split(), []
    for area in areas:
        for brief in area.plans:
            if _has_all(names[brief.plan.institution], words):
                found.append(FoundPlan(area, brief))
            elif goals := tuple(goal for goal in brief.plan.goals if _has_all(goal.title, words)):
                found.append(FoundPlan(area, brief, goals))
    return found


def rank_plans(plans: Iterable[FoundPlan], order: Order, names: Mapping[str, str]) -> list[FoundPlan]:
    """Rank plans: the smallest share first and unknown ones last, by name, or by what is late and missing."""
    named = sorted(plans, key=lambda one: (names[one.brief.plan.institution], one.brief.plan.start))
    match order:
        case Order.WORST:
            return sorted(named, key=lambda one: (one.brief.share is None, one.brief.share or 0))
        case Order.NAME:
            return named
        case Order.LATE:
            return sorted(named, key=lambda one: -(one.brief.late + one.brief.missing))


def _has_all(text: str, words: Iterable[str]) -> bool:
    folded = text.casefold()
    return all(word in folded for word in words)
