"""Where an institution's word about a goal and the numbers it tells of its tests do not say the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from metrics.algebra.outcome import Outcome
from metrics.facts.reports.line_keys import LineKind
from metrics.facts.schema import Event, EventKind
from metrics.followup.own_expectation import meets_target
from metrics.report.lines import ReportLine
from metrics.score.scoring import CriterionScore, Score, weigh_verdicts


def find_contradicted_words(
    lines: Sequence[ReportLine], events: Sequence[tuple[str, Event]], after: Score
) -> Iterator[str]:
    """Find the lines of goals that are said to be met, or not to be, where the numbers told beside decide otherwise.

    `after` is the score as if all that is typed were known. A goal that is in doubt contradicts nothing.
    """
    words = {key: event.kind for key, event in events if event.kind in _SURE}
    numbers = [event for _, event in events if event.kind is EventKind.EXPECTED_NUMBER]
    if not words or not numbers:
        return
    leaves = {leaf.criterion.number: leaf for goal in after.goals for leaf in goal.leaves()}
    known = {number: (leaf.outcome, leaf.trace) for number, leaf in leaves.items() if leaf.trace}
    told = {event.criterion: found for event in numbers if (found := _judge(event, leaves)) is not None}
    then = weigh_verdicts(
        after.plan,
        after.facts,
        {number: (told.get(number, outcome), trace) for number, (outcome, trace) in known.items()},
    )
    for line in lines:
        if line.kind is LineKind.EXPECTATION and line.key in words:
            outcome = then.goal(line.goal).outcome
            missed, met = outcome.most < 1, outcome.least == 1
            if missed if words[line.key] is EventKind.EXPECTED_MET else met:
                yield line.key


_SURE = (EventKind.EXPECTED_MET, EventKind.EXPECTED_NOT_MET)


def _judge(event: Event, leaves: dict[str, CriterionScore]) -> Outcome | None:
    """Judge a test by the number told of it; None where that is decided already, or cannot be told."""
    leaf = leaves[event.criterion]
    test = leaf.criterion.measured
    if test is None or leaf.trace is None or event.value is None or leaf.outcome.credit is not None:
        return None
    meets = meets_target(test, leaf.trace, event.value)
    return None if meets is None else Outcome.settled(int(meets))
