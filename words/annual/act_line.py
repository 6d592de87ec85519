"""Who did something with a year's settlement, in words."""

from __future__ import annotations

from metrics.annual.annual_course import AnnualActDone
from words.language import Words
from words.reports.step_line import write_person


def write_actor(done: AnnualActDone, words: Words) -> str:
    """Write who did something, and in which role; where roles are only tried, the role alone."""
    return write_person(done.person, done.role, words)
