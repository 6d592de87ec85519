"""A role in words: which it is, for what, from when until when, and what it permits."""

from __future__ import annotations

from collections.abc import Mapping

from metrics.access import Action, Grant, sort_goals
from words.language import Words


def write_scope(given: Grant, institutions: Mapping[str, str], words: Words) -> str:
    """Write what a grant is for: an institution with the goals, if it is for some, an area, or everything."""
    if given.institution is not None:
        name = institutions.get(given.institution, given.institution)
        goals = words.list(sort_goals(given.goals))
        return words.n("grant.goals", len(given.goals), institution=name, goals=goals) if goals else name
    if given.area is not None:
        return words.t("grant.area", area=given.area)
    return words.t("grant.everything")


def write_grant(given: Grant, institutions: Mapping[str, str], words: Words) -> str:
    """Write a grant: the role, what it is for, and from when until when."""
    role, scope = words.t(f"role.{given.role}"), write_scope(given, institutions, words)
    start = words.date(given.start)
    if given.end is None:
        return words.t("grant.open", role=role, scope=scope, start=start)
    return words.t("grant.until", role=role, scope=scope, start=start, end=words.date(given.end))


def write_permitted(given: Grant, words: Words) -> str:
    """Write what a grant permits, as a list."""
    names = [words.t(f"action.{action}") for action in Action if given.allows(action, in_part=True)]
    return words.list([f"{name[:1].lower()}{name[1:]}" for name in names])
