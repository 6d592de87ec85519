"""The status of a test, a group and a goal that follows from what is known of it, without any forecast."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from metrics.algebra.outcome import Outcome
from metrics.algebra.sums import to_fraction
from metrics.algebra.tree import Evaluation
from metrics.plan.criteria import Grading
from metrics.plan.terms import Party
from metrics.score.tests import Trace
from metrics.status import Status

_OPEN_ORDER = (Status.OVERDUE_DATA, Status.AWAITING_CONFIRMATION, Status.NOT_DUE)


def find_leaf_status(outcome: Outcome, trace: Trace, as_of: date, *, suspended: bool) -> Status:
    """Find the status of a test; nothing of a suspended plan is late."""
    if outcome.credit is not None:
        gone = trace.early is False and not trace.settled and not trace.ended
        return Status.OUT_OF_REACH if gone else _find_credit_status(outcome.credit)
    late = {due.by for due in trace.due if due.count_days_late(as_of)}
    if late and not suspended:
        return Status.OVERDUE_DATA if Party.INSTITUTION in late else Status.AWAITING_CONFIRMATION
    return Status.NOT_DUE if trace.due else Status.UNKNOWN


def find_group_status(
    grading: Grading | None, evaluation: Evaluation, undecided: Sequence[Status], *, gone: bool, running: bool
) -> Status:
    """Find the first status that fits: decided, overdue, awaiting the department, not due, unknown.

    `undecided` are those of its tests that can still decide it; `gone` tells that a part of it is out of reach.
    """
    credit = evaluation.outcome.credit
    if credit is None:
        return next((status for status in _OPEN_ORDER if status in undecided), Status.UNKNOWN)
    # A goal settled from outside has nothing below it in its tree, and is never lost early.
    early = evaluation.children and running
    if not credit and early and (gone or undecided):
        return Status.OUT_OF_REACH
    return find_grade_status(grading, evaluation) or _find_credit_status(credit)


def find_grade_status(grading: Grading | None, evaluation: Evaluation) -> Status | None:
    """Find the status a grade gives to the ungraded credit: 23 of 24 may be "partly met" and still earn nothing."""
    credit = evaluation.plain.credit
    if grading is None or credit is None:
        return None
    reached = [point for point in grading.points if to_fraction(point.at) <= credit]
    return reached[-1].status if reached else None


def _find_credit_status(credit: Fraction) -> Status:
    if credit == 1:
        return Status.MET
    return Status.PARTLY_MET if credit else Status.NOT_MET
