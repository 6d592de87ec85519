"""A development plan as a document for programs."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

from export.direction_document import build_direction_document
from metrics.direction.direction_plan import GoalLink
from metrics.direction.progress import StepEvent, StepEventKind, find_standings
from metrics.direction.serving import find_serving
from metrics.direction.target_years import find_target_years
from metrics.direction.yearly_target import YearlyTarget
from metrics.plan.formula import Step
from tests.directions import direction, initiative, step
from tests.factories import catalogue, facts, plan, reads, result
from words.language import Words

DAY, KNOWN = date(2024, 9, 1), datetime(2024, 9, 1, 12, tzinfo=UTC)


def test_it_says_how_each_initiative_stands_and_has_no_total() -> None:
    links = (GoalLink(plan="p", goal="1"),)
    found = direction(initiative(owner="The office", steps=(step("1.1.1", ends="2024-summer"),), goals=links))
    told = [StepEvent(found.id, "1.1", StepEventKind.CLAIMED, date(2024, 8, 1), source="J 1")]
    yearly = plan(id="p", start=date(2024, 1, 1), end=date(2024, 12, 31))
    serving = find_serving(found, {"p": yearly})
    document = build_direction_document(
        found, find_standings(found, told, DAY, KNOWN), serving, [], (DAY, KNOWN), Words("da")
    )
    assert (document["as_of"], document["known_at"], document["total"]) == ("2024-09-01", "2024-09-01", None)
    (said,) = document["focus_areas"][0]["initiatives"]
    assert (said["when"], said["state"], said["evidence"], said["owner"]) == (
        "uden dato i planen",
        "done",
        "J 1",
        "The office",
    )
    assert said["goals"] == [{"plan": "p", "goal": "1", "relation": "serves"}]
    (within,) = said["steps"]
    assert (within["when"], within["late"], within["state_text"]) == (
        "sommeren 2024",
        True,
        "Ingen indberetning",
    )


def test_each_year_of_a_target_has_its_number_its_result_and_the_yearly_goals_for_the_same() -> None:
    step = Step(year=2023, number=Decimal("90.5"))
    target = YearlyTarget(
        number="A",
        title="In time",
        section="2",
        value=reads(),
        by_year=(step, Step(year=2024, number=Decimal(91))),
    )
    found = direction(targets=(target,), focus_areas=())
    yearly = plan(id="p", start=date(2023, 1, 1), end=date(2023, 12, 31))
    told = facts(result("2023", 92), as_of=DAY)
    years = find_target_years(found, [yearly], told, catalogue())
    document = build_direction_document(found, {}, [], years, (DAY, KNOWN), Words("da"))
    (said,) = document["targets"]
    assert said["years"] == [
        {
            "year": 2023,
            "operator": ">=",
            "target": 90.5,
            "result": 92,
            "final": True,
            "status": "met",
            "goals": [{"plan": "p", "goal": "1", "target": 90, "agreement": "other_target"}],
        },
        {
            "year": 2024,
            "operator": ">=",
            "target": 91,
            "result": None,
            "final": False,
            "status": "not_due",
            "goals": [],
        },
    ]
