"""The guide of 2014 as the plan check refers to it: its points with their pages, and how much a finding weighs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class GuidePoint(StrEnum):
    """A point of the guide; what is ours, and what was seen in the plan's document, stands outside it."""

    NEEDS = "needs"
    PAY = "pay"
    PLAN = "plan"
    PICTURE = "picture"
    GOALS = "goals"
    FOLLOW_UP = "follow_up"
    GOOD_PLAN = "good_plan"
    OURS = "ours"
    DOCUMENT = "document"


PAGES: Mapping[GuidePoint, str] = {
    GuidePoint.NEEDS: "4",
    GuidePoint.PAY: "5",
    GuidePoint.PLAN: "6",
    GuidePoint.PICTURE: "7",
    GuidePoint.GOALS: "8-9",
    GuidePoint.FOLLOW_UP: "10",
    GuidePoint.GOOD_PLAN: "11",
    GuidePoint.OURS: "",
    GuidePoint.DOCUMENT: "",
}
"""The pages on which each point stands; none for what stands outside the guide."""


class Severity(StrEnum):
    """How much a finding weighs, the heaviest first."""

    IMPORTANT = "important"
    CONSIDER = "consider"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class RuleSource:
    """Where a rule comes from, and how much its findings weigh."""

    point: GuidePoint
    severity: Severity

    @property
    def page(self) -> str:
        """The page or pages of the guide, "" for what is ours."""
        return PAGES[self.point]


def _of(point: GuidePoint, severity: Severity, *rules: str) -> dict[str, RuleSource]:
    return dict.fromkeys(rules, RuleSource(point, severity))


_P, _S = GuidePoint, Severity
SOURCES: Mapping[str, RuleSource] = {
    **_of(_P.NEEDS, _S.NOTE, "legality_goals", "security_goals"),
    **_of(_P.PAY, _S.CONSIDER, "pay_by_total"),
    **_of(_P.PLAN, _S.NOTE, "signed_just_before", "staff_unmentioned"),
    **_of(_P.PICTURE, _S.IMPORTANT, "no_strategic_picture", "picture_added"),
    **_of(_P.PICTURE, _S.CONSIDER, "picture_without_years"),
    **_of(_P.PICTURE, _S.NOTE, "short_picture"),
    **_of(_P.GOALS, _S.IMPORTANT, "goal_count", "internal_goals"),
    **_of(_P.GOALS, _S.CONSIDER, "kind_missing", "kind_added", "many_tests", "activity_not_effect"),
    **_of(_P.GOALS, _S.CONSIDER, "operational_not_measured", "many_criteria", "many_elements"),
    **_of(_P.GOALS, _S.CONSIDER, "no_definition", "no_baseline", "target_reached", "target_lowered"),
    **_of(_P.GOALS, _S.CONSIDER, "target_far", "content_later"),
    **_of(_P.GOALS, _S.NOTE, "counts_activity", "tolerance_wide", "unsteady_baseline", "vague_extent"),
    **_of(_P.GOALS, _S.NOTE, "runs_past_year", "targets_beyond_plan", "result_missing"),
    **_of(_P.FOLLOW_UP, _S.IMPORTANT, "rare_follow_up"),
    **_of(_P.FOLLOW_UP, _S.CONSIDER, "all_due_at_end", "no_dialogue", "reports_disagree"),
    **_of(_P.FOLLOW_UP, _S.NOTE, "picture_not_followed_up"),
    **_of(_P.GOOD_PLAN, _S.IMPORTANT, "signed_late", "unsigned", "provisional_target"),
    **_of(_P.DOCUMENT, _S.NOTE, "doubt"),
    **_of(_P.OURS, _S.CONSIDER, "due_in_december", "met_for_years", "never_met"),
    **_of(_P.OURS, _S.NOTE, "any_against_all"),
}
"""Every rule, with its point of the guide and its weight. docs/planguide.md gives the reasons."""
