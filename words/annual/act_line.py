"""Who did something with a year's settlement, in words."""

from __future__ import annotations

from metrics.access import TRIAL
from metrics.annual.annual_course import AnnualActDone
from words.language import Words


def write_actor(done: AnnualActDone, words: Words) -> str:
    """Write who did something, and in which role; where roles are only tried, the role alone."""
    role = words.t(f"role.{done.role}")
    tried = done.person.split("-")[0] == TRIAL
    return role if tried else words.t("scenario.who", person=done.person, role=role)
