"""The steps taken with a report in words: who took one, when, and what they said."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from metrics.access import TRIAL, Role
from metrics.periods import find_danish_day
from metrics.plan.model import Indicator
from metrics.report.course import ReportStep
from words.language import Words, count_decimals


def name_person(person: str, words: Words) -> str:
    """Name whoever has done something; where roles are only tried, by the role."""
    tried, _, role = person.partition("-")
    return words.t(f"role.{role}") if tried == TRIAL and role in set(Role) else person


def write_person(person: str, role: Role, words: Words) -> str:
    """Write whoever has done something, and in which role; where roles are only tried, the role alone."""
    named = words.t(f"role.{role}")
    tried = person.split("-", maxsplit=1)[0] == TRIAL
    return named if tried else words.t("scenario.who", person=person, role=named)


def write_taker(step: ReportStep, words: Words) -> str:
    """Write who took a step, and in which role; where roles are only tried, the role alone."""
    return write_person(step.person, step.role, words)


def write_stand_in(step: ReportStep, series: Indicator | None, words: Words) -> str:
    """Write the number that the department has noted; with its unit where the `series` is known."""
    number = Decimal(step.word)
    shown = count_decimals(Fraction(number))
    return words.value(number, series.unit, shown) if series else words.number(number, shown)


def write_step(step: ReportStep, words: Words) -> str:
    """Write a step as one line: what was done, when and by whom."""
    what = words.t(f"record.report_{step.kind}")
    on = words.date_short(find_danish_day(step.at))
    line = words.t("receiving.step", what=what, on=on, who=write_taker(step, words))
    return words.t("receiving.step_until", step=line, until=words.date(step.until)) if step.until else line
