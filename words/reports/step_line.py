"""The steps taken with a report in words: who took one, when, and what they said."""

from __future__ import annotations

from metrics.access import TRIAL
from metrics.periods import find_danish_day
from metrics.report.course import ReportStep
from words.language import Words


def write_taker(step: ReportStep, words: Words) -> str:
    """Write who took a step, and in which role; where roles are only tried, the role alone."""
    role = words.t(f"role.{step.role}")
    tried = step.person.split("-")[0] == TRIAL
    return role if tried else words.t("scenario.who", person=step.person, role=role)


def write_step(step: ReportStep, words: Words) -> str:
    """Write a step as one line: what was done, when and by whom."""
    what = words.t(f"record.report_{step.kind}")
    on = words.date_short(find_danish_day(step.at))
    line = words.t("receiving.step", what=what, on=on, who=write_taker(step, words))
    return words.t("receiving.step_until", step=line, until=words.date(step.until)) if step.until else line
