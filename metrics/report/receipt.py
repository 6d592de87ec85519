"""What the department has to answer in a report that was handed in: milestones reported as done, and assessments."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

from metrics.facts.reports.line_keys import LineKind, make_key
from metrics.facts.schema import EventKind
from metrics.periods import Period
from metrics.plan.terms import Party
from metrics.report.next_steps import StepGround
from metrics.report.report_lines import list_assessing_words
from metrics.score.scoring import Score


def find_step_ground(
    score: Score, period: Period, declared: Collection[str], due: date | None, answer_days: int
) -> StepGround:
    """Find what steps with a report are held against; `declared` are the lines handed in or carried into it."""
    claimed = [key for key in _list_claimed(score) if key in declared]
    return StepGround(sorted(declared), claimed, dict(_find_assessed(score, period)), due, answer_days)


def _list_claimed(score: Score) -> Iterator[str]:
    """List the milestones that the institution has reported as done and the department has not answered."""
    for goal in score.goals:
        for leaf in goal.leaves():
            said = score.facts.events.get((score.plan.id, leaf.criterion.number))
            if leaf.criterion.milestone and said and said.kind is EventKind.CLAIMED:
                yield make_key(LineKind.MILESTONE, leaf.criterion.number)


def _find_assessed(score: Score, period: Period) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Find the assessments that the department owes by the end of a period, with the words each may be given."""
    for goal in score.goals:
        for leaf in goal.open_leaves():
            test = leaf.criterion.assessed
            if test and test.by is Party.DEPARTMENT and test.due <= period.end:
                yield make_key(LineKind.ASSESSED, leaf.criterion.number), list_assessing_words(test)
