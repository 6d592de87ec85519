"""Deadlines in words: what is owed, by whom and by when."""

from __future__ import annotations

from datetime import date

from metrics.followup.deadlines import Deadline
from metrics.plan.catalogue import Catalogue
from words import addresses, verdict
from words.language import Words


def name_duty(deadline: Deadline, catalogue: Catalogue, words: Words) -> str:
    """Say what is owed, without the institution."""
    period = verdict.write_span(*deadline.span, words) if deadline.span else ""
    what = words.t(f"deadline.{deadline.duty}", period=period, title=_find_title(deadline, catalogue))
    return (
        words.t("deadline.awaited", what=what, on=words.date(deadline.awaited)) if deadline.awaited else what
    )


def name_owner(deadline: Deadline, catalogue: Catalogue, words: Words) -> str:
    """Name the institution that owes it, marked if fictional."""
    owner = catalogue.find_owner(deadline.plan)
    return f"{owner.name} [{words.t('word.fictional')}]" if owner.fictional else owner.name


def write_due_day(deadline: Deadline, words: Words) -> str:
    """Write the day it is due, and the last working day if that is another."""
    due, last = words.date(deadline.due), words.date(deadline.working_day)
    return due if deadline.working_day == deadline.due else words.t("deadline.last", due=due, last=last)


def write_days_left(deadline: Deadline, on: date, words: Words) -> str:
    """Write the days left of a deadline on a day; "today" on the day itself."""
    days = deadline.days_left(on)
    if days > 0:
        return write_days(days, words)
    return words.n("deadline.late", -days) if days else words.t("deadline.today")


def link_to_page(deadline: Deadline, words: Words) -> str:
    """Return the path of the page that tells more: the goal's or the plan's."""
    if deadline.goal is None:
        return addresses.make_path("plan", {"plan": deadline.plan.id}, words.lang)
    return addresses.make_path("goal", {"plan": deadline.plan.id, "goal": deadline.goal}, words.lang)


def _find_title(deadline: Deadline, catalogue: Catalogue) -> str:
    if not deadline.series:
        return deadline.criterion.title if deadline.criterion else deadline.plan.title
    name = catalogue.indicators[deadline.series].name
    key, _ = deadline.series
    if key == deadline.plan.institution:
        return name
    return f"{name}, {catalogue.find_institution(key, deadline.plan.start).name}"


def write_days(left: int, words: Words) -> str:
    """Write a number of days left, or overdue if below zero."""
    return words.n("goal.days_left", left) if left >= 0 else words.n("overview.days_late", -left)
