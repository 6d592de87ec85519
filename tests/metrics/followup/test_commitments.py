"""What was agreed with a day: an accepted deviation ends when the last acceptance of it does."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from metrics.followup.commitments import find_accepted_until, find_ending_deviations
from metrics.plan.terms import Party
from tests.papers import APPEALS, DAY, example_ground


def test_an_accepted_deviation_that_ends_is_told_to_both_parties(sqlite_filled: Path) -> None:
    score = example_ground(sqlite_filled).score
    (found,) = find_ending_deviations([score])
    assert (found.plan, found.goal, found.due) == (APPEALS, "1.2", date(2026, 12, 31))
    assert found.text.startswith("De ældste boligsager")
    assert found.sides == frozenset(Party)
    assert find_accepted_until(score, score.goal("1.2")) == found.due
    assert find_accepted_until(score, score.goal("1.1")) is None
    assert found.days_left(DAY) == 41


def test_the_last_acceptance_that_runs_is_the_one_that_counts(sqlite_filled: Path) -> None:
    score = example_ground(sqlite_filled).score
    (said,) = [one for one in score.facts.decisions[APPEALS] if one.goal == "1.2" and one.until]
    shorter = replace(said, until=date(2026, 12, 1), number=said.number + 1, reason="Kortere")
    facts = replace(score.facts, decisions={APPEALS: (said, shorter)})
    both = replace(score, facts=facts)
    (found,) = find_ending_deviations([both])
    assert (found.due, found.number) == (said.until, said.number)
    assert find_accepted_until(both, both.goal("1.2")) == date(2026, 12, 31)
