"""What a paper is made of: the same scores, headlines and trends as the pages."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from tests.papers import APPEALS, example_ground


def test_a_ground_tells_whose_plan_it_is_and_which_version(sqlite_filled: Path) -> None:
    ground = example_ground(sqlite_filled)
    assert (ground.outlook.score.plan.id, ground.score.plan.id, ground.version) == (APPEALS, APPEALS, 2)
    assert ground.area.startswith("Digitaliserings-")
    assert ground.facts.as_of == date(2026, 11, 20)
    assert all(plan.locked for plan in ground.agreed)


def test_a_headline_is_counted_from_the_latest_report(sqlite_filled: Path) -> None:
    ground = example_ground(sqlite_filled)
    found = ground.find_headline_of(APPEALS)
    assert ground.since == date(2026, 10, 14)
    assert found.before is not None
    assert found.enough == ground.find_satisfactory(ground.score.plan) or ground.score.plan.pay


def test_an_amended_plan_is_scored_by_its_original_as_well_and_after_decisions(sqlite_filled: Path) -> None:
    ground = example_ground(sqlite_filled)
    decided = ground.find_decided()
    assert ground.score_original() is not None
    assert decided is not None
    assert decided.decisions


def test_only_measured_tests_have_trends_and_only_who_has_no_plan_is_a_yardstick(sqlite_filled: Path) -> None:
    ground = example_ground(sqlite_filled)
    trends = ground.find_trends(APPEALS)
    assert trends["1.1.1"] is not None
    assert trends["2.1.1"] is None
    assert not ground.find_yardsticks() & {plan.institution for plan in ground.agreed}
