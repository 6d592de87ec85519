"""Where a goal or a criterion stands, in words, and what is missing once the plan's period is over."""

from __future__ import annotations

from collections.abc import Iterator

from metrics.plan.catalogue import Catalogue
from metrics.score.due_item import DueItem
from metrics.score.scoring import CriterionScore, GoalScore, Score
from metrics.status import Status
from metrics.whatif.whatif import WhatIf
from words.language import Words
from words.verdict import write_span


def write_status(status: Status, words: Words, *, over: bool) -> str:
    """Write a status; once the plan's period is `over`, what is not reported is the final settlement."""
    unsettled = over and status is Status.OVERDUE_DATA
    return words.t("status.unsettled" if unsettled else f"status.{status}")


def write_gaps(goal: GoalScore, score: Score, catalogue: Catalogue, words: Words) -> list[str]:
    """Write what a goal of a plan that is over is missing, each with the day since when; nothing before that."""
    return list(dict.fromkeys(_write_gaps(goal, score, catalogue, words))) if score.is_over else []


def _write_gaps(goal: GoalScore, score: Score, catalogue: Catalogue, words: Words) -> Iterator[str]:
    for leaf in goal.open_leaves():
        for due in leaf.trace.due if leaf.trace else ():
            if due.count_days_late(score.facts.as_of):
                what = _name(due, leaf, catalogue, words)
                yield words.t("gap.since", what=what, since=words.date(due.on))


def _name(due: DueItem, leaf: CriterionScore, catalogue: Catalogue, words: Words) -> str:
    if due.owed is None:
        return f"{leaf.criterion.number} {leaf.criterion.title}"
    series = catalogue.indicators[due.owed.institution, due.owed.indicator].name
    period = write_span(due.owed.start, due.owed.end, words)
    return words.t("gap.final" if due.owed.provisional else "gap.value", name=series, period=period)


def write_contradictions(found: WhatIf, words: Words) -> list[str]:
    """Write which goals and criteria are recorded otherwise than supposed."""
    goals = {scored.goal.number: scored for scored in found.official.goals}
    return [
        words.t(
            "whatif.contradicts_goal", goal=number, status=words.t(f"status.{goals[number].status}").lower()
        )
        if number in goals
        else words.t("whatif.contradicts", number=number)
        for number in found.contradicts
    ]
