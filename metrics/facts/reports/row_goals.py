"""The goals of a plan that a row of its report is about."""

from __future__ import annotations

from metrics.facts.reports.line_keys import LineKind, split_key
from metrics.plan.model import Plan


def find_row_goals(row: str, plan: Plan) -> frozenset[str]:
    """Find the numbers of the goals that a row is about: of a figure those with a test that reads it; of words none."""
    kind, of_what = split_key(row)
    match kind:
        case LineKind.EXPECTATION:
            return frozenset(of_what)
        case LineKind.MILESTONE | LineKind.ASSESSED | LineKind.NUMBER:
            return frozenset(g.number for g in plan.goals if any(t.number in of_what for t in g.leaves()))
        case LineKind.FIGURE | LineKind.SEEN:
            series = of_what[0]
            return frozenset(
                goal.number
                for goal in plan.goals
                if any(series == key for test in goal.leaves() for _, key in test.series(plan.institution))
            )
        case LineKind.WORDS:
            return frozenset()
