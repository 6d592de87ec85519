"""Deadlines in words: what is owed, by whom and by when."""

from __future__ import annotations

from datetime import date

from metrics.direction.planned_time import parse_time
from metrics.followup.commitments import Commitment
from metrics.followup.deadlines import Deadline, Duty
from metrics.periods import find_danish_day
from metrics.plan.catalogue import Catalogue
from words import addresses, verdict
from words.directions.planned_line import write_time
from words.language import Words


def name_duty(deadline: Deadline, catalogue: Catalogue, words: Words) -> str:
    """Say what is owed, without the institution."""
    period = verdict.write_span(*deadline.span, words) if deadline.span else ""
    title = _find_title(deadline, catalogue)
    if deadline.duty is Duty.ANSWER and deadline.span:
        title = words.t("deadline.report", period=period)
    what = words.t(f"deadline.{deadline.duty}", period=period, title=title)
    if deadline.source:
        what = words.t("deadline.fetched", what=what, source=deadline.source)
    return (
        words.t("deadline.awaited", what=what, on=words.date(deadline.awaited)) if deadline.awaited else what
    )


def name_owner(deadline: Deadline, catalogue: Catalogue, words: Words) -> str:
    """Name the institution that owes it, marked if fictional."""
    owner = catalogue.find_owner(deadline.plan)
    return f"{owner.name} [{words.t('word.fictional')}]" if owner.fictional else owner.name


def write_due_day(deadline: Deadline | Commitment, words: Words) -> str:
    """Write the day it is due, and the last working day if that is another; a time that is no day as it was said."""
    if isinstance(deadline, Commitment) and deadline.planned:
        text, first, last_day = deadline.planned
        return write_time(parse_time(text, (first, last_day)), words)
    due, last = words.date(deadline.due), words.date(deadline.working_day)
    return due if deadline.working_day == deadline.due else words.t("deadline.last", due=due, last=last)


def write_days_left(deadline: Deadline | Commitment, on: date, words: Words) -> str:
    """Write the days left of a deadline on a day; "today" on the day itself. Of a time that is no day it has passed."""
    if isinstance(deadline, Commitment) and deadline.planned:
        return words.t("deadline.over")
    days = deadline.days_left(on)
    return write_days(days, words) if days else words.t("deadline.today")


def write_since(deadline: Deadline, words: Words) -> str:
    """Say since when an answer is waited for and by whose act; empty for what answers nothing."""
    if deadline.since is None:
        return ""
    on = words.date(find_danish_day(deadline.since.since))
    return words.t(f"deadline.since_{deadline.duty}", on=on, by=deadline.since.by)


def link_to_page(deadline: Deadline, words: Words) -> str:
    """Return the path of the page where it is done, see `find_page`."""
    key, query = find_page(deadline)
    return addresses.make_path(key, query, words.lang)


def find_page(deadline: Deadline) -> tuple[str, dict[str, str]]:
    """Find the page where it is done, and what is asked of it: a report's, a settlement's, or that of its subject."""
    if deadline.quarter:
        return "report", {"plan": deadline.plan.id, "quarter": deadline.quarter}
    if deadline.duty is Duty.SETTLEMENT:
        return "annual", {"plan": deadline.plan.id}
    return find_subject(deadline)


def find_subject(deadline: Deadline) -> tuple[str, dict[str, str]]:
    """Find the page of what it is about: the goal's or the plan's."""
    plan = {"plan": deadline.plan.id}
    return ("goal", {**plan, "goal": deadline.goal}) if deadline.goal else ("plan", plan)


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
