"""What a ministry area owes and what is at risk in it: found once, for its section and for its row among all areas."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from metrics.followup.concerns import Concern, find_concerns
from metrics.followup.deadlines import Deadline
from metrics.followup.outlook import Outlook
from metrics.followup.owed_groups import OwedUntil, find_next_report, group_deadlines
from metrics.plan.catalogue import Catalogue
from metrics.plan.model import Plan

WEIGHTIEST = 6
"""How many goals are shown of all areas: those with most points at stake."""


@dataclass(frozen=True, slots=True)
class AreaRisks:
    """An area's deadlines `wanted`, the same in groups, and its goals that need attention.

    `late` are the goals that something wanted and late belongs to, `others` what is late outside them; `at_risk` are
    the goals that nothing late belongs to.
    """

    wanted: tuple[Deadline, ...]
    owed: OwedUntil
    late: tuple[Concern, ...]
    others: tuple[Deadline, ...]
    at_risk: tuple[Concern, ...]


def find_area_risks(
    outlooks: Sequence[Outlook], owed: Sequence[Deadline], as_of: date, owes: str = ""
) -> AreaRisks:
    """Find what is to be told of some plans by their deadlines; `owes` is the role whose deadlines are wanted."""
    wanted = tuple(one for one in owed if owes in ("", one.role))
    groups = group_deadlines(wanted, as_of, find_next_report(owed, as_of))
    behind = {(one.plan.id, one.goal) for one in owed if one.days_left(as_of) < 0}
    asked = {(one.plan.id, one.goal) for one in groups.late}
    found = find_concerns(outlooks)
    late = tuple(one for one in found if _find_key(one) in asked)
    told = {_find_key(one) for one in late}
    return AreaRisks(
        wanted,
        groups,
        late,
        tuple(one for one in groups.late if (one.plan.id, one.goal) not in told),
        tuple(one for one in found if _find_key(one) not in behind),
    )


def _find_key(concern: Concern) -> tuple[str, str]:
    return concern.outlook.score.plan.id, concern.goal.goal.number


class WeighedGoal(NamedTuple):
    """A goal that needs attention, by what is at stake: ranked by the share of its plan's points, then by the day."""

    share: Fraction
    due: date
    plan: Plan
    goal: str

    @property
    def rank(self) -> tuple[Fraction, date]:
        """What comes first has most at stake and is due first."""
        return -self.share, self.due


@dataclass(frozen=True, slots=True)
class RiskBrief:
    """A ministry area in brief: how many goals are at risk and how much is late, what is owed until the next report.

    `owed` counts what is due until the day of that report, or at any time where none is to come; `owing` are the
    institutions whose plans owe something wanted, late or to come.
    """

    name: str
    fictional: bool
    institutions: int
    at_risk: int
    late: int
    owed: int
    next_due: date | None
    next_report: date | None
    weightiest: tuple[WeighedGoal, ...]
    owing: frozenset[str]


def brief_area(name: str, outlooks: Sequence[Outlook], risks: AreaRisks, catalogue: Catalogue) -> RiskBrief:
    """Count what the section of an area shows."""
    owners = {one.score.plan.institution for one in outlooks}
    coming = [one for group in risks.owed.groups for one in group.items]
    return RiskBrief(
        name,
        any(catalogue.institutions[owner].fictional for owner in owners),
        len(owners),
        len(risks.at_risk),
        len(risks.late) + len(risks.others),
        len(coming),
        min((one.due for one in (*coming, *risks.owed.later)), default=None),
        risks.owed.until,
        tuple(sorted(map(_weigh, (*risks.late, *risks.at_risk)), key=lambda one: one.rank)[:WEIGHTIEST]),
        frozenset(one.plan.institution for one in risks.wanted),
    )


def _weigh(concern: Concern) -> WeighedGoal:
    score, first = concern.outlook.score, concern.first
    share = score.points.find_share(first.points)
    return WeighedGoal(share, first.due, score.plan, concern.goal.goal.number)


def rank_areas(areas: Sequence[RiskBrief]) -> list[RiskBrief]:
    """Rank areas: those with most at risk or late first, then by what weighs most in them, then by name."""
    nothing = (Fraction(0), date.max)
    return sorted(
        areas,
        key=lambda one: (
            -(one.at_risk + one.late),
            one.weightiest[0].rank if one.weightiest else nothing,
            one.name,
        ),
    )


def choose_weightiest(areas: Sequence[RiskBrief]) -> list[WeighedGoal]:
    """Choose the goals with most at stake of several areas."""
    every = (goal for area in areas for goal in area.weightiest)
    return sorted(every, key=lambda one: one.rank)[:WEIGHTIEST]
