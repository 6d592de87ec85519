"""What differs between two versions of a plan of duties."""

from __future__ import annotations

from metrics.direction.document_changes import DocumentChange, compare_keys, compare_parts
from metrics.duties.duty_plan import DutyPlan

DUTY_TIMES = ("rule", "first", "trigger")
"""The keys that say when a duty returns."""


def compare_duty_plans(before: DutyPlan, after: DutyPlan) -> list[DocumentChange]:
    """Compare two versions of a plan of duties: the document's own keys first, then duty by duty."""
    return [*compare_keys(before, after), *compare_parts(before.duties, after.duties)]
