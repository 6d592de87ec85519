"""What a report is made up on: the plan in force, what is known, and the rules of its ministry area."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from metrics.errors import refuse
from metrics.facts.fact_history import FactHistory
from metrics.followup.thresholds import USUAL, Thresholds, ThresholdSetting, find_thresholds_in_force
from metrics.periods import Period, find_danish_day
from metrics.plan.catalogue import Catalogue
from metrics.plan.model import Plan
from metrics.plan.versions import PlanVersion, find_number, find_version_in_force
from metrics.report.report_lines import find_report_day, read_report_period
from metrics.score.accepted_periods import AcceptedPeriods
from metrics.score.scoring import Score, score_plan


@dataclass(frozen=True, slots=True)
class ReportGround:
    """What a report is made up on, whoever reads it and whatever is typed: the same as long as the data is.

    `score` is the plan's without any draft.
    """

    plan: Plan
    plan_version: int
    period: Period
    catalogue: Catalogue
    score: Score
    thresholds: Thresholds
    accepted: AcceptedPeriods


def build_ground(
    versions: Sequence[PlanVersion],
    quarter: str,
    history: FactHistory,
    catalogue: Catalogue,
    now: datetime,
    *,
    plans: Iterable[Plan],
    settings: Iterable[ThresholdSetting],
) -> ReportGround:
    """Build the ground of a plan's report for a quarter, or for a day, from the plan's versions.

    Raises InvalidInput (`quarter_unknown`, `period_invalid`, `before_signing`).
    """
    today = find_danish_day(now)
    plan = find_version_in_force(versions, today, now) or versions[-1].plan
    if not plan.locked:
        raise refuse("before_signing", plan.id, stage=plan.stage)
    period = read_report_period(plan, quarter)
    facts = history.known(find_report_day(plan, period, today), now)
    given = find_thresholds_in_force(settings, now)
    return ReportGround(
        plan,
        find_number(versions, plan),
        period,
        catalogue,
        score_plan(plan, facts, catalogue),
        given.get(catalogue.find_area_on(plan.institution, today), USUAL),
        AcceptedPeriods.of(plans, catalogue),
    )
