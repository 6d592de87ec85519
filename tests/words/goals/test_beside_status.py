"""What stands beside a goal's status."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from tests.papers import APPEALS, example_ground
from words.goals.beside_status import write_beside
from words.language import Words


def beside(database: Path, number: str, day: date, lang: str = "da") -> list[str]:
    ground = example_ground(database, day=day)
    goal = ground.score.goal(number)
    trend = ground.find_trends(APPEALS).get(goal.criteria[0].criterion.number)
    lines = write_beside(goal, ground.outlook, trend, ground.catalogue, Words(lang))
    return [line.replace("\u00a0", " ") for line in lines]


def test_a_goal_at_risk_says_where_it_ends_how_likely_it_is_and_why(sqlite_filled: Path) -> None:
    assert beside(sqlite_filled, "1.1", date(2026, 11, 20)) == [
        "Prognose 87,7 pct. (måltal 87 pct.). Sandsynlighed for opfyldelse: over 99 pct.",
        "Institutionen vurderer opfyldelsen som usikker (14. oktober 2026)",
    ]


def test_once_the_year_is_over_it_says_what_is_missing(sqlite_filled: Path) -> None:
    (first, *_) = beside(sqlite_filled, "1.1", date(2027, 3, 1), "en")
    assert "missing since" in first
