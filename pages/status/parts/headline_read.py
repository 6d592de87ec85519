"""The headline of one plan at a moment, with the day that its change is counted from."""

from __future__ import annotations

from datetime import date

from metrics.followup.changes import find_at_last_reports, find_latest_report_day
from metrics.whatif.headline import Headline, find_headline
from pages.ui.moments import Before, JudgedMoment


def read_headline(found: JudgedMoment, plan: str, read_before: Before) -> tuple[Headline, date | None]:
    """Read a plan's headline, and when the latest quarterly report before the moment was due."""
    score = found.scores[plan]
    since = find_latest_report_day([score.plan], found.facts.as_of)
    then = find_at_last_reports([score.plan], found.facts.as_of, read_before).get(plan)
    satisfactory = found.find_satisfactory_of(score.plan)
    return find_headline(score, satisfactory, then.score if then else None), since
