"""What is owed, in words."""

from __future__ import annotations

from datetime import date

from metrics.followup.deadlines import Deadline
from metrics.plan.catalogue import Catalogue
from words import addresses, verdict
from words.language import Words


def name_duty(deadline: Deadline, catalogue: Catalogue, words: Words) -> str:
    """What is owed, without whose it is."""
    period = verdict.write_span(*deadline.span, words) if deadline.span else ""
    return words.t(f"deadline.{deadline.duty}", period=period, title=_title(deadline, catalogue))


def name_owner(deadline: Deadline, catalogue: Catalogue, words: Words) -> str:
    """The institution whose plan owes it, marked where it is fictional."""
    owner = catalogue.institutions[deadline.plan.institution]
    return f"{owner.name} [{words.t('word.fictional')}]" if owner.fictional else owner.name


def write_due_day(deadline: Deadline, words: Words) -> str:
    """The day it is due, and the last working day where that is another."""
    due, last = words.date(deadline.due), words.date(deadline.working_day)
    return due if deadline.working_day == deadline.due else words.t("deadline.last", due=due, last=last)


def write_days_left(deadline: Deadline, on: date, words: Words) -> str:
    """How many days are left on a day, or how many have passed."""
    days = deadline.days_left(on)
    if not days:
        return words.t("deadline.today")
    return words.n("deadline.left", days) if days > 0 else words.n("deadline.late", -days)


def link_to_page(deadline: Deadline, words: Words) -> str:
    """The path of the page that tells more: the goal's, or the plan's."""
    if deadline.goal is None:
        return addresses.make_path("plan", {"plan": deadline.plan.id}, words.lang)
    return addresses.make_path("goal", {"plan": deadline.plan.id, "goal": deadline.goal}, words.lang)


def _title(deadline: Deadline, catalogue: Catalogue) -> str:
    if not deadline.series:
        return deadline.criterion.title if deadline.criterion else deadline.plan.title
    name = catalogue.indicators[deadline.series].name
    owner, _ = deadline.series
    return name if owner == deadline.plan.institution else f"{name}, {catalogue.institutions[owner].name}"


def write_days(left: int, words: Words) -> str:
    """Days to a day, or past it."""
    return words.n("goal.days_left", left) if left >= 0 else words.n("overview.days_late", -left)
